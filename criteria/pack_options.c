/* pack_options.c: `init --set NAME=VALUE`: options over what the packs say.
 *
 * Both parsers are given all of them: rules take the plain rules' options, factor.STAGE and
 * max.STAGE, and refuse every name they do not know but share.NODE, which the criteria take. An
 * option counts for the award and for every stage, also where a stage has said otherwise. */
#include "criteria/pack_private.h"

#include <string.h>

typedef struct Target { /* what an option changes */
  Combination *combination;
  RoundingRule *rounding;
  Stage *stage; /* NULL: the award as a whole */
} Target;

typedef struct Option {
  const char *name;
  const char *const *values; /* NULL: a number */
  bool (*set)(const Target *to, const char *value);
  const char *remedy; /* of a number */
} Option;

static int place_of(const char *const *values, const char *value) {
  for (int i = 0; values[i] != NULL; i++) {
    if (strcmp(values[i], value) == 0) return i;
  }
  return -1;
}

static bool set_combine(const Target *to, const char *value) {
  to->combination->method = (CombineMethod)place_of(combine_method_names, value);
  return true;
}

static bool set_fallback(const Target *to, const char *value) {
  to->combination->fallback = (CombineMethod)place_of(fallback_names, value);
  return true;
}

static bool set_apply_at(const Target *to, const char *value) {
  to->combination->apply_at = (ApplyAt)place_of(apply_at_names, value);
  return true;
}

static bool set_blank(const Target *to, const char *value) {
  to->combination->blank = (BlankPolicy)place_of(blank_policy_names, value);
  return true;
}

static bool parse_count(const char *value, unsigned *ret_count) {
  guint64 count;
  if (!g_ascii_string_to_unsigned(value, 10, 0, 999999, &count, NULL)) return false;
  *ret_count = (unsigned)count;
  return true;
}

static bool set_drop(const Target *to, const char *value) {
  if (!parse_count(value, &to->combination->drop)) return false;
  to->combination->trim = ratio_int(0);
  return true;
}

static bool set_trim(const Target *to, const char *value) {
  Ratio trim;
  if (!ratio_parse(value, &trim) || trim.num < 0 || ratio_cmp(trim, ratio(1, 2)) >= 0) return false;
  to->combination->trim = trim;
  if (ratio_is_zero(trim)) to->combination->drop = 0;
  return true;
}

static bool set_minimum(const Target *to, const char *value) { return parse_count(value, &to->combination->minimum); }

static bool set_rounding(const Target *to, const char *value) {
  to->rounding->set = true;
  return rounding_parse(value, &to->rounding->policy);
}

static bool set_round_at(const Target *to, const char *value) {
  to->rounding->at = (RoundAt)place_of(round_at_names, value);
  return true;
}

static bool set_round_step(const Target *to, const char *value) {
  Ratio step;
  if (!ratio_parse(value, &step) || step.num <= 0) return false;
  to->rounding->step = step;
  return true;
}

static bool set_declaration(const Target *to, const char *value) {
  if (to->stage && to->stage->form != STAGE_GATE) to->stage->declaration = place_of(declaration_names, value) == 1;
  return true;
}

static const Option options[] = {
    {"combine", combine_method_names, set_combine, NULL},
    {"drop", NULL, set_drop, N_("write how many marks are dropped at each end, such as 1")},
    {"trim", NULL, set_trim, N_("write the fraction dropped at each end, below 0.5, such as 0.2")},
    {"minimum", NULL, set_minimum, N_("write a whole number of marks, such as 3")},
    {"fallback", fallback_names, set_fallback, NULL},
    {"apply-at", apply_at_names, set_apply_at, NULL},
    {"blank", blank_policy_names, set_blank, NULL},
    {"rounding", rounding_names, set_rounding, NULL},
    {"round-at", round_at_names, set_round_at, NULL},
    {"round-step", NULL, set_round_step, N_("write what is rounded to, such as 1, 0.1 or 0.01")},
    {"declaration", declaration_names, set_declaration, NULL},
};

static char *known_options(void) {
  const char *names[G_N_ELEMENTS(options) + 4];
  size_t n = 0;
  for (; n < G_N_ELEMENTS(options); n++) names[n] = options[n].name;
  memcpy(&names[n], (const char *[]){"factor.STAGE", "max.STAGE", "share.NODE", NULL}, 4 * sizeof *names);
  return quoted_list(names);
}

static bool refuse(GError **error, const char *name, const char *override, const char *why) {
  g_set_error(error, PACK_ERROR, PACK_ERROR_OPTION, "%s: --set %s: %s", name, override, why);
  return false;
}

static bool refuse_value(GError **error, const char *name, const char *override, const Option *option) {
  if (option->values == NULL) return refuse(error, name, override, _(option->remedy));
  g_autofree char *list = quoted_list(option->values),
                  *why = g_strdup_printf(_("the value is not known; it is one of %s"), list);
  return refuse(error, name, override, why);
}

static bool set_stage_number(Rules *rules, const char *override, const char *value, const char *name, GError **error) {
  bool factor = g_str_has_prefix(override, "factor.");
  const char *start = strchr(override, '.') + 1;
  g_autofree char *id = g_strndup(start, (size_t)(value - 1 - start));
  Ratio number;
  if (!ratio_parse(value, &number) || number.num < (factor ? 0 : 1)) {
    return refuse(error, name, override,
                  factor ? _("write a factor such as 1, 0.6 or 1/3") : _("write full marks such as 1000"));
  }
  int i = rules_stage_index(rules, id);
  if (i < 0 || rules->stages[i].form == STAGE_GATE) {
    g_autoptr(GPtrArray) ids = g_ptr_array_new();
    for (size_t s = 0; s < rules->n_stages; s++) {
      if (rules->stages[s].form != STAGE_GATE) g_ptr_array_add(ids, (gpointer)rules->stages[s].id);
    }
    g_ptr_array_add(ids, NULL);
    g_autofree char *list = quoted_list((const char *const *)ids->pdata);
    g_autofree char *why = g_strdup_printf(_("there is no scored stage “%s”; there are: %s"), id, list);
    return refuse(error, name, override, why);
  }
  Stage *stage = &((Stage *)rules->stages)[i];
  if (factor) {
    stage->factor = number;
  } else if (stage->form == STAGE_TOTAL) {
    return refuse(error, name, override,
                  _("the stage has a scale of its own; change its max in a rules pack of your own"));
  } else {
    stage->max = number;
    stage->max_set = true;
  }
  return true;
}

static bool set_option(Rules *rules, const Option *option, const char *override, const char *value, const char *name,
                       GError **error) {
  if (option->values != NULL && place_of(option->values, value) < 0) return refuse_value(error, name, override, option);
  const Target award = {&rules->combination, &rules->rounding, NULL};
  if (!option->set(&award, value)) return refuse_value(error, name, override, option);
  for (size_t i = 0; i < rules->n_stages; i++) {
    Stage *stage = &((Stage *)rules->stages)[i];
    option->set(&(Target){&stage->combination, &stage->rounding, stage}, value);
  }
  return true;
}

static bool apply(Rules *rules, const char *override, const char *name, GError **error) {
  const char *equals = strchr(override, '=');
  if (equals == NULL) return refuse(error, name, override, _("write it as NAME=VALUE"));
  for (size_t i = 0; i < G_N_ELEMENTS(options); i++) {
    size_t length = strlen(options[i].name);
    if (length != (size_t)(equals - override) || strncmp(options[i].name, override, length) != 0) continue;
    return set_option(rules, &options[i], override, equals + 1, name, error);
  }
  if (g_str_has_prefix(override, "factor.") || g_str_has_prefix(override, "max.")) {
    return set_stage_number(rules, override, equals + 1, name, error);
  }
  if (g_str_has_prefix(override, "share.")) return true;
  g_autofree char *list = known_options();
  g_autofree char *why = g_strdup_printf(_("there is no such option; there are: %s"), list);
  return refuse(error, name, override, why);
}

static bool has_option(const char *const *overrides, const char *prefix) {
  for (; *overrides != NULL; overrides++) {
    if (g_str_has_prefix(*overrides, prefix)) return true;
  }
  return false;
}

static bool check_together(const Rules *rules, const char *const *overrides, const char *name, GError **error) {
  bool at = has_option(overrides, "round-at="), rounds = at || has_option(overrides, "round-step=");
  for (size_t i = 0; rounds && i < rules->n_stages; i++) {
    if (rules->stages[i].form != STAGE_GATE && !rules->stages[i].rounding.set)
      return refuse(error, name, at ? "round-at" : "round-step", _("these rules do not round; set rounding too"));
  }
  if (has_option(overrides, "drop=") && has_option(overrides, "trim=")) {
    return refuse(error, name, "drop", _("drop and trim exclude each other; set one of them"));
  }
  bool counts =
      has_option(overrides, "minimum=") || has_option(overrides, "drop=") || has_option(overrides, "combine=");
  for (size_t i = 0; counts && i < rules->n_stages; i++) {
    const Combination *combination = &rules->stages[i].combination;
    bool trimmed =
        combination->method == METHOD_TRIMMED && ratio_is_zero(combination->trim) && combination->minimum > 0;
    if (!trimmed || combination->minimum > 2 * combination->drop) continue;
    return refuse(error, name, "minimum", _("so few marks leave nothing after dropping; set at least 2 x drop + 1"));
  }
  return true;
}

bool apply_options(Rules *rules, const char *const *overrides, const char *name, GError **error) {
  if (overrides == NULL || *overrides == NULL) return true;
  Arena *arena = rules->owner;
  const char **kept = arena_array(arena, const char *, g_strv_length((char **)overrides) + 1);
  for (size_t i = 0; overrides[i] != NULL; i++) {
    if (!apply(rules, overrides[i], name, error)) return false;
    kept[rules->n_overrides++] = arena_string(arena, overrides[i]);
  }
  rules->overrides = kept;
  bool counted = false;
  for (size_t i = 0; i < rules->n_stages; i++) counted |= !ratio_is_zero(rules->stages[i].factor);
  if (!counted) return refuse(error, name, "factor", _("no stage would count; leave one a factor above 0"));
  return check_together(rules, overrides, name, error);
}
