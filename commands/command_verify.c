/* command_verify.c: is the record whole, and does the ranking follow from it? */
#include "commands/command.h"
#include "commands/progress.h"

#include <glib/gi18n.h>

static void tell(Session *session, const Verified *verified) {
  fprintf(session->out,
          ngettext("journal: %lld event, chain whole, head %s\n", "journal: %lld events, chain whole, head %s\n",
                   (unsigned long)verified->head.events),
          (long long)verified->head.events, verified->head.hash);
  fprintf(session->out,
          ngettext("state: %lld scorebook, which follows from the events\n",
                   "state: %lld scorebooks, all follow from the events\n", (unsigned long)verified->scorebooks),
          (long long)verified->scorebooks);
  if (verified->uncounted > 0)
    fprintf(session->out,
            ngettext("state: %lld of these does not count, and accolade status leaves it out: its assessor is recused, "
                     "released or not of the panel\n",
                     "state: %lld of these do not count, and accolade status leaves them out: their assessors are "
                     "recused, released or not of the panel\n",
                     (unsigned long)verified->uncounted),
            (long long)verified->uncounted);
  if (*verified->ranking_digest) fprintf(session->out, _("ranking: recomputed, digest %s\n"), verified->ranking_digest);
  fprintf(session->out,
          ngettext("seals: %lld stands and matches\n", "seals: %lld stand and match\n", (unsigned long)verified->seals),
          (long long)verified->seals);
}

/* No fault: clocks are set. But who dates an event back does it so. */
static void tell_times(Session *session, const Verified *verified) {
  if (verified->dated_back > 0)
    fprintf(
        session->out,
        ngettext("times: %lld event is dated before the one it follows, event %lld: the machine's clock went back\n",
                 "times: %lld events are dated before the one they follow, the first is event %lld: the machine's "
                 "clock went back\n",
                 (unsigned long)verified->dated_back),
        (long long)verified->dated_back, (long long)verified->first_back);
}

/* What no journal can tell by itself. */
static void tell_limits(Session *session) {
  fputs(
      _("anchor: none was given; that nothing was cut off the end, and that the whole was not written anew, shows only "
        "against a head kept elsewhere, on the papers of a seal or any report: accolade verify --anchor HEAD\n"),
      session->out);
}

/* Whoever kept a head learns that it stands, and whether the record is still what it was then. */
static void tell_anchor(Session *session, const char *anchor, const Verified *verified) {
  unsigned long since = (unsigned long)(verified->head.events - verified->anchored);
  if (since == 0)
    fprintf(session->out, _("anchor: %s is in the chain, and nothing was recorded after it\n"), anchor);
  else
    fprintf(session->out,
            ngettext("anchor: %s is in the chain; %lu event was recorded after it, see accolade log\n",
                     "anchor: %s is in the chain; %lu events were recorded after it, see accolade log\n", since),
            anchor, since);
}

static Exit answer(Session *session, const char *anchor, const Verified *verified) {
  bool whole = verified->faults->len == 0;
  if (whole) tell(session, verified);
  if (whole) tell_times(session, verified);
  if (whole && anchor) tell_anchor(session, anchor, verified);
  if (whole && !anchor) tell_limits(session);
  for (guint i = 0; i < verified->faults->len; i++)
    fprintf(session->err, "accolade: verify: %s\n", (const char *)g_ptr_array_index(verified->faults, i));
  bool mistyped = verified->nearly && verified->faults->len == 1;
  if (!whole && !mistyped)
    fputs(_("accolade: verify: the record is not whole; keep the file as it is, and compare with a backup and the "
            "printed heads\n"),
          session->err);
  return whole ? EXIT_DONE : EXIT_NO;
}

/* A record that cannot be opened for work because it was changed: what its chain still tells, else why it did not open. */
static Exit answer_lost(Session *session, const char *anchor, const GError *problem, GError **error) {
  Verified verified = {0};
  g_autoptr(Store) store = store_open(session->db_path, NULL);
  if (store && (!store_act_as(store, session->actor, error) || !journal_verify(store, anchor, &verified, error)))
    return EXIT_INPUT;
  if (!verified.faults) verified.faults = g_ptr_array_new_with_free_func(g_free);
  bool unanchored = anchor && verified.anchored == 0; /* a fault, but not why the record does not open */
  if (verified.faults->len <= unanchored) g_ptr_array_add(verified.faults, g_strdup(problem->message));
  Exit code = answer(session, anchor, &verified);
  verified_clear(&verified);
  return code;
}

static bool is_damage(const GError *error) {
  return g_error_matches(error, STORE_ERROR, STORE_ERROR_DAMAGED) || error->domain == PACK_ERROR;
}

static Exit run(Session *session, const Arguments *arguments, GError **error) {
  Verified verified = {0};
  g_autoptr(GError) problem = NULL;
  const char *anchor = arguments_option(arguments, "anchor");
  if (!session_open_record(session, &problem)) {
    if (is_damage(problem)) return answer_lost(session, anchor, problem, error);
    g_propagate_error(error, g_steal_pointer(&problem));
    return EXIT_INPUT;
  }
  G_GNUC_UNUSED g_autoptr(Progress) progress = progress_begin(session);
  if (!journal_verify(session->store, anchor, &verified, error)) return EXIT_INPUT;
  Exit code = answer(session, anchor, &verified);
  verified_clear(&verified);
  return code;
}

const Command command_verify = {
    .name = "verify",
    .usage = "",
    .sentence = N_("is the journal whole, and does the ranking follow from it?"),
    .details = N_(
        "Walks the chain of events, derives the state from them again, compares it with the tables, recomputes "
        "the ranking and compares it with the seals. It counts every scorebook there is, drafts too, where status "
        "counts those that are owed or submitted. A chain alone cannot know that it was cut or rebuilt: give "
        "the head that an earlier report printed with --anchor. Times are those of the machine's clock; events dated "
        "before the one they follow are counted."),
    .roles = ROLES_SEE_SCORES, /* the store asks, since a damaged record has no session */
    .options = {{"anchor", N_("HASH"), N_("a head printed earlier; it must still be in the chain")}},
    .run = run,
};
