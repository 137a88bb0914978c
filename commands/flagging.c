/* flagging.c: runs the checks and marks what is settled. */
#include "commands/flagging.h"

#include "commands/checking_record.h"
#include "commands/gathering.h"

#include <string.h>

static const char *id_of_applicant(const Session *session, int64_t no) {
  return no < 0 ? "" : session->cycle->applicants[no].id;
}
static const char *id_of_assessor(const Session *session, int64_t no) {
  return no < 0 ? "" : session->cycle->assessors[no].id;
}

FlagKey flag_key(const Session *session, const Flag *flag, const char *figures) {
  return (FlagKey){.stage = session->rules->stages[flag->stage].id,
                   .applicant = id_of_applicant(session, flag->applicant),
                   .assessor = id_of_assessor(session, flag->assessor),
                   .item = flag->item ? flag->item : "",
                   .check = flag->check->name,
                   .figures = figures};
}

static char *joined(const FlagKey *key) {
  return g_strjoin("\x1f", key->stage, key->applicant, key->assessor, key->item, key->check, key->figures, NULL);
}

static void mark_one(const Session *session, Flag *flag, GHashTable *reasons) {
  g_autofree char *figures = flag_digest(flag);
  const FlagKey key = flag_key(session, flag, figures);
  g_autofree char *name = joined(&key);
  flag->resolved = g_strdup(g_hash_table_lookup(reasons, name));
}

/* Most flags are on applicants on whom nothing is settled; their figures need not be digested. */
static bool mark_resolved(Session *session, GPtrArray *flags, GError **error) {
  g_autoptr(GPtrArray) resolutions = store_resolutions(session->store, error);
  if (!resolutions) return false;
  if (resolutions->len == 0) return true;
  g_autoptr(GHashTable) applicants = g_hash_table_new(g_str_hash, g_str_equal);
  g_autoptr(GHashTable) reasons = g_hash_table_new_full(g_str_hash, g_str_equal, g_free, NULL);
  for (guint i = 0; i < resolutions->len; i++) {
    Resolution *resolution = g_ptr_array_index(resolutions, i);
    g_hash_table_add(applicants, (char *)resolution->flag.applicant);
    g_hash_table_insert(reasons, joined(&resolution->flag), (char *)resolution->reason);
  }
  for (guint i = 0; i < flags->len; i++) {
    Flag *flag = g_ptr_array_index(flags, i);
    if (g_hash_table_contains(applicants, id_of_applicant(session, flag->applicant))) mark_one(session, flag, reasons);
  }
  return true;
}

/* flags NULL: the checks failed. */
static GPtrArray *settled(Session *session, GPtrArray *flags, GError **error) {
  g_autoptr(GPtrArray) mine = flags;
  return mine && mark_resolved(session, mine, error) ? g_steal_pointer(&mine) : NULL;
}

GPtrArray *flags_of_all(Session *session, Ranking **ret_ranking, GError **error) {
  StorePanels panels = {.store = session->store, .cycle = session->cycle, .stage = -1, .heavy = true};
  PanelSource source = store_panel_source(&panels);
  g_autoptr(CheckingRecord) record = checking_record_read(session, -1, error);
  g_autoptr(Ranking) ranking = NULL;
  if (!record) return NULL;
  GPtrArray *flags =
      checks_run_ranking(&session->award, session->cycle, &source, checking_record(record), &ranking, error);
  if (ret_ranking) *ret_ranking = g_steal_pointer(&ranking);
  return settled(session, flags, error);
}

static GPtrArray *flags_from(Session *session, const PanelSource *source, int64_t applicant, const Ranking *ranking,
                             GError **error) {
  g_autoptr(CheckingRecord) record = checking_record_read(session, applicant, error);
  if (!record) return NULL;
  GPtrArray *flags = checks_run(&session->award, session->cycle, source, checking_record(record), ranking, error);
  return settled(session, flags, error);
}

GPtrArray *flags_on_ranking(Session *session, const Ranking *ranking, GError **error) {
  StorePanels panels = {.store = session->store, .cycle = session->cycle, .stage = -1, .heavy = true};
  PanelSource source = store_panel_source(&panels);
  return flags_from(session, &source, -1, ranking, error);
}

static bool run_panels(void *data, bool (*each)(const Panel *panel, void *user), void *user, GError **error) {
  (void)error;
  const GPtrArray *panels = data;
  for (guint i = 0; i < panels->len; i++) {
    const Panel *panel = g_ptr_array_index(panels, i);
    if (panel && panel->n > 0) each(panel, user);
  }
  return true;
}

static GPtrArray *flags_of_seen(Session *session, uint32_t applicant, GError **error) {
  g_autoptr(GPtrArray) panels = gather_panels(session, applicant, error);
  const PanelSource source = {.data = panels, .run = run_panels};
  return panels ? flags_from(session, &source, applicant, NULL, error) : NULL;
}

GPtrArray *flags_of_applicant(Session *session, uint32_t applicant, GError **error) {
  if (!(ROLES_SEE_SCORES & 1u << store_role(session->store))) return flags_of_seen(session, applicant, error);
  GPtrArray *flags = flags_of_all(session, NULL, error);
  for (guint i = flags ? flags->len : 0; i-- > 0;)
    if (((const Flag *)g_ptr_array_index(flags, i))->applicant != (int32_t)applicant)
      g_ptr_array_remove_index(flags, i);
  return flags;
}

size_t flags_open(const GPtrArray *flags) {
  size_t n = 0;
  for (guint i = 0; i < flags->len; i++) n += ((const Flag *)g_ptr_array_index(flags, i))->resolved == NULL;
  return n;
}
