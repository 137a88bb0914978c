/* bound_digest N: the hash of so many scorebooks as the journal digests them (some 90 bytes each), from memory. */
#include "bench/bound.h"

#include <sodium.h>

enum { RECORD = 90, ROUND = 10000 };

int main(int argc, char **argv) {
  if (argc != 2 || sodium_init() < 0) return 2;
  crypto_generichash_state state;
  unsigned char hash[32], *bytes = calloc(ROUND, RECORD);
  crypto_generichash_init(&state, NULL, 0, sizeof hash);
  for (long left = atol(argv[1]); left > 0; left -= ROUND)
    crypto_generichash_update(&state, bytes, (unsigned long long)(left < ROUND ? left : ROUND) * RECORD);
  crypto_generichash_final(&state, hash, sizeof hash);
  printf("%02x\n", hash[0]);
  free(bytes);
  return 0;
}
