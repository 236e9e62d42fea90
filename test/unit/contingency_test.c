/*-------------------------------------------------------------------------
 *
 * contingency_test.c
 *	  Unit test of contingency.c; needs no server.
 *
 *	  cc -O2 -ffp-contract=off -DSATISFACTION_WITHOUT_SERVER -Isrc \
 *		  test/unit/contingency_test.c src/contingency.c src/significance.c \
 *		  src/estimate.c src/estimate_net.c src/distribution.c src/normal.c -lm \
 *		  -o contingency_test && ./contingency_test
 *
 * The references (contingency_references.h, from make_references.py) are the
 * textbooks' sums of ranks and of cells, in fractions.
 *
 *-------------------------------------------------------------------------
 */
#include "contingency.h"

#include <string.h>

#include "check.h"

#define SCORES		7
#define SEGMENTS	4

struct mann_whitney_reference
{
	double		a[SCORES];
	double		b[SCORES];
	Alternative alternative;
	MannWhitneyTest expected;
};

struct table_reference
{
	int			segments;
	double		counts[SEGMENTS][SCORES];
	SegmentsTest kruskal_wallis;
	SegmentsTest chi_squared;
	double		cramers_v;
};

#include "contingency_references.h"

static void
histogram_of(const double *counts, Histogram *histogram)
{
	histogram->limit = SCORES;
	histogram->weighted = false;
	histogram->total = 0;
	histogram->answers = histogram->answer_space;
	for (int score = 0; score < SCORES; score++)
	{
		histogram->answer_space[score] = (int64) counts[score];
		histogram->total += (int64) counts[score];
	}
}

static void
test_mann_whitney(void)
{
	for (int i = 0; i < LENGTH(mann_whitney_references); i++)
	{
		const struct mann_whitney_reference *r = &mann_whitney_references[i];
		Histogram	a;
		Histogram	b;
		MannWhitneyTest test;

		histogram_of(r->a, &a);
		histogram_of(r->b, &b);
		test = mann_whitney_test(&a, &b, r->alternative);
		check_row("U", i, test.u, r->expected.u);
		check_row("probability", i, test.probability, r->expected.probability);
		check_row("z", i, test.statistic, r->expected.statistic);
		check_row("p of z", i, test.p_value, r->expected.p_value);
	}
}

static void
check_segments_test(const char *label, int row, SegmentsTest test,
					SegmentsTest expected)
{
	check_row(label, row, test.statistic, expected.statistic);
	check_row(label, row, test.degrees, expected.degrees);
	check_row(label, row, test.p_value, expected.p_value);
}

static void
test_tables(void)
{
	for (int i = 0; i < LENGTH(table_references); i++)
	{
		const struct table_reference *r = &table_references[i];
		Histogram	segments[SEGMENTS + 1];
		Margin		margin = {.limit = 0};
		double		ranks = 0.0;
		double		cells = 0.0;
		double		cramers_v;

		for (int j = 0; j < r->segments; j++)
			histogram_of(r->counts[j], &segments[j]);
		/* a segment without answers */
		memset(&segments[r->segments], 0, sizeof(Histogram));
		for (int j = 0; j <= r->segments; j++)
			margin_add(&margin, &segments[j]);
		margin_finish(&margin);
		for (int j = 0; j <= r->segments; j++)
		{
			ranks += kruskal_wallis_part(&segments[j], &margin);
			cells += chi_squared_part(&segments[j], &margin);
		}
		check_segments_test("Kruskal-Wallis", i,
							kruskal_wallis_test(ranks, &margin),
							r->kruskal_wallis);
		check_segments_test("chi-squared", i,
							chi_squared_test(cells, &margin, &cramers_v),
							r->chi_squared);
		check_row("V", i, cramers_v, r->cramers_v);
	}
}

int
main(void)
{
	test_mann_whitney();
	test_tables();
	return checks_done();
}
