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
OBJS = \
	src/arguments.o \
	src/ces.o \
	src/chart.o \
	src/comparison.o \
	src/csat.o \
	src/distribution.o \
	src/estimate.o \
	src/index.o \
	src/interval.o \
	src/journey.o \
	src/label.o \
	src/module.o \
	src/nps.o \
	src/pagescan/pagescan_filter.o \
	src/pagescan/pagescan_group.o \
	src/pagescan/pagescan_load.o \
	src/pagescan/pagescan_node.o \
	src/pagescan/pagescan_page.o \
	src/pagescan/pagescan_path.o \
	src/pagescan/pagescan_plan.o \
	src/pagescan/pagescan_query.o \
	src/pagescan/pagescan_state.o \
	src/pagescan/pagescan_truncate.o \
	src/rate.o \
	src/row.o \
	src/sample.o \
	src/sample_size.o \
	src/scale.o \
	src/score.o \
	src/shift.o \
	src/summary.o \
	src/tally.o \
	src/tally_agg.o \
	src/tally_datum.o \
	src/tally_io.o \
	src/tally_op.o \
	src/tally_stats.o \
	src/tally_text.o
OWN_HEADERS = arguments.h compat.h distribution.h estimate.h \
	pagescan/pagescan.h pagescan/pagescan_compat.h row.h sample.h \
	scale.h score.h tally.h tally_agg.h tally_datum.h tally_text.h

# A fresh install runs the first script and then every later change.
DATA = sql/satisfaction--1.0.sql sql/satisfaction--1.0--1.1.sql sql/satisfaction--1.1--1.2.sql sql/satisfaction--1.2--1.3.sql

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
	upgrade
REGRESS_OPTS = --inputdir=$(srcdir)/test --load-extension=$(EXTENSION)
REGRESS_PREP = link-expected

# Tests of several sessions at once; some packages of 13 lack the driver.
ISOLATION_TESTS = page_scan
ISOLATION_OPTS = --inputdir=$(srcdir)/test/isolation --load-extension=$(EXTENSION)

PG_CPPFLAGS = -DSATISFACTION_VERSION='"$(EXTVERSION)"'
EXTRA_CLEAN = tmp_install

# The scripts need no server to be there yet: they install what is missing.
TOP := $(dir $(firstword $(MAKEFILE_LIST)))
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

# PGXS tracks no headers by itself.
$(OBJS): $(addprefix $(srcdir)/src/,$(OWN_HEADERS))

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
$(OBJS): | $(CURDIR)/src/pagescan
$(CURDIR)/src/pagescan:
	$(MKDIR_P) $@
endif

endif
