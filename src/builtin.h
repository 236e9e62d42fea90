/*-------------------------------------------------------------------------
 *
 * builtin.h
 *	  Functions, operators and types of the server.
 *
 *-------------------------------------------------------------------------
 */
#ifndef SATISFACTION_BUILTIN_H
#define SATISFACTION_BUILTIN_H

#include "compat.h"

#include "nodes/primnodes.h"

extern const char *builtin_function(Oid function);
extern const char *builtin_operator(Oid operator);
extern const char *builtin_name(Expr *call, List **arguments);
extern bool builtin_is_named(const char *name, const char *const *names);
extern bool builtin_is_constant(Node *node);
extern char *builtin_text_constant(Expr *expression);
extern bool builtin_is_integer_type(Oid type);
extern bool builtin_is_time_type(Oid type);
extern Oid	builtin_btree_family(Oid type);

#endif							/* SATISFACTION_BUILTIN_H */
