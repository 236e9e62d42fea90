/*-------------------------------------------------------------------------
 *
 * distribution.h
 *	  Tails and quantiles of the beta, Student, gamma and chi-squared
 *	  distributions.
 *
 * Plain C99 on doubles, below estimate.h: no server type, no allocation, no
 * error, and no state but a cache of critical values.  All of them pass a NAN
 * argument on.
 *
 * Precision is relative, and about 1e-14 unless a line says otherwise, also
 * in the tails.  Only the smallest p values lose a digit more: one of 1e-300
 * is good to 3e-13.
 *
 *-------------------------------------------------------------------------
 */
#ifndef SATISFACTION_DISTRIBUTION_H
#define SATISFACTION_DISTRIBUTION_H

#include "normal.h"

/*
 * Degrees of freedom are positive, need not be whole, may be INFINITY;
 * student_critical() is NAN without any.
 */
extern double student_critical(double confidence, double degrees);
extern double student_quantile(double probability, double degrees);
extern double student_two_sided_p(double t, double degrees);

/*
 * The probability above x of the gamma distribution with a shape above 0 and
 * the scale 1 (the regularized upper incomplete gamma function), and of the
 * chi-squared distribution, NAN without degrees of freedom.  Where shape and x
 * are below 1 the precision is absolute, 1e-15.
 */
extern double gamma_p(double x, double shape);
extern double chi_squared_p(double x, double degrees);

/*
 * The beta distribution with a > 0 and b > 0: the probability below x (the
 * regularized incomplete beta function), and the x with a given probability
 * below or above it.  beta_quantile_above() is for x near 1 and for small
 * probabilities above it.  The probability below x cannot be better than x
 * itself is known: its relative error grows like sqrt(a + b) * 1e-16.
 */
extern double incomplete_beta(double x, double a, double b);
extern double beta_quantile(double probability, double a, double b);
extern double beta_quantile_above(double probability, double a, double b);

#endif							/* SATISFACTION_DISTRIBUTION_H */
