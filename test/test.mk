# SPDX-License-Identifier: Apache-2.0
# make bench-site  pages a second, import, start, memory: both databases, one table
.PHONY: bench-site
BENCHES += bench-site

build/bench-client: test/bench/site/client.c
	@mkdir -p $(@D)
	@echo "  cc $@"
	@$(CC) -std=gnu17 -O2 -D_GNU_SOURCE -Wall -Wextra -Werror -pthread -o $@ $<

bench-site: build build/bench-client
	@test/bench/site/run

# make bench-import  persons from files, beside sqlite3's raw .import of the same rows
.PHONY: bench-import
BENCHES += bench-import
bench-import: build
	@test/bench/import/run $(PERSONS)

# make bench-placement  the placement engine beside CBC, GLPK, CLP and LEMON; see test/bench/placement/run
.PHONY: bench-placement
BENCHES += bench-placement

build/placement-make: test/placement/make.c test/placement_make.c test/placement_make.h $(wildcard base/*.[ch])
	@mkdir -p $(@D)
	@echo "  cc $@"
	@gcc -std=gnu17 -O2 -D_GNU_SOURCE -Wall -Wextra -Werror -I. -o $@ $(filter %.c,$(filter-out %_test.c %_fuzz.c base/embed.c base/csv.c,$^)) -lm

$(B)/bench-placement: $(call obj,$(filter base/% placement/%,$(LIB)) test/bench/placement/bench.c) $(B)/gen/embed.o
	@echo "  cc $@"
	@$(CC) $(LDFLAGS) -o $@ $^ $(LDLIBS)

# LEMON is a peer, not a part: without its headers the comparison is left out.
build/bench-network: test/bench/placement/network.cc
	@mkdir -p $(@D)
	@echo "  c++ $@"
	@g++ -O2 -o $@ $< 2> build/bench-network.log || { rm -f $@; echo "  LEMON is not here: left out"; }

bench-placement: build build/placement-make
	@$(MAKE) --no-print-directory FLAVOUR=fast build/fast/bench-placement build/bench-network
	@test/bench/placement/run
