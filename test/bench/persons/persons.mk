# SPDX-License-Identifier: Apache-2.0
# make bench-persons  100 000 and, with PERSONS, more invented persons: import, person page, search, list
.PHONY: bench-persons
BENCHES += bench-persons

build/bench-persons: $(call obj,$(LIB) test/bench/persons/main.c) $(GEN_O)
	@echo "  cc $@"
	@$(CC) $(LDFLAGS) -o $@ $^ $(LDLIBS)

bench-persons: build/bench-persons
	@test/bench/persons/run
