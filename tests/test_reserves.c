/* test_reserves.c: places that a tier keeps for some, and who has one of them ("*"); places held for those who contest others. */
#include "tests/sample.h"

#include <locale.h>
#include <string.h>

typedef struct ReserveCase {
  const char *name, *totals[8], *small; /* which applicants the reserve is for */
  const char *standings, *vacancies;
  unsigned most, kept;
} ReserveCase;

static const ReserveCase RESERVES[] = {
    {"kept for the lower", {"900", "800", "700", NULL}, "C", "1 A 900 prize; 2 B 800; 3 C 700 prize*", "", 2, 1},
    {"used first", {"900", "800", "700", NULL}, "A", "1 A 900 prize*; 2 B 800 prize; 3 C 700", "", 2, 1},
    {"more than kept", {"900", "800", "700", NULL}, "AB", "1 A 900 prize*; 2 B 800 prize; 3 C 700", "", 2, 1},
    {"unused", {"900", "800", "700", NULL}, "", "1 A 900 prize; 2 B 800; 3 C 700", "prize 1 kept", 2, 1},
    {"below the floor",
     {"900", "800", "400", NULL},
     "C",
     "1 A 900 prize; 2 B 800; 3 C 400",
     "prize 1 kept floor",
     2,
     1},
    {"tie for open places",
     {"900", "900", "700", NULL},
     "C",
     "1= A 900 !; 1= B 900 !; 3 C 700 prize*",
     "prize 1 contested",
     2,
     1},
    {"tie, one of them kept a place",
     {"900", "900", "700", NULL},
     "A",
     "1= A 900 prize*; 1= B 900 prize; 3 C 700",
     "",
     2,
     1},
    {"tie for the reserve",
     {"900", "800", "800", NULL},
     "BC",
     "1 A 900 prize; 2= B 800 !; 2= C 800 !",
     "prize 1 contested",
     2,
     1},
    {"tie without an open place",
     {"900", "800", "800", NULL},
     "B",
     "1 A 900 prize; 2= B 800 prize*; 2= C 800",
     "",
     2,
     1},
    {"tie for a reserve beside others",
     {"900", "800", "800", "800", NULL},
     "BC",
     "1 A 900 prize; 2= B 800 !; 2= C 800 !; 2= D 800",
     "prize 1 contested",
     2,
     1},
    {"all kept", {"900", "800", NULL}, "B", "1 A 900; 2 B 800 prize*", "", 1, 3},
};

static void reserves(gconstpointer data) {
  const ReserveCase *c = data;
  const Reserve kept = {c->kept, "sector", "small"};
  const Places prize = {.class_id = "", .most = c->most, .n_reserves = 1, .reserves = &kept};
  const Tier tier = {
      .id = "prize", .has_floor = true, .floor = {500, 1}, .n_places = 1, .places = &prize, .roll_to = ""};
  g_autoptr(Sample) sample = sample_field(c->totals);
  for (size_t i = 0; i < sample->cycle.n_applicants; i++)
    if (strchr(c->small, *sample->applicants[i].id)) sample->applicants[i].sector = "small";
  sample->rules.n_tiers = 1;
  sample->rules.tiers = &tier;
  assert_places(sample, c->standings, c->vacancies);
}

/* Per applicant in order: s small sector, w region west, n kind non-profit, c class two; "-" nothing, "+" between two. One
 * place is kept for each of the four, in this order, and some are open. */
typedef struct ManyCase {
  const char *totals[8], *of, *standings, *vacancies;
  unsigned open;
} ManyCase;

static const ManyCase MANY_RESERVES[] = {
    {{"900", "800", "700", "600", "500", NULL},
     "- - w n s",
     "1 A 900 prize; 2 B 800; 3 C 700 prize*; 4 D 600 prize*; 5 E 500 prize*",
     "prize 1 kept",
     1},
    {{"900", "800", "700", "600", NULL},
     "c n w s",
     "1 A 900 prize*; 2 B 800 prize*; 3 C 700 prize*; 4 D 600 prize*",
     "",
     0},
    {{"900", "800", NULL}, "s+w w", "1 A 900 prize*; 2 B 800 prize*", "prize 1 kept; prize 1 kept", 0},
    {{"900", "800", "700", NULL},
     "s+w s+w s+w",
     "1 A 900 prize*; 2 B 800 prize*; 3 C 700",
     "prize 1 kept; prize 1 kept",
     0},
    {{"900", "900", "800", NULL},
     "w n -",
     "1= A 900 prize*; 1= B 900 prize*; 3 C 800",
     "prize 1 kept; prize 1 kept",
     0},
    {{"900", "900", "900", NULL},
     "w w n",
     "1= A 900 !; 1= B 900 !; 1= C 900 prize*",
     "prize 1 contested; prize 1 kept; prize 1 kept",
     0},
    {{"900", "900", "900", NULL},
     "n n n",
     "1= A 900 !; 1= B 900 !; 1= C 900 !",
     "prize 2 contested; prize 1 kept; prize 1 kept; prize 1 kept",
     1},
    {{"900", "900", "900", NULL},
     "n n n",
     "1= A 900 prize; 1= B 900 prize; 1= C 900 prize",
     "prize 1 kept; prize 1 kept; prize 1 kept",
     2},
};

static void give_fields(Applicant *applicant, const char *of) {
  for (; *of; of++) {
    if (*of == 's') applicant->sector = "small";
    if (*of == 'w') applicant->region = "west";
    if (*of == 'n') applicant->kind = "non-profit";
    if (*of == 'c') applicant->class_id = "two";
  }
}

static void many_reserves(void) {
  static const Reserve KEPT[] = {{.field = "sector", .value = "small", .places = 1},
                                 {.field = "region", .value = "west", .places = 1},
                                 {.field = "kind", .value = "non-profit", .places = 1},
                                 {.field = "class", .value = "two", .places = 1}};
  for (size_t i = 0; i < G_N_ELEMENTS(MANY_RESERVES); i++) {
    const ManyCase *c = &MANY_RESERVES[i];
    const Places prize = {.class_id = "", .most = 4 + c->open, .n_reserves = G_N_ELEMENTS(KEPT), .reserves = KEPT};
    const Tier tier = {.id = "prize", .n_places = 1, .places = &prize, .roll_to = ""};
    g_autoptr(Sample) sample = sample_field(c->totals);
    g_auto(GStrv) of = g_strsplit(c->of, " ", -1);
    for (size_t a = 0; of[a]; a++) give_fields(&sample->applicants[a], of[a]);
    sample->rules.n_tiers = 1;
    sample->rules.tiers = &tier;
    assert_places(sample, c->standings, c->vacancies);
  }
}

/* Three tiers, the first two with places kept for small ones: what those who contest places above may yet need below is kept
 * from lower ranks, and from them alone, whoever is left without. */
typedef struct HeldCase {
  const char *name, *totals[8], *small;
  unsigned gold, gold_kept, silver, silver_kept, bronze;
  const char *standings, *vacancies;
} HeldCase;

static const HeldCase HELD[] = {
    {"not from a higher rank",
     {"900", "800", "800", NULL},
     "BC",
     1,
     1,
     1,
     0,
     1,
     "1 A 900 silver; 2= B 800 !; 2= C 800 !",
     "gold 1 contested; bronze 1 contested"},
    {"nor from a higher tie",
     {"900", "900", "800", "800", NULL},
     "CD",
     1,
     1,
     1,
     0,
     1,
     "1= A 900 !; 1= B 900 !; 3= C 800 !; 3= D 800 !",
     "gold 1 contested; silver 1 contested; bronze 1 contested"},
    {"kept for them",
     {"900", "900", "700", NULL},
     "ABC",
     1,
     0,
     1,
     1,
     1,
     "1= A 900 !; 1= B 900 !; 3 C 700 bronze",
     "gold 1 contested; silver 1 contested"},
    {"for whichever is left",
     {"900", "900", "700", "600", NULL},
     "AC",
     1,
     0,
     2,
     1,
     2,
     "1= A 900 !; 1= B 900 !; 3 C 700 bronze; 4 D 600 bronze",
     "gold 1 contested; silver 2 contested"},
    {"one of their rank who may yet tie with the loser",
     {"900", "900", "900", "700", NULL},
     "AB",
     1,
     1,
     1,
     0,
     2,
     "1= A 900 !; 1= B 900 !; 1= C 900 !; 4 D 700 bronze",
     "gold 1 contested; silver 1 contested; bronze 1 contested"},
};

static void held(gconstpointer data) {
  const HeldCase *c = data;
  const Reserve in_gold = {c->gold_kept, "sector", "small"}, in_silver = {c->silver_kept, "sector", "small"};
  const Places gold = {.class_id = "", .most = c->gold, .n_reserves = c->gold_kept > 0, .reserves = &in_gold};
  const Places silver = {.class_id = "", .most = c->silver, .n_reserves = c->silver_kept > 0, .reserves = &in_silver};
  const Places bronze = {.class_id = "", .most = c->bronze};
  const Tier tiers[] = {{.id = "gold", .n_places = 1, .places = &gold, .roll_to = ""},
                        {.id = "silver", .n_places = 1, .places = &silver, .roll_to = ""},
                        {.id = "bronze", .n_places = 1, .places = &bronze, .roll_to = ""}};
  g_autoptr(Sample) sample = sample_field(c->totals);
  for (size_t i = 0; i < sample->cycle.n_applicants; i++)
    if (strchr(c->small, *sample->applicants[i].id)) sample->applicants[i].sector = "small";
  sample->rules.n_tiers = 3;
  sample->rules.tiers = tiers;
  assert_places(sample, c->standings, c->vacancies);
}

/* Who is listed without a kind is an organisation for a place kept, as for a class. */
static void kept_for_organisations(void) {
  static const char *const TOTALS[] = {"900", "800", "700", NULL};
  const Reserve kept = {.field = "kind", .value = "organisation", .places = 1};
  const Places prize = {.class_id = "", .most = 2, .n_reserves = 1, .reserves = &kept};
  const Tier tier = {.id = "prize", .n_places = 1, .places = &prize, .roll_to = ""};
  g_autoptr(Sample) sample = sample_field(TOTALS);
  sample->applicants[0].kind = sample->applicants[1].kind = "project";
  sample->applicants[2].kind = "";
  sample->rules.n_tiers = 1;
  sample->rules.tiers = &tier;
  assert_places(sample, "1 A 900 prize; 2 B 800; 3 C 700 prize*", "");
}

int main(int argc, char **argv) {
  setlocale(LC_ALL, "C.UTF-8");
  g_test_init(&argc, &argv, NULL);
  g_test_set_nonfatal_assertions();
  for (size_t i = 0; i < G_N_ELEMENTS(RESERVES); i++) {
    g_autofree char *path = g_strconcat("/reserves/", RESERVES[i].name, NULL);
    g_test_add_data_func(path, &RESERVES[i], reserves);
  }
  for (size_t i = 0; i < G_N_ELEMENTS(HELD); i++) {
    g_autofree char *path = g_strconcat("/held/", HELD[i].name, NULL);
    g_test_add_data_func(path, &HELD[i], held);
  }
  g_test_add_func("/reserves/many", many_reserves);
  g_test_add_func("/reserves/organisations", kept_for_organisations);
  return g_test_run();
}
