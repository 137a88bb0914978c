/* screen_scorebook_text.c: marks and points as the scorebook shows them. The four states look different without any
 * colour: a number with its sign, a dot, two short words. */
#include "reports/report_comments.h"
#include "reports/words.h"
#include "tui/screen_scorebook.h"

#include <glib/gi18n.h>

static const char *name_of(const Scale *scale, Mark mark, const char *lang) {
  for (size_t i = 0; scale->names && i < scale->n_legal; i++)
    if (scale->legal[i] == mark) return text_in(&scale->names[i], lang);
  return NULL;
}

bool desk_has_decimals(const Scale *scale) {
  int whole = 100 / scale->unit;
  bool some = scale->step % whole != 0 || scale->min % whole != 0;
  for (size_t i = 0; i < scale->n_legal; i++) some |= scale->legal[i] % whole != 0;
  return some;
}

/* Every ten of 0..100 is a mark, and no mark lies between the fives. */
static bool is_in_fives(const Scale *scale) {
  bool fives = scale->unit == 1 && scale->min == 0 && scale->max == 10000 && !desk_has_decimals(scale);
  for (int whole = 0; fives && whole <= 100; whole++)
    fives = scale_allows(scale, (Mark)(whole * 100)) ? whole % 5 == 0 : whole % 10 != 0;
  return fives;
}

DigitKeys desk_digit_keys(const Scale *scale) {
  enum { MOST_NAMES = 9 };
  if (scale->max < 1000 && scale->unit == 1 && !desk_has_decimals(scale)) return DIGIT_IS_MARK;
  if (scale->names) return scale->n_legal <= MOST_NAMES ? DIGIT_IS_NAME : DIGIT_BEGINS;
  return is_in_fives(scale) ? DIGIT_IS_TENTH : DIGIT_BEGINS;
}

char *desk_legal_text(const Desk *desk, const Scale *scale) {
  if (!scale->names) return scale_describe(scale);
  GString *text = g_string_new(NULL);
  for (size_t i = 0; i < scale->n_legal; i++) {
    char number[32];
    mark_put(number, scale, scale->legal[i]);
    if (desk_digit_keys(scale) == DIGIT_IS_NAME) g_snprintf(number, sizeof number, "%zu", i + 1);
    g_string_append_printf(text, "%s%s %s", i ? _("; ") : "", number, text_in(&scale->names[i], desk->session->lang));
  }
  return g_string_free(text, FALSE);
}

char *desk_mark_text(const Desk *desk, size_t cell, Mark mark) {
  const Scale *scale = desk_scale(desk, cell);
  if (mark == MARK_BLANK) return g_strdup(".");
  if (mark == MARK_ABSTAINED) return g_strdup(_("abst"));
  if (mark == MARK_NOT_APPLICABLE) return g_strdup(_("n/a"));
  const char *name = name_of(scale, mark, desk->session->lang);
  if (name) return g_strdup(name);
  char number[32];
  mark_put(number, scale, mark);
  return g_strconcat(number, scale->unit_sign, NULL);
}

const char *desk_state_word(Mark mark) {
  switch (mark) {
  case MARK_BLANK: return _("blank");
  case MARK_ABSTAINED: return _("abstained");
  case MARK_NOT_APPLICABLE: return _("n/a");
  default: return _("marked");
  }
}

char *desk_left_out(const Desk *desk, const Node *node) {
  bool out = node && node->item >= 0 && desk->sheet->items[node->item].combined.state == COMBINED_NOT_APPLICABLE;
  return out ? g_strdup(left_out_words(desk->sheet, node)) : NULL;
}

char *desk_points_text(Ratio points) {
  if (!ratio_is_valid(points)) return g_strdup("?");
  return points.den == 1 ? ratio_decimal(points, 0) : ratio_decimal(points, 2);
}

char *desk_evidence_text(const Comment *comment) {
  g_autofree char *file =
      *comment->file ? g_strdup_printf(_("%s, sha256 %.8s…"), comment->file, comment->sha256) : g_strdup("");
  g_autoptr(GString) factors = g_string_new(NULL);
  report_put_factors(factors, comment->factors);
  const char *const parts[] = {comment->place, file, factors->str};
  GString *text = g_string_new(NULL);
  for (size_t i = 0; i < G_N_ELEMENTS(parts); i++)
    if (*parts[i]) g_string_append_printf(text, "%s%s", text->len ? _("; ") : "[", parts[i]);
  if (text->len) g_string_append_c(text, ']');
  return g_string_free(text, FALSE);
}

char *desk_earned_text(Ratio points) { return ratio_is_valid(points) ? ratio_decimal(points, 2) : g_strdup("?"); }
