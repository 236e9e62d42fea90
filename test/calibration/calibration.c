/*-------------------------------------------------------------------------
 *
 * calibration.c
 *	  Runs the calibration suite, and reports each bound with the worst that
 *	  was measured.
 *
 *	  calibration [repetitions [topic ...]]
 *
 * Every simulation runs with seeds 1, 2 and 3, each of which must be within
 * the bounds.  With fewer than 20,000 repetitions a bound is wider by four
 * standard errors of what is simulated; what is enumerated is exact in any
 * case.
 *
 *-------------------------------------------------------------------------
 */
#include "calibration.h"

#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>
#include <sys/wait.h>
#include <unistd.h>

#define MAX_BOUNDS		500
#define MAX_TOPICS		20
#define MAX_NAME		100

int			repetitions = FULL_REPETITIONS;

/* What came near a bound most */
typedef struct Worst
{
	int			settings;
	double		distance;		/* from the bound, negative beyond it */
	double		value;
	char		setting[MAX_NAME];
} Worst;

/*
 * Each topic is a process of its own, and no row is measured by two of them.
 */
typedef struct Findings
{
	Worst		worsts[MAX_BOUNDS];
	int			without_bound[MAX_TOPICS];
} Findings;

static Findings *findings;		/* shared by the processes */
static int	topic;				/* that of this process */


/*-------------------------------------------------------------------------
 * Measuring
 *-------------------------------------------------------------------------
 */

/* That of a named exception comes before that of the row. */
static int
bound_of(const char *row, const char *measure, const char *setting)
{
	int			of_row = -1;

	for (int i = 0; i < bounds_count; i++)
	{
		if (strcmp(bounds[i].row, row) != 0 ||
			strcmp(bounds[i].measure, measure) != 0)
			continue;
		if (bounds[i].setting == NULL)
			of_row = i;
		else if (strcmp(bounds[i].setting, setting) == 0)
			return i;
	}
	return of_row;
}

void
measured(const char *row, const char *measure, const char *setting,
		 double value, double error)
{
	int			bound = bound_of(row, measure, setting);
	double		slack = repetitions < FULL_REPETITIONS ? 4.0 * error : 0.0;
	double		distance;
	Worst	   *worst;

	if (bound < 0)
	{
		printf("NO BOUND for %s: %s, %s: %.4f\n", row, measure, setting, value);
		findings->without_bound[topic]++;
		return;
	}
	distance = slack + fmin(bounds[bound].most - value,
							value - bounds[bound].least);
	if (isnan(value))
		distance = -INFINITY;
	worst = &findings->worsts[bound];
	if (worst->settings++ == 0 || distance < worst->distance)
	{
		worst->distance = distance;
		worst->value = value;
		snprintf(worst->setting, MAX_NAME, "%s", setting);
	}
}

void
rate_add(Rate *rate, bool hit, double weight)
{
	rate->weight += weight;
	if (hit)
		rate->hits += weight;
}

double
rate_value(const Rate *rate)
{
	return rate->hits / rate->weight;
}

void
rate_measured(const Rate *rate, bool exact, const char *row,
			  const char *measure, const char *setting)
{
	/* with the answers that four standard errors need (Agresti and Coull) */
	double		size = rate->weight + 16.0;
	double		share = (rate->hits + 8.0) / size;

	measured(row, measure, setting, rate_value(rate),
			 exact ? 0.0 : sqrt(share * (1.0 - share) / size));
}


/*-------------------------------------------------------------------------
 * Settings
 *-------------------------------------------------------------------------
 */

typedef struct Tested
{
	const Setting *setting;
	Rate		below_05;
	Rate		below_01;
	Rate		covered;
} Tested;

static void
visit_test(void *state, const Sample *samples, double weight)
{
	Tested	   *tested = state;
	const Setting *setting = tested->setting;
	Verdict		verdict = setting->method(samples, setting->argument);

	rate_add(&tested->below_05, verdict.p_value < 0.05, weight);
	rate_add(&tested->below_01, verdict.p_value < 0.01, weight);
	if (!isnan(verdict.low))
		rate_add(&tested->covered,
				 verdict.low <= setting->truth + 1e-9 &&
				 verdict.high >= setting->truth - 1e-9, weight);
}

static void
tested_measured(const Tested *tested, bool exact, const char *name)
{
	const Setting *setting = tested->setting;

	if (setting->p_row)
	{
		rate_measured(&tested->below_05, exact, setting->p_row, "p < .05",
					  name);
		rate_measured(&tested->below_01, exact, setting->p_row, "p < .01",
					  name);
	}
	if (setting->coverage_row && tested->covered.weight > 0.0)
		rate_measured(&tested->covered, exact, setting->coverage_row,
					  "coverage", name);
}

static void
name_setting(const Setting *setting, char *name)
{
	const Source *a = &setting->sources[0];
	const Source *b = &setting->sources[1];

	if (setting->name)
		snprintf(name, MAX_NAME, "%s", setting->name);
	else if (setting->samples == 1)
		snprintf(name, MAX_NAME, "%d of %s", a->n, a->population->name);
	else if (a->population == b->population)
		snprintf(name, MAX_NAME, "%d:%d of %s", a->n, b->n,
				 a->population->name);
	else
		snprintf(name, MAX_NAME, "%d of %s, %d of %s", a->n,
				 a->population->name, b->n, b->population->name);
}

void
calibrate(const Setting *setting)
{
	char		name[MAX_NAME];

	name_setting(setting, name);
	if (enumerable(setting->sources, setting->samples))
	{
		Tested		tested = {.setting = setting};

		visit_all(setting->sources, setting->samples, visit_test, &tested);
		tested_measured(&tested, true, name);
		return;
	}
	for (int seed = 1; seed <= SEEDS; seed++)
	{
		Tested		tested = {.setting = setting};

		random_start(seed, name);
		visit_random(setting->sources, setting->samples, repetitions,
					 visit_test, &tested);
		tested_measured(&tested, false, name);
	}
}

Setting
one_sample(const Population *population, int n, Method method,
		   const void *argument)
{
	Setting		setting = {
		.sources = {{population, n}}, .samples = 1, .method = method,
		.argument = argument
	};

	return setting;
}

Setting
two_samples(const Population *a, int n_a, const Population *b, int n_b,
			Method method, const void *argument)
{
	Setting		setting = {
		.sources = {{a, n_a}, {b, n_b}}, .samples = 2, .method = method,
		.argument = argument
	};

	return setting;
}


/*-------------------------------------------------------------------------
 * Reporting
 *-------------------------------------------------------------------------
 */

static void
print_bound(const Bound *bound)
{
	if (bound->least > -INFINITY && bound->most < INFINITY)
		printf("%.4g to %.4g", bound->least, bound->most);
	else if (bound->most < INFINITY)
		printf("at most %.4g", bound->most);
	else
		printf("at least %.4g", bound->least);
}

static bool
report_bound(const Bound *bound, const Worst *worst)
{
	bool		held = worst->distance >= 0.0;

	if (bound->setting)
		printf("    %s: ", bound->setting);
	else
		printf("  ");
	printf("%s ", bound->measure);
	print_bound(bound);
	printf(": %.4f", worst->value);
	if (bound->setting == NULL)
		printf(" (%s; %d)", worst->setting, worst->settings);
	printf("%s\n", held ? "" : "  CROSSED");
	return held;
}

static bool
report_all(bool whole)
{
	const char *row = "";
	int			held = 0;
	int			crossed = 0;
	int			missing = 0;

	for (int i = 0; i < MAX_TOPICS; i++)
		missing += findings->without_bound[i];
	for (int i = 0; i < bounds_count; i++)
	{
		const Bound *bound = &bounds[i];

		if (findings->worsts[i].settings == 0)
		{
			if (whole)
			{
				printf("NOT MEASURED: %s, %s%s%s\n", bound->row,
					   bound->measure, bound->setting ? ", " : "",
					   bound->setting ? bound->setting : "");
				missing++;
			}
			continue;
		}
		if (strcmp(row, bound->row) != 0)
			printf("%s\n", bound->row);
		row = bound->row;
		if (report_bound(bound, &findings->worsts[i]))
			held++;
		else
			crossed++;
	}
	printf("%d repetitions, seeds 1 to %d: %d bounds held, %d crossed, %d without a measure or a bound\n",
		   repetitions, SEEDS, held, crossed, missing);
	return crossed == 0 && missing == 0;
}


/*-------------------------------------------------------------------------
 * Topics
 *-------------------------------------------------------------------------
 */

static const struct
{
	const char *name;
	void		(*run) (void);
}			topics[] = {
	{"nps", calibrate_nps},
	{"csat", calibrate_csat},
	{"ces", calibrate_ces},
	{"pairs", calibrate_pairs},
	{"series", calibrate_series},
	{"shrunk", calibrate_shrunk},
	{"weighted", calibrate_weighted},
	{"population", calibrate_population},
	{"control", calibrate_control},
	{"sample_size", calibrate_sample_size},
	{"design", calibrate_design},
	{"ranks", calibrate_ranks},
};

static bool
is_wanted(const char *name, char **wanted, int count)
{
	for (int i = 0; i < count; i++)
	{
		if (strcmp(name, wanted[i]) == 0)
			return true;
	}
	return count == 0;
}

static void
run_wanted(char **wanted, int count)
{
	for (topic = 0; topic < LENGTH(topics); topic++)
	{
		pid_t		child;

		if (!is_wanted(topics[topic].name, wanted, count))
			continue;
		child = fork();
		if (child == 0)
		{
			topics[topic].run();
			exit(0);
		}
		if (child < 0)
		{
			perror("fork");
			exit(2);
		}
	}
}

/* Return true if no process failed. */
static bool
wait_for_topics(void)
{
	bool		all = true;
	int			status;

	while (wait(&status) > 0)
		all = all && WIFEXITED(status) && WEXITSTATUS(status) == 0;
	return all;
}

int
main(int argc, char **argv)
{
	int			wanted = argc > 2 ? argc - 2 : 0;
	bool		ended;
	bool		held;

	if (argc > 1)
		repetitions = atoi(argv[1]);
	findings = mmap(NULL, sizeof(Findings), PROT_READ | PROT_WRITE,
					MAP_SHARED | MAP_ANONYMOUS, -1, 0);
	if (repetitions < 1 || bounds_count > MAX_BOUNDS ||
		LENGTH(topics) > MAX_TOPICS || findings == MAP_FAILED)
		return 2;
	run_wanted(argv + 2, wanted);
	ended = wait_for_topics();
	held = report_all(wanted == 0);
	return ended && held ? 0 : 1;
}
