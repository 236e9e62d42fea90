/*-------------------------------------------------------------------------
 *
 * tally_parse.h
 *	  Reading the text form of a tally, without a server.
 *
 * The text form is {0:3,9:12,10:40}: score, colon, number of answers.  A
 * weighted entry adds the sum of the weights and the sum of their squares,
 * 9:12(10.5,9.75).  Input takes the scores in any order, zero counts and
 * blanks between the parts; output is ascending, without either.
 *
 *-------------------------------------------------------------------------
 */
#ifndef SATISFACTION_TALLY_PARSE_H
#define SATISFACTION_TALLY_PARSE_H

#include "tally.h"

/* The longest spelling of a weight that input looks at. */
#define TALLY_WEIGHT_CHARS	63

extern const char *tally_parse(const char *text, Histogram *histogram);

#endif							/* SATISFACTION_TALLY_PARSE_H */
