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
