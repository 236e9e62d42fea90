# satisfaction: customer-satisfaction metrics in PostgreSQL
#
#   make && make install           build and install, as with any extension
#   make PAGE_SCAN=no              the same without the page scan
#   make installcheck              test against a running server
#   make installcheck REGRESS=nps  one test of test/sql
#   make test                      build and test on a private server
#   make demo                      the same, and show a dashboard, printed and as a page
#   make test-page                 check the layout of that page in a browser
#   make picture                   the same, and take the README's picture of it
#   make test-clients              what arrives at a dozen clients (as root)
#   make test-examples             the examples for Cube, Evidence, Grafana and dbt
#   make dist                      the zip for PGXN, checked; see test/package
#   make release                   the same if the last commit can be released, and what then
#   make bench ROWS=... RUNS=... ITEMS=...   measure speed and memory beside rivals
#   make bench-rollup faults-rollup changes-rollup   what a rollup costs; whether it
#                                  survives crashes, and equals plain SQL
#   make pgindent [WRITE=yes]      compare the C sources with the output of pgindent
#   make matrix                    test on PostgreSQL 13 to 19 (as root)
#   make beside                    test beside TimescaleDB, pg_ivm, pg_partman ... (as root)
#   make differential fuzz calibration checked faults moving   the long checks; each says what it ran
#
# PG_CONFIG chooses the server: make PG_CONFIG=/path/to/pg_config

.DEFAULT_GOAL := all
# The folder of this Makefile; a VPATH build runs in another one.
TOP := $(dir $(firstword $(MAKEFILE_LIST)))

EXTENSION = satisfaction
EXTVERSION := $(shell sed -n "s/^default_version = '\(.*\)'/\1/p" $(TOP)satisfaction.control)
MODULE_big = satisfaction
# Without the page scan nothing is slower than hand-written SQL, and no answer changes.
PAGE_SCAN ?= yes
SOURCES = *.c $(if $(filter no,$(PAGE_SCAN)),,page_scan/*.c page_scan/*/*.c)
OBJS = $(patsubst $(TOP)%.c,%.o,$(wildcard $(addprefix $(TOP)src/,$(SOURCES))))
# The script of this version is put together from its numbered parts.  A VPATH
# build writes it in full, or make would find that of the sources.
SCRIPT = sql/$(EXTENSION)--$(EXTVERSION).sql
BUILT = $(if $(VPATH),$(CURDIR)/)$(SCRIPT)
PARTS = $(sort $(wildcard $(TOP)sql/[0-9]*.sql))
DATA_built = $(BUILT)
# Others, without the folder of the sources, which PGXS puts before them
DATA = $(filter-out $(SCRIPT),$(patsubst $(TOP)%,%,$(wildcard $(TOP)sql/$(EXTENSION)--*.sql)))

PG_CPPFLAGS = -DSATISFACTION_VERSION='"$(EXTVERSION)"' $(if $(filter no,$(PAGE_SCAN)),-DSATISFACTION_WITHOUT_PAGE_SCAN)
# Export what SQL calls, and nothing else.  Numbers are the same on all machines:
# a product is rounded before it is added to, also where one instruction does both.
# The compiler notes which headers an object depends on.
PG_CFLAGS = -fvisibility=hidden -ffp-contract=off -MMD -MP
EXTRA_CLEAN = $(OBJS:.o=.d)

# Every test runs by itself, in any order.
REGRESS = $(sort $(basename $(notdir $(wildcard $(TOP)test/sql/*.sql))))
REGRESS_OPTS = --inputdir=$(srcdir)/test --load-extension=$(EXTENSION)
REGRESS_PREP = link-test-files
# Databases of tests are the same in any cluster.
NO_LOCALE ?= 1
ENCODING ?= UTF8
ISOLATION_OPTS = --inputdir=$(srcdir)/test/isolation --load-extension=$(EXTENSION)

PG_CONFIG ?= pg_config
PGXS := $(shell $(PG_CONFIG) --pgxs 2>/dev/null)
# Debian's client package has PGXS, but no headers of the server.
SERVER_HEADER := $(shell $(PG_CONFIG) --includedir-server 2>/dev/null)/postgres.h

ifeq ($(and $(wildcard $(PGXS)),$(wildcard $(SERVER_HEADER))),)
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

# Generated columns are virtual from 18 on.
ifneq ($(filter 13 14 15 16 17,$(MAJORVERSION)),)
REGRESS := $(filter-out rollup_virtual_columns,$(REGRESS))
endif

# On 13 an Append excludes only partitions that the server reads itself.
ifneq ($(filter 13,$(MAJORVERSION)),)
REGRESS := $(filter-out page_scan_partitions,$(REGRESS))
endif

# There is no page scan where a Datum has 32 bits.
ifneq ($(filter 13 14 15 16 17 18,$(MAJORVERSION)),)
ifneq ($(shell grep 'define SIZEOF_VOID_P 4' $(includedir_server)/pg_config.h),)
WITHOUT_PAGE_SCAN = yes
endif
endif
ifneq ($(or $(filter no,$(PAGE_SCAN)),$(WITHOUT_PAGE_SCAN)),)
REGRESS := $(filter-out page_scan%,$(REGRESS))
ISOLATION := $(filter-out page_scan%,$(ISOLATION))
endif

$(BUILT): $(PARTS)
	@$(MKDIR_P) $(@D)
	cat $(PARTS) >$@

# Calls inside the library stay there, even where another library that the
# server has loaded exports a function of the same name.
ifeq ($(PORTNAME),linux)
SHLIB_LINK += -Wl,-Bsymbolic-functions
endif

# The old floating-point unit of 32-bit x86 rounds otherwise, too.
ifneq ($(filter i%86,$(host_cpu)),)
override CFLAGS += -msse2 -mfpmath=sse
endif

# PGXS tracks no headers.
-include $(OBJS:.o=.d)

# A VPATH build has no folders for the objects of subfolders.  They are written in
# full, or make would find those of the sources.
ifdef VPATH
OBJECT_FOLDERS = $(addprefix $(CURDIR)/,$(sort $(dir $(OBJS))))
$(OBJS): | $(OBJECT_FOLDERS)
$(OBJECT_FOLDERS):
	$(MKDIR_P) $@

# Objects beside the sources would be taken for those of this build.
ifneq ($(realpath $(TOP)),$(realpath $(CURDIR)))
.PHONY: sources-are-clean
all: sources-are-clean
sources-are-clean:
	@test ! -e $(TOP)$(MODULE_big)$(DLSUFFIX) || \
		{ echo 'there is a build in $(TOP); run "make clean" there first' >&2; exit 1; }
endif
endif

# pg_regress looks for expected/, and the tests for test/, where it runs.
.PHONY: link-test-files
link-test-files:
	@test -e expected || ln -s $(srcdir)/expected expected
	@test -e test || ln -s $(srcdir)/test test
	@test -e README.md || ln -s $(srcdir)/README.md README.md

endif

# Each of these targets is a script, which installs what is missing.
SCRIPT_test = check.sh
SCRIPT_demo = demo.sh
SCRIPT_test-page = demo/page.sh
SCRIPT_picture = demo/page.sh picture
SCRIPT_dist = package/dist.sh
SCRIPT_release = package/release.sh
SCRIPT_bench = bench/bench.sh $(or $(ROWS),3000000) $(or $(RUNS),7) "$(ITEMS)"
SCRIPT_pgindent = style/pgindent.sh
SCRIPT_matrix = matrix.sh
SCRIPT_beside = matrix.sh beside 18
SCRIPT_differential = differential/differential.sh $(or $(STATEMENTS),100000) $(SEED)
SCRIPT_calibration = calibration/calibration.sh $(REPETITIONS)
SCRIPT_fuzz = fuzz/fuzz.sh $(or $(INPUTS),10000000) $(SEED)
SCRIPT_checked = checked/checked.sh $(STEPS)
SCRIPT_faults = faults/faults.sh $(STEPS)
SCRIPT_faults-rollup = faults/rollup.sh $(or $(ROUNDS),30)
SCRIPT_changes-rollup = changes/changes.sh $(or $(STATEMENTS),100000) $(SEED)
SCRIPT_bench-rollup = bench/rollup.sh $(or $(ROUNDS),15) $(or $(ROWS),2000000)
SCRIPT_moving = moving/moving.sh $(SERVERS)
SCRIPT_test-clients = clients/clients.sh
SCRIPT_test-examples = examples/examples.sh
SCRIPTS = $(patsubst SCRIPT_%,%,$(filter SCRIPT_%,$(.VARIABLES)))
.PHONY: $(SCRIPTS)
$(SCRIPTS):
	sh $(TOP)test/$(SCRIPT_$@)
