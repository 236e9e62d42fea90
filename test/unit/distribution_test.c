/*-------------------------------------------------------------------------
 *
 * distribution_test.c
 *	  Unit test of distribution.c; needs no server.
 *
 *	  cc -O2 -ffp-contract=off -Isrc test/unit/distribution_test.c \
 *		  src/distribution.c src/normal.c -lm -o distribution_test && ./distribution_test
 *
 * The references (distribution_references.h, from make_references.py) are
 * integrated, or by mpmath's own functions.
 *
 *-------------------------------------------------------------------------
 */
#include "distribution.h"

#include <string.h>

#include "check.h"

/* arguments that a function does not take are 0 */
struct distribution_reference
{
	const char *function;
	double		argument[3];
	double		expected;
};

#include "distribution_references.h"

static double
distribution_by_name(const char *name, const double *argument)
{
	static const struct
	{
		const char *name;
		double		(*one) (double);
		double		(*two) (double, double);
		double		(*three) (double, double, double);
	}			functions[] = {
		{"normal_critical", normal_critical, NULL, NULL},
		{"normal_quantile", normal_quantile, NULL, NULL},
		{"normal_two_sided_p", normal_two_sided_p, NULL, NULL},
		{"student_critical", NULL, student_critical, NULL},
		{"student_quantile", NULL, student_quantile, NULL},
		{"student_two_sided_p", NULL, student_two_sided_p, NULL},
		{"chi_squared_p", NULL, chi_squared_p, NULL},
		{"gamma_p", NULL, gamma_p, NULL},
		{"incomplete_beta", NULL, NULL, incomplete_beta},
		{"beta_quantile", NULL, NULL, beta_quantile},
		{"beta_quantile_above", NULL, NULL, beta_quantile_above},
	};

	for (int i = 0; i < LENGTH(functions); i++)
	{
		if (strcmp(functions[i].name, name) != 0)
			continue;
		if (functions[i].one)
			return functions[i].one(argument[0]);
		if (functions[i].two)
			return functions[i].two(argument[0], argument[1]);
		return functions[i].three(argument[0], argument[1], argument[2]);
	}
	return NAN;
}

static void
test_references(void)
{
	for (int i = 0; i < LENGTH(distribution_references); i++)
	{
		const struct distribution_reference *r = &distribution_references[i];

		check_within(distribution_by_name(r->function, r->argument),
					 r->expected, TOLERANCE * fabs(r->expected),
					 "%s(%g, %g, %g)", r->function, r->argument[0],
					 r->argument[1], r->argument[2]);
	}
}

static void
test_ends(void)
{
	check_exactly("normal quantile 0", normal_quantile(0.0), -INFINITY);
	check_exactly("normal quantile 1", normal_quantile(1.0), INFINITY);
	check_exactly("normal median", normal_quantile(0.5), 0.0);
	check_exactly("student quantile 0", student_quantile(0.0, 3), -INFINITY);
	check_exactly("student quantile 1", student_quantile(1.0, 3), INFINITY);
	check_exactly("student median", student_quantile(0.5, 3), 0.0);
	check_exactly("student p of 0", student_two_sided_p(0.0, 3), 1.0);
	check_exactly("student p of next to 0",
				  student_two_sided_p(1e-70, 31.25), 1.0);
	check_exactly("student p of infinity",
				  student_two_sided_p(-INFINITY, 3), 0.0);
	check_exactly("student p, infinite degrees",
				  student_two_sided_p(2.0, INFINITY),
				  normal_two_sided_p(2.0));
	check_exactly("student critical, infinite degrees",
				  student_critical(0.95, INFINITY), normal_critical(0.95));
	check_exactly("student critical without degrees",
				  student_critical(0.95, 0.0), NAN);
	check_exactly("beta quantile 0", beta_quantile(0.0, 2, 3), 0.0);
	check_exactly("beta quantile 1", beta_quantile(1.0, 2, 3), 1.0);
	check_exactly("beta at 0", incomplete_beta(0.0, 2, 3), 0.0);
	check_exactly("beta at 1", incomplete_beta(1.0, 2, 3), 1.0);
	check_exactly("gamma at 0", gamma_p(0.0, 2.5), 1.0);
	check_exactly("gamma at infinity", gamma_p(INFINITY, 2.5), 0.0);
	check_exactly("gamma without shape", gamma_p(1.0, 0.0), NAN);
	check_exactly("chi-squared far out", chi_squared_p(1e6, 3), 0.0);
	check_exactly("chi-squared without degrees", chi_squared_p(0.0, 0), NAN);
}

static void
test_nan_passes_on(void)
{
	check_exactly("student critical of NaN", student_critical(NAN, 5), NAN);
	check_exactly("student p of NaN", student_two_sided_p(NAN, 5), NAN);
	check_exactly("beta quantile of NaN", beta_quantile(0.1, NAN, 1), NAN);
	check_exactly("normal quantile of NaN", normal_quantile(NAN), NAN);
	check_exactly("gamma of NaN", gamma_p(NAN, 3), NAN);
	check_exactly("chi-squared of NaN", chi_squared_p(NAN, 3), NAN);
}

int
main(void)
{
	test_references();
	test_ends();
	test_nan_passes_on();
	return checks_done();
}
