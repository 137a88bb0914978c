/* digest.h: BLAKE2b-256 of what the journal chains and digests (journal.h), many small pieces one after the other. Private to
 * store/. */
#ifndef ACCOLADE_DIGEST_H
#define ACCOLADE_DIGEST_H

#include "store/store.h"

#include <sodium.h>

enum { HASH_BYTES = 32, EVENT_FIELDS = 11 };

typedef struct Digest {
  crypto_generichash_state state;
  size_t n;
  unsigned char waiting[1024];
} Digest;
/* Before much is hashed, in whatever writes or verifies: as fast as the processor can, which takes its time to find out. */
bool digests_start(Store *store, GError **error);
void digest_begin(Digest *digest);
void digest_bytes(Digest *digest, const void *bytes, size_t n);
void digest_end(Digest *digest, unsigned char ret_hash[HASH_BYTES]);
void digest_end_hex(Digest *digest, char ret_hex[65]);
/* A field as it goes into hash and digests: decimal length, ":", bytes, ",". */
void digest_field(Digest *digest, const void *bytes, size_t n);
void digest_text(Digest *digest, const char *text);
/* What is written out already: a field, or a mark between. */
#define digest_literal(digest, literal) digest_bytes(digest, literal, sizeof literal - 1)
void digest_number(Digest *digest, int64_t number);
/* The decimal digits of a number, which are no field. */
void digest_digits(Digest *digest, uint64_t number);
/* The hash of an event: over the hash of the one before and its fields. */
void hash_of_event(const unsigned char *before, const char *const fields[EVENT_FIELDS],
                   unsigned char ret_hash[HASH_BYTES]);
void hex_of(const unsigned char hash[HASH_BYTES], char ret_hex[65]);

#endif
