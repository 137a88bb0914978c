/* pack_band.c: the bands of a rubric: in rising order, apart, and every legal mark in one of them. */
#include "criteria/pack_private.h"

#include <string.h>

enum { MOST_NAMED = 8 };

static void load_band_texts(Loader *loader, const xmlNode *node, const Rubric *rubric, Band *band) {
  if (rubric->n_dimensions == 0 || first_child(node, "text") == NULL) return;
  band->texts = arena_array(loader->arena, Text, rubric->n_dimensions);
  for (size_t i = 0; i < rubric->n_dimensions; i++) {
    band->texts[i] = read_texts(loader, node, "text", rubric->dimensions[i].id);
  }
}

static void check_dims(Loader *loader, const xmlNode *rubric_node, const xmlNode *node, const Rubric *rubric) {
  for (const xmlNode *text = first_child(node, "text"); text != NULL; text = next_like(text, "text")) {
    const char *dim = read_word(loader, text, "dim");
    bool found = dim == NULL;
    for (size_t i = 0; !found && i < rubric->n_dimensions; i++) found = strcmp(rubric->dimensions[i].id, dim) == 0;
    if (found) continue;
    g_autofree char *known = quoted_ids(rubric_node, "dimension", "id");
    fault_at(loader->faults, text, _("the dimension “%s” is not one of this rubric's; it has %s"), dim, known);
  }
}

typedef struct Marks { /* walks the marks that bands must cover, in rising order */
  const Rubric *rubric;
  size_t next;
} Marks;

/* A ladder's results are its base and the ends of its rungs; other results are legal marks. */
static bool next_mark(Marks *marks, int64_t *ret_mark) {
  const Rubric *rubric = marks->rubric;
  const Scale *scale = rubric->scale;
  size_t i = marks->next++;
  if (rubric->combine == COMBINE_LADDER) {
    if (i > 0 && i <= rubric->n_dimensions)
      *ret_mark = rubric->dimensions[i - 1].to;
    else
      *ret_mark = rubric->base;
    return i <= rubric->n_dimensions;
  }
  if (scale->n_legal > 0) {
    if (i < scale->n_legal) *ret_mark = scale->legal[i];
    return i < scale->n_legal;
  }
  *ret_mark = scale->min + (int64_t)i * scale->step;
  return scale->step > 0 && *ret_mark <= scale->max;
}

static void append_mark(GString *list, const Rubric *rubric, int64_t mark, size_t n) {
  g_autofree char *text = ratio_short(ratio(mark * rubric->scale->unit, 100));
  if (n < MOST_NAMED)
    g_string_append_printf(list, "%s%s", n > 0 ? _(", ") : "", text);
  else if (n == MOST_NAMED)
    g_string_append(list, " ...");
}

static void check_cover(Loader *loader, const xmlNode *node, const Rubric *rubric) {
  Marks marks = {rubric, 0};
  g_autoptr(GString) outside = g_string_new(NULL);
  size_t n = 0, band = 0;
  int64_t mark = 0;
  while (next_mark(&marks, &mark)) {
    while (band < rubric->n_bands && rubric->bands[band].to < mark) band++;
    if (band < rubric->n_bands && rubric->bands[band].from <= mark) continue;
    append_mark(outside, rubric, mark, n++);
  }
  if (n == 0) return;
  const char *one = _("the legal mark %s lies in no band; widen a band's from or to");
  const char *many = _("the legal marks %s lie in no band; widen a band's from or to");
  fault_at(loader->faults, node, n == 1 ? one : many, outside->str);
}

/* The first mark that is not below `from`, where marks can be counted. */
static size_t place_of(const Rubric *rubric, int16_t from) {
  const Scale *scale = rubric->scale;
  bool counted = rubric->combine != COMBINE_LADDER && scale->n_legal == 0 && scale->step > 0;
  return counted && from > scale->min ? (size_t)((from - scale->min + scale->step - 1) / scale->step) : 0;
}

static char *shared_marks(const Rubric *rubric, const Band *low, const Band *high) {
  int16_t from = MAX(low->from, high->from), to = MIN(low->to, high->to);
  Marks marks = {rubric, place_of(rubric, from)};
  GString *list = g_string_new(NULL);
  size_t n = 0;
  int64_t mark = 0;
  while (n <= MOST_NAMED && next_mark(&marks, &mark) && mark <= to) {
    if (mark >= from) append_mark(list, rubric, mark, n++);
  }
  if (n == 0) g_string_append(list, _("no legal mark"));
  return g_string_free(list, FALSE);
}

static bool check_order(Loader *loader, const xmlNode *node, const Rubric *rubric) {
  bool good = true;
  const xmlNode *at = first_child(node, "band");
  for (size_t i = 0; i < rubric->n_bands; i++, at = next_like(at, "band")) {
    const Band *band = &rubric->bands[i], *before = i > 0 ? &rubric->bands[i - 1] : NULL;
    if (band->to < band->from) {
      fault_at(loader->faults, at, _("it ends below where it starts; exchange from and to"));
    } else if (before != NULL && band->from < before->from) {
      fault_at(loader->faults, at, _("it starts below the band before it; list bands in rising order"));
    } else if (before != NULL && band->from <= before->to) {
      g_autofree char *marks = shared_marks(rubric, before, band);
      fault_at(loader->faults, at, _("it overlaps the band “%s” (marks in both: %s); every mark lies in one band"),
               before->id, marks);
    } else {
      continue;
    }
    good = false;
  }
  return good;
}

void load_bands(CriteriaLoader *loader, const xmlNode *node, Rubric *rubric) {
  Loader *base = &loader->base;
  g_autoptr(GHashTable) seen = g_hash_table_new(g_str_hash, g_str_equal);
  size_t n = count_children(node, "band"), faults = base->faults->n;
  Band *bands = arena_array(base->arena, Band, n);
  for (const xmlNode *at = first_child(node, "band"); at != NULL; at = next_like(at, "band")) {
    Band *band = &bands[rubric->n_bands++];
    band->id = read_word_or(base, at, "id", "");
    note_id(base, seen, band->id, at);
    read_mark(base, at, "from", rubric->scale->unit, &band->from);
    read_mark(base, at, "to", rubric->scale->unit, &band->to);
    band->title = read_texts(base, at, "title", NULL);
    band->hint = read_texts(base, at, "hint", NULL);
    check_dims(base, node, at, rubric);
    load_band_texts(base, at, rubric, band);
  }
  rubric->bands = bands;
  bool trusted = base->shape_ok && n > 0 && *rubric->scale->id != '\0' && base->faults->n == faults;
  if (trusted && check_order(base, node, rubric)) check_cover(base, node, rubric);
}
