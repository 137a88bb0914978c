# accolade: make, make test, make demo, make install PREFIX=, make clean; SAN=address,undefined for a checked build.
PREFIX ?= /usr/local
VERSION := 0.1.0
ROOMS := criteria scoring store reports commands tui
LIBS := glib-2.0 libxml-2.0 sqlite3 libsodium ncursesw gsl
CFLAGS ?= -O3 -g
WARN := -Wall -Wextra -Wshadow -Wconversion $(if $(CI)$(WERROR),-Werror)
B := build$(if $(SAN),-san)$(if $(filter clang,$(CC)),-clang)
# No fused multiply-add: statistics, and so flags, are the same to the bit whatever the processor.
ALL_CFLAGS := -std=gnu11 -ffp-contract=off -I. -D_GNU_SOURCE -DVERSION='"$(VERSION)"' -DLOCALEDIR='"$(PREFIX)/share/locale"' -DGETTEXT_PACKAGE='"accolade"' \
  $(WARN) $(CFLAGS) $(if $(SAN),-fsanitize=$(SAN) -fno-sanitize-recover=all -fno-omit-frame-pointer) $(shell pkg-config --cflags $(LIBS) 2>/dev/null)
ALL_LDLIBS := $(if $(SAN),-fsanitize=$(SAN)) $(shell pkg-config --libs $(LIBS) 2>/dev/null) $(LDLIBS)

# The program has its libraries linked in where their archives are installed (Debian's -dev packages bring them): loading them was
# half of a short command's time. LINK=shared has the system's loaded at every start instead, as the tests do.
LINKED_IN := -static-libgcc -Wl,-Bstatic $(filter-out -pthread -ldl -lm,$(shell pkg-config --static --libs $(LIBS) 2>/dev/null)) -lstdc++ -Wl,-Bdynamic -pthread -ldl -lm $(LDLIBS)
LINK ?= $(if $(SAN),shared,$(shell echo 'int main(void) { return 0; }' | $(CC) -x c -o /dev/null - $(LINKED_IN) 2>/dev/null && echo archives || echo shared))

, := ,
SOURCES := $(foreach room,$(ROOMS),$(wildcard $(room)/*.c))
PACKS := $(sort $(wildcard criteria/packs/*.xml)) $(sort $(wildcard criteria/*.xsd))
OBJECTS := $(SOURCES:%.c=$(B)/%.o) $(B)/criteria/embedded.o
ARCHIVES := $(foreach room,tui commands reports store scoring criteria,$(if $(wildcard $(room)/*.c),$(B)/lib$(room).a))
TESTS := $(patsubst tests/%.c,$(B)/tests/%,$(wildcard tests/test_*.c))
TEST_HELP := $(patsubst %.c,$(B)/%.o,$(filter-out tests/test_%.c,$(wildcard tests/*.c)))
MO := $(patsubst po/%.po,$(B)/locale/%/LC_MESSAGES/accolade.mo,$(wildcard po/*.po))

all: $(B)/accolade $(MO)

$(B)/accolade: $(B)/main.o $(ARCHIVES)
	$(CC) $(CFLAGS) $(LDFLAGS) -o $@ $^ $(if $(filter archives,$(LINK)),$(LINKED_IN),$(ALL_LDLIBS))

define ARCHIVE
$(B)/lib$(1).a: $(filter $(B)/$(1)/%,$(OBJECTS))
	@rm -f $$@
	ar rcs $$@ $$^
endef
$(foreach room,$(ROOMS),$(eval $(call ARCHIVE,$(room))))

$(B)/%.o: %.c
	@mkdir -p $(@D)
	$(CC) $(ALL_CFLAGS) -MMD -MP -c -o $@ $<

# Packs and grammars are compiled in, so that the program is one file that runs from anywhere.
$(B)/criteria/embedded.S: $(PACKS) Makefile
	@mkdir -p $(@D)
	@{ echo '.section .rodata'; n=0; for f in $(PACKS); do \
	  echo ".Lname$$n: .asciz \"$$(basename $$f)\""; echo ".Ltext$$n: .incbin \"$$f\""; echo ".Lend$$n: .byte 0"; \
	  echo ".Lhash$$n: .asciz \"$$(sha256sum < $$f | cut -c 1-64)\""; n=$$((n+1)); done; \
	  echo '.section .data.rel.ro,"aw"'; echo '.balign 8'; echo '.globl embedded_files'; echo 'embedded_files:'; i=0; while [ $$i -lt $$n ]; do \
	  echo ".quad .Lname$$i, .Ltext$$i, .Lend$$i - .Ltext$$i, .Lhash$$i"; i=$$((i+1)); done; echo '.quad 0, 0, 0, 0'; \
	  echo '.section .note.GNU-stack,"",%progbits'; } > $@
$(B)/criteria/embedded.o: $(B)/criteria/embedded.S
	$(CC) -c -o $@ $<

$(B)/locale/%/LC_MESSAGES/accolade.mo: po/%.po
	@mkdir -p $(@D)
	msgfmt --check -o $@ $<

$(B)/tests/%: $(B)/tests/%.o $(TEST_HELP) $(ARCHIVES)
	$(CC) $(CFLAGS) $(LDFLAGS) -o $@ $< $(TEST_HELP) $(ARCHIVES) $(ALL_LDLIBS) -lvterm -lutil

# make test and make demo install what they need first (and do nothing when all is there).
test: ; @.ci/deps && $(MAKE) --no-print-directory run-tests
demo: ; @.ci/deps && $(MAKE) --no-print-directory run-demo
run-tests: layers all $(TESTS)
	@tests/run $(B)
run-demo: all
	@demo/run $(B)/accolade

# The worked examples of tests/oracles, or of any other folder of that shape.
oracles: $(B)/tests/test_oracles
	@$(B)/tests/test_oracles $(DIR)

# How long each operation takes beside the least program that could do it, and beside its peers (bench/bench.py).
BENCHES := $(patsubst bench/%.c,$(B)/bench/%,$(wildcard bench/*.c))
bench: all $(BENCHES) ; @bench/bench.py $(B) 1k 10k 100k 1m
bench-quick: all $(BENCHES) ; @bench/bench.py $(B) 1k 10k
# False alarms of the checks on clean cycles, and what they find of planted faults.
bench-flags: $(B)/bench/flags ; @$(B)/bench/flags 200
$(B)/bench/flags: $(B)/tests/made_cycle.o $(B)/tests/made_flags.o
$(B)/bench/%: bench/%.c bench/bound.h bench/latency.h bench/shares.h bench/sheets.h $(ARCHIVES)
	@mkdir -p $(@D)
	$(CC) $(ALL_CFLAGS) -O3 -o $@ $(filter %.c %.o,$^) $(if $(filter mark severity flags,$*),$(ARCHIVES)) $(if $(filter bound_start,$*),-Wl$(,)--no-as-needed) $(ALL_LDLIBS)

layers: ; @tests/layers

install: all
	install -D -m 755 $(B)/accolade $(DESTDIR)$(PREFIX)/bin/accolade
	install -D -m 644 accolade.1 $(DESTDIR)$(PREFIX)/share/man/man1/accolade.1
	for l in $(patsubst po/%.po,%,$(wildcard po/*.po)); do install -D -m 644 $(B)/locale/$$l/LC_MESSAGES/accolade.mo $(DESTDIR)$(PREFIX)/share/locale/$$l/LC_MESSAGES/accolade.mo; done

# For developers: words to translate, layout, static checks.
po: ; @po/update
WRITTEN := $(foreach kind,c h,$(wildcard *.$(kind) $(ROOMS:=/*.$(kind)) tests/*.$(kind) bench/*.$(kind)))
format: ; clang-format -i $(WRITTEN)
lint: layers
	clang-format --dry-run -Werror $(WRITTEN)
	printf '%s\n' $(filter %.c,$(WRITTEN)) | xargs -P "$$(nproc)" -n 8 sh -c 'eval "clang-tidy --quiet $$* -- $$FLAGS"' clang-tidy
lint: export FLAGS = $(ALL_CFLAGS)

clean: ; rm -rf build build-*

.PHONY: all test demo oracles bench bench-quick bench-flags run-tests run-demo layers install po format lint clean
.DELETE_ON_ERROR:
.SECONDARY: $(TEST_HELP) $(TESTS:=.o)
-include $(OBJECTS:.o=.d) $(B)/main.d $(TESTS:=.d) $(TEST_HELP:.o=.d)
