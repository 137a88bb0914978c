/* flags CYCLES [SEED]: how often the consistency checks raise a flag where there is nothing to find, and how many planted
 * assessors and marks they find. Cycles are made up in memory; what is printed is markdown.
 *
 * A mark is quality + item + applicant's item - severity - sheet + noise, cut to steps of 5 between 0 and 100. Halo: what
 * tells items apart is a tenth; central: everything is drawn to 50, four tenths remain; erratic: noise and sheet are 2.5
 * times as large; an outlier moves a single mark by 25 to 45. Severities and noise are those of an ordinary award. */
#include "criteria/pack.h"
#include "scoring/check.h"

#include <locale.h>
#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

enum { APPLICANTS = 100, PANEL = 7, ASSESSORS = 35, MOST_ITEMS = 64 };
typedef enum Kind { NORMAL, HALO, CENTRAL, ERRATIC, KINDS } Kind;
static const char *const kind_names[] = {"", "halo", "central", "erratic"};

typedef struct Made {
  const Criteria *criteria;
  uint64_t state[2];
  Applicant applicants[APPLICANTS];
  Assessor assessors[ASSESSORS];
  char ids[APPLICANTS + ASSESSORS][12];
  Kind kinds[ASSESSORS];
  double severity[ASSESSORS];
  Mark marks[APPLICANTS][PANEL][MOST_ITEMS];
  bool moved[APPLICANTS][ASSESSORS][MOST_ITEMS];
  uint32_t who[APPLICANTS][PANEL];
  unsigned n_moved;
} Made;

/* xorshift128+ (Vigna 2017): the same cycles on every machine. */
static double uniform(Made *m) {
  uint64_t x = m->state[0], y = m->state[1];
  m->state[0] = y;
  x ^= x << 23;
  m->state[1] = x ^ y ^ (x >> 17) ^ (y >> 26);
  return ((double)((m->state[1] + y) >> 11) + 0.5) / 9007199254740992.0;
}

static double normal(Made *m, double sd) { return sd * sqrt(-2 * log(uniform(m))) * cos(2 * G_PI * uniform(m)); }

static void make_people(Made *m, bool planted) {
  for (size_t p = 0; p < APPLICANTS; p++) {
    g_snprintf(m->ids[p], sizeof m->ids[p], "A%03zu", p + 1);
    m->applicants[p] = (Applicant){
        .id = m->ids[p], .name = "", .class_id = "", .sector = "", .region = "", .kind = "", .note = "", .veto = ""};
  }
  for (size_t a = 0; a < ASSESSORS; a++) {
    g_snprintf(m->ids[APPLICANTS + a], sizeof m->ids[0], "E%02zu", a + 1);
    m->assessors[a] = (Assessor){.id = m->ids[APPLICANTS + a], .name = "", .organisation = "", .sector = ""};
    m->severity[a] = normal(m, 5);
    double x = uniform(m);
    m->kinds[a] = !planted ? NORMAL : x < 0.06 ? HALO : x < 0.10 ? CENTRAL : x < 0.14 ? ERRATIC : NORMAL;
  }
}

static Mark cut(double x) { return (Mark)(CLAMP(floor(x / 5 + 0.5), 0, 20) * 500); }

static double given(Made *m, size_t assessor, double overall, double item, double sheet) {
  double noise = normal(m, 7);
  Kind kind = m->kinds[assessor];
  double x = overall - m->severity[assessor] + (kind == ERRATIC ? 2.5 : 1) * sheet + (kind == HALO ? 0.1 : 1) * item +
             (kind == HALO      ? 0.1
              : kind == ERRATIC ? 2.5
                                : 1) *
                 noise;
  return kind == CENTRAL ? 50 + 0.4 * (x - 50) : x;
}

static void make_books(Made *m, size_t p, const double *easy, bool planted) {
  size_t n = m->criteria->n_items, first = (size_t)(uniform(m) * ASSESSORS);
  double overall = 45 + normal(m, 10), items[MOST_ITEMS];
  for (size_t i = 0; i < n; i++) items[i] = easy[i] + normal(m, 6);
  for (size_t b = 0; b < PANEL; b++) {
    uint32_t a = (uint32_t)((first + b * (1 + p % 4)) % ASSESSORS);
    double sheet = normal(m, 3);
    m->who[p][b] = a;
    for (size_t i = 0; i < n; i++) {
      double x = given(m, a, overall, items[i], sheet);
      bool moved = planted && uniform(m) < 0.003;
      if (moved) x += (25 + 20 * uniform(m)) * (x < 50 ? 1 : -1);
      m->moved[p][a][i] = moved && m->kinds[a] == NORMAL;
      m->n_moved += m->moved[p][a][i];
      m->marks[p][b][i] = cut(x);
    }
  }
}

static Made *make_cycle(const Criteria *criteria, uint64_t seed, bool planted) {
  Made *m = g_new0(Made, 1);
  double easy[MOST_ITEMS];
  m->criteria = criteria;
  m->state[0] = seed * 0x9E3779B97F4A7C15u + 1;
  m->state[1] = seed ^ 0xD1B54A32D192ED03u;
  for (int i = 0; i < 20; i++) uniform(m);
  make_people(m, planted);
  for (size_t i = 0; i < criteria->n_items; i++) easy[i] = normal(m, 4);
  for (size_t p = 0; p < APPLICANTS; p++) make_books(m, p, easy, planted);
  return m;
}

static bool give(void *data, bool (*each)(const Panel *panel, void *user), void *user, GError **error) {
  const Made *m = data;
  (void)error;
  for (uint32_t p = 0; p < APPLICANTS; p++) {
    Scorebook books[PANEL];
    for (size_t b = 0; b < PANEL; b++)
      books[b] =
          (Scorebook){.applicant = p, .assessor = m->who[p][b], .state = SCOREBOOK_SUBMITTED, .marks = m->marks[p][b]};
    if (!each(&(Panel){.applicant = p, .n = PANEL, .books = books, .assigned = PANEL}, user)) return false;
  }
  return true;
}

typedef struct Counts {
  double flags, cycles; /* flags raised; cycles with any */
  double warnings;
} Counts;

typedef struct Found {
  unsigned planted[KINDS], found[KINDS], by_own[KINDS];
  unsigned moved, moved_found, false_extremes, extremes;
} Found;

static GPtrArray *flags_of(Made *m, const Award *award) {
  const StageState states[8] = {STAGE_OPEN};
  const Cycle cycle = {.title = (char *)"",
                       .n_applicants = APPLICANTS,
                       .applicants = m->applicants,
                       .n_assessors = ASSESSORS,
                       .assessors = m->assessors,
                       .stage_states = (StageState *)states};
  const PanelSource source = {.data = m, .run = give};
  GPtrArray *flags = checks_run(award, &cycle, &source, NULL, NULL);
  g_assert(flags != NULL);
  return flags;
}

static size_t place_of(const Check *check) {
  size_t i = 0;
  while (check_at(i) != check) i++;
  return i;
}

static void count(const GPtrArray *flags, Counts *counts) {
  g_autofree bool *any = g_new0(bool, check_count());
  for (guint i = 0; i < flags->len; i++) {
    const Flag *flag = flags->pdata[i];
    size_t place = place_of(flag->check);
    bool controlled = flag->check->tail == TAIL_NONE || !flag->check->keeps || flag->severity > SEVERITY_NOTE;
    counts[place].flags++;
    counts[place].warnings += flag->severity > SEVERITY_NOTE;
    if (controlled) any[place] = true;
  }
  for (size_t c = 0; c < check_count(); c++) counts[c].cycles += any[c];
}

static bool is_pattern(const Check *check) {
  return check == &check_halo || check == &check_central || check == &check_erratic || check == &check_stuck;
}

static void look_for(const Made *m, const GPtrArray *flags, Found *found) {
  bool seen[ASSESSORS] = {false}, own[ASSESSORS] = {false};
  for (guint i = 0; i < flags->len; i++) {
    const Flag *flag = flags->pdata[i];
    if (flag->check == &check_extreme) {
      found->extremes++;
      if (m->moved[flag->applicant][flag->assessor]
                  [flag->item_order ? criteria_node(m->criteria, flag->item)->item : 0])
        found->moved_found++;
      else if (m->kinds[flag->assessor] == NORMAL)
        found->false_extremes++;
    }
    if (!is_pattern(flag->check)) continue;
    seen[flag->assessor] = true;
    if (strcmp(kind_names[m->kinds[flag->assessor]], flag->check->name) == 0) own[flag->assessor] = true;
  }
  for (size_t a = 0; a < ASSESSORS; a++) {
    found->planted[m->kinds[a]]++;
    found->found[m->kinds[a]] += seen[a];
    found->by_own[m->kinds[a]] += own[a];
  }
  found->moved += m->n_moved;
}

static void tell_clean(const Counts *counts, unsigned cycles) {
  printf("| check | level | clean cycles with a flag | flags a cycle | warnings a cycle |\n|---|---|---|---|---|\n");
  for (size_t c = 0; c < check_count(); c++) {
    const Check *check = check_at(c);
    if (counts[c].flags < 1 && check->tail == TAIL_NONE) continue;
    printf("| %s | %s | %.1f %% | %.1f | %.1f |\n", check->name, check->tail == TAIL_NONE ? "-" : "1 %",
           100 * counts[c].cycles / cycles, counts[c].flags / cycles, counts[c].warnings / cycles);
  }
}

static void tell_found(const Found *found, const Counts *counts, unsigned cycles) {
  printf("\n| planted | how many | found by any pattern check | by its own |\n|---|---|---|---|\n");
  for (Kind k = HALO; k < KINDS; k++)
    printf("| %s | %u | %.0f %% | %.0f %% |\n", kind_names[k], found->planted[k],
           100.0 * found->found[k] / found->planted[k], 100.0 * found->by_own[k] / found->planted[k]);
  printf("| ordinary assessors | %u | %.1f %% (false) | |\n", found->planted[NORMAL],
         100.0 * found->found[NORMAL] / found->planted[NORMAL]);
  printf("| outlying marks | %u | %.0f %% by extreme; of %u such flags %.0f %% on ordinary marks | |\n\n", found->moved,
         100.0 * found->moved_found / found->moved, found->extremes, 100.0 * found->false_extremes / found->extremes);
  printf("Flags a cycle with plants:");
  for (size_t c = 0; c < check_count(); c++)
    if (counts[c].flags > 0) printf(" %s %.1f", check_at(c)->name, counts[c].flags / cycles);
  printf("\n");
}

int main(int argc, char **argv) {
  unsigned cycles = argc > 1 ? (unsigned)atoi(argv[1]) : 100;
  uint64_t seed = argc > 2 ? strtoull(argv[2], NULL, 10) : 1;
  setlocale(LC_ALL, "C.UTF-8");
  g_autoptr(GError) error = NULL;
  g_autoptr(PackShelf) shelf = pack_shelf_new(NULL);
  g_autofree char *criteria_text = pack_text(shelf, "gbt19580-2012", PACK_CRITERIA, &error);
  g_autofree char *rules_text = criteria_text ? pack_text(shelf, "plain", PACK_RULES, &error) : NULL;
  Criteria *criteria =
      rules_text ? pack_parse_criteria(criteria_text, strlen(criteria_text), "criteria", NULL, &error) : NULL;
  Rules *rules = criteria ? pack_parse_rules(rules_text, strlen(rules_text), "rules", NULL, &error) : NULL;
  if (!rules) {
    fprintf(stderr, "flags: %s\n", error->message);
    return 1;
  }
  const Award award = {.rules = rules, .criteria = criteria};
  g_autofree Counts *clean = g_new0(Counts, check_count()), *with = g_new0(Counts, check_count());
  Found found = {{0}, {0}, {0}, 0, 0, 0, 0};
  for (unsigned c = 0; c < cycles; c++) {
    for (int planted = 0; planted < 2; planted++) {
      g_autofree Made *m = make_cycle(criteria, seed * 100000 + c * 2 + (unsigned)planted, planted);
      g_autoptr(GPtrArray) flags = flags_of(m, &award);
      count(flags, planted ? with : clean);
      if (planted) look_for(m, flags, &found);
    }
  }
  printf("%u clean and %u planted cycles of %d applicants x %d assessors (of %d) x %zu items\n\n", cycles, cycles,
         APPLICANTS, PANEL, ASSESSORS, criteria->n_items);
  tell_clean(clean, cycles);
  tell_found(&found, with, cycles);
  return 0;
}
