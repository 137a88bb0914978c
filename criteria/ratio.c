/* ratio.c: exact arithmetic on fractions of 127 bits.
 *
 * A result is "overflow" only when its lowest terms do not fit: sums whose intermediate steps are
 * too large go through 256 bits (Wide). Everything works on magnitudes and a sign, so that the one
 * value without a counterpart, -2^127, never occurs. */
#include "criteria/ratio.h"

typedef unsigned __int128 uint128_t;

typedef struct Wide { /* 256 bits */
  uint128_t hi, lo;
} Wide;

static const uint128_t LARGEST = ((uint128_t)1 << 127) - 1;

static uint128_t magnitude(int128_t n) { return n < 0 ? -(uint128_t)n : (uint128_t)n; }

/* By halving and subtracting, which is faster than dividing; b > 0. */
static uint64_t gcd64(uint64_t a, uint64_t b) {
  if (a == 0) return b;
  int shift = __builtin_ctzll(a | b);
  a >>= __builtin_ctzll(a);
  b >>= __builtin_ctzll(b);
  while (a != b) {
    uint64_t difference = a - b;
    int zeros = __builtin_ctzll(difference);
    bool less = a < b;
    b = less ? a : b;
    a = (less ? 0 - difference : difference) >> zeros;
  }
  return a << shift;
}

static uint128_t gcd(uint128_t a, uint128_t b) {
  if (a == 1 || b == 1) return 1;
  while (b > UINT64_MAX) {
    uint128_t rest = a % b;
    a = b;
    b = rest;
  }
  if (b == 0) return a;
  return gcd64(a > UINT64_MAX ? (uint64_t)(a % b) : (uint64_t)a, (uint64_t)b);
}

static Ratio overflow(void) { return (Ratio){0, 0}; }

static Ratio signed_ratio(bool negative, uint128_t num, uint128_t den) {
  if (num > LARGEST || den > LARGEST) return overflow();
  return (Ratio){negative ? -(int128_t)num : (int128_t)num, (int128_t)den};
}

/* Numbers whose products and sums of products fit 64 bits: nearly all there are. */
static inline bool are_small(Ratio a, Ratio b) {
  const int128_t most = INT32_MAX;
  return a.num >= -most && a.num <= most && b.num >= -most && b.num <= most && a.den <= most && b.den <= most;
}

/* num/den in lowest terms, den > 0. */
static inline Ratio reduced(int64_t num, int64_t den) {
  if (den == 1) return (Ratio){num, 1};
  int64_t g = (int64_t)gcd64((uint64_t)(num < 0 ? -num : num), (uint64_t)den);
  return g == 1 ? (Ratio){num, den} : (Ratio){num / g, den / g};
}

Ratio ratio(int128_t num, int128_t den) {
  if (den > 0 && den <= INT64_MAX && num >= -INT64_MAX && num <= INT64_MAX) return reduced((int64_t)num, (int64_t)den);
  if (den == 0) return overflow();
  uint128_t n = magnitude(num), d = magnitude(den), g = gcd(n, d);
  return signed_ratio((num < 0) != (den < 0), n / g, d / g);
}

static Wide wide_mul(uint128_t a, uint128_t b) {
  uint128_t a0 = (uint64_t)a, a1 = a >> 64, b0 = (uint64_t)b, b1 = b >> 64;
  uint128_t low = a0 * b0, mid = a1 * b0 + (low >> 64), mid2 = a0 * b1 + (uint64_t)mid;
  return (Wide){a1 * b1 + (mid >> 64) + (mid2 >> 64), (mid2 << 64) | (uint64_t)low};
}

static Wide wide_add(Wide a, Wide b) {
  uint128_t lo = a.lo + b.lo;
  return (Wide){a.hi + b.hi + (lo < a.lo), lo};
}

static Wide wide_sub(Wide a, Wide b) { return (Wide){a.hi - b.hi - (a.lo < b.lo), a.lo - b.lo}; }

static bool wide_less(Wide a, Wide b) { return a.hi != b.hi ? a.hi < b.hi : a.lo < b.lo; }

/* a / d, bit by bit, for d < 2^127; the quotient of what lies above 128 bits is returned in hi. */
static Wide wide_div(Wide a, uint128_t d, uint128_t *ret_rest) {
  Wide quotient = {0, 0};
  uint128_t rest = 0;
  for (int bit = 255; bit >= 0; bit--) {
    rest = rest << 1 | ((bit >= 128 ? a.hi >> (bit - 128) : a.lo >> bit) & 1);
    quotient = (Wide){quotient.hi << 1 | quotient.lo >> 127, quotient.lo << 1};
    if (rest >= d) {
      rest -= d;
      quotient.lo |= 1;
    }
  }
  *ret_rest = rest;
  return quotient;
}

static Ratio add_wide(Ratio a, Ratio b, uint128_t g) {
  Wide x = wide_mul(magnitude(a.num), (uint128_t)b.den / g), y = wide_mul(magnitude(b.num), (uint128_t)a.den / g);
  bool negative = a.num < 0;
  Wide sum;
  if ((a.num < 0) == (b.num < 0)) {
    sum = wide_add(x, y);
  } else if (wide_less(x, y)) {
    sum = wide_sub(y, x);
    negative = !negative;
  } else {
    sum = wide_sub(x, y);
  }
  uint128_t rest, ignored;
  wide_div(sum, g, &rest);
  uint128_t common = gcd(g, rest), den;
  Wide num = wide_div(sum, common, &ignored);
  if (num.hi != 0 || __builtin_mul_overflow((uint128_t)a.den / g, (uint128_t)b.den / common, &den)) return overflow();
  return signed_ratio(negative, num.lo, den);
}

Ratio ratio_add(Ratio a, Ratio b) {
  if (a.den <= 0 || b.den <= 0) return overflow();
  if (a.num == 0 || b.num == 0) return a.num == 0 ? b : a;
  if (are_small(a, b))
    return reduced((int64_t)a.num * (int64_t)b.den + (int64_t)b.num * (int64_t)a.den, (int64_t)a.den * (int64_t)b.den);
  uint128_t g = gcd((uint128_t)a.den, (uint128_t)b.den);
  int128_t left, right, sum, den;
  if (__builtin_mul_overflow(a.num, b.den / (int128_t)g, &left) ||
      __builtin_mul_overflow(b.num, a.den / (int128_t)g, &right) || __builtin_add_overflow(left, right, &sum)) {
    return add_wide(a, b, g);
  }
  int128_t common = (int128_t)gcd(g, magnitude(sum));
  if (sum == 0) return ratio_int(0);
  if (__builtin_mul_overflow(a.den / (int128_t)g, b.den / common, &den)) return overflow();
  return ratio(sum / common, den);
}

Ratio ratio_sub(Ratio a, Ratio b) { return ratio_add(a, (Ratio){-b.num, b.den}); }

static bool is_one(Ratio a) { return a.num == 1 && a.den == 1; }

/* By itself, so that the others need not save registers for it. */
static __attribute__((noinline)) Ratio mul_large(Ratio a, Ratio b) {
  int128_t across = (int128_t)gcd((uint128_t)b.den, magnitude(a.num)),
           back = (int128_t)gcd((uint128_t)a.den, magnitude(b.num));
  int128_t num, den;
  if (__builtin_mul_overflow(a.num / across, b.num / back, &num) ||
      __builtin_mul_overflow(a.den / back, b.den / across, &den)) {
    return overflow();
  }
  return ratio(num, den);
}

Ratio ratio_mul(Ratio a, Ratio b) {
  if (a.den <= 0 || b.den <= 0) return overflow();
  if (is_one(a) || is_one(b)) return is_one(a) ? b : a;
  if (!are_small(a, b)) return mul_large(a, b);
  return reduced((int64_t)a.num * (int64_t)b.num, (int64_t)a.den * (int64_t)b.den);
}

/* By zero: the reciprocal has no denominator. */
Ratio ratio_div(Ratio a, Ratio b) { return ratio_mul(a, b.num < 0 ? (Ratio){-b.den, -b.num} : (Ratio){b.den, b.num}); }

Ratio ratio_percent(Ratio a, Ratio b) {
  int64_t num;
  if (a.den <= 0 || b.num <= 0 || !are_small(a, b) ||
      __builtin_mul_overflow((int64_t)a.num * (int64_t)b.den, 100, &num))
    return ratio_mul(a, ratio_div(ratio_int(100), b));
  return reduced(num, (int64_t)a.den * (int64_t)b.num);
}

static int compare(uint128_t a, uint128_t b) { return (a > b) - (a < b); }

/* Positive fractions by their continued fractions: whole parts first, then the reciprocals of the rest. */
static int compare_magnitudes(uint128_t a, uint128_t b, uint128_t c, uint128_t d) {
  for (int sign = 1;; sign = -sign) {
    uint128_t whole_a = a / b, whole_c = c / d;
    if (whole_a != whole_c) return sign * compare(whole_a, whole_c);
    uint128_t rest_a = a % b, rest_c = c % d;
    if (rest_a == 0 || rest_c == 0) return sign * compare(rest_a, rest_c);
    a = b, b = rest_a, c = d, d = rest_c;
  }
}

int ratio_cmp(Ratio a, Ratio b) {
  if (a.den <= 0 || b.den <= 0) return (a.den > 0) - (b.den > 0);
  if ((a.num < 0) != (b.num < 0)) return a.num < 0 ? -1 : 1;
  if (a.den == b.den) return (a.num > b.num) - (a.num < b.num);
  if (magnitude(a.num) <= INT64_MAX && magnitude(b.num) <= INT64_MAX && a.den <= INT64_MAX && b.den <= INT64_MAX) {
    int128_t left = a.num * b.den, right = b.num * a.den;
    return (left > right) - (left < right);
  }
  int order = compare_magnitudes(magnitude(a.num), (uint128_t)a.den, magnitude(b.num), (uint128_t)b.den);
  return a.num < 0 ? -order : order;
}

Ratio ratio_round(Ratio a, Rounding policy, Ratio step) {
  if (policy == ROUND_NONE) return a;
  if (step.num <= 0) return overflow();
  Ratio steps = ratio_div(a, step);
  if (!ratio_is_valid(steps)) return overflow();
  uint128_t den = (uint128_t)steps.den, whole = magnitude(steps.num) / den, rest = magnitude(steps.num) % den;
  int half = compare(rest, den - rest);
  bool up = policy == ROUND_HALF_UP ? half >= 0 : policy == ROUND_HALF_EVEN && (half > 0 || (half == 0 && whole & 1));
  return ratio_mul(signed_ratio(steps.num < 0, whole + up, 1), step);
}

double ratio_double(Ratio a) { return a.den > 0 ? (double)a.num / (double)a.den : __builtin_nan(""); }
