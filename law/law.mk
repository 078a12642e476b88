# SPDX-License-Identifier: Apache-2.0
# make bench-law  decisions a second, ours beside json-rules-engine, in one run
# make law-map    writes docs/law.md anew
.PHONY: bench-law law-map
BENCHES += bench-law
BENCH_LAW := test/bench/law

$(B)/bench-law: $(call obj,$(filter base/% law/%,$(LIB)) $(BENCH_LAW)/bench.c) $(B)/gen/embed.o
	@echo "  cc $@"
	@$(CC) $(LDFLAGS) -o $@ $^ $(LDLIBS)

$(BENCH_LAW)/node_modules: $(BENCH_LAW)/package-lock.json
	npm ci --no-audit --no-fund --prefix $(BENCH_LAW) >/dev/null
	@touch $@

bench-law: $(BENCH_LAW)/node_modules
	@$(MAKE) --no-print-directory $(B)/bench-law
	@nice $(B)/bench-law 1000000
	@nice node $(BENCH_LAW)/run.mjs 20000

law-map: build
	@build/fotfeste law map > docs/law.md
