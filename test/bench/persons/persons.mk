# SPDX-License-Identifier: Apache-2.0
# make bench-persons  100 000 and a million invented persons on both databases: pages, search, a date saved
.PHONY: bench-persons
BENCHES += bench-persons

build/bench-persons: $(call obj,$(LIB) $(wildcard test/bench/persons/*.c)) $(GEN_O)
	@echo "  cc $@"
	@$(CC) $(LDFLAGS) -o $@ $^ $(LDLIBS)

bench-persons: build/bench-persons
	@test/bench/persons/run
