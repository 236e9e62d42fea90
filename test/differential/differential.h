/*-------------------------------------------------------------------------
 *
 * differential.h
 *	  The page scan against the ordinary plan, on random tables and queries.
 *
 *	 differential.c   runs both, compares, reduces what differs
 *	 table.c		  makes the tables
 *	 grammar.c		  derives statements from the file "queries"
 *	 choices.c		  random numbers that can be replayed and reduced
 *
 *-------------------------------------------------------------------------
 */
#ifndef DIFFERENTIAL_H
#define DIFFERENTIAL_H

#include <libpq-fe.h>
#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

/* Text that grows. */
typedef struct Text
{
	char	   *data;
	size_t		length;
	size_t		size;
} Text;

extern void text_clear(Text *text);
extern void text_add(Text *text, const char *format, ...)
			__attribute__((format(printf, 2, 3)));
extern void die(const char *format, ...)
			__attribute__((format(printf, 1, 2), noreturn));

/*
 * Random choices, recorded.  A recorded list can be shortened and its numbers
 * lowered, and still leads to a statement: what is missing counts as 0, which
 * is always the simplest alternative.
 */
#define MAX_CHOICES 2000

typedef struct Choices
{
	uint64_t	state;
	bool		replay;
	int			count;			/* recorded */
	int			next;
	int			value[MAX_CHOICES];
} Choices;

extern void choices_begin(Choices *choices, uint64_t seed);
extern void choices_replay(Choices *choices);
extern int	choose(Choices *choices, int alternatives);
extern bool chance(Choices *choices, int percent);

/* Does the statement that the choices lead to still differ? */
typedef bool (*StillDiffers) (const Choices *choices, void *context);

extern void choices_reduce(Choices *choices, StillDiffers differs,
						   void *context);

/* A table under test. */
#define MAX_COLUMNS 24

typedef struct Table
{
	char		name[32];
	const char *columns[MAX_COLUMNS];
	int			column_count;
	bool		temporary;
	bool		writable;
	bool		has_open_transaction;
	Text		script;			/* what made it, in one session */
	Text		open_script;	/* what another session has not committed */
} Table;

extern void table_make(Table *table, uint64_t seed, int number,
					   PGconn *connection, PGconn *other, int server);
extern void table_drop(Table *table, PGconn *connection, PGconn *other);
extern bool table_has_columns(const Table *table, const char *statement);

/* The grammar. */
extern void grammar_load(const char *path, int server);

/*
 * Derive a symbol.  Numbers become parameters $1, $2, ... where parameters is
 * not NULL.
 */
typedef struct Parameters
{
	int			count;
	int			value[16];
} Parameters;

extern void grammar_derive(const char *symbol, const char *table,
						   Choices *choices, Parameters *parameters,
						   Text *text);
extern void grammar_start_statement(void);
extern void grammar_count(bool used_page_scan);
extern void grammar_print_coverage(void);

#endif							/* DIFFERENTIAL_H */
