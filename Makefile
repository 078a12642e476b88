# SPDX-License-Identifier: Apache-2.0
# make help lists what can be asked for. Sources are found by wildcard: nothing to edit when a
# file or a folder is added.
#   FLAVOUR=fast  optimised, hardened: build/fotfeste          (default)
#   FLAVOUR=san   address and undefined-behaviour sanitizers: the tests
#   FLAVOUR=fuzz  clang's libFuzzer

MAKEFLAGS += --no-builtin-rules
SHELL := /bin/bash
FLAVOUR ?= fast
B := build/$(FLAVOUR)

PACKAGES := libmicrohttpd sqlite3 libpq libsodium jansson xlsxwriter libcmark icu-i18n icu-uc liboath libzip expat zlib pangocairo pangoft2 cairo-pdf fontconfig libqpdf libcurl
WARN := -Wall -Wextra -Wshadow -Wstrict-prototypes -Wmissing-prototypes -Wformat=2 -Wvla \
        -Wimplicit-fallthrough -Wundef -Wno-missing-field-initializers -Werror
HARD := -D_FORTIFY_SOURCE=2 -fstack-protector-strong -fstack-clash-protection -fcf-protection
CFLAGS_fast := -O2 $(HARD)
CFLAGS_san  := -O1 -fsanitize=address,undefined -fno-sanitize-recover=all -fno-omit-frame-pointer
# clang gives the choosers of two static clones of one name one name.
CFLAGS_fuzz := -Wno-error '-Dtarget_clones(...)=' -O1 -fsanitize=fuzzer-no-link,address,undefined -fno-sanitize-recover=all
LDFLAGS_fast := -Wl,-z,relro,-z,now,-z,noexecstack
LDFLAGS_san  := -fsanitize=address,undefined
LDFLAGS_fuzz := -fsanitize=fuzzer,address,undefined
CC_fast := gcc
CC_san  := gcc
CC_fuzz := clang
CC := $(CC_$(FLAVOUR))

CFLAGS := -std=gnu17 -D_GNU_SOURCE -g -fPIE $(WARN) $(CFLAGS_$(FLAVOUR)) -I. -I$(B)/gen -Ibuild/gen -MMD -MP $(shell pkg-config --cflags $(PACKAGES) 2>/dev/null)
LDFLAGS := -pie $(LDFLAGS_$(FLAVOUR))
LDLIBS := $(shell pkg-config --libs $(PACKAGES) 2>/dev/null) -lcsv -lm -lpthread

# Folders of the house, lowest first. Tests and fuzz targets stand beside the code.
FOLDERS := base law person placement synth platform/* rooms/*
ALL  := $(wildcard $(addsuffix /*.c,$(FOLDERS)))
TEST := $(filter %_test.c,$(ALL)) $(wildcard tool/*_test.c)
FUZZ := $(filter %_fuzz.c,$(ALL))
LIB  := $(filter-out $(TEST) $(FUZZ),$(ALL))
APP  := $(wildcard app/*.c)
TESTLIB := $(wildcard test/*.c) # what the unit tests share

GEN_O = $(patsubst build/%.c,$(B)/%.o,$(GEN_C))
obj = $(patsubst %.c,$(B)/%.o,$(1))

# Build tools run on this machine and write C below build/gen.
build/tool/tmplc: $(wildcard tool/tmplc*.[ch])
build/tool/%: tool/%.c tool/tool.h
	@mkdir -p $(@D)
	@echo "  cc $@"
	@gcc -std=gnu17 -D_GNU_SOURCE -O1 -g $(WARN) -o $@ $(filter %.c,$^) -lm

# Styles, scripts, fonts, icons and maps that the pages load: from asset/, from npm (pinned by
# asset/package-lock.json) and made here. Text is also kept compressed.
NPM := asset/node_modules
DS := $(NPM)/@digdir
OUTLINES := ref/municipalities-2024-svgpaths.json
FONTS := $(foreach f,latin latin-ext cyrillic,inter-$(f)-wght-normal.woff2) $(foreach w,400 600,noto-sans-arabic-arabic-$(w)-normal.woff2)
PACK := $(sort $(notdir $(wildcard asset/*.css asset/*.js asset/*.svg)) ds-theme.css ds.css ds-web.js \
        htmx.js kart.svg kart-fin.svg lisenser.txt)
ASSET := $(addprefix build/gen/asset/,$(FONTS) $(PACK) $(PACK:%=%.gz))

$(NPM)/%:
	@flock asset/package.json sh -c "test -e $@ || { cd asset && npm ci --no-audit --no-fund >/dev/null; }" || { \
	echo "$@ is missing. Run: npm ci --prefix asset"; exit 1; }
build/gen/asset/ds-theme.css: | $(DS)/designsystemet-css/dist/theme/designsystemet.css
build/gen/asset/ds.css: | $(DS)/designsystemet-css/dist/src/index.css
build/gen/asset/ds-web.js: | $(DS)/designsystemet-web/dist/umd/index.js
build/gen/asset/htmx.js: | $(NPM)/htmx.org/dist/htmx.min.js
build/gen/asset/ds-theme.css build/gen/asset/ds.css build/gen/asset/ds-web.js build/gen/asset/htmx.js: asset/package-lock.json
	@mkdir -p $(@D)
	grep -v '^//# sourceMappingURL' $| > $@
build/gen/asset/inter-%.woff2: | $(NPM)/@fontsource-variable/inter/package.json
	@mkdir -p $(@D)
	cp $(NPM)/@fontsource-variable/inter/files/inter-$*.woff2 $@
build/gen/asset/noto-sans-arabic-%.woff2: | $(NPM)/@fontsource/noto-sans-arabic/package.json
	@mkdir -p $(@D)
	cp $(NPM)/@fontsource/noto-sans-arabic/files/noto-sans-arabic-$*.woff2 $@
build/gen/asset/lisenser.txt: asset/package-lock.json | $(NPM)/htmx.org/dist/htmx.min.js
	@mkdir -p $(@D)
	for l in $(NPM)/*/LICENSE* $(NPM)/*/*/LICENSE*; do echo "== $${l#$(NPM)/}"; cat "$$l"; done > $@
build/gen/asset/kart.svg: build/tool/mapc $(OUTLINES)
	@mkdir -p $(@D)
	build/tool/mapc svg 10 $(OUTLINES) > $@
build/gen/asset/kart-fin.svg: build/tool/mapc $(OUTLINES)
	@mkdir -p $(@D)
	build/tool/mapc svg 1 $(OUTLINES) > $@
build/gen/map_table.c: build/tool/mapc $(OUTLINES)
	@mkdir -p $(@D)
	build/tool/mapc table $(OUTLINES) > $@
build/gen/asset/%: asset/%
	@mkdir -p $(@D)
	cp $< $@
build/gen/asset/%.gz: build/gen/asset/%
	gzip -9nc $< > $@

EMBED := $(sort $(filter-out $(OUTLINES),$(wildcard ref/*.csv law/*.csv rooms/*/fields.csv ref/*.json platform/*/*.sql rooms/*/*.sql rooms/*/content/*.md)) $(ASSET) build/gen/text_missing.txt)
# C that the build writes. GEN_C is compiled like any source; GEN_H must be there before any.
GEN_C := build/gen/embed.c build/gen/rooms.c build/gen/text_table.c build/gen/map_table.c
GEN_H := build/gen/text_keys.h

# Texts: every nb.po, nn.po, en.po ... below platform and rooms. The header keeps its time when no key
# changed, so that a changed word builds one file.
PO := $(sort $(wildcard $(foreach l,nb nn en uk ar,platform/*/$(l).po rooms/*/$(l).po)))
HTML := $(sort $(wildcard platform/*/*.html rooms/*/*.html))
build/gen/text.made: build/tool/textc $(PO) $(HTML)
	@mkdir -p $(@D)
	@build/tool/textc build/gen $(PO) $(HTML)
	@touch $@
build/gen/text_keys.h build/gen/text_table.c build/gen/text_missing.txt: build/gen/text.made ;

# Templates: NAME.html in any folder of platform and rooms becomes NAME.html.c and NAME.html.h.
GEN_C += $(HTML:%=build/gen/%.c)
GEN_H += $(HTML:%=build/gen/%.h)
build/gen/%.html.c build/gen/%.html.h: %.html build/tool/tmplc
	@mkdir -p $(@D)
	@build/tool/tmplc $< build/gen/$*.html

# A file that came or went counts as a change, whatever its age.
build/gen/%.list: .FORCE
	@mkdir -p $(@D); echo '$($*)' | cmp -s - $@ || echo '$($*)' > $@
.PHONY: .FORCE
.FORCE:
build/gen/embed.c: build/gen/EMBED.list
build/gen/text.made: build/gen/PO.list
build/gen/embed.c: build/tool/embedc $(EMBED) Makefile
	@mkdir -p $(@D)
	@build/tool/embedc $(EMBED) > $@

SOURCES := $(wildcard $(addsuffix /*.[ch],$(FOLDERS)))
build/gen/rooms.c: build/tool/roomc $(SOURCES)
	@mkdir -p $(@D)
	@build/tool/roomc $(SOURCES) > $@ || { rm -f $@; exit 1; }

$(B)/gen/%.o: build/gen/%.c | $(GEN_H)
	@mkdir -p $(@D)
	@echo "  cc $@"
	@$(CC) $(CFLAGS) -c -o $@ $<

# Kept between builds: what make takes for a step on the way.
.SECONDARY: $(GEN_H) $(GEN_C)

.DEFAULT_GOAL := help
.PHONY: help setup setup-test build demo test bench unit fuzz test-http test-crash clean
help:
	@echo "make demo    everything needed, then a demo on http://localhost:8080 (PORT=)"
	@echo "make test    everything needed, then the whole suite on both databases"
	@echo "make bench   every benchmark, beside something known in the same run: $(BENCHES)"
	@echo "make build   build/fotfeste"
	@echo "make test-http  the program on real sockets, with nginx in front"
	@echo "make test-crash  killed while writing, on both databases; ROUNDS=50, SETTLEMENTS=25"
	@echo "make fuzz    the fuzz targets, a minute each; SECONDS=600, ONLY='query form'"
	@echo "make unit    unit tests on SQLite; ONLY='word word' picks some, DB=postgres the other engine"
	@echo "make setup   installs what the build needs (root or sudo)"
	@echo "make clean   takes build/ away"

setup:
	@ops/setup run build
setup-test:
	@ops/setup run build test

# The set-up decides what pkg-config can find, so what follows it is a make of its own.
demo: setup
	@$(MAKE) --no-print-directory -j$$(nproc) build
	@ops/demo
test: setup-test
	@test/all

# A folder adds its benchmark in NAME/NAME.mk: BENCHES += bench-NAME.
bench: setup-test
	@$(MAKE) --no-print-directory -j$$(nproc) build
	@for b in $(BENCHES); do $(MAKE) --no-print-directory $$b || exit 1; done

build: build/fotfeste
build/fotfeste: build/$(FLAVOUR)/fotfeste
	@ln -sf $(FLAVOUR)/fotfeste $@

$(B)/fotfeste: $(call obj,$(LIB) $(APP)) $(GEN_O)
	@mkdir -p $(@D)
	@echo "  cc $@"
	@$(CC) $(LDFLAGS) -o $@ $^ $(LDLIBS)

$(B)/unit-tests: $(call obj,$(LIB) $(TEST) $(FUZZ) $(TESTLIB)) $(GEN_O) | build/tool/tmplc build/tool/textc build/tool/mapc
	@echo "  cc $@"
	@$(CC) $(LDFLAGS) -o $@ $^ $(LDLIBS) -lcmocka

unit:
	@$(MAKE) --no-print-directory FLAVOUR=san build/san/unit-tests
	build/san/unit-tests $(ONLY)

# One program of clang's with all fuzz targets. What was found goes to build/fuzz/found/NAME; a
# crash that is repaired leaves its file in test/corpus/NAME.
FUZZ_TARGETS := $(shell grep -ohE '^FUZZ\([a-z_]+\)' $(FUZZ) /dev/null | sed 's/FUZZ(//; s/)//' | sort)
SECONDS ?= 60
build/fuzz/fuzzer: $(call obj,$(LIB) $(FUZZ) test/fuzz/main.c) $(GEN_O)
	@echo "  cc $@"
	@$(CC) $(LDFLAGS) -o $@ $^ $(LDLIBS)
fuzz:
	@$(MAKE) --no-print-directory FLAVOUR=fuzz build/fuzz/fuzzer
	@for t in $(if $(ONLY),$(ONLY),$(FUZZ_TARGETS)); do \
	mkdir -p build/fuzz/found/$$t; echo "  fuzz $$t, $(SECONDS) seconds"; \
	FUZZ=$$t build/fuzz/fuzzer -max_total_time=$(SECONDS) -timeout=5 -print_final_stats=0 -verbosity=0 \
	-artifact_prefix=build/fuzz/found/$$t- build/fuzz/found/$$t test/corpus/$$t || exit 1; done
	@echo "$(words $(if $(ONLY),$(ONLY),$(FUZZ_TARGETS))) passed, 0 failed"

$(B)/%.o: %.c | $(GEN_H)
	@mkdir -p $(@D)
	@echo "  cc $@"
	@$(CC) $(CFLAGS) -c -o $@ $<

build/fast/crash: $(call obj,$(LIB) test/crash/main.c test/crash/chain.c) $(GEN_O)
	@echo "  cc $@"
	@$(CC) $(LDFLAGS) -o $@ $^ $(LDLIBS)
test-crash:
	@test/crash/run

test-http: build
	test/http/run $(ONLY)

clean:
	rm -rf build

-include $(patsubst %.o,%.d,$(call obj,$(ALL) $(TEST) $(APP) $(TESTLIB) test/fuzz/main.c test/crash/main.c test/crash/chain.c test/bench/persons/main.c test/bench/letter/main.c) $(GEN_O))

# What a folder brings along: NAME/NAME.mk.
-include $(wildcard */*.mk test/bench/*/*.mk)
