/* command_verify.c: is the record whole, and does the ranking follow from it? */
#include "commands/command.h"

#include <glib/gi18n.h>

static void tell(Session *session, const Verified *verified) {
  fprintf(session->out, _("journal: %lld events, chain whole, head %s\n"), (long long)verified->head.events,
          verified->head.hash);
  fprintf(session->out, _("state: %lld scorebooks, all follow from the events\n"), (long long)verified->scorebooks);
  if (*verified->ranking_digest) fprintf(session->out, _("ranking: recomputed, digest %s\n"), verified->ranking_digest);
  fprintf(session->out,
          ngettext("seals: %lld stands and matches\n", "seals: %lld stand and match\n", (unsigned long)verified->seals),
          (long long)verified->seals);
}

static Exit run(Session *session, const Arguments *arguments, GError **error) {
  Verified verified = {0};
  const char *anchor = arguments_option(arguments, "anchor");
  if (!journal_verify(session->store, anchor, &verified, error)) return EXIT_INPUT;
  bool whole = verified.faults->len == 0;
  if (whole) tell(session, &verified);
  if (whole && anchor) fprintf(session->out, _("anchor: %s is in the chain\n"), anchor);
  for (guint i = 0; i < verified.faults->len; i++)
    fprintf(session->err, "accolade: verify: %s\n", (const char *)g_ptr_array_index(verified.faults, i));
  if (!whole)
    fputs(_("accolade: verify: the record is not whole; keep the file as it is, and compare with a backup and the "
            "printed heads\n"),
          session->err);
  verified_clear(&verified);
  return whole ? EXIT_DONE : EXIT_NO;
}

const Command command_verify = {
    .name = "verify",
    .usage = "",
    .sentence = N_("is the journal whole, and does the ranking follow from it?"),
    .details =
        N_("Walks the chain of events, derives the state from them again, compares it with the tables, recomputes "
           "the ranking and compares it with the seals. A chain alone cannot know that it was cut or rebuilt: give "
           "the head that an earlier report printed with --anchor."),
    .roles = ROLES_SEE_SCORES,
    .needs_database = true,
    .options = {{"anchor", N_("HASH"), N_("a head printed earlier; it must still be in the chain")}},
    .run = run,
};
