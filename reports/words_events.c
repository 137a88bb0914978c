/* words_events.c: what an event changed and why, where that is written with ids of rules, checks and comments. */
#include "reports/words.h"
#include "scoring/check.h"

#include <glib/gi18n.h>
#include <string.h>

char *tie_words(const Rules *rules, const char *place, const char *lang, const char *format) {
  const char *colon = strchr(place, ':');
  g_autofree char *id = colon ? g_strndup(place, (size_t)(colon - place)) : g_strdup(place);
  const Tier *tier = rules_tier(rules, id);
  const char *title = text_or(tier ? &tier->title : NULL, lang, id);
  g_auto(GStrv) tied = g_strsplit(colon && colon[1] ? colon + 2 : "", " ", -1);
  g_autofree char *names = g_strjoinv(_(", "), tied);
  return g_strdup_printf(format, title, names);
}

char *place_words(const Rules *rules, const char *place, const char *lang) {
  return tie_words(rules, place, lang, strchr(place, ':') ? _("%s, decided among %s") : "%s");
}

/* "resolved CHECK FIGURES": the figures are a digest that tells people nothing. */
static char *settled_words(const char *state) {
  g_auto(GStrv) parts = g_strsplit(state, " ", 3);
  if (!parts[0] || !parts[1]) return g_strdup(state);
  const Check *check = check_named(parts[1]);
  const char *word = g_str_equal(parts[0], "open") ? _("open again") : event_words(parts[0]);
  return g_strdup_printf(_("%s: %s"), word, check ? _(check->title) : parts[1]);
}

/* With hashes cut short. Caller frees. */
static char *shortened(const char *text) {
  enum { HASH = 64, SHORT_HASH = 12 };
  GString *said = g_string_new(NULL);
  for (size_t n; *text; text += n) {
    n = strcspn(text, " \n");
    bool hash = n == HASH && strspn(text, "0123456789abcdef") == HASH;
    g_string_append_len(said, text, hash ? SHORT_HASH : (gssize)n);
    if (hash) g_string_append(said, "…");
    if (text[n]) g_string_append_c(said, text[n++]);
  }
  return g_string_free(said, FALSE);
}

char *event_change_words(const Rules *rules, const char *kind, const char *state, const char *lang) {
  g_autofree char *brief = shortened(state);
  if (!*state) return g_steal_pointer(&brief);
  if (g_str_equal(kind, "place")) return place_words(rules, brief, lang);
  if (g_str_equal(kind, "resolve")) return settled_words(brief);
  return event_state_words(brief);
}

char *event_reason_words(const Rules *rules, const char *kind, const char *reason, const char *lang) {
  g_autofree char *brief = shortened(reason);
  if (g_str_equal(kind, "agree")) return agreed_reason_words(rules, brief, lang);
  if (g_str_equal(kind, "undo") || g_str_equal(kind, "redo")) return event_state_words(brief);
  if (g_str_equal(kind, "merge") && g_str_has_prefix(brief, "comment "))
    return g_strdup_printf(_("comment %s"), brief + strlen("comment "));
  return g_steal_pointer(&brief);
}
