/* places.c: tiers, their places, and places that stay empty.
 *
 * Tier by tier from the top, rank by rank from the top: who meets the floor and the level and finds a place gets the
 * tier. Reserved places are used first by those they are kept for. When the members of a shared rank want more
 * places than are left, nobody among them gets one: the places are contested, and the group is given no
 * lower tier either, until people decide. What they decided on this very tie is given before that. */
#include "scoring/places_parts.h"

#include <string.h>

/* -- who may ------------------------------------------------------------------------------------------- */

bool tier_floor_is_met(const Tier *tier, const Standing *standing) {
  if (!tier->has_floor) return true;
  Ratio floor = tier->floor;
  if (tier->floor_percent) floor = ratio_div(ratio_mul(*standing->max, floor), ratio_int(100));
  int order = ratio_cmp(*standing->total, floor);
  return tier->floor_exclusive ? order > 0 : order >= 0;
}

static bool asks_level(const Tier *tier) { return tier->level && *tier->level; }

static bool meets_level(const Giving *giving, const Standing *standing) {
  if (!asks_level(giving->tier)) return true;
  return giving->run->levels[standing->applicant] >> giving->tier_index & 1;
}

static bool is_free(const Standing *standing) { return !standing->tier && !standing->contested; }

bool place_suits(const Giving *giving, const Standing *standing) {
  return tier_floor_is_met(giving->tier, standing) && meets_level(giving, standing);
}

bool place_is_open_to(const Giving *giving, const Standing *standing) {
  return is_free(standing) && place_suits(giving, standing);
}

static const char *field_of(const Applicant *applicant, const char *field) {
  if (strcmp(field, "sector") == 0) return applicant->sector;
  if (strcmp(field, "region") == 0) return applicant->region;
  if (strcmp(field, "kind") == 0) return kind_meant(applicant->kind);
  return strcmp(field, "class") == 0 ? applicant->class_id : NULL;
}

static bool is_reserved_for(const Giving *giving, size_t reserve, const Standing *standing) {
  const Reserve *kept = &giving->places->reserves[reserve];
  return g_strcmp0(field_of(&giving->run->cycle->applicants[standing->applicant], kept->field), kept->value) == 0;
}

size_t place_reserves(const Giving *giving) { return giving->places ? giving->places->n_reserves : 0; }

size_t place_reserve_of(const Giving *giving, const Standing *standing) {
  for (size_t r = 0; r < place_reserves(giving); r++)
    if (giving->reserved[r] > 0 && is_reserved_for(giving, r, standing)) return r;
  return place_reserves(giving);
}

bool place_is_kept_back(const Giving *giving, const Standing *standing) {
  bool kept = giving->kept_back[place_reserves(giving)];
  for (size_t r = 0; r < place_reserves(giving) && !kept; r++)
    kept = giving->kept_back[r] && is_reserved_for(giving, r, standing);
  return kept;
}

bool place_is_safe(const Giving *giving, size_t reserve) {
  return reserve < place_reserves(giving) && giving->wanted[reserve] <= giving->reserved[reserve];
}

/* -- giving ---------------------------------------------------------------------------------------------- */

void place_give(const Giving *giving, Standing *standing) {
  size_t reserve = place_reserve_of(giving, standing);
  standing->tier = giving->tier;
  if (place_is_safe(giving, reserve)) standing->reserve = (uint16_t)(reserve + 1);
}

/* How many of a shared rank want an open place, after the reserves took theirs; fills wanted. */
static unsigned count_wanted(const Giving *giving, size_t from, size_t to) {
  unsigned open = 0;
  memset(giving->wanted, 0, (place_reserves(giving) + 1) * sizeof *giving->wanted);
  for (size_t i = from; i < to; i++)
    if (place_is_open_to(giving, &giving->standings[i]))
      giving->wanted[place_reserve_of(giving, &giving->standings[i])]++;
  for (size_t r = 0; r < place_reserves(giving); r++)
    if (giving->wanted[r] > giving->reserved[r]) open += giving->wanted[r] - giving->reserved[r];
  return open + giving->wanted[place_reserves(giving)];
}

void places_give_rank(Giving *giving, size_t from, size_t to) {
  unsigned open = giving->unlimited ? 0 : count_wanted(giving, from, to);
  if (open > giving->open) {
    places_settle(giving, from, to);
    return;
  }
  for (size_t i = from; i < to; i++)
    if (place_is_open_to(giving, &giving->standings[i])) place_give(giving, &giving->standings[i]);
  if (giving->unlimited) return;
  for (size_t r = 0; r < place_reserves(giving); r++)
    giving->reserved[r] -= MIN(giving->reserved[r], giving->wanted[r]);
  giving->open -= open;
}

static size_t end_of_rank(const Giving *giving, size_t from) {
  size_t to = from + 1;
  while (to < giving->n && giving->standings[to].rank == giving->standings[from].rank) to++;
  return to;
}

/* -- vacancies ---------------------------------------------------------------------------------------------- */

/* Why nobody took a place: what the best one left over lacks. reserve: only among those it is kept for. */
static VacancyReason reason_of(const Giving *giving, size_t reserve) {
  for (size_t i = 0; i < giving->n; i++) {
    const Standing *standing = &giving->standings[i];
    if (!is_free(standing)) continue;
    if (reserve < place_reserves(giving) && !is_reserved_for(giving, reserve, standing)) continue;
    return tier_floor_is_met(giving->tier, standing) ? VACANCY_LEVEL : VACANCY_FLOOR;
  }
  return VACANCY_NO_APPLICANT;
}

static void add_vacancy(Giving *giving, Vacancy vacancy) {
  vacancy.class_id = giving->class_id;
  vacancy.tier = giving->tier;
  if (vacancy.places > 0) g_array_append_val(giving->run->ranking->vacancies, vacancy);
}

/* A lower tier that takes unused places over; NULL when they stay vacant. */
static const Tier *roll(Giving *giving) {
  const Rules *rules = giving->run->award->rules;
  for (size_t t = giving->tier_index + 1; t < rules->n_tiers; t++) {
    if (g_strcmp0(rules->tiers[t].id, giving->tier->roll_to) != 0) continue;
    giving->carried[t] += giving->open;
    return &rules->tiers[t];
  }
  return NULL;
}

static void list_reserved(Giving *giving) {
  for (size_t r = 0; r < place_reserves(giving); r++) {
    VacancyReason reason = reason_of(giving, r);
    if (reason == VACANCY_NO_APPLICANT) reason = VACANCY_RESERVED;
    add_vacancy(giving, (Vacancy){.places = giving->reserved[r], .reason = reason, .reserved = true});
  }
}

static void list_vacancies(Giving *giving) {
  if (giving->unlimited) return;
  add_vacancy(giving, (Vacancy){.places = giving->contested + giving->held, .reason = VACANCY_CONTESTED});
  list_reserved(giving);
  const Tier *rolled_to = roll(giving);
  add_vacancy(giving,
              (Vacancy){.places = giving->open, .reason = reason_of(giving, G_MAXSIZE), .rolled_to = rolled_to});
}

/* -- tiers ----------------------------------------------------------------------------------------------------- */

/* To those without a place whom people gave it to: such a decision names the tier alone (Placing). */
static void give_by_people(const Giving *giving, const Tier *tier) {
  const Cycle *cycle = giving->run->cycle;
  for (size_t i = 0; cycle->n_placings > 0 && i < giving->n; i++) {
    Standing *standing = &giving->standings[i];
    const Placing *placing = cycle_placing(cycle, standing->applicant);
    if (!placing || !is_free(standing) || strcmp(placing->place, tier->id) != 0) continue;
    standing->tier = tier;
    standing->placed = true;
  }
}

static void open_tier(Giving *giving, size_t index) {
  giving->tier_index = index;
  giving->tier = &giving->run->award->rules->tiers[index];
  giving->places = tier_places(giving->tier, giving->class_id);
  giving->unlimited = giving->tier->n_places == 0 || (giving->places && giving->places->most == G_MAXUINT);
  giving->contested = giving->held = 0;
  giving->open = giving->carried[index] + (giving->places && !giving->unlimited ? giving->places->most : 0);
  giving->reserved = g_new0(unsigned, place_reserves(giving) + 1);
  giving->wanted = g_new0(unsigned, place_reserves(giving) + 1);
  giving->kept_back = g_new0(bool, place_reserves(giving) + 1);
  for (size_t r = 0; r < place_reserves(giving) && !giving->unlimited; r++) {
    giving->reserved[r] = MIN(giving->places->reserves[r].places, giving->open);
    giving->open -= giving->reserved[r];
  }
}

static void give_tier(Giving *giving, size_t index) {
  open_tier(giving, index);
  for (size_t from = 0; from < giving->n;) {
    size_t to = end_of_rank(giving, from);
    places_hold(giving, from, to);
    places_give_rank(giving, from, to);
    from = to;
  }
  list_vacancies(giving);
  g_free(giving->reserved);
  g_free(giving->wanted);
  g_free(giving->kept_back);
}

/* The tier with the lowest floor of those there are for the class; NULL: none has a floor. */
static const Tier *lowest_floor(const Rules *rules, const char *class_id) {
  const Tier *lowest = NULL;
  for (size_t t = 0; t < rules->n_tiers; t++)
    if (rules->tiers[t].has_floor && rules_tier_is_for(rules, &rules->tiers[t], class_id)) lowest = &rules->tiers[t];
  return lowest;
}

static FloorState floor_of(const Tier *lowest, const Standing *standing) {
  if (!lowest) return FLOOR_NONE;
  if (tier_floor_is_met(lowest, standing)) return FLOOR_MET;
  return standing->tier && !standing->tier->has_floor ? FLOOR_NONE : FLOOR_MISSED;
}

static void give_class(RankRun *run, const char *class_id, Standing *standings, size_t n) {
  const Rules *rules = run->award->rules;
  const Tier *lowest = lowest_floor(rules, class_id);
  g_autofree unsigned *carried = g_new0(unsigned, rules->n_tiers + 1);
  g_autofree unsigned *waiting = g_new0(unsigned, n + 1);
  Giving giving = {
      .run = run, .class_id = class_id, .standings = standings, .n = n, .carried = carried, .waiting = waiting};
  for (size_t t = 0; t < rules->n_tiers; t++)
    if (!tier_is_by_people(&rules->tiers[t])) give_tier(&giving, t);
  for (size_t t = 0; t < rules->n_tiers; t++)
    if (tier_is_by_people(&rules->tiers[t])) give_by_people(&giving, &rules->tiers[t]);
  for (size_t i = 0; i < n; i++) standings[i].floor = floor_of(lowest, &standings[i]);
}

void places_give(RankRun *run) {
  const Rules *rules = run->award->rules;
  GArray *all = run->ranking->standings;
  size_t from = 0;
  for (size_t c = 0; c < MAX(rules->n_classes, 1); c++) {
    size_t to = from;
    while (to < all->len && run->classes[g_array_index(all, Standing, to).applicant] == c) to++;
    Standing *standings = all->len ? &g_array_index(all, Standing, from) : NULL;
    give_class(run, rules->n_classes > 0 ? rules->classes[c].id : "", standings, to - from);
    from = to;
  }
}
