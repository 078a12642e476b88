# SPDX-License-Identifier: Apache-2.0
# make bench-letter  one page as tagged PDF, beside Pango and cairo alone
.PHONY: bench-letter
BENCHES += bench-letter

build/bench-letter: $(call obj,$(LIB) test/bench/letter/main.c) $(GEN_O)
	@echo "  cc $@"
	@$(CC) $(LDFLAGS) -o $@ $^ $(LDLIBS)

bench-letter: build/bench-letter
	@build/bench-letter
