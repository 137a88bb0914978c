/* made_cycle.c: makes up the cycles of made_cycle.h; the same seed gives the same cycle on every machine. */
#include "tests/made_parts.h"

#include <math.h>
#include <string.h>

enum { LOAD = 20, SECTORS = 7, SENTENCES = 2, CHARACTERS = 24 };

/* -- chance ----------------------------------------------------------------------------------------------- */

/* xorshift128+ (Vigna 2017). */
static double uniform(MadeCycle *m) {
  uint64_t x = m->state[0], y = m->state[1];
  m->state[0] = y;
  x ^= x << 23;
  m->state[1] = x ^ y ^ (x >> 17) ^ (y >> 26);
  return ((double)((m->state[1] + y) >> 11) + 0.5) / 9007199254740992.0;
}

static size_t below(MadeCycle *m, size_t n) { return (size_t)(uniform(m) * (double)n); }
/* Box & Muller (1958). */
static double normal(MadeCycle *m, double sd) {
  double radius = sqrt(-2 * log(uniform(m))), turn = uniform(m);
  return sd * radius * cos(2 * G_PI * turn);
}

static double either(MadeCycle *m) { return uniform(m) < 0.5 ? -1 : 1; }

/* -- who ---------------------------------------------------------------------------------------------------- */

static const char *const sectors[SECTORS] = {"制造", "服务", "建筑", "小微", "教育", "卫生", "软件"};

static void make_applicants(MadeCycle *m) {
  for (size_t p = 0; p < m->plan.n_applicants; p++) {
    g_snprintf(m->applicant_ids[p], sizeof m->applicant_ids[p], "A%05zu", p + 1);
    m->applicants[p] = (Applicant){.id = m->applicant_ids[p],
                                   .name = "",
                                   .class_id = "",
                                   .sector = sectors[below(m, SECTORS)],
                                   .region = "",
                                   .kind = "",
                                   .note = "",
                                   .veto = ""};
  }
}

static void make_assessors(MadeCycle *m) {
  size_t n_odd = made_kind_is_of_people(m->plan.kind) ? MAX(m->n_assessors / 20, 1) : 0;
  for (size_t a = 0; a < m->n_assessors; a++) {
    Person *person = &m->people[a];
    person->severity = normal(m, 5);
    person->on_results = normal(m, 2);
    person->sign = either(m);
    person->partner = SIZE_MAX;
    g_snprintf(person->id, sizeof person->id, "E%05zu", a + 1);
    m->assessors[a] = (Assessor){
        .id = person->id, .name = "", .organisation = "", .sector = sectors[below(m, SECTORS)], .role = ROLE_ASSESSOR};
  }
  for (size_t i = 0; i < n_odd; i++) m->people[below(m, m->n_assessors)].odd = true;
}

/* -- panels ------------------------------------------------------------------------------------------------- */

static void swap(size_t *a, size_t *b) {
  size_t kept = *a;
  *a = *b;
  *b = kept;
}

static bool sits(const size_t *panel, size_t n, size_t assessor) {
  for (size_t s = 0; s < n; s++)
    if (panel[s] == assessor) return true;
  return false;
}

static void deal_at_random(MadeCycle *m) {
  size_t k = m->plan.panel, n = m->plan.n_applicants * k;
  for (size_t i = 0; i < n; i++) m->seats[i] = i % m->n_assessors;
  for (size_t i = n; i-- > 1;) swap(&m->seats[i], &m->seats[below(m, i + 1)]);
  for (size_t i = 0; i < n; i++) {
    size_t *panel = m->seats + i / k * k;
    while (sits(panel, i % k, m->seats[i])) {
      size_t other = below(m, n), *home = m->seats + other / k * k;
      if (!sits(home, k, m->seats[i]) && !sits(panel, k, m->seats[other])) swap(&m->seats[i], &m->seats[other]);
    }
  }
}

static void deal_teams(MadeCycle *m) {
  size_t k = m->plan.panel, teams = MAX(m->n_assessors / k, 1);
  for (size_t p = 0; p < m->plan.n_applicants; p++)
    for (size_t s = 0; s < k; s++) {
      size_t *panel = m->seats + p * k, other = below(m, teams * k);
      panel[s] = p % teams * k + s;
      bool stands_in = m->plan.design == MADE_LINKED && uniform(m) < 0.15;
      if (stands_in && other / k != p % teams && !sits(panel, s, other)) panel[s] = other;
    }
}

/* The second of a pair joins every fourth panel of the first. */
static void seat_pairs(MadeCycle *m) {
  size_t k = m->plan.panel;
  for (size_t a = 0; m->plan.kind == MADE_PAIR && a < m->n_assessors; a++) {
    if (!m->people[a].odd) continue;
    size_t partner = (a + 1) % m->n_assessors, met = 0;
    m->people[a].partner = partner;
    for (size_t p = 0; p < m->plan.n_applicants; p++) {
      size_t *panel = m->seats + p * k;
      if (!sits(panel, k, a) || sits(panel, k, partner) || met++ % 4 != 0) continue;
      panel[panel[0] == a ? 1 : 0] = partner;
    }
  }
}

static size_t count_at_home(const MadeCycle *m, size_t assessor, const char *sector) {
  size_t n = 0;
  for (size_t i = 0; i < m->plan.n_applicants * m->plan.panel; i++)
    n += m->seats[i] == assessor && m->applicants[i / m->plan.panel].sector == sector;
  return n;
}

/* Who favours a sector is at home in the one with most of the own applicants. */
static void move_home(MadeCycle *m) {
  for (size_t a = 0; m->plan.kind == MADE_HOME && a < m->n_assessors; a++) {
    Assessor *assessor = &m->assessors[a];
    for (size_t s = 0; m->people[a].odd && s < SECTORS; s++)
      if (count_at_home(m, a, sectors[s]) > count_at_home(m, a, assessor->sector)) assessor->sector = sectors[s];
    m->people[a].odd &= count_at_home(m, a, assessor->sector) >= 3;
  }
}

/* -- marks -------------------------------------------------------------------------------------------------- */

static Mark cut(double x) { return (Mark)(CLAMP(floor(x / 5 + 0.5), 0, 20) * 500); }

typedef struct Sheet {
  size_t applicant, seat, assessor;
  double overall, shift; /* of the applicant; of this scorebook */
  const double *quality;
} Sheet;

static double shift_of(MadeCycle *m, const Sheet *sheet, const Person *person) {
  MadeKind kind = person->odd ? m->plan.kind : MADE_NOTHING;
  double shift = normal(m, kind == MADE_ERRATIC ? 7.5 : 3) - person->severity;
  const char *own = m->assessors[sheet->assessor].sector, *theirs = m->applicants[sheet->applicant].sector;
  if (kind == MADE_LENIENT) shift += 20 * person->sign;
  if (kind == MADE_HOME && own == theirs) shift += 15;
  if (kind == MADE_DRIFT) shift += 20 * person->sign * ((double)person->seen / (double)MAX(person->load - 1, 1) - 0.5);
  if (m->plan.kind == MADE_SINGLED && uniform(m) < 0.003) {
    shift += 20 * person->sign;
    m->planted[sheet->applicant * m->plan.panel + sheet->seat] = true;
    m->n_planted++;
  }
  return shift;
}

static double given(MadeCycle *m, const Sheet *sheet, const Person *person, size_t item) {
  MadeKind kind = person->odd ? m->plan.kind : MADE_NOTHING;
  bool halo = kind == MADE_HALO, results = g_strcmp0(m->criteria->items[item]->kind, "results") == 0;
  double quality = halo ? 0.1 * sheet->quality[item] + 0.9 * sheet->overall : sheet->quality[item];
  double noise = normal(m, halo ? 2.1 : kind == MADE_ERRATIC ? 17.5 : 7);
  double x = quality + sheet->shift - (results ? person->on_results : 0) + noise;
  if (kind == MADE_STUCK && uniform(m) < 0.9) x = sheet->overall + sheet->shift;
  return kind == MADE_CENTRAL ? 50 + 0.4 * (x - 50) : x;
}

static double moved(MadeCycle *m, const Sheet *sheet, size_t item, double x) {
  size_t cell = (sheet->applicant * m->plan.panel + sheet->seat) * m->n_items + item;
  bool far = m->plan.kind == MADE_FAR;
  if ((far || m->plan.kind == MADE_MOVED) && uniform(m) < 0.003) {
    double by = ((far ? 35 : 25) + 10 * uniform(m)) * either(m);
    m->planted[cell] = true;
    m->n_planted++;
    return x + by < 0 || x + by > 100 ? x - by : x + by;
  }
  bool split = m->plan.kind == MADE_SPLIT && m->planted[sheet->applicant * m->n_items + item];
  return split ? x + (sheet->seat % 2 ? 20 : -20) : x;
}

static void take_over(MadeCycle *m, const Sheet *sheet, size_t partner) {
  for (size_t s = 0; s < m->plan.panel; s++) {
    if (m->seats[sheet->applicant * m->plan.panel + s] != partner) continue;
    for (size_t i = 0; i < m->n_items; i++)
      if (uniform(m) < 0.8) made_marks(m, sheet->applicant, sheet->seat)[i] = made_marks(m, sheet->applicant, s)[i];
  }
}

static void make_sheet(MadeCycle *m, Sheet *sheet) {
  Person *person = &m->people[sheet->assessor];
  Mark *marks = made_marks(m, sheet->applicant, sheet->seat);
  sheet->shift = shift_of(m, sheet, person);
  for (size_t i = 0; i < m->n_items; i++) {
    Mark mark = cut(moved(m, sheet, i, given(m, sheet, person, i)));
    marks[i] = uniform(m) < 0.01 ? MARK_BLANK : mark;
  }
  person->seen++;
}

static void make_panel(MadeCycle *m, size_t p) {
  g_autofree double *quality = g_new(double, m->n_items);
  Sheet sheet = {.applicant = p, .quality = quality};
  double level = 45 + normal(m, 10);
  for (size_t i = 0; i < m->n_items; i++) {
    quality[i] = CLAMP(level + m->easy[i] + normal(m, 6), 0, 100);
    sheet.overall += quality[i] / (double)m->n_items;
    bool split = m->plan.kind == MADE_SPLIT && uniform(m) < 0.003;
    if (split) m->planted[p * m->n_items + i] = true;
    m->n_planted += split;
  }
  for (sheet.seat = 0; sheet.seat < m->plan.panel; sheet.seat++) {
    sheet.assessor = m->seats[p * m->plan.panel + sheet.seat];
    make_sheet(m, &sheet);
  }
  for (sheet.seat = 0; sheet.seat < m->plan.panel; sheet.seat++) {
    size_t partner = m->people[m->seats[p * m->plan.panel + sheet.seat]].partner;
    if (partner != SIZE_MAX) take_over(m, &sheet, partner);
  }
}

/* -- times and words ---------------------------------------------------------------------------------------- */

static void make_times(MadeCycle *m) {
  for (uint32_t p = 0; p < m->plan.n_applicants; p++)
    for (size_t s = 0; s < m->plan.panel; s++) {
      uint32_t a = (uint32_t)m->seats[p * m->plan.panel + s];
      bool fast = m->plan.kind == MADE_SPEED && m->people[a].odd;
      int64_t first = (int64_t)p * 86400000, each = fast ? 1500 : 60000;
      const CheckTime time = {.applicant = p,
                              .assessor = a,
                              .first = first,
                              .last = first + each * (int64_t)(m->n_items - 1),
                              .marks = m->n_items};
      g_array_append_val(m->times, time);
    }
  check_sort_times((CheckTime *)(void *)m->times->data, m->times->len);
}

static char *sentence_of(MadeCycle *m) {
  GString *text = g_string_new(NULL);
  for (size_t i = 0; i < CHARACTERS; i++) g_string_append_unichar(text, (gunichar)(0x4E00 + below(m, 2000)));
  return g_string_free(text, FALSE);
}

/* Somebody's sentence on the same applicant, with another end. */
static char *repeat(MadeCycle *m, const char *text) {
  char *own = g_strdup(text), *end = g_utf8_offset_to_pointer(own, g_utf8_strlen(own, -1) - 1);
  g_unichar_to_utf8((gunichar)(0x4E00 + below(m, 2000)), end);
  return own;
}

static void make_words(MadeCycle *m) {
  for (uint32_t p = 0; p < m->plan.n_applicants; p++)
    for (size_t s = 0; s < m->plan.panel * SENTENCES; s++) {
      uint32_t a = (uint32_t)m->seats[p * m->plan.panel + s / SENTENCES];
      bool repeats = m->plan.kind == MADE_WORDS && m->people[a].odd && s >= SENTENCES && s % 2;
      char *text = repeats ? repeat(m, m->texts->pdata[m->texts->len - SENTENCES]) : sentence_of(m);
      const CheckComment comment = {.applicant = p,
                                    .assessor = a,
                                    .item = m->criteria->items[s % m->n_items]->code,
                                    .kind = "strength",
                                    .text = text};
      g_ptr_array_add(m->texts, text);
      g_array_append_val(m->comments, comment);
    }
  check_sort_comments((CheckComment *)(void *)m->comments->data, m->comments->len);
}

/* -- from beginning to end ---------------------------------------------------------------------------------- */

MadeCycle *made_cycle_new(const Criteria *criteria, const MadePlan *plan) {
  MadeCycle *m = g_new0(MadeCycle, 1);
  size_t seats = plan->n_applicants * plan->panel;
  m->plan = *plan;
  m->criteria = criteria;
  m->n_items = criteria->n_items;
  m->n_assessors = MAX(2 * plan->panel, (seats + LOAD - 1) / LOAD);
  m->state[0] = plan->seed * 0x9E3779B97F4A7C15u + 1;
  m->state[1] = plan->seed ^ 0xD1B54A32D192ED03u;
  for (int i = 0; i < 20; i++) uniform(m);
  m->people = g_new0(Person, m->n_assessors);
  m->assessors = g_new0(Assessor, m->n_assessors);
  m->applicants = g_new0(Applicant, plan->n_applicants);
  m->applicant_ids = g_malloc0(plan->n_applicants * sizeof *m->applicant_ids);
  m->seats = g_new0(size_t, seats);
  m->easy = g_new0(double, m->n_items);
  m->marks = g_new0(Mark, seats * m->n_items);
  m->planted = g_new0(bool, seats * m->n_items);
  m->times = g_array_new(FALSE, FALSE, sizeof(CheckTime));
  m->comments = g_array_new(FALSE, FALSE, sizeof(CheckComment));
  m->texts = g_ptr_array_new_with_free_func(g_free);
  make_applicants(m);
  make_assessors(m);
  (plan->design == MADE_RANDOM ? deal_at_random : deal_teams)(m);
  seat_pairs(m);
  move_home(m);
  for (size_t i = 0; i < seats; i++) m->people[m->seats[i]].load++;
  for (size_t i = 0; i < m->n_items; i++) m->easy[i] = normal(m, 4);
  for (size_t p = 0; p < plan->n_applicants; p++) make_panel(m, p);
  make_times(m);
  make_words(m);
  return m;
}

void made_cycle_free(MadeCycle *made) {
  if (!made) return;
  g_free(made->people);
  g_free(made->assessors);
  g_free(made->applicants);
  g_free(made->applicant_ids);
  g_free(made->seats);
  g_free(made->easy);
  g_free(made->marks);
  g_free(made->planted);
  g_array_unref(made->times);
  g_array_unref(made->comments);
  g_ptr_array_unref(made->texts);
  g_free(made);
}
