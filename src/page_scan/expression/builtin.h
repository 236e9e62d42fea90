/*-------------------------------------------------------------------------
 *
 * builtin.h
 *	  Functions, operators and types of the server.
 *
 *-------------------------------------------------------------------------
 */
#ifndef SATISFACTION_PAGE_SCAN_BUILTIN_H
#define SATISFACTION_PAGE_SCAN_BUILTIN_H

#include "../compat.h"

extern const char *page_builtin_function(Oid function);
extern const char *page_builtin_operator(Oid operator);
extern const char *page_builtin_name(Expr *call, List **arguments);
extern bool page_is_name(const char *name, const char *const *names);
extern bool page_is_constant(Node *node);
extern char *page_text_constant(Expr *expression);
extern bool page_is_integer_type(Oid type);
extern bool page_is_time_type(Oid type);
extern Oid	page_btree_family(Oid type);

#endif							/* SATISFACTION_PAGE_SCAN_BUILTIN_H */
