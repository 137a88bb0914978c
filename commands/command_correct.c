/* command_correct.c: what was imported of an applicant or assessor, corrected on the record. */
#include "commands/moving.h"
#include "commands/output.h"
#include "reports/words.h"
#include "store/correct.h"

#include <glib/gi18n.h>

static bool read_correction(const Arguments *arguments, Correction *ret_correction, GError **error) {
  bool given = false;
  for (PersonField f = 0; f < PERSON_FIELDS; f++) {
    ret_correction->to[f] = arguments_option(arguments, person_field_name(f));
    given |= ret_correction->to[f] != NULL;
  }
  if (!given)
    g_set_error(error, COMMAND_ERROR, COMMAND_ERROR_USAGE,
                _("correct: say what is to be corrected: --name, --class, --sector, --region, --kind, --note or "
                  "--organisation; an id or role is not, so import that person again under another id"));
  return given;
}

/* Lines are drawn within a class, among those it takes; places are kept for a sector, region or kind. */
static bool moves(const Correction *correction) {
  return correction->to[FIELD_CLASS] || correction->to[FIELD_KIND] || correction->to[FIELD_SECTOR] ||
         correction->to[FIELD_REGION];
}

static void tell(Session *session, const char *id, const Corrected *done) {
  bool changed = false;
  for (PersonField f = 0; f < PERSON_FIELDS; f++) {
    if (!done->to[f]) continue;
    const char *field = person_field_name(f);
    fprintf(session->out, _("%s: %s: “%s” → “%s”\n"), id, field_words(field),
            field_value_words(session->rules, field, done->from[f], session->lang),
            field_value_words(session->rules, field, done->to[f], session->lang));
    changed = true;
  }
  if (!changed) fprintf(session->out, _("%s: it stands so already; nothing is changed\n"), id);
}

/* An id may be mistyped as well: then somebody has another's name. */
static void warn_namesake(Session *session, const char *id, const char *name) {
  g_autofree char *meant = text_meant(name);
  for (size_t i = 0; i < session->cycle->n_applicants; i++) {
    const Applicant *other = &session->cycle->applicants[i];
    g_autofree char *theirs = text_meant(other->name);
    if (g_str_equal(other->id, id) || !g_str_equal(theirs, meant)) continue;
    fprintf(session->err, _("accolade: “%s” has the same name as “%s” now; correct it again unless both are meant\n"),
            id, other->id);
    return;
  }
}

static Exit run(Session *session, const Arguments *arguments, GError **error) {
  const char *id = arguments->words[0];
  Correction correction = {0};
  g_auto(Corrected) done = {0};
  g_auto(Moving) before = {0};
  if (!read_correction(arguments, &correction, error) || !(correction.reason = meant_reason(arguments, error)) ||
      !meant_person(session, id, error) || (moves(&correction) && !moving_read(session, &before, error)) ||
      !store_correct(session->store, id, &correction, &done, error))
    return EXIT_INPUT;
  tell(session, id, &done);
  if (!moving_tell(session, -1, &before, error)) return EXIT_INPUT;
  if (done.to[FIELD_NAME] && cycle_applicant(session->cycle, id) >= 0) warn_namesake(session, id, done.to[FIELD_NAME]);
  return EXIT_DONE;
}

const Command command_correct = {
    .name = "correct",
    .usage = N_("APPLICANT|ASSESSOR"),
    .sentence = N_("correct what was imported of somebody: a name, class, sector, region, kind, note or organisation"),
    .details = N_(
        "An applicant has name, class, sector, region, kind and note, an assessor name, sector and organisation; an "
        "applicant that assesses itself is the applicant. Each field that changes is an event of the journal, from "
        "what to what. Once every stage is sealed nothing is corrected; once one is, neither is what the ranking goes "
        "by: class, kind, and what places are kept for. A class with criteria of its own is not changed once there are "
        "marks. Ids and roles stand, since the journal names people by them: import the person again under another "
        "id, and withdraw the first, or release them where they are an assessor."),
    .min_words = 1,
    .max_words = 1,
    .roles = ROLES_SECRETARIAT,
    .needs_database = true,
    .options = {{"name", N_("TEXT"), N_("the name, as it is printed everywhere")},
                {"class", N_("CLASS"), N_("of an applicant: the id or title of a class of the rules")},
                {"sector", N_("TEXT"), N_("what an applicant works in, or an assessor knows; \"\" takes it away")},
                {"region", N_("TEXT"), N_("where an applicant is")},
                {"kind", N_("organisation|project|person|team"), N_("what an applicant is")},
                {"note", N_("TEXT"), N_("what else is to be known of an applicant")},
                {"organisation", N_("TEXT"), N_("where an assessor is from")},
                {"reason", N_("TEXT"), N_("why, and by what proof, kept in the journal")}},
    .run = run,
};
