/* agreement_design.c: variance components of complete crossed and nested designs of any number of random facets.
 *
 * Brennan (2001) Generalizability Theory 3.1-3.4, 4.1-4.4. An effect is a set of facets that holds, with a nested facet, the
 * one it lies in. Sums of squares: T(effect) = N/cells x sum of squared cell means, less the sums of all effects inside
 * it. Expected mean squares: every effect that contains this one, times the scores per cell of it; solved from the top. */
#include "scoring/agreement_design_parts.h"
#include "scoring/agreement_put.h"

#include <string.h>

#include <glib/gi18n.h>

#define GROUP "variance"
static const char uneven[] =
    N_("Some combination of the facets has more than one score, or they cannot be told apart.");
static const char by_totals[] = N_("Not every combination of the facets has exactly one score: variances are by "
                                   "Henderson's method 1, and there is no one "
                                   "number of each facet to give a coefficient for.");
static const char flat[] = N_("The marks do not vary, so there is no variance to share out.");
static const char *const names[] = {"Erho2", "Phi", NULL};

static void free_design(Design *d) {
  for (size_t f = 0; f < d->facets; f++) g_free(d->level[f]);
  g_free(d);
}
G_DEFINE_AUTOPTR_CLEANUP_FUNC(Design, free_design)

/* Does each level of f occur with one level of g only? */
static bool lies_in(const RatingTable *t, size_t f, size_t g) {
  g_autofree int64_t *seen = g_new(int64_t, t->levels[f] + 1);
  for (size_t l = 0; l < t->levels[f]; l++) seen[l] = -1;
  for (size_t i = 0; i < t->n; i++) {
    int64_t *at = &seen[t->level[f][i]];
    if (*at >= 0 && *at != (int64_t)t->level[g][i]) return false;
    *at = t->level[g][i];
  }
  return t->levels[f] > t->levels[g];
}

/* The tightest facet around f: the one with most levels. */
static int find_nest(const RatingTable *t, size_t f) {
  int nest = 0;
  for (size_t g = 0; g < t->n_factors; g++)
    if (g != f && lies_in(t, f, g) && (nest == 0 || t->levels[g] > t->levels[nest - 1])) nest = (int)g + 1;
  return nest;
}

/* Numbers the levels of a facet that has names of its own from 0 inside each nest. */
static void number_inside(Design *d, size_t f) {
  const RatingTable *t = d->table;
  size_t g = (size_t)d->within[f] - 1, most = 0;
  g_autofree int64_t *number = g_new(int64_t, t->levels[f] + 1), *next = g_new0(int64_t, t->levels[g] + 1);
  for (size_t l = 0; l < t->levels[f]; l++) number[l] = -1;
  for (size_t i = 0; i < t->n; i++) {
    int64_t *at = &number[t->level[f][i]];
    if (*at < 0) *at = next[t->level[g][i]]++;
    d->level[f][i] = (uint32_t)*at;
    most = MAX(most, (size_t)*at + 1);
  }
  d->sizes[f] = most;
}

static Design *design_of(const RatingTable *t) {
  Design *d = g_new0(Design, 1);
  d->table = t;
  d->facets = t->n_factors;
  for (size_t f = 0; f < d->facets; f++) {
    d->level[f] = g_memdup2(t->level[f], t->n * sizeof(uint32_t));
    d->sizes[f] = t->levels[f];
    d->within[f] = t->within[f] > 0 ? t->within[f] : find_nest(t, f);
    if (t->within[f] == 0 && d->within[f] > 0) number_inside(d, f);
  }
  return d;
}

static size_t cells_of(const Design *d, unsigned set) {
  size_t cells = 1;
  for (size_t f = 0; f < d->facets; f++)
    if (set >> f & 1) cells *= d->sizes[f];
  return cells;
}

/* One score in each cell of the whole design, no more and no less. */
static bool is_complete(const Design *d) {
  unsigned all = (1u << d->facets) - 1;
  double cells = 1;
  for (size_t f = 0; f < d->facets; f++) cells *= (double)d->sizes[f];
  if (cells > (double)d->table->n || cells < (double)d->table->n || d->table->n < 4) return false;
  g_autofree bool *seen = g_new0(bool, d->table->n);
  for (size_t i = 0; i < d->table->n; i++) {
    uint64_t cell = cell_of(d, all, i);
    if (cell >= d->table->n || seen[cell]) return false;
    seen[cell] = true;
  }
  return true;
}

/* The effects: sets that hold the nest of each nested facet. The empty set is the mean. */
static void find_effects(Design *d) {
  for (unsigned set = 0; set < 1u << d->facets; set++) {
    d->exists[set] = true;
    for (size_t f = 0; f < d->facets; f++)
      if (set >> f & 1 && d->within[f] > 0 && !(set >> (d->within[f] - 1) & 1)) d->exists[set] = false;
  }
}

static void find_squares(Design *d, double mean) {
  double n = (double)d->table->n;
  for (unsigned set = 0; set < 1u << d->facets; set++) {
    if (!d->exists[set]) continue;
    size_t cells = cells_of(d, set);
    g_autofree double *sums = g_new0(double, cells);
    for (size_t i = 0; i < d->table->n; i++) sums[cell_of(d, set, i)] += d->table->scores[i] - mean;
    d->df[set] = (double)cells;
    for (size_t c = 0; c < cells; c++) d->ss[set] += sums[c] * sums[c] * (double)cells / n;
    for (unsigned inner = 0; inner < set; inner++) {
      if (!d->exists[inner] || (inner & set) != inner) continue;
      d->ss[set] -= d->ss[inner];
      d->df[set] -= d->df[inner];
    }
    d->ms[set] = d->ss[set] / d->df[set];
  }
}

static void find_variances(Design *d) {
  unsigned all = (1u << d->facets) - 1;
  double n = (double)d->table->n;
  for (unsigned set = all; set > 0; set--) {
    if (!d->exists[set]) continue;
    double square = d->ms[set];
    for (unsigned outer = set + 1; outer <= all; outer++)
      if (d->exists[outer] && (outer & set) == set) square -= n / (double)cells_of(d, outer) * d->variance[outer];
    d->variance[set] = square * (double)cells_of(d, set) / n;
  }
}

/* "pio", "pr:t": the innermost facets, then what they lie in. Initials, or whole names where initials clash. */
static char *effect_name(const Design *d, unsigned set) {
  unsigned around = 0;
  bool clash = false;
  for (size_t f = 0; f < d->facets; f++) {
    if (set >> f & 1 && d->within[f] > 0) around |= 1u << (d->within[f] - 1);
    for (size_t g = 0; g < f; g++)
      clash |= g_ascii_tolower(d->table->factors[f][0]) == g_ascii_tolower(d->table->factors[g][0]);
  }
  g_autoptr(GString) name = g_string_new(NULL);
  for (int outer = 0; outer < 2; outer++)
    for (size_t f = 0; f < d->facets; f++) {
      if (!(set >> f & 1) || (int)(around >> f & 1) != outer) continue;
      if (outer == 1 && strchr(name->str, ':') == NULL) g_string_append_c(name, ':');
      if (clash)
        g_string_append_printf(name, "%s%s", name->len > 0 ? "*" : "", d->table->factors[f]);
      else
        g_string_append_c(name, g_ascii_tolower(d->table->factors[f][0]));
    }
  return g_string_free(g_steal_pointer(&name), FALSE);
}

static void put_effect(Agreement *a, const Design *d, unsigned set) {
  g_autofree char *name = effect_name(d, set);
  g_autofree char *ms = g_strconcat("MS_", name, NULL), *df = g_strconcat("df_", name, NULL);
  g_autofree char *ss = g_strconcat("SS_", name, NULL);
  agreement_put(a, GROUP, name, d->variance[set], flat);
  if (!(d->df[set] > 0)) return;
  agreement_put(a, GROUP, ss, d->ss[set], flat);
  agreement_put(a, GROUP, df, d->df[set], flat);
  agreement_put(a, GROUP, ms, d->ms[set], flat);
}

/* Errors of a mean over all other facets: relative from effects with factor 0 in them, absolute from all. */
static void put_coefficients(Agreement *a, const Design *d) {
  double relative = 0, absolute = 0, p = MAX(d->variance[1], 0);
  for (unsigned set = 2; set < 1u << d->facets; set++) {
    if (!d->exists[set]) continue;
    double error = MAX(d->variance[set], 0) / (double)cells_of(d, set & ~1u);
    absolute += error;
    if (set & 1) relative += error;
  }
  agreement_put(a, GROUP, "Erho2", p / (p + relative), flat);
  agreement_put(a, GROUP, "Phi", p / (p + absolute), flat);
  agreement_put(a, GROUP, "error_relative", relative, flat);
  agreement_put(a, GROUP, "error_absolute", absolute, flat);
}

static void put_effects(Agreement *a, const Design *d) {
  bool negative = false;
  for (unsigned set = 1; set < 1u << d->facets; set++) {
    if (!d->exists[set]) continue;
    put_effect(a, d, set);
    negative |= d->variance[set] < 0;
  }
  if (negative)
    agreement_warn(a, GROUP,
                   N_("A variance was estimated below zero, which means about zero; there are too few marks."), NULL);
}

void agreement_variance_design(Agreement *agreement, const RatingTable *table) {
  g_autoptr(Design) d = design_of(table);
  double mean = mean_of(table->scores, table->n);
  bool even = is_complete(d);
  find_effects(d);
  if (!even && !design_uneven(d, mean)) {
    agreement_refuse(agreement, GROUP, uneven, names);
    return;
  }
  if (even) {
    find_squares(d, mean);
    find_variances(d);
  }
  put_effects(agreement, d);
  if (even)
    put_coefficients(agreement, d);
  else
    agreement_refuse(agreement, GROUP, by_totals, names);
  agreement_put(agreement, GROUP, "mean", mean, flat);
}
