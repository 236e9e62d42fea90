# satisfaction: customer-satisfaction metrics in PostgreSQL
#
#   make && make install           build and install, as with any extension
#   make installcheck              test against a running server
#   make test                      build and test on a private server
#   make demo                      the same, and print a dashboard
#   make bench ROWS=... RUNS=...   measure speed and memory beside rivals
#   make matrix                    test on PostgreSQL 13, 15, 17 and 18 (as root)
#
# PG_CONFIG chooses the server: make PG_CONFIG=/path/to/pg_config

EXTENSION = satisfaction
EXTVERSION = $(shell sed -n "s/^default_version = '\(.*\)'/\1/p" $(srcdir)/$(EXTENSION).control)

MODULE_big = satisfaction
# The folder of this Makefile, which is another one in a build outside it
TOP := $(dir $(firstword $(MAKEFILE_LIST)))
SOURCES := $(wildcard $(TOP)src/*.c $(TOP)src/page_scan/*.c)
OBJS = $(patsubst $(TOP)%.c,%.o,$(SOURCES))
DATA = $(wildcard $(TOP)sql/$(EXTENSION)--*.sql)

# setup comes first: the others call its functions.
REGRESS = \
	setup \
	tally_type \
	tally_bytes \
	tally_operators \
	tally_reading \
	nps \
	csat \
	ces \
	chart \
	aggregates \
	windows \
	sharing \
	page_scan \
	plans \
	survey \
	intervals_nps \
	intervals_share \
	intervals_mean \
	comparison \
	summary \
	weights \
	shift \
	sample_size \
	catalog \
	clients \
	rate \
	churn \
	service_level \
	journey \
	indices \
	labels \
	recipes \
	rollup \
	rollup_source \
	rollup_security \
	upgrade
REGRESS_OPTS = --inputdir=$(srcdir)/test --load-extension=$(EXTENSION)
REGRESS_PREP = link-expected

# Tests of several sessions at once; some packages of 13 lack the driver.
ISOLATION_TESTS = page_scan rollup
ISOLATION_OPTS = --inputdir=$(srcdir)/test/isolation --load-extension=$(EXTENSION)

PG_CPPFLAGS = -DSATISFACTION_VERSION='"$(EXTVERSION)"'
EXTRA_CLEAN = tmp_install

# The scripts need no server to be there yet: they install what is missing.
SCRIPT_GOALS = test demo matrix bench
.PHONY: $(SCRIPT_GOALS)
test:
	sh $(TOP)test/check.sh
demo:
	sh $(TOP)test/demo.sh
matrix:
	sh $(TOP)test/matrix.sh
bench:
	sh $(TOP)test/bench/bench.sh $(or $(ROWS),10000000) $(or $(RUNS),7)

# PGXS keeps the name "check" for itself; everything below is for it.
ifneq ($(filter-out $(SCRIPT_GOALS),$(or $(MAKECMDGOALS),all)),)

.DEFAULT_GOAL := all
PG_CONFIG ?= pg_config
PGXS := $(shell $(PG_CONFIG) --pgxs 2>/dev/null)
define NO_SERVER
cannot build, because "$(PG_CONFIG)" does not lead to the development files of a PostgreSQL server.
  Debian, Ubuntu:  apt-get install postgresql-server-dev-NN, where NN is your server's version
  elsewhere:       say where pg_config is: make PG_CONFIG=/path/to/pg_config
  or let the tests install what is missing: sh test/check.sh
endef
ifeq ($(wildcard $(PGXS)),)
$(error $(NO_SERVER))
endif
ifneq ($(wildcard $(dir $(PGXS))../test/isolation/isolationtester*),)
ISOLATION = $(ISOLATION_TESTS)
endif
include $(PGXS)

# Bad input can be asked about, instead of being raised, from 16 on.
ifeq ($(filter 13 14 15,$(MAJORVERSION)),)
REGRESS += soft_errors
endif
# MERGE came with 15.
ifeq ($(filter 13 14,$(MAJORVERSION)),)
REGRESS += rollup_merge
endif

# PGXS tracks no headers by itself.
$(OBJS): $(wildcard $(TOP)src/*.h $(TOP)src/page_scan/*.h)

# Our own helpers call each other even where another library that the server
# has loaded exports a function of the same name.
ifeq ($(PORTNAME), linux)
SHLIB_LINK += -Wl,-Bsymbolic-functions
endif

# In a build outside the source tree pg_regress looks for expected/, and the
# survey for test/data/, there.
.PHONY: link-expected
link-expected:
	@test -e expected || ln -s $(srcdir)/expected expected
	@test -e test || ln -s $(srcdir)/test test

# The order-only folder is written in full, or VPATH finds it in the source.
ifdef VPATH
$(OBJS): | $(CURDIR)/src/page_scan
$(CURDIR)/src/page_scan:
	$(MKDIR_P) $@
endif

endif
