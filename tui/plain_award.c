/* plain_award.c: the ranking, one applicant's points, and the flags, read out. */
#include "commands/flagging.h"
#include "commands/reporting.h"
#include "reports/flag_words.h"
#include "reports/report_ranking.h"
#include "tui/plain_private.h"
#include "tui/screen_explain.h"
#include "tui/screen_ranking.h"

#include <glib/gi18n.h>
#include <string.h>

static FILE *out(const Plain *plain) { return plain->tui.session->out; }

/* -- the ranking ------------------------------------------------------------------------------------------- */

/* What rank and total bring; NULL: nothing. Caller frees. */
static char *place_words(const Session *session, const Standing *standing) {
  if (standing->contested) return g_strdup(_("place contested"));
  if (!standing->tier) return standing->floor == FLOOR_MISSED ? g_strdup(_("below the floor")) : NULL;
  return g_strconcat(session_tier(session, standing->tier), standing->reserve > 0 ? _(", a place kept for some") : "",
                     standing->placed ? _(", given by decision") : "", NULL);
}

static void say_standing(const Plain *plain, const Standing *standing) {
  const Session *session = plain->tui.session;
  const Applicant *applicant = &session->cycle->applicants[standing->applicant];
  g_autofree char *total = ratio_decimal(*standing->total, 2), *place = place_words(session, standing);
  g_autofree char *rank = g_strdup_printf(_("Rank %u%s: %s %s, %s points"), standing->rank,
                                          standing->tied ? _(", shared") : "", applicant->id, applicant->name, total);
  if (place)
    fprintf(out(plain), _("%s, %s"), rank, place);
  else
    fputs(rank, out(plain));
  fputc('\n', out(plain));
}

static void say_standings(const Plain *plain, const Ranking *ranking) {
  const Session *session = plain->tui.session;
  const AwardClass *last = NULL;
  for (guint i = 0; i < ranking->standings->len; i++) {
    const Standing *standing = &g_array_index(ranking->standings, Standing, i);
    const AwardClass *class = rules_class(session->rules, session->cycle->applicants[standing->applicant].class_id);
    if (class && class != last) fprintf(out(plain), _("%s:\n"), session_class(session, class->id));
    last = class;
    say_standing(plain, standing);
  }
}

static void say_not_ranked(const Plain *plain, const GArray *list) {
  for (guint i = 0; i < list->len; i++) {
    const NotRanked *one = &g_array_index(list, NotRanked, i);
    const Applicant *applicant = &plain->tui.session->cycle->applicants[one->applicant];
    g_autofree char *why = not_ranked_words(plain->tui.session, one);
    fprintf(out(plain), _("Not ranked: %s %s, %s"), applicant->id, applicant->name, why);
    fputc('\n', out(plain));
  }
}

static void say_vacancies(const Plain *plain, const Ranking *ranking) {
  const Session *session = plain->tui.session;
  for (guint i = 0; i < ranking->vacancies->len; i++) {
    const Vacancy *vacancy = &g_array_index(ranking->vacancies, Vacancy, i);
    const AwardClass *class = rules_class(session->rules, vacancy->class_id);
    g_autofree char *words = vacancy_words(session, vacancy);
    fputs(words, out(plain));
    if (class) fprintf(out(plain), _(" (%s)"), session_class(session, class->id));
    fputc('\n', out(plain));
  }
}

void plain_ranking(Plain *plain) {
  GError *error = NULL;
  Session *session = plain->tui.session;
  g_autoptr(Ranking) ranking = store_ranking(session->store, session->cycle, &error);
  g_autofree char *not_final = ranking ? reporting_not_final(session, ranking, &error) : NULL;
  if (!not_final) {
    plain_fail(plain, error);
    return;
  }
  if (*not_final) fprintf(out(plain), "%s\n", not_final);
  say_standings(plain, ranking);
  say_not_ranked(plain, ranking->incomplete);
  say_not_ranked(plain, ranking->excluded);
  say_vacancies(plain, ranking);
  if (ranking->standings->len == 0) fprintf(out(plain), "%s\n", _("Nobody is ranked yet."));
}

/* -- one applicant's points ----------------------------------------------------------------------------------- */

static void say_explained(const Plain *plain, const Explain *explain) {
  g_autofree char *standing = explain_standing(explain);
  fprintf(out(plain), _("%s: %s"), plain->tui.session->cycle->applicants[explain->applicant].id, standing);
  fputc('\n', out(plain));
  for (size_t i = 0; i < explain->list.n; i++) {
    g_autofree char *words = explain_words(explain, explain_row(explain, i));
    fprintf(out(plain), "%s\n", words);
  }
}

void plain_explain(Plain *plain, const char *applicant) {
  GError *error = NULL;
  g_autofree Explain *explain = g_new0(Explain, 1);
  Session *session = plain->tui.session;
  bool may = ROLES_SEE_SCORES & 1u << store_role(session->store);
  if (!may)
    g_set_error(&error, COMMAND_ERROR, COMMAND_ERROR_DENIED, _("%s is not open to your role (%s)"),
                _(screen_explain.title), _(role_words(store_role(session->store))));
  if (may && screen_explain.open(&plain->tui, explain, applicant, &error) &&
      screen_explain.load(&plain->tui, explain, &error))
    say_explained(plain, explain);
  else
    plain_fail(plain, error);
  screen_explain.close(explain);
}

/* -- flags ------------------------------------------------------------------------------------------------------- */

static void say_flag(const Plain *plain, guint number, const Flag *flag) {
  const Session *session = plain->tui.session;
  g_autofree char *message = flag_message(flag, &session->award, session->cycle, session->lang);
  const char *whose = flag->applicant >= 0 ? session->cycle->applicants[flag->applicant].id : "";
  fprintf(out(plain), _("%u. %s, %s%s%s. %s %s\n"), number, severity_words(flag->severity), _(flag->check->title),
          *whose ? _(", ") : "", whose, message, _(flag->check->next_step));
}

static bool read_flags(Plain *plain) {
  GError *error = NULL;
  GPtrArray *flags = flags_of_all(plain->tui.session, NULL, &error);
  if (!flags) {
    plain_fail(plain, error);
    return false;
  }
  g_clear_pointer(&plain->flags, g_ptr_array_unref);
  plain->flags = g_ptr_array_new_with_free_func((GDestroyNotify)flag_free);
  for (Severity severity = SEVERITY_ERROR; severity > SEVERITY_OFF; severity--)
    for (guint i = 0; i < flags->len;) {
      Flag *flag = g_ptr_array_index(flags, i);
      if (flag->severity == severity && !flag->resolved)
        g_ptr_array_add(plain->flags, g_ptr_array_steal_index(flags, i));
      else
        i++;
    }
  g_ptr_array_unref(flags);
  return true;
}

void plain_flags(Plain *plain) {
  if (!read_flags(plain)) return;
  for (guint i = 0; i < plain->flags->len; i++) say_flag(plain, i + 1, g_ptr_array_index(plain->flags, i));
  if (plain->flags->len == 0) fprintf(out(plain), "%s\n", _("No flag here."));
}

void plain_settle(Plain *plain, const char *argument) {
  char *end;
  guint64 number = g_ascii_strtoull(argument, &end, 10);
  if (!plain->flags && !read_flags(plain)) return;
  if (number == 0 || number > plain->flags->len || *end != ' ') {
    plain_fail(plain, g_error_new(COMMAND_ERROR, COMMAND_ERROR_INPUT,
                                  _("say the flag's number and why: settle NUMBER REASON; flags reads them")));
    return;
  }
  const Flag *flag = g_ptr_array_index(plain->flags, number - 1);
  const FlagKey key = flag_key(plain->tui.session, flag, "");
  plain_run(plain, (const char *const[]){"resolve", key.check, key.applicant, key.item, "--stage", key.stage,
                                         "--assessor", key.assessor, "--reason", end + 1, NULL});
}
