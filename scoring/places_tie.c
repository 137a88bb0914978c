/* places_tie.c: a rank whose members want more places than are left.
 *
 * Those whose reserve holds all that want it have their places. The others contest what is left: what people decided on
 * this very tie is given first, then the rest is looked at anew; who is still tied then gets nothing. */
#include "scoring/places_parts.h"

#include <string.h>

/* One of those for whom there are places, but fewer than who want them? */
static bool is_rival(const Giving *giving, const Standing *standing) {
  if (!place_is_open_to(giving, standing)) return false;
  size_t reserve = place_reserve_of(giving, standing);
  return !place_is_safe(giving, reserve) && (giving->open > 0 || reserve < place_reserves(giving));
}

static bool is_in_tie(const Giving *giving, const Standing *standing) {
  const GArray *contests = giving->run->ranking->contests;
  return standing->contest > 0 && g_array_index(contests, Contest, standing->contest - 1).tier == giving->tier;
}

/* Are those who contest places what is left of a tie for this tier when some were given theirs? */
static bool is_rest(const Giving *giving, size_t from, size_t to) {
  for (size_t i = from; i < to; i++)
    if (is_rival(giving, &giving->standings[i]) && !is_in_tie(giving, &giving->standings[i])) return false;
  return true;
}

/* Notes the tie of those of a rank who contest places. */
static const Contest *note_contest(Giving *giving, size_t from, size_t to) {
  GArray *contests = giving->run->ranking->contests;
  Contest contest = {.tier = giving->tier, .places = giving->open};
  GString *place = g_string_new(giving->tier->id);
  char sign = ':';
  bool rest = is_rest(giving, from, to);
  for (size_t r = 0; r < place_reserves(giving); r++)
    if (!place_is_safe(giving, r)) contest.places += giving->reserved[r];
  for (size_t i = from; i < to; i++) {
    Standing *standing = &giving->standings[i];
    if (!is_rival(giving, standing)) continue;
    if (sign) g_string_append_c(place, sign);
    sign = '\0';
    g_string_append_printf(place, " %s", giving->run->cycle->applicants[standing->applicant].id);
    if (!rest) standing->contest = contests->len + 1;
  }
  contest.place = g_string_free(place, FALSE);
  g_array_append_val(contests, contest);
  return &g_array_index(contests, Contest, contests->len - 1);
}

static bool is_decided(const Giving *giving, const Contest *contest, const Standing *standing) {
  const Placing *placing = cycle_placing(giving->run->cycle, standing->applicant);
  return placing && is_rival(giving, standing) && g_str_equal(placing->place, contest->place);
}

/* A place of those kept for the applicant, else an open one; false: there is none left. */
static bool take_place(Giving *giving, Standing *standing) {
  size_t reserve = place_reserve_of(giving, standing);
  bool kept = reserve < place_reserves(giving);
  unsigned *left = kept ? &giving->reserved[reserve] : &giving->open;
  if (*left == 0) return false;
  --*left;
  standing->reserve = kept ? (uint16_t)(reserve + 1) : 0;
  return true;
}

static gint by_event(gconstpointer a, gconstpointer b, gpointer cycle) {
  int64_t x = cycle_placing(cycle, (*(const Standing *const *)a)->applicant)->event;
  int64_t y = cycle_placing(cycle, (*(const Standing *const *)b)->applicant)->event;
  return (x > y) - (x < y);
}

/* Gives the tied who were decided on their places, if there are places for all of them. Has anybody got one? */
static bool give_decided(Giving *giving, const Contest *contest, size_t from, size_t to) {
  g_autoptr(GPtrArray) decided = g_ptr_array_new();
  for (size_t i = from; i < to; i++)
    if (is_decided(giving, contest, &giving->standings[i])) g_ptr_array_add(decided, &giving->standings[i]);
  g_ptr_array_sort_with_data(decided, by_event, (gpointer)giving->run->cycle);
  g_autofree unsigned *reserved = g_memdup2(giving->reserved, (place_reserves(giving) + 1) * sizeof *giving->reserved);
  unsigned open = giving->open;
  for (guint i = 0; i < decided->len; i++) {
    if (take_place(giving, decided->pdata[i])) continue;
    memcpy(giving->reserved, reserved, (place_reserves(giving) + 1) * sizeof *reserved);
    giving->open = open;
    while (i-- > 0) ((Standing *)decided->pdata[i])->reserve = 0;
    return false;
  }
  for (guint i = 0; i < decided->len; i++) {
    Standing *standing = decided->pdata[i];
    standing->tier = giving->tier;
    standing->placed = true;
  }
  return decided->len > 0;
}

/* Those whose reserve holds all that want it have their place; the others contest what is left, if anything, and what is
 * held for others of their rank. */
static void contest(Giving *giving, size_t from, size_t to) {
  unsigned left = giving->open, rivals = 0;
  for (size_t r = 0; r < place_reserves(giving); r++)
    if (!place_is_safe(giving, r)) left += giving->reserved[r];
  for (size_t i = from; i < to; i++) {
    Standing *standing = &giving->standings[i];
    if (!place_is_open_to(giving, standing)) continue;
    size_t reserve = place_reserve_of(giving, standing);
    if (place_is_safe(giving, reserve))
      place_give(giving, standing);
    else
      standing->contested =
          giving->open > 0 || reserve < place_reserves(giving) || place_is_kept_back(giving, standing);
    rivals += standing->contested;
  }
  for (size_t r = 0; r < place_reserves(giving); r++)
    giving->reserved[r] = place_is_safe(giving, r) ? giving->reserved[r] - giving->wanted[r] : 0;
  giving->open = 0;
  giving->contested += left;
  giving->waiting[from] += rivals > left ? rivals - left : 0;
}

/* More want a place than there are: first who was decided on, then the others anew. */
void places_settle(Giving *giving, size_t from, size_t to) {
  bool any = false;
  for (size_t i = from; i < to && !any; i++) any = is_rival(giving, &giving->standings[i]);
  const Contest *of = any ? note_contest(giving, from, to) : NULL;
  if (of && give_decided(giving, of, from, to))
    places_give_rank(giving, from, to);
  else
    contest(giving, from, to);
}

/* -- what the losers may need ------------------------------------------------------------------------------------ */

/* How many open places so many of the wanting may want at most, once the reserves took theirs. */
static unsigned open_wanted(const Giving *giving, unsigned n) {
  unsigned open = MIN(giving->wanted[place_reserves(giving)], n), more = 0;
  for (size_t r = 0; r < place_reserves(giving); r++) {
    unsigned of = MIN(giving->wanted[r], n - open);
    if (of > giving->reserved[r]) more += of - giving->reserved[r];
  }
  return MIN(open + more, n);
}

/* Fills wanted with those of a rank who contest places above and might have one here; returns how many contest, but might not. */
static unsigned count_contesting(const Giving *giving, size_t from, size_t to) {
  unsigned unfit = 0;
  memset(giving->wanted, 0, (place_reserves(giving) + 1) * sizeof *giving->wanted);
  for (size_t i = from; i < to; i++) {
    const Standing *standing = &giving->standings[i];
    if (!standing->contested) continue;
    if (place_suits(giving, standing))
      giving->wanted[place_reserve_of(giving, standing)]++;
    else
      unfit++;
  }
  return unfit;
}

static void hold(Giving *giving, size_t reserve, unsigned *left, unsigned n) {
  unsigned held = MIN(*left, n);
  giving->kept_back[reserve] = held > 0;
  giving->held += held;
  *left -= held;
}

void places_hold(Giving *giving, size_t from, size_t to) {
  memset(giving->kept_back, 0, (place_reserves(giving) + 1) * sizeof *giving->kept_back);
  unsigned waiting = giving->waiting[from];
  if (waiting == 0) return;
  unsigned contesting = count_contesting(giving, from, to), unfit = MIN(contesting, waiting);
  unsigned open = open_wanted(giving, waiting), beyond = open_wanted(giving, waiting - unfit);
  giving->waiting[from] = unfit;
  if (giving->unlimited) return;
  giving->waiting[from] += beyond > giving->open ? beyond - giving->open : 0;
  for (size_t r = 0; r < place_reserves(giving); r++)
    hold(giving, r, &giving->reserved[r], MIN(giving->wanted[r], waiting));
  hold(giving, place_reserves(giving), &giving->open, open);
}
