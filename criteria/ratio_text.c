/* ratio_text.c: ratios and rounding policies as text, both ways. */
#include "criteria/ratio.h"

#include <glib.h>
#include <string.h>

typedef unsigned __int128 uint128_t;

enum { MOST_DECIMALS = 18, FEW_DECIMALS = 4 };

static int64_t power_of_ten(unsigned n) {
  int64_t power = 1;
  while (n-- > 0) power *= 10;
  return power;
}

/* At most 18 ASCII digits from *text; the count, 0 when there are none or too many. */
static size_t read_digits(const char **text, int128_t *ret_number) {
  size_t n = strspn(*text, "0123456789");
  if (n == 0 || n > MOST_DECIMALS) return 0;
  *ret_number = g_ascii_strtoll(*text, NULL, 10);
  *text += n;
  return n;
}

bool ratio_parse(const char *text, Ratio *ret_a) {
  bool negative = *text == '-';
  text += negative;
  int128_t num, part, den = 1;
  if (read_digits(&text, &num) == 0) return false;
  if (*text == '/') {
    text++;
    if (read_digits(&text, &den) == 0 || den == 0 || *text != '\0') return false;
  } else if (*text == '.') {
    text++;
    size_t n = read_digits(&text, &part);
    if (n == 0) return false;
    den = power_of_ten((unsigned)n);
    num = num * den + part;
  }
  if (*text == '%') {
    text++;
    den *= 100;
  }
  if (*text != '\0') return false;
  *ret_a = ratio(negative ? -num : num, den);
  return true;
}

/* How many digits a number below 10^19 has from the place of that power of ten on; at least one. */
static size_t count_digits(uint64_t number, uint64_t power) {
  size_t n = 1;
  while (number >= (power *= 10)) n++;
  return n;
}

/* The last n digits of the number; returns what stands before them. */
static uint64_t put_digits(char *buf, uint64_t number, size_t n) {
  for (; n > 0; number /= 10) buf[--n] = (char)('0' + (int)(number % 10));
  return number;
}

static size_t put_whole(char *buf, uint128_t number) {
  const uint128_t part = 1000000000000000000; /* of MOST_DECIMALS digits */
  bool large = number >= part;
  size_t before = large ? put_whole(buf, number / part) : 0;
  size_t n = large ? MOST_DECIMALS : count_digits((uint64_t)number, 1);
  put_digits(buf + before, (uint64_t)(large ? number % part : number), n);
  buf[before + n] = '\0';
  return before + n;
}

static size_t put_word(char *buf, const char *word) {
  size_t length = strlen(word);
  memcpy(buf, word, length + 1);
  return length;
}

size_t ratio_put_exact(char *buf, Ratio a) {
  if (!ratio_is_valid(a)) return put_word(buf, "overflow");
  size_t length = 0;
  if (a.num < 0) buf[length++] = '-';
  length += put_whole(buf + length, a.num < 0 ? -(uint128_t)a.num : (uint128_t)a.num);
  buf[length++] = '/';
  return length + put_whole(buf + length, (uint128_t)a.den);
}

/* The next decimal of *rest / den, without leaving 128 bits although 10 x rest may: by doubling and adding. */
static int next_digit(uint128_t *rest, uint128_t den) {
  if (den <= UINT64_MAX / 10) {
    uint64_t ten_times = (uint64_t)*rest * 10;
    *rest = ten_times % (uint64_t)den;
    return (int)(ten_times / (uint64_t)den);
  }
  uint128_t twice = *rest * 2;
  int two = twice >= den, sum = two;
  twice -= two ? den : 0;
  uint128_t eight = twice;
  for (int i = 0; i < 2; i++) {
    eight *= 2;
    int carry = eight >= den;
    eight -= carry ? den : 0;
    two = two * 2 + carry;
  }
  uint128_t ten = eight + twice;
  int carry = ten >= den;
  *rest = ten - (carry ? den : 0);
  return two + sum + carry;
}

/* Adds one to the last digit, through any point; true when it went over the front. */
static bool carry_over(char *digits, size_t length) {
  while (length-- > 0) {
    if (digits[length] == '.') continue;
    if (digits[length] != '9') {
      digits[length]++;
      return false;
    }
    digits[length] = '0';
  }
  return true;
}

/* Rounded as one whole number of the last place. */
static size_t put_small(char *buf, uint64_t num, uint64_t den, unsigned decimals) {
  static const uint64_t powers[FEW_DECIMALS + 1] = {1, 10, 100, 1000, 10000};
  uint64_t power = powers[decimals], scaled = (2 * num * power + den) / (2 * den);
  size_t whole = count_digits(scaled, power), length = whole + (decimals > 0) + decimals;
  uint64_t rest = put_digits(buf + length - decimals, scaled, decimals);
  if (decimals > 0) buf[whole] = '.';
  put_digits(buf, rest, whole);
  buf[length] = '\0';
  return length;
}

static G_GNUC_NO_INLINE size_t put_large(char *buf, Ratio a, unsigned decimals) {
  if (!ratio_is_valid(a)) return put_word(buf, "overflow");
  uint128_t den = (uint128_t)a.den, num = a.num < 0 ? -(uint128_t)a.num : (uint128_t)a.num, rest = num % den;
  char *digits = buf + 2;
  size_t length = put_whole(digits, num / den);
  decimals = MIN(decimals, MOST_DECIMALS);
  if (decimals > 0) digits[length++] = '.';
  for (unsigned i = 0; i < decimals; i++) digits[length++] = (char)('0' + next_digit(&rest, den));
  digits[length] = '\0';
  if (rest >= den - rest && carry_over(digits, length)) {
    *--digits = '1';
    length++;
  }
  if (a.num < 0 && strspn(digits, "0.") < length) {
    *--digits = '-';
    length++;
  }
  memmove(buf, digits, length + 1);
  return length;
}

/* Nearly all numbers are from 0 and small, and have few decimals. */
size_t ratio_put_decimal(char *buf, Ratio a, unsigned decimals) {
  bool small = (uint128_t)(a.num | (a.den - 1)) < (uint128_t)1 << 48 && decimals <= FEW_DECIMALS;
  return small ? put_small(buf, (uint64_t)a.num, (uint64_t)a.den, decimals) : put_large(buf, a, decimals);
}

char *ratio_decimal(Ratio a, unsigned decimals) {
  char buf[RATIO_BUF];
  ratio_put_decimal(buf, a, decimals);
  return g_strdup(buf);
}

char *ratio_exact(Ratio a) {
  char buf[RATIO_BUF];
  ratio_put_exact(buf, a);
  return g_strdup(buf);
}

size_t ratio_put_short(char *buf, Ratio a) {
  uint64_t power = 1, den = a.den > 0 && a.den <= power_of_ten(MOST_DECIMALS) ? (uint64_t)a.den : 0;
  for (unsigned places = 0; den > 0 && places <= MOST_DECIMALS; places++, power *= 10)
    if (power % den == 0) return ratio_put_decimal(buf, a, places);
  return ratio_put_exact(buf, a);
}

char *ratio_short(Ratio a) {
  char buf[RATIO_BUF];
  ratio_put_short(buf, a);
  return g_strdup(buf);
}

const char *const rounding_names[] = {"none", "half-up", "half-even", "down", NULL};

bool rounding_parse(const char *name, Rounding *ret_policy) {
  for (size_t i = 0; rounding_names[i] != NULL; i++) {
    if (strcmp(name, rounding_names[i]) != 0) continue;
    *ret_policy = (Rounding)i;
    return true;
  }
  return false;
}
