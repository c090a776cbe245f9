# Shadowlog
#
#   make              build the three programs into build/
#   make quickstart   the main job on a small SQLite database, no server needed
#   make check        every test; starts private PostgreSQL and MariaDB servers
#   make bench        measure; results as a table and build/bench.json
#   make fuzz         libFuzzer on all that decodes; needs clang, FUZZ_SECONDS=30
#   make lint         format, include rules, banned calls
#   make format       let clang-format decide
#   make bless        accept what the golden tests now print
#   make install      into $(DESTDIR)$(PREFIX)
#   make uninstall    take the same files away again
#   make clean        remove build/
#
#   DEV=1  warnings are errors      SAN=1  AddressSanitizer and UBSan
#   CC=    gcc or clang             PREFIX=/usr/local  DESTDIR=
#   V=1    show the commands

PREFIX ?= /usr/local
BINDIR = $(PREFIX)/bin
MANDIR = $(PREFIX)/share/man
DATADIR = $(PREFIX)/share/shadowlog

CC ?= cc
PKG_CONFIG ?= pkg-config
VERSION := $(shell cat VERSION 2>/dev/null || echo 0)

# SAN=1 builds apart, so that both kinds of object can live side by side.
ifdef SAN
B = build/san
SANFLAGS = -fsanitize=address,undefined -fno-sanitize-recover=undefined \
           -fno-omit-frame-pointer
else
B = build
SANFLAGS =
endif

CFLAGS ?= -O2 -g
WARN_DEV = -Wall -Wextra -Wpedantic -Werror -Wshadow -Wstrict-prototypes \
           -Wmissing-prototypes -Wpointer-arith -Wwrite-strings -Wvla -Wundef \
           -Wformat=2 -Wimplicit-fallthrough -Wswitch-enum -fno-common
ifdef DEV
WARN = $(WARN_DEV)
endif
BASE = -std=c11 -D_POSIX_C_SOURCE=200809L -I. -I$(B) $(SANFLAGS)

LIBS_POLLER := $(shell $(PKG_CONFIG) --libs odbc odbcinst sqlite3 libcurl libcrypto \
                 jansson zlib 2>/dev/null || \
                 echo -lodbc -lodbcinst -lsqlite3 -lcurl -lcrypto -ljansson -lz)
INCS_POLLER := $(shell $(PKG_CONFIG) --cflags odbc odbcinst sqlite3 libcurl libcrypto \
                 jansson zlib 2>/dev/null)
# zstd is there or not; without it `compress = zstd` is refused.
ifeq ($(shell $(PKG_CONFIG) --exists libzstd 2>/dev/null && echo yes),yes)
LIBS_POLLER += $(shell $(PKG_CONFIG) --libs libzstd)
INCS_POLLER += $(shell $(PKG_CONFIG) --cflags libzstd) -DSHADOWLOG_ZSTD
endif
LIBS_RECEIVER := $(shell $(PKG_CONFIG) --libs libmicrohttpd sqlite3 libcrypto \
                   jansson zlib 2>/dev/null || \
                   echo -lmicrohttpd -lsqlite3 -lcrypto -ljansson -lz)
INCS_RECEIVER := $(shell $(PKG_CONFIG) --cflags libmicrohttpd 2>/dev/null)

# V=1 shows the commands.
ifndef V
Q = @
SAY = @echo
else
SAY = @:
endif

objects = $(patsubst %.c,$(B)/obj/%.o,$(1))

CORE     := $(call objects,$(wildcard core/*.c)) $(B)/obj/resources.o
TRIGGERS := $(call objects,$(wildcard triggers/*.c))
SINK_ALL := $(call objects,$(wildcard sinks/*.c))
# All of the poller but its main(), so that tests can link it.
POLLER   := $(call objects,$(filter-out poller/main.c,$(wildcard poller/*.c)))
# The receiver checks signatures with the code that makes them.
RECEIVER := $(call objects,$(wildcard receiver/*.c) sinks/signature.c sinks/digest.c)
# What tests and their tools share.
SUPPORT  := $(call objects,$(wildcard tests/support/*.c))

PROGRAMS := $(B)/shadowlog $(B)/shadowlog-triggers $(B)/shadowlog-receiver
UNIT     := $(patsubst tests/unit/%.c,$(B)/unit/%,$(wildcard tests/unit/*_test.c)) \
            $(patsubst tests/conformance/%.c,$(B)/conformance/%,$(wildcard tests/conformance/*_test.c)) \
            $(patsubst tests/live/%.c,$(B)/live/%,$(wildcard tests/live/*_test.c))
# Programs that tests and benchmarks drive: one .c file each.
TOOLS    := $(patsubst tests/tools/%.c,$(B)/tools/%,$(wildcard tests/tools/*.c))
BENCH    := $(patsubst tests/bench/%.c,$(B)/bench/%,$(wildcard tests/bench/*.c))
FUZZ_ALL := $(patsubst tests/fuzz/%.c,$(B)/fuzzers/%,$(wildcard tests/fuzz/*_fuzz.c))

RESOURCES := $(sort $(wildcard triggers/dialects/*.sql \
               migrations/changelog/*/*.sql migrations/state/*.sql \
               migrations/outbox/*.sql poller/*.sql sinks/*.sql poller/*.ini \
               receiver/*.sql \
               docs/schemas/*.json))

.DELETE_ON_ERROR:
# Objects of tests are kept, not built again each time.
.SECONDARY:
.PHONY: all quickstart check bench fuzz fuzzers lint format bless install \
        uninstall clean \
        tests deps-check

all: deps-check $(PROGRAMS)

tests: all $(UNIT) $(TOOLS)

# Names the one command that installs what is missing, instead of a screen of
# compiler errors.
deps-check:
	@sh tests/deps.sh build "$(CC)" "$(PKG_CONFIG)"

$(B)/obj/%.o: %.c | deps-check
	@mkdir -p $(@D)
	$(SAY) "CC   $@"
	$(Q)$(CC) $(BASE) $(CFLAGS) $(WARN) $(INCS_POLLER) $(INCS_RECEIVER) \
	  -DSHADOWLOG_VERSION='"$(VERSION)"' -MMD -MP -c -o $@ $<

# Text files become C: one string each, sorted by name.
$(B)/resources.c: $(RESOURCES) core/embed.sh Makefile
	@mkdir -p $(@D)
	$(Q)sh core/embed.sh $(RESOURCES) > $@

$(B)/obj/resources.o: $(B)/resources.c core/resource.h
	@mkdir -p $(@D)
	$(SAY) "CC   $@"
	$(Q)$(CC) $(BASE) $(CFLAGS) -c -o $@ $<

$(B)/shadowlog: $(B)/obj/poller/main.o $(POLLER) $(SINK_ALL) $(CORE)
	$(SAY) "LINK $@"
	$(Q)$(CC) $(SANFLAGS) $(LDFLAGS) -o $@ $^ $(LIBS_POLLER) -lm

$(B)/shadowlog-triggers: $(TRIGGERS) $(CORE)
	$(SAY) "LINK $@"
	$(Q)$(CC) $(SANFLAGS) $(LDFLAGS) -o $@ $^

$(B)/shadowlog-receiver: $(RECEIVER) $(CORE)
	$(SAY) "LINK $@"
	$(Q)$(CC) $(SANFLAGS) $(LDFLAGS) -o $@ $^ $(LIBS_RECEIVER)

$(B)/unit/%: $(B)/obj/tests/unit/%.o $(SUPPORT) $(POLLER) $(SINK_ALL) $(CORE)
	@mkdir -p $(@D)
	$(SAY) "LINK $@"
	$(Q)$(CC) $(SANFLAGS) $(LDFLAGS) -o $@ $^ $(LIBS_POLLER) -lm

$(B)/conformance/%: $(B)/obj/tests/conformance/%.o $(SUPPORT) $(POLLER) $(SINK_ALL) $(CORE)
	@mkdir -p $(@D)
	$(SAY) "LINK $@"
	$(Q)$(CC) $(SANFLAGS) $(LDFLAGS) -o $@ $^ $(LIBS_POLLER) -lm

$(B)/live/%: $(B)/obj/tests/live/%.o $(SUPPORT) $(POLLER) $(SINK_ALL) $(CORE)
	@mkdir -p $(@D)
	$(SAY) "LINK $@"
	$(Q)$(CC) $(SANFLAGS) $(LDFLAGS) -o $@ $^ $(LIBS_POLLER) -lm

$(B)/tools/%: $(B)/obj/tests/tools/%.o $(SUPPORT) $(POLLER) $(SINK_ALL) $(CORE)
	@mkdir -p $(@D)
	$(SAY) "LINK $@"
	$(Q)$(CC) $(SANFLAGS) $(LDFLAGS) -o $@ $^ $(LIBS_POLLER) -lm -lpthread

$(B)/bench/%: $(B)/obj/tests/bench/%.o $(SUPPORT) $(POLLER) $(SINK_ALL) $(CORE)
	@mkdir -p $(@D)
	$(SAY) "LINK $@"
	$(Q)$(CC) $(SANFLAGS) $(LDFLAGS) -o $@ $^ $(LIBS_POLLER) -lm -lpthread

quickstart:
	@sh tests/deps.sh quickstart "$(CC)" "$(PKG_CONFIG)"
	@echo "building"
	@$(MAKE) --no-print-directory SAY=@: all
	@BUILD=$(B) sh tests/quickstart.sh

check:
	@sh tests/deps.sh check "$(CC)" "$(PKG_CONFIG)"
	@$(MAKE) --no-print-directory tests
	@BUILD=$(B) sh tests/run.sh

bench: all $(BENCH) $(TOOLS)
	@BUILD=$(B) sh tests/bench/run.sh

$(B)/fuzzers/%: $(B)/obj/tests/fuzz/%.o $(POLLER) $(SINK_ALL) $(CORE)
	@mkdir -p $(@D)
	$(SAY) "LINK $@"
	$(Q)$(CC) $(SANFLAGS) -fsanitize=fuzzer $(LDFLAGS) -o $@ $^ $(LIBS_POLLER) -lm

fuzzers: $(FUZZ_ALL)

# Built apart, because every object counts its branches for the fuzzer.
fuzz:
	@$(MAKE) --no-print-directory B=build/fuzz CC=clang \
	  SANFLAGS="-fsanitize=fuzzer-no-link,address,undefined \
	  -fno-sanitize-recover=undefined" fuzzers
	@BUILD=build/fuzz sh tests/fuzz/run.sh

lint:
	@sh tests/lint.sh

format:
	clang-format -i $$(git ls-files '*.c' '*.h')

bless: all $(B)/unit/event_test $(B)/unit/format_test $(B)/tools/checks
	@BUILD=$(B) BLESS=1 sh tests/golden/golden_test.sh
	@BUILD=$(B) BLESS=1 sh tests/golden/native_test.sh
	@BLESS=1 $(B)/unit/event_test >/dev/null || :
	@BLESS=1 $(B)/unit/format_test >/dev/null || :

install: all
	@sh tests/install.sh install "$(B)" "$(DESTDIR)" "$(PREFIX)"

uninstall:
	@sh tests/install.sh uninstall "$(B)" "$(DESTDIR)" "$(PREFIX)"

clean:
	rm -rf build

-include $(shell find $(B)/obj -name '*.d' 2>/dev/null)
