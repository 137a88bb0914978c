/* reporting.c: a report kind's document, made of what it needs, and handed on. */
#include "commands/flagging.h"
#include "commands/gathering.h"
#include "commands/keyword.h"
#include "reports/not_final.h"

#include <glib/gi18n.h>

static char *not_final_words(const Session *session, const Ranking *ranking, const int64_t *late) {
  const ReportInput input = {
      .lang = session->lang, .award = &session->award, .cycle = session->cycle, .ranking = ranking, .late = late};
  return report_not_final(&input);
}

char *reporting_not_final(Session *session, const Ranking *ranking, GError **error) {
  g_autofree int64_t *late = gather_late(session, error);
  return late ? not_final_words(session, ranking, late) : NULL;
}

/* What a sheet has no room for is said beside it. */
static void warn_not_final(const Session *session, const Gathered *gathered) {
  if (!gathered->ranking || !gathered->late) return;
  g_autofree char *words = not_final_words(session, gathered->ranking, gathered->late);
  g_auto(GStrv) lines = g_strsplit(words, "\n", -1);
  for (char **line = lines; *line; line++) fprintf(session->err, "accolade: %s\n", *line);
}

static char *kind_names(void) {
  GString *names = g_string_new(NULL);
  for (size_t i = 0; i < report_count(); i++)
    g_string_append_printf(names, "%s%s", i ? _(", ") : "", keyword_shown(report_at(i)->name));
  return g_string_free(names, FALSE);
}

const ReportKind *reporting_kind(const char *name, GError **error) {
  const char *key = keyword_of(name);
  const ReportKind *kind = report_named(key ? key : name);
  if (kind) return kind;
  g_autofree char *names = kind_names();
  g_set_error(error, COMMAND_ERROR, COMMAND_ERROR_USAGE, _("there is no report “%s”; there are %s"), name, names);
  return NULL;
}

/* A panel reads what the record shows it (store_panel()). */
static bool may_read(const Session *session, const ReportKind *kind, GError **error) {
  Role role = store_role(session->store);
  if (kind->panel || ROLES_SEE_SCORES & 1u << role) return true;
  g_set_error(error, COMMAND_ERROR, COMMAND_ERROR_DENIED,
              _("report %s: %s acts as %s, and to that role only scoresheet, matrix and consensus are open"),
              keyword_shown(kind->name), session->actor, _(role_words(role)));
  return false;
}

static bool may_check_all(const Session *session, GError **error) {
  Role role = store_role(session->store);
  if (ROLES_SEE_SCORES & 1u << role) return true;
  g_set_error(error, COMMAND_ERROR, COMMAND_ERROR_DENIED,
              _("check: %s acts as %s and sees what concerns one applicant; name it: accolade check APPLICANT"),
              session->actor, _(role_words(role)));
  return false;
}

/* The applicants a report is about; -1: none. */
typedef struct About {
  int64_t applicant, other;
} About;

static size_t wanted_of(const ReportKind *kind) {
  return kind->needs & NEEDS_OTHER ? 2 : kind->needs & NEEDS_APPLICANT ? 1 : 0;
}

static bool refuse_count(const ReportKind *kind, size_t n, GError **error) {
  static const char *const words[] = {
      N_("report %s is about all applicants; leave the applicant out: accolade report %s"),
      N_("report %s is about one applicant; name it: accolade report %s APPLICANT"),
      N_("report %s is about two applicants; name both: accolade report %s APPLICANT APPLICANT"),
  };
  size_t wanted = wanted_of(kind);
  bool one_too_many = wanted == 1 && n > 1;
  g_set_error(error, COMMAND_ERROR, COMMAND_ERROR_USAGE,
              one_too_many ? _("report %s is about one applicant; name only one: accolade report %s APPLICANT")
                           : _(words[wanted]),
              kind->name, kind->name);
  return false;
}

static bool find_applicants(Session *session, const ReportKind *kind, const char *const *ids, size_t n,
                            About *ret_about, GError **error) {
  uint32_t found[2] = {0, 0};
  About about = {-1, -1};
  if (n != wanted_of(kind)) return refuse_count(kind, n, error);
  for (size_t i = 0; i < n; i++)
    if (!meant_applicant(session, ids[i], &found[i], error)) return false;
  if (n > 0) about.applicant = found[0];
  if (n > 1) about.other = found[1];
  if (n > 1 && found[0] == found[1]) {
    g_set_error(error, COMMAND_ERROR, COMMAND_ERROR_USAGE,
                _("report %s: “%s” is named twice; name another applicant to set beside it"), kind->name, ids[0]);
    return false;
  }
  *ret_about = about;
  return true;
}

typedef bool (*Use)(Session *session, const Document *document, void *data, GError **error);

/* Makes the document and hands it on while what it was made of is still there. Its figures and the head of the journal that it
 * names are of one moment. */
static bool with_document(Session *session, const ReportKind *kind, About about, const Arguments *arguments, Use use,
                          void *data, size_t *ret_open, GError **error) {
  bool machine = arguments && output_is_machine(arguments);
  unsigned needs = kind->needs | (machine ? 0 : kind->people_need);
  g_auto(Gathered) gathered = {0};
  JournalHead head = {0};
  bool mine = false;
  if (!session_join_read(session, &mine, error)) return false;
  bool read = gather(session, needs, about.applicant, about.other, &gathered, error) &&
              journal_head(session->store, &head, error);
  StorePanels panels = {.store = session->store, .cycle = session->cycle, .stage = -1};
  const PanelSource source = store_panel_source(&panels);
  const ReportInput input = {.lang = session->lang,
                             .award = &session->award,
                             .cycle = session->cycle,
                             .ranking = gathered.ranking,
                             .flags = gathered.flags,
                             .comments = gathered.told,
                             .factors = gathered.factors,
                             .agreed = gathered.agreed,
                             .changes = gathered.changes,
                             .late = gathered.late,
                             .applicant = about.applicant,
                             .other = about.other,
                             .stage = arguments ? arguments_option(arguments, "stage") : NULL,
                             .n_panels = gathered.panels ? gathered.panels->len : 0,
                             .panels = gathered.panels ? (const Panel *const *)gathered.panels->pdata : NULL,
                             .n_other_panels = gathered.other_panels ? gathered.other_panels->len : 0,
                             .other_panels =
                                 gathered.other_panels ? (const Panel *const *)gathered.other_panels->pdata : NULL,
                             .source = &source,
                             .for_machines = machine,
                             .events = head.events,
                             .head = head.hash};
  g_autoptr(Document) document = read ? kind->make(&input, error) : NULL;
  store_end_read(session->store, mine);
  if (document && ret_open) *ret_open = flags_open(gathered.flags);
  if (!document || !use(session, document, data, error)) return false;
  if (arguments && output_is_sheet(arguments)) warn_not_final(session, &gathered);
  return true;
}

static bool to_output(Session *session, const Document *document, void *data, GError **error) {
  return output_document(session, document, data, error);
}

Exit reporting_run(Session *session, const ReportKind *kind, const char *const *ids, size_t n,
                   const Arguments *arguments, GError **error) {
  About about;
  if (!may_read(session, kind, error) || !find_applicants(session, kind, ids, n, &about, error)) return EXIT_INPUT;
  bool done = with_document(session, kind, about, arguments, to_output, (void *)arguments, NULL, error);
  return done ? EXIT_DONE : EXIT_INPUT;
}

Exit reporting_run_flags(Session *session, const char *id, const Arguments *arguments, size_t *ret_open,
                         GError **error) {
  uint32_t applicant = 0;
  if (id ? !meant_applicant(session, id, &applicant, error) : !may_check_all(session, error)) return EXIT_INPUT;
  About about = {id ? (int64_t)applicant : -1, -1};
  bool done = with_document(session, &report_flags, about, arguments, to_output, (void *)arguments, ret_open, error);
  return done ? EXIT_DONE : EXIT_INPUT;
}

typedef struct PlainText {
  GString *string;
  unsigned width;
} PlainText;

static bool to_text(Session *session, const Document *document, void *data, GError **error) {
  (void)session;
  const PlainText *text = data;
  const FormatOptions options = {.width = text->width};
  const Sink sink = sink_string(text->string);
  return format_text.write(document, &options, &sink, error);
}

char *reporting_text(Session *session, const ReportKind *kind, const char *const *ids, size_t n, unsigned width,
                     GError **error) {
  g_autoptr(GString) string = g_string_new(NULL);
  PlainText text = {string, width};
  About about;
  if (!may_read(session, kind, error) || !find_applicants(session, kind, ids, n, &about, error) ||
      !with_document(session, kind, about, NULL, to_text, &text, NULL, error))
    return NULL;
  return g_string_free(g_steal_pointer(&string), FALSE);
}
