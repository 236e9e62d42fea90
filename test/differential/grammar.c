/*-------------------------------------------------------------------------
 *
 * grammar.c
 *	  Derive statements from the file "queries", which says how to read it.
 *
 *-------------------------------------------------------------------------
 */
#include <ctype.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "differential.h"

#define MAX_SYMBOLS			100
#define MAX_ALTERNATIVES	100
#define MAX_DEPTH			12
#define MAX_BOUND			32

typedef struct Alternative
{
	char	   *text;
	int			weight;
	bool		chosen;			/* in the current statement */
	long		used;			/* statements */
	long		with_page_scan; /* of these */
} Alternative;

typedef struct Symbol
{
	char	   *name;
	int			count;
	int			weight;			/* of all alternatives */
	Alternative alternative[MAX_ALTERNATIVES];
} Symbol;

static Symbol symbols[MAX_SYMBOLS];
static int	symbol_count;

/* What {name:1} stands for in the current statement. */
static struct
{
	char		name[64];
	char	   *text;
}			bound[MAX_BOUND];
static int	bound_count;

static void expand(const char *pattern, const char *table, Choices *choices,
				   Parameters *parameters, int depth, Text *text);

static Symbol *
find_symbol(const char *name)
{
	for (int i = 0; i < symbol_count; i++)
	{
		if (strcmp(symbols[i].name, name) == 0)
			return &symbols[i];
	}
	die("queries: there is no symbol \"%s\"", name);
}

static void
add_alternative(Symbol *symbol, const char *line, int server)
{
	Alternative *alternative = &symbol->alternative[symbol->count];
	int			length = 0;
	int			number;

	if (sscanf(line, "@%d%n", &number, &length) == 1 && line[length] == ' ')
	{
		if (server < number)
			return;
		line += length + 1;
	}
	if (symbol->count == MAX_ALTERNATIVES)
		die("queries: too many alternatives of \"%s\"", symbol->name);
	alternative->weight = 1;
	length = 0;
	if (sscanf(line, "%d*%n", &number, &length) == 1 && length > 0)
	{
		alternative->weight = number;
		line += length + 1;
	}
	alternative->text = strdup(strcmp(line, "-") == 0 ? "" : line);
	symbol->weight += alternative->weight;
	symbol->count++;
}

void
grammar_load(const char *path, int server)
{
	FILE	   *file = fopen(path, "r");
	char		line[2000];

	if (file == NULL)
		die("could not open %s", path);
	while (fgets(line, sizeof(line), file) != NULL)
	{
		size_t		length = strcspn(line, "\n");

		line[length] = '\0';
		if (length == 0 || line[0] == '#')
			continue;
		if (line[0] == '\t')
			add_alternative(&symbols[symbol_count - 1], line + 1, server);
		else
		{
			if (symbol_count == MAX_SYMBOLS || line[length - 1] != ':')
				die("queries: not a symbol: %s", line);
			line[length - 1] = '\0';
			symbols[symbol_count++].name = strdup(line);
		}
	}
	fclose(file);
}

/* Is the end of the text inside a quoted string? */
static bool
is_quoted(const Text *text)
{
	bool		quoted = false;

	for (size_t i = 0; i < text->length; i++)
		quoted ^= text->data[i] == '\'';
	return quoted;
}

/* {low..high}, or a parameter that has such a value */
static void
expand_number(int low, int high, Choices *choices, Parameters *parameters,
			  Text *text)
{
	int			value = low + choose(choices, high - low + 1);

	if (is_quoted(text))
		text_add(text, "%d", value);
	else if (parameters != NULL && parameters->count < 16 &&
			 chance(choices, 60))
	{
		parameters->value[parameters->count++] = value;
		text_add(text, "$%d", parameters->count);
	}
	else if (value < 0)
		text_add(text, "(%d)", value);
	else
		text_add(text, "%d", value);
}

static void
expand_symbol(const char *name, const char *table, Choices *choices,
			  Parameters *parameters, int depth, Text *text)
{
	Symbol	   *symbol = find_symbol(name);
	int			number = choose(choices, symbol->weight);
	int			i = 0;

	if (depth > MAX_DEPTH)
		number = 0;
	while (number >= symbol->alternative[i].weight)
		number -= symbol->alternative[i++].weight;
	symbol->alternative[i].chosen = true;
	expand(symbol->alternative[i].text, table, choices, parameters, depth + 1,
		   text);
}

/* {name:1}: the same text wherever it stands in the statement */
static void
expand_bound(const char *name, const char *table, Choices *choices,
			 Parameters *parameters, int depth, Text *text)
{
	char		symbol[64];
	Text		own = {0};

	for (int i = 0; i < bound_count; i++)
	{
		if (strcmp(bound[i].name, name) == 0)
		{
			text_add(text, "%s", bound[i].text);
			return;
		}
	}
	snprintf(symbol, sizeof(symbol), "%.*s", (int) strcspn(name, ":"), name);
	text_add(&own, "%s", "");
	expand_symbol(symbol, table, choices, parameters, depth, &own);
	if (bound_count == MAX_BOUND)
		die("queries: too many bound symbols");
	snprintf(bound[bound_count].name, sizeof(bound[0].name), "%s", name);
	bound[bound_count++].text = own.data;
	text_add(text, "%s", own.data);
}

static void
expand(const char *pattern, const char *table, Choices *choices,
	   Parameters *parameters, int depth, Text *text)
{
	while (*pattern != '\0')
	{
		size_t		plain = strcspn(pattern, "{");
		char		name[64];
		int			low;
		int			high;

		text_add(text, "%.*s", (int) plain, pattern);
		pattern += plain;
		if (*pattern == '\0')
			break;
		/* An array or a tally is no symbol. */
		if (!islower((unsigned char) pattern[1]) && pattern[1] != 'T' &&
			sscanf(pattern, "{%d..%d}", &low, &high) != 2)
		{
			text_add(text, "%c", *pattern++);
			continue;
		}
		snprintf(name, sizeof(name), "%.*s",
				 (int) strcspn(pattern + 1, "}"), pattern + 1);
		pattern += strcspn(pattern, "}") + 1;
		if (strcmp(name, "T") == 0)
			text_add(text, "%s", table);
		else if (sscanf(name, "%d..%d", &low, &high) == 2)
			expand_number(low, high, choices, parameters, text);
		else if (strchr(name, ':') != NULL)
			expand_bound(name, table, choices, parameters, depth, text);
		else
			expand_symbol(name, table, choices, parameters, depth, text);
	}
}

void
grammar_start_statement(void)
{
	for (int i = 0; i < symbol_count; i++)
		for (int j = 0; j < symbols[i].count; j++)
			symbols[i].alternative[j].chosen = false;
}

void
grammar_derive(const char *symbol, const char *table, Choices *choices,
			   Parameters *parameters, Text *text)
{
	while (bound_count > 0)
		free(bound[--bound_count].text);
	text_clear(text);
	text_add(text, "%s", "");
	expand_symbol(symbol, table, choices, parameters, 0, text);
}

/* Remember which alternatives the statement was made of. */
void
grammar_count(bool used_page_scan)
{
	for (int i = 0; i < symbol_count; i++)
	{
		for (int j = 0; j < symbols[i].count; j++)
		{
			Alternative *alternative = &symbols[i].alternative[j];

			alternative->used += alternative->chosen;
			alternative->with_page_scan += alternative->chosen && used_page_scan;
		}
	}
}

void
grammar_print_coverage(void)
{
	printf("statements, with the page scan, alternative\n");
	for (int i = 0; i < symbol_count; i++)
	{
		for (int j = 0; j < symbols[i].count; j++)
		{
			Alternative *alternative = &symbols[i].alternative[j];

			printf("%10ld %10ld  %s: %s\n", alternative->used,
				   alternative->with_page_scan, symbols[i].name,
				   alternative->text);
		}
	}
}
