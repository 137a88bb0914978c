/* ratio.h: the exact rational number every score is made of, and the named rounding policies.
 *
 * A Ratio is always in lowest terms with den > 0, so equal numbers are equal structs. A result
 * that would need more than 127 bits is the sticky value "overflow" (0 / 0): it survives all
 * further arithmetic and is reported once, by whoever prints or ranks. Nothing here allocates
 * except the functions that return char *. No function uses floating point but ratio_double(). */
#ifndef ACCOLADE_RATIO_H
#define ACCOLADE_RATIO_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

typedef __int128 int128_t;

typedef struct Ratio {
  int128_t num;
  int128_t den; /* > 0; 0 means overflow, and then num is 0 too */
} Ratio;

/* ROUND_NONE leaves a number as it is. ROUND_HALF_EVEN is the rule of GB/T 8170-2008 3.2
 * (the kept digit becomes even). ROUND_DOWN cuts towards zero. Half cases go away from zero
 * under ROUND_HALF_UP, also below zero. */
typedef enum Rounding { ROUND_NONE, ROUND_HALF_UP, ROUND_HALF_EVEN, ROUND_DOWN } Rounding;

Ratio ratio(int128_t num, int128_t den); /* reduces; den == 0 gives overflow */
static inline Ratio ratio_int(int64_t n) { return (Ratio){n, 1}; }
Ratio ratio_add(Ratio a, Ratio b);
Ratio ratio_sub(Ratio a, Ratio b);
Ratio ratio_mul(Ratio a, Ratio b);
Ratio ratio_div(Ratio a, Ratio b);     /* by zero: overflow */
Ratio ratio_percent(Ratio a, Ratio b); /* 100 a / b; of zero: overflow */
int ratio_cmp(Ratio a, Ratio b);       /* <0, 0, >0, without overflow; what is itself overflow is below any number */
static inline bool ratio_is_valid(Ratio a) { return a.den > 0; } /* false for overflow */
static inline bool ratio_is_zero(Ratio a) { return a.den > 0 && a.num == 0; }

/* The multiple of step (> 0) nearest to a under the policy. ROUND_NONE returns a. */
Ratio ratio_round(Ratio a, Rounding policy, Ratio step);

/* Reads "12", "-3.25", "3/4", "90%" (= 9/10), no spaces, ASCII digits only, at most 18 digits a
 * part. False, *ret_a untouched, when text is anything else. */
bool ratio_parse(const char *text, Ratio *ret_a);

/* "n/d" in lowest terms, integers as "n/1"; "overflow" for overflow. Caller frees. */
char *ratio_exact(Ratio a);

/* Decimal with exactly `decimals` places (0..18), half-up: how every total is shown. Caller frees. */
char *ratio_decimal(Ratio a, unsigned decimals);

/* As ratio_decimal and ratio_exact, into buf of at least RATIO_BUF bytes with a NUL behind; returns the length. */
enum { RATIO_BUF = 96 };
size_t ratio_put_decimal(char *buf, Ratio a, unsigned decimals);
size_t ratio_put_exact(char *buf, Ratio a);

/* Shortest exact decimal if a has one of at most 18 places ("0.35", "15"), else ratio_exact(). Caller frees. */
char *ratio_short(Ratio a);
size_t ratio_put_short(char *buf, Ratio a); /* into buf of at least RATIO_BUF bytes; returns the length */

/* Advisory only: for statistics and charts, never fed back into a total. */
double ratio_double(Ratio a);

/* "none", "half-up", "half-even", "down"; false for any other name. */
bool rounding_parse(const char *name, Rounding *ret_policy);
extern const char *const rounding_names[]; /* per policy; NULL-terminated */

#endif
