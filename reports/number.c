/* number.c: decimal digits of doubles.
 *
 * A number times a power of ten that is exact (up to 10^22) is off by at most half a unit in the last place, so unless its
 * fraction is close to a half the nearest whole number holds the right digits; that whole number over the power of ten
 * is the nearest double again (Clinger 1990, How to read floating point numbers accurately, 3). Else the library is
 * asked. */
#include "reports/number.h"
#include "reports/text_put.h"

#include <math.h>

enum { LEAST_POWER = -5, MOST_POWER = 15 }; /* of the plain numbers */
static const double tens[] = {1e0,  1e1,  1e2,  1e3,  1e4,  1e5,  1e6,  1e7,  1e8,  1e9,  1e10, 1e11,
                              1e12, 1e13, 1e14, 1e15, 1e16, 1e17, 1e18, 1e19, 1e20, 1e21, 1e22};

/* The power of ten of the first digit; MOST_POWER: not plain. */
static int power_of(double size) {
  if (!(size >= 1e-4 && size < 1e15)) return MOST_POWER;
  int power = LEAST_POWER + 1;
  while (power < 0 ? size * tens[-power - 1] >= 1 : size >= tens[power + 1]) power++;
  return power;
}

/* The first digits of a size as a whole number, when they are certain; else 0. */
static guint64 digits_of(double size, int power, int digits) {
  double scaled = size * tens[digits - 1 - power], whole = floor(scaled), rest = scaled - whole;
  if (fabs(rest - 0.5) <= scaled * 0x1p-52) return 0;
  whole += rest > 0.5;
  return whole >= tens[digits - 1] && whole < tens[digits] ? (guint64)whole : 0;
}

/* Digits with the first at the power's place: 00123 at 2 is 1.23 from the third on. */
static void put_digits(GString *out, guint64 digits, int n, int power) {
  char text[40], *end = text + sizeof text, *at = end;
  for (; digits % 10 == 0; digits /= 10) n--;
  int behind = n - 1 - power;
  for (int i = behind; i < 0; i++) *--at = '0';
  for (int place = 1; digits > 0 || place <= behind + 1; place++, digits /= 10) {
    *--at = (char)('0' + digits % 10);
    if (place == behind) *--at = '.';
  }
  text_put(out, at, (size_t)(end - at));
}

void number_put(GString *out, double number) {
  char buffer[G_ASCII_DTOSTR_BUF_SIZE];
  int power = power_of(fabs(number));
  guint64 digits = power < MOST_POWER ? digits_of(fabs(number), power, 15) : 0;
  if (digits == 0) {
    g_string_append(out, g_ascii_formatd(buffer, sizeof buffer, "%.15g", number));
    return;
  }
  if (number < 0) text_put(out, "-", 1);
  put_digits(out, digits, 15, power);
}

double number_cut(double number) {
  char buffer[G_ASCII_DTOSTR_BUF_SIZE];
  int power = power_of(fabs(number));
  guint64 digits = power < 11 ? digits_of(fabs(number), power, 12) : 0;
  if (digits == 0) return g_ascii_strtod(g_ascii_formatd(buffer, sizeof buffer, "%.12g", number), NULL);
  return copysign((double)digits / tens[11 - power], number);
}
