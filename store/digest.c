/* digest.c: small pieces are gathered before they are hashed, and fields are written out where they wait. */
#include "store/digest.h"
#include "store/store_file.h"

#include <string.h>

enum { MOST_DIGITS = 20 };

/* Decimal digits of a number, ending before `end`; where they begin. Imports digest millions of them. */
static char *put_digits(char *end, uint64_t number) {
  for (; number >= 100; number /= 100) {
    unsigned two = (unsigned)(number % 100);
    *--end = (char)('0' + two % 10);
    *--end = (char)('0' + two / 10);
  }
  do *--end = (char)('0' + number % 10);
  while (number /= 10);
  return end;
}

bool digests_start(Store *store, GError **error) {
  return sodium_init() >= 0 || file_error(NULL, store->path, SQLITE_NOMEM, error);
}

void digest_begin(Digest *digest) {
  digest->n = 0;
  crypto_generichash_init(&digest->state, NULL, 0, HASH_BYTES);
}

static void empty(Digest *digest) {
  crypto_generichash_update(&digest->state, digest->waiting, digest->n);
  digest->n = 0;
}

inline void digest_bytes(Digest *digest, const void *bytes, size_t n) {
  if (n > sizeof digest->waiting - digest->n) empty(digest);
  if (n > sizeof digest->waiting)
    crypto_generichash_update(&digest->state, bytes, n);
  else if (n > 0) {
    memcpy(digest->waiting + digest->n, bytes, n);
    digest->n += n;
  }
}

void digest_end(Digest *digest, unsigned char ret_hash[HASH_BYTES]) {
  empty(digest);
  crypto_generichash_final(&digest->state, ret_hash, HASH_BYTES);
}

/* Small fields, which nearly all are, go straight to where they wait. */
static void put_small_field(Digest *digest, const void *bytes, size_t n) {
  if (sizeof digest->waiting - digest->n < n + MOST_DIGITS) empty(digest);
  unsigned char *to = digest->waiting + digest->n;
  if (n >= 10) *to++ = (unsigned char)('0' + n / 10);
  *to++ = (unsigned char)('0' + n % 10);
  *to++ = ':';
  if (n > 0) memcpy(to, bytes, n);
  to += n;
  *to++ = ',';
  digest->n = (size_t)(to - digest->waiting);
}

void digest_field(Digest *digest, const void *bytes, size_t n) {
  if (n < 100) {
    put_small_field(digest, bytes, n);
    return;
  }
  char head[MOST_DIGITS + 1], *end = head + sizeof head, *at = end;
  *--at = ':';
  at = put_digits(at, n);
  digest_bytes(digest, at, (size_t)(end - at));
  digest_bytes(digest, bytes, n);
  digest_bytes(digest, ",", 1);
}

void digest_text(Digest *digest, const char *text) { digest_field(digest, text, strlen(text)); }

enum { NUMBER_FIELD = 32 }; /* no number's is longer */

/* Written from its end. As many bytes are always copied, which is quicker than as many as there are. */
void digest_number(Digest *digest, int64_t number) {
  char text[2 * NUMBER_FIELD] = {0}, *end = text + NUMBER_FIELD - 1;
  char *digits = put_digits(end, number < 0 ? 0 - (uint64_t)number : (uint64_t)number);
  if (number < 0) *--digits = '-';
  char *begin = put_digits(digits - 1, (uint64_t)(end - digits));
  digits[-1] = ':';
  *end = ',';
  if (sizeof digest->waiting - digest->n < NUMBER_FIELD) empty(digest);
  memcpy(digest->waiting + digest->n, begin, NUMBER_FIELD);
  digest->n += (size_t)(end + 1 - begin);
}

void digest_digits(Digest *digest, uint64_t number) {
  char text[MOST_DIGITS], *end = text + sizeof text, *at = put_digits(end, number);
  digest_bytes(digest, at, (size_t)(end - at));
}

void hex_of(const unsigned char hash[HASH_BYTES], char ret_hex[65]) { sodium_bin2hex(ret_hex, 65, hash, HASH_BYTES); }

void digest_end_hex(Digest *digest, char ret_hex[65]) {
  unsigned char hash[HASH_BYTES];
  digest_end(digest, hash);
  hex_of(hash, ret_hex);
}

void hash_of_event(const unsigned char *before, const char *const fields[EVENT_FIELDS],
                   unsigned char ret_hash[HASH_BYTES]) {
  Digest state;
  digest_begin(&state);
  digest_bytes(&state, before, HASH_BYTES);
  for (size_t i = 0; i < EVENT_FIELDS; i++) digest_text(&state, fields[i]);
  digest_end(&state, ret_hash);
}
