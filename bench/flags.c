/* flags [CYCLES]: how often the consistency checks raise a flag that chance gave where there is nothing to find, and how many
 * of what is planted they find. Cycles are made up in memory (tests/made_cycle.h); what is printed is markdown.
 *
 * The share of clean cycles stands with its 95 percent interval (Wilson 1927). */
#include "criteria/pack.h"
#include "tests/made_cycle.h"

#include <locale.h>
#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

static const char *const design_names[] = {"random", "teams", "linked"};
static const char *const kind_names[MADE_KINDS] = {
    [MADE_MOVED] = "a mark moved by 25 to 35",
    [MADE_FAR] = "a mark moved by 35 to 45",
    [MADE_SPLIT] = "an item that splits the panel, 20 up and 20 down",
    [MADE_SINGLED] = "a scorebook 20 off",
    [MADE_HALO] = "halo",
    [MADE_CENTRAL] = "middle of the scale",
    [MADE_ERRATIC] = "up and down",
    [MADE_LENIENT] = "20 lenient or severe",
    [MADE_STUCK] = "the same mark on 9 of 10 items",
    [MADE_DRIFT] = "a drift of 20",
    [MADE_HOME] = "a home favour of 15",
    [MADE_PAIR] = "4 of 5 marks taken over",
    [MADE_SPEED] = "a mark every 1.5 seconds",
    [MADE_WORDS] = "sentences taken over",
};

/* -- clean cycles ----------------------------------------------------------------------------------------- */

typedef struct Alarms {
  unsigned cycles, with_any;
  unsigned *by_check; /* cycles with a flag of it */
} Alarms;

static void count_alarms(const GPtrArray *flags, Alarms *alarms) {
  bool any = false;
  g_autofree bool *seen = g_new0(bool, check_count());
  for (guint i = 0; i < flags->len; i++)
    for (size_t c = 0; c < check_count(); c++)
      if (check_at(c) == ((const Flag *)flags->pdata[i])->check) seen[c] = true;
  for (size_t c = 0; c < check_count(); c++) {
    alarms->by_check[c] += seen[c];
    any |= seen[c] && check_at(c)->tail != TAIL_NONE;
  }
  alarms->with_any += any;
  alarms->cycles++;
}

static void print_share(unsigned n, unsigned of) {
  double p = (double)n / of, z = 1.96, half = z * sqrt(p * (1 - p) / of + z * z / (4.0 * of * of)),
         scale = 1 + z * z / of;
  double middle = p + z * z / (2.0 * of);
  printf("%.1f %% (%.1f to %.1f)", 100 * p, 100 * MAX(middle - half, 0) / scale, 100 * (middle + half) / scale);
}

static void look_at_clean(const Award *award, MadePlan plan, unsigned cycles) {
  g_autofree unsigned *by_check = g_new0(unsigned, check_count());
  Alarms alarms = {.by_check = by_check};
  for (plan.seed = 1; plan.seed <= cycles; plan.seed++) {
    g_autoptr(MadeCycle) made = made_cycle_new(award->criteria, &plan);
    g_autoptr(GPtrArray) flags = made_cycle_flags(made, award, 1);
    count_alarms(flags, &alarms);
  }
  printf("| %s | %zu | %zu | %u | ", design_names[plan.design], plan.n_applicants, plan.panel, cycles);
  print_share(alarms.with_any, alarms.cycles);
  printf(" |");
  for (size_t c = 0; c < check_count(); c++)
    if (by_check[c] > 0 && check_at(c)->tail != TAIL_NONE) printf(" %s %u", check_at(c)->name, by_check[c]);
  printf(" |\n");
  fflush(stdout);
}

static void look_at_all_clean(const Award *award, unsigned cycles) {
  static const size_t sizes[] = {20, 100, 500, 2000}, panels[] = {3, 5, 7};
  printf("| panels | applicants | assessors each | clean cycles | with any flag that chance could give | of them, by "
         "check |\n"
         "|---|---|---|---|---|---|\n");
  for (size_t n = 0; n < G_N_ELEMENTS(sizes); n++)
    for (size_t k = 0; k < G_N_ELEMENTS(panels); k++)
      for (MadeDesign design = MADE_RANDOM; design <= MADE_LINKED; design++) {
        const MadePlan plan = {.n_applicants = sizes[n], .panel = panels[k], .design = design};
        look_at_clean(award, plan, MAX(cycles * 100 / (unsigned)MAX(sizes[n], 100), 1));
      }
}

/* -- planted cycles --------------------------------------------------------------------------------------- */

static MadeFound look_at_planted(const Award *award, MadePlan plan, unsigned cycles) {
  MadeFound sum = {0};
  for (plan.seed = 1; plan.seed <= cycles; plan.seed++) {
    g_autoptr(MadeCycle) made = made_cycle_new(award->criteria, &plan);
    g_autoptr(GPtrArray) flags = made_cycle_flags(made, award, 1);
    MadeFound here = made_cycle_found(made, flags);
    sum.planted += here.planted;
    sum.found += here.found;
    sum.wrong += here.wrong;
    sum.others += here.others;
  }
  return sum;
}

static void look_at_all_planted(const Award *award, size_t n_applicants, unsigned cycles) {
  static const size_t panels[] = {3, 5, 7};
  printf("\nFound of what was planted, one kind in a cycle of %zu applicants; in brackets how many planted, and how "
         "many flags "
         "of that check a cycle were on something else.\n\n| planted | check | 3 assessors each | 5 | 7 "
         "|\n|---|---|---|---|---|\n",
         n_applicants);
  for (MadeKind kind = MADE_MOVED; kind < MADE_KINDS; kind++) {
    printf("| %s | %s |", kind_names[kind], made_kind_check(kind)->name);
    for (size_t k = 0; k < G_N_ELEMENTS(panels); k++) {
      MadePlan plan = {.n_applicants = n_applicants, .panel = panels[k], .kind = kind};
      MadeFound found = look_at_planted(award, plan, cycles);
      printf(" %.0f %% (%zu; %.2f) |", 100.0 * (double)found.found / (double)MAX(found.planted, 1), found.planted,
             (double)found.wrong / cycles);
      fflush(stdout);
    }
    printf("\n");
  }
}

int main(int argc, char **argv) {
  unsigned cycles = argc > 1 ? (unsigned)atoi(argv[1]) : 100;
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
  if (argc < 3 || strcmp(argv[2], "planted") != 0) look_at_all_clean(&award, cycles);
  if (argc < 3 || strcmp(argv[2], "clean") != 0) {
    look_at_all_planted(&award, 100, MAX(cycles / 4, 1));
    look_at_all_planted(&award, 20, MAX(cycles / 4, 1));
  }
  return 0;
}
