# satisfaction: customer-satisfaction metrics in PostgreSQL
#
#   make && make install           build and install, as with any extension
#   make installcheck              test against a running server
#   make installcheck REGRESS=nps  one test of test/sql
#   make test                      build and test on a private server
#   make demo                      the same, and show a dashboard, printed and as a page
#   make picture                   take the README's picture of that page
#   make test-clients              what arrives at a dozen clients (as root)
#   make test-examples             the examples for Cube and Evidence, from npm
#   make dist                      the zip for PGXN, checked; see test/package
#   make bench ROWS=... RUNS=...   measure speed and memory beside rivals
#   make matrix                    test on PostgreSQL 13 to 19 (as root)
#   make beside                    test beside TimescaleDB and pg_ivm (as root)
#   make differential fuzz checked faults moving   the long checks; each says what it ran
#
# PG_CONFIG chooses the server: make PG_CONFIG=/path/to/pg_config

.DEFAULT_GOAL := all
# The folder of this Makefile; a VPATH build runs in another one.
TOP := $(dir $(firstword $(MAKEFILE_LIST)))

EXTENSION = satisfaction
EXTVERSION := $(shell sed -n "s/^default_version = '\(.*\)'/\1/p" $(TOP)satisfaction.control)
MODULE_big = satisfaction
OBJS = $(patsubst $(TOP)%.c,%.o,$(wildcard $(TOP)src/*.c $(TOP)src/page_scan/*.c))
# without the folder of the sources, which PGXS puts before them
DATA = $(patsubst $(TOP)%,%,$(wildcard $(TOP)sql/$(EXTENSION)--*.sql))

PG_CPPFLAGS = -DSATISFACTION_VERSION='"$(EXTVERSION)"'
# Export what SQL calls, and nothing else.
PG_CFLAGS = -fvisibility=hidden

# Every test runs by itself, in any order.
REGRESS = $(sort $(basename $(notdir $(wildcard $(TOP)test/sql/*.sql))))
REGRESS_OPTS = --inputdir=$(srcdir)/test --load-extension=$(EXTENSION)
REGRESS_PREP = link-test-files
ISOLATION_OPTS = --inputdir=$(srcdir)/test/isolation --load-extension=$(EXTENSION)

PG_CONFIG ?= pg_config
PGXS := $(shell $(PG_CONFIG) --pgxs 2>/dev/null)

ifeq ($(wildcard $(PGXS)),)
all install uninstall installcheck clean:
	@echo '"$(PG_CONFIG)" does not lead to the development files of a PostgreSQL server; see "Install" in README.md' >&2; exit 1
else

# Some packages of 13 lack the driver of isolation tests.
ifneq ($(wildcard $(dir $(PGXS))../test/isolation/isolationtester*),)
ISOLATION = $(sort $(basename $(notdir $(wildcard $(TOP)test/isolation/specs/*.spec))))
endif

include $(PGXS)

# Input functions return errors instead of raising them from 16 on; MERGE came
# with 15.
ifneq ($(filter 13 14 15,$(MAJORVERSION)),)
REGRESS := $(filter-out soft_errors,$(REGRESS))
endif
ifneq ($(filter 13 14,$(MAJORVERSION)),)
REGRESS := $(filter-out rollup_merge,$(REGRESS))
endif

# Calls inside the library stay there, even where another library that the
# server has loaded exports a function of the same name.
ifeq ($(PORTNAME),linux)
SHLIB_LINK += -Wl,-Bsymbolic-functions
endif

# On 32-bit x86 numbers are to be rounded as on all other machines, which its old
# floating-point unit does not do.
ifneq ($(filter i%86,$(host_cpu)),)
override CFLAGS += -msse2 -mfpmath=sse
endif

# PGXS tracks no headers.
$(OBJS): $(wildcard $(TOP)src/*.h $(TOP)src/page_scan/*.h)

# A VPATH build has no folder for the objects of a subfolder.  It is written in
# full, or make would find the one of the sources.
ifdef VPATH
$(OBJS): | $(CURDIR)/src/page_scan
$(CURDIR)/src/page_scan:
	$(MKDIR_P) $@
endif

# pg_regress looks for expected/, and the tests for test/, where it runs.
.PHONY: link-test-files
link-test-files:
	@test -e expected || ln -s $(srcdir)/expected expected
	@test -e test || ln -s $(srcdir)/test test
	@test -e README.md || ln -s $(srcdir)/README.md README.md

endif

# These scripts install what is missing.
.PHONY: test dist test-clients test-examples demo picture matrix beside bench differential fuzz checked faults moving
test:
	sh $(TOP)test/check.sh
demo:
	sh $(TOP)test/demo.sh
dist:
	sh $(TOP)test/package/dist.sh
test-examples:
	sh $(TOP)test/examples/examples.sh
test-clients:
	sh $(TOP)test/clients/clients.sh
picture:
	sh $(TOP)test/demo/picture.sh
matrix:
	sh $(TOP)test/matrix.sh
beside:
	sh $(TOP)test/matrix.sh beside 18
differential:
	sh $(TOP)test/differential/differential.sh $(or $(STATEMENTS),100000) $(SEED)
fuzz:
	sh $(TOP)test/fuzz/fuzz.sh $(or $(INPUTS),10000000) $(SEED)
moving:
	sh $(TOP)test/moving/moving.sh $(SERVERS)
faults:
	sh $(TOP)test/faults/faults.sh $(STEPS)
checked:
	sh $(TOP)test/checked/checked.sh $(STEPS)
bench:
	sh $(TOP)test/bench/bench.sh $(or $(ROWS),10000000) $(or $(RUNS),7)
