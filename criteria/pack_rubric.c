/* pack_rubric.c: scales and rubrics out of a criteria pack. */
#include "criteria/pack_private.h"

#include <string.h>

static const char *const scale_types[] = {"percent", "integer", "level", "named", "yes-no", NULL};

/* -- scales --------------------------------------------------------------------------------------- */

static int16_t unit_for(Loader *loader, const xmlNode *node) {
  Ratio max;
  if (!read_number(loader, node, "max", &max)) return 1;
  return ratio_cmp(max, ratio(INT16_MAX, 100)) > 0 ? 10 : 1;
}

static bool parse_listed(const char *word, int16_t *ret_mark) {
  Ratio mark;
  if (!ratio_parse(word, &mark)) return false;
  mark = ratio_mul(mark, ratio_int(100));
  if (mark.den != 1 || mark.num > INT16_MAX || mark.num < -INT16_MAX) return false;
  *ret_mark = (int16_t)mark.num;
  return true;
}

static void load_legal(Loader *loader, const xmlNode *node, const char *list, Scale *scale) {
  g_auto(GStrv) words = g_strsplit(list, " ", -1);
  int16_t *legal = arena_array(loader->arena, int16_t, g_strv_length(words));
  scale->legal = legal;
  if (g_strv_length(words) > 1000) {
    fault_at(loader->faults, node, _("it lists more than 1000 marks; give min, max and step"));
    return;
  }
  for (size_t i = 0; loader->shape_ok && words[i] != NULL; i++) {
    int16_t mark;
    if (!parse_listed(words[i], &mark)) {
      fault_at(loader->faults, node, _("the mark “%s” does not fit; marks have two decimals and are at most 327.67"),
               words[i]);
    } else if (scale->n_legal > 0 && mark <= legal[scale->n_legal - 1]) {
      fault_at(loader->faults, node, _("the mark %s is not above the one before it; list marks in rising order"),
               words[i]);
    } else {
      legal[scale->n_legal++] = mark;
    }
  }
}

static void load_values(Loader *loader, const xmlNode *node, Scale *scale) {
  size_t n = count_children(node, "value");
  int16_t *legal = arena_array(loader->arena, int16_t, n);
  Text *names = arena_array(loader->arena, Text, n);
  for (const xmlNode *value = first_child(node, "value"); value != NULL; value = next_like(value, "value")) {
    int16_t mark;
    if (!read_mark(loader, value, "mark", 1, &mark)) continue;
    if (scale->n_legal > 0 && mark <= legal[scale->n_legal - 1]) {
      fault_at(loader->faults, value, _("its mark is not above the one before it; list values in rising order"));
      continue;
    }
    names[scale->n_legal] = read_texts(loader, value, "title", NULL);
    legal[scale->n_legal++] = mark;
  }
  scale->legal = legal;
  scale->names = names;
}

static void load_steps(Loader *loader, const xmlNode *node, Scale *scale) {
  scale->unit = unit_for(loader, node);
  scale->min = 0;
  scale->step = (int16_t)(100 / scale->unit);
  read_mark(loader, node, "min", scale->unit, &scale->min);
  read_mark(loader, node, "step", scale->unit, &scale->step);
  bool has_max = read_mark(loader, node, "max", scale->unit, &scale->max);
  if (!loader->shape_ok) return;
  if (!has_max) {
    fault_at(loader->faults, node, _("it does not say which marks are legal; give max (and min and step), or legal"));
  } else if (scale->max <= scale->min) {
    fault_at(loader->faults, node, _("max is not above min; mend one of them"));
  } else if (scale->step <= 0 || (scale->max - scale->min) % scale->step != 0) {
    fault_at(loader->faults, node, _("steps from min do not end at max; mend step, min or max"));
  }
}

static void load_scale(Loader *loader, const xmlNode *node, Scale *scale) {
  scale->id = read_word_or(loader, node, "id", "");
  scale->type = (ScaleType)read_choice(loader, node, "type", scale_types, SCALE_INTEGER);
  scale->unit_sign = read_word_or(loader, node, "unit", scale->type == SCALE_PERCENT ? "%" : "");
  scale->unit = 1;
  const char *legal = read_word(loader, node, "legal");
  bool steps = read_word(loader, node, "min") != NULL || read_word(loader, node, "max") != NULL ||
               read_word(loader, node, "step") != NULL;
  bool named = scale->type == SCALE_NAMED || scale->type == SCALE_YES_NO, values = first_child(node, "value") != NULL;
  if (named ? !values || legal != NULL || steps : values || (legal != NULL && steps)) {
    fault_at(loader->faults, node,
             named ? _("a named or yes-no scale lists its marks as <value> elements, and only so; mend it")
                   : _("the legal marks are said in two ways; keep either legal or min, max and step"));
  }
  if (values)
    load_values(loader, node, scale);
  else if (legal != NULL)
    load_legal(loader, node, legal, scale);
  else if (!named)
    load_steps(loader, node, scale);
  if (scale->n_legal > 0) scale->min = scale->legal[0];
  if (loader->shape_ok && scale->min < 0)
    fault_at(loader->faults, node, _("it begins below 0, where no mark is; mend its lowest mark"));
  if (scale->n_legal == 0) return;
  scale->max = scale->legal[scale->n_legal - 1];
  if (scale->n_legal < 2 && loader->shape_ok)
    fault_at(loader->faults, node, _("a scale has at least two marks; add one"));
}

void load_scales(CriteriaLoader *loader) {
  g_autoptr(GHashTable) seen = g_hash_table_new(g_str_hash, g_str_equal);
  loader->scales = arena_array(loader->base.arena, Scale, count_children(loader->root, "scale"));
  for (const xmlNode *node = first_child(loader->root, "scale"); node != NULL; node = next_like(node, "scale")) {
    Scale *scale = &loader->scales[loader->n_scales++];
    load_scale(&loader->base, node, scale);
    note_id(&loader->base, seen, scale->id, node);
  }
}

static const Scale *find_scale(const CriteriaLoader *loader, const char *id) {
  for (size_t i = 0; i < loader->n_scales; i++) {
    if (strcmp(loader->scales[i].id, id) == 0) return &loader->scales[i];
  }
  return NULL;
}

/* -- rubrics ----------------------------------------------------------------------------------------- */

static void load_dimensions(Loader *loader, const xmlNode *node, Rubric *rubric) {
  g_autoptr(GHashTable) seen = g_hash_table_new(g_str_hash, g_str_equal);
  Dimension *dimensions = arena_array(loader->arena, Dimension, count_children(node, "dimension"));
  for (const xmlNode *at = first_child(node, "dimension"); at != NULL; at = next_like(at, "dimension")) {
    Dimension *dimension = &dimensions[rubric->n_dimensions++];
    dimension->id = read_word_or(loader, at, "id", "");
    note_id(loader, seen, dimension->id, at);
    dimension->title = read_texts(loader, at, "title", NULL);
    dimension->weight = read_count(loader, at, "weight", 1);
    dimension->caps = read_flag(loader, at, "caps", false);
    bool from = read_mark(loader, at, "from", rubric->scale->unit, &dimension->from);
    bool to = read_mark(loader, at, "to", rubric->scale->unit, &dimension->to);
    if (!loader->shape_ok) continue;
    if (rubric->combine == COMBINE_LADDER ? !from || !to : from || to) {
      fault_at(loader->faults, at,
               rubric->combine == COMBINE_LADDER ? _("it is a rung of a ladder; give it from and to")
                                                 : _("from and to are for the rungs of a ladder; remove them"));
    }
    bool weighed = read_word(loader, at, "weight") != NULL || read_word(loader, at, "caps") != NULL;
    if (weighed && rubric->combine != COMBINE_MEAN) {
      fault_at(loader->faults, at, _("weight and caps only count where combine is “mean”; remove them"));
    }
  }
  rubric->dimensions = dimensions;
}

static void add_ends(Loader *loader, const xmlNode *node, Rubric *rubric) {
  if (rubric->combine != COMBINE_MEAN || first_child(node, "dimension") != NULL) {
    fault_at(loader->faults, node, _("a range has combine=\"mean\" and no dimensions of its own; mend it"));
    return;
  }
  static TextIn low[] = {{"zh", "下限"}, {"en", "Low end"}}, high[] = {{"zh", "上限"}, {"en", "High end"}};
  Dimension *ends = arena_array(loader->arena, Dimension, 2);
  ends[0] = (Dimension){.id = "low", .title = {2, low}, .weight = 1};
  ends[1] = (Dimension){.id = "high", .title = {2, high}, .weight = 1};
  rubric->dimensions = ends;
  rubric->n_dimensions = 2;
}

static void check_rungs(Loader *loader, const xmlNode *node, const Rubric *rubric) {
  int16_t reached = rubric->base;
  const xmlNode *at = first_child(node, "dimension");
  for (size_t i = 0; i < rubric->n_dimensions; i++, at = next_like(at, "dimension")) {
    const Dimension *rung = &rubric->dimensions[i];
    if (rung->from < reached || rung->to < rung->from) {
      fault_at(loader->faults, at,
               _("the rung does not start at or above the one below it, or falls; list rungs from the bottom"));
    }
    reached = MAX(reached, rung->to);
  }
}

/* Least common denominator of what cells can combine to. */
static int64_t denominator(const Rubric *rubric) {
  int64_t sum = 0;
  if (rubric->combine == COMBINE_LADDER) return MAX(rubric->scale->max - rubric->scale->min, 1);
  if (rubric->combine != COMBINE_MEAN) return 1;
  for (size_t i = 0; i < rubric->n_dimensions; i++) sum += rubric->dimensions[i].weight;
  return MAX(sum, 1);
}

static void load_combined(Loader *loader, const xmlNode *node, Rubric *rubric) {
  bool judged = rubric->combine == COMBINE_JUDGED;
  rubric->n_cells = judged ? 1 : MAX(rubric->n_dimensions, 1);
  rubric->max = rubric->scale->max;
  rubric->den = denominator(rubric);
  rubric->step = (int16_t)(100 / rubric->scale->unit);
  const char *policy = read_word(loader, node, "round");
  if (policy != NULL) rounding_parse(policy, &rubric->rounding);
  read_mark(loader, node, "step", rubric->scale->unit, &rubric->step);
  read_mark(loader, node, "base", rubric->scale->unit, &rubric->base);
  if (rubric->combine == COMBINE_LADDER && rubric->n_dimensions > 0)
    rubric->max = rubric->dimensions[rubric->n_dimensions - 1].to;
  if (!loader->shape_ok) return;
  if (!judged && rubric->n_dimensions == 0) {
    fault_at(loader->faults, node,
             _("it combines dimensions but has none; add <dimension> elements, or say combine=\"judged\""));
  }
  if (judged && (policy != NULL || read_word(loader, node, "step") != NULL)) {
    fault_at(loader->faults, node, _("round and step are for combined marks, and a judged mark stands; remove them"));
  }
  if (rubric->step <= 0) fault_at(loader->faults, node, _("step is 0; write what is rounded to, such as 1 or 5"));
  if (rubric->combine == COMBINE_LADDER)
    check_rungs(loader, node, rubric);
  else if (read_word(loader, node, "base") != NULL) {
    fault_at(loader->faults, node, _("base is for ladders; remove it, or say combine=\"ladder\""));
  }
}

static void load_rubric(CriteriaLoader *loader, const xmlNode *node, Rubric *rubric) {
  Loader *base = &loader->base;
  static const Scale no_scale = {.id = "", .unit_sign = "", .unit = 1, .max = 100, .step = 100};
  const char *scale = read_word(base, node, "scale");
  rubric->scale = scale != NULL ? find_scale(loader, scale) : NULL;
  if (rubric->scale == NULL) {
    rubric->scale = &no_scale;
    g_autofree char *known = quoted_ids(loader->root, "scale", "id");
    if (scale != NULL)
      fault_at(base->faults, node, _("the scale “%s” is not defined in this pack; it has %s"), scale, known);
  }
  rubric->title = read_texts(base, node, "title", NULL);
  rubric->combine = (RubricCombine)read_choice(base, node, "combine", rubric_combine_names, COMBINE_JUDGED);
  rubric->range = read_flag(base, node, "range", false);
  if (rubric->range)
    add_ends(base, node, rubric);
  else
    load_dimensions(base, node, rubric);
  load_combined(base, node, rubric);
  load_bands(loader, node, rubric);
}

void load_rubrics(CriteriaLoader *loader) {
  g_autoptr(GHashTable) seen = g_hash_table_new(g_str_hash, g_str_equal);
  loader->rubrics = arena_array(loader->base.arena, Rubric, count_children(loader->root, "rubric"));
  for (const xmlNode *node = first_child(loader->root, "rubric"); node != NULL; node = next_like(node, "rubric")) {
    Rubric *rubric = &loader->rubrics[loader->criteria->n_rubrics++];
    rubric->id = read_word_or(&loader->base, node, "id", "");
    note_id(&loader->base, seen, rubric->id, node);
    load_rubric(loader, node, rubric);
  }
  loader->criteria->rubrics = loader->rubrics;
}

const Rubric *find_rubric(const CriteriaLoader *loader, const char *id) {
  for (size_t i = 0; i < loader->criteria->n_rubrics; i++) {
    if (strcmp(loader->rubrics[i].id, id) == 0) return &loader->rubrics[i];
  }
  return NULL;
}
