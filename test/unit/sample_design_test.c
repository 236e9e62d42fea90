/*-------------------------------------------------------------------------
 *
 * sample_design_test.c
 *	  Unit test of sample_design.c; needs no server.
 *
 *	  cc -O2 -ffp-contract=off -Isrc test/unit/sample_design_test.c \
 *		  src/sample_design.c src/estimate.c src/estimate_net.c \
 *		  src/distribution.c src/normal.c -lm -o sample_design_test && ./sample_design_test
 *
 * The references (sample_design_references.h, from make_references.py) are
 * computed answer by answer.
 *
 *-------------------------------------------------------------------------
 */
#include "sample_design.h"

#include "check.h"

#define VALUES	7
#define PARTS	6
#define STRATA	4

typedef enum Metric
{
	NET,						/* -1, 0, 1 */
	SHARE,						/* 0, 1 */
	MEAN						/* 1, 2, ... */
} Metric;

struct clustered_reference
{
	Metric		metric;
	int			clusters;
	double		counts[PARTS][VALUES];
	double		confidence;
	double		expected[5];	/* score, error, low, high, design effect */
};

struct stratified_reference
{
	Metric		metric;
	int			strata;
	double		counts[STRATA][VALUES];
	double		confidence;
	double		shares[STRATA];
	double		expected[5];	/* score, error, low, high, degrees */
};

#include "sample_design_references.h"

static DesignPart
part_of(Metric metric, const double *counts)
{
	double		first = metric == NET ? -1.0 : metric == SHARE ? 0.0 : 1.0;
	DesignPart	part = {0};

	for (int i = 0; i < VALUES; i++)
	{
		part.answers += counts[i];
		part.sum += counts[i] * (first + i);
	}
	part.weight = part.weight_squares = part.answers;
	part.mean = part.sum / part.weight;
	for (int i = 0; i < VALUES; i++)
		part.squares += counts[i] * square(first + i - part.mean);
	part.weighted_squares = part.squares;
	if (metric == NET)
		part.low = counts[0];
	if (metric != MEAN)
		part.high = counts[metric == NET ? 2 : 1];
	return part;
}

static void
check_score(const char *label, int row, Metric metric,
			const DesignScore *score, double confidence,
			const double *expected)
{
	double		unit = metric == MEAN ? 1.0 : 100.0;
	Limits		limits = metric == NET ? design_net_interval(score, confidence) :
		metric == SHARE ? design_share_interval(score, confidence) :
		design_mean_interval(score, confidence, 0.0, 100.0);

	/* of the size of the scale, where a difference may be near 0 */
	check_within(score->score, expected[0], TOLERANCE * unit, "%s[%d]", label,
				 row);
	check_row(label, row, score->standard_error, expected[1]);
	check_within(unit * limits.low, expected[2], TOLERANCE * unit,
				 "%s[%d], low", label, row);
	check_within(unit * limits.high, expected[3], TOLERANCE * unit,
				 "%s[%d], high", label, row);
}

static void
test_clusters(void)
{
	for (int i = 0; i < LENGTH(clustered_references); i++)
	{
		const struct clustered_reference *r = &clustered_references[i];
		Clusters	clusters = {0};
		DesignScore score;

		for (int j = 0; j < r->clusters; j++)
		{
			DesignPart	part = part_of(r->metric, r->counts[j]);

			clusters_add(&clusters, &part);
		}
		score = clustered_score(&clusters, r->metric == MEAN ? 1.0 : 100.0);
		check_score("clusters", i, r->metric, &score, r->confidence,
					r->expected);
		check_row("design effect", i, score.design_effect, r->expected[4]);
	}
}

static void
test_strata(void)
{
	for (int i = 0; i < LENGTH(stratified_references); i++)
	{
		const struct stratified_reference *r = &stratified_references[i];
		Strata		strata = {0};
		DesignScore score;

		for (int j = 0; j < r->strata; j++)
		{
			DesignPart	part = part_of(r->metric, r->counts[j]);

			strata_add(&strata, &part, r->shares[j]);
		}
		score = stratified_score(&strata, r->confidence,
								 r->metric == MEAN ? 1.0 : 100.0);
		check_score("strata", i, r->metric, &score, r->confidence,
					r->expected);
		check_row("degrees", i, score.degrees, r->expected[4]);
	}
}

static void
test_nothing(void)
{
	Clusters	clusters = {0};
	Strata		strata = {0};

	check("no clusters", clustered_score(&clusters, 1.0).score, NAN);
	check("no strata", stratified_score(&strata, 0.95, 1.0).score, NAN);
}

int
main(void)
{
	test_clusters();
	test_strata();
	test_nothing();
	return checks_done();
}
