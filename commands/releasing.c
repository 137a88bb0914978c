/* releasing.c: releases in words. They stand apart from recusals everywhere: they say nothing of a conflict of interest. */
#include "commands/releasing.h"
#include "commands/by_id.h"
#include "commands/panel_short.h"

#include <glib/gi18n.h>

/* -- what came of it -------------------------------------------------------------------------------------------- */

static char *name_all(const Session *session, const GArray *places, uint16_t stage, unsigned long *ret_n) {
  GString *named = g_string_new(NULL);
  *ret_n = 0;
  for (guint i = 0; i < places->len; i++) {
    const ReleasedBook *place = &g_array_index(places, ReleasedBook, i);
    if (place->stage != stage) continue;
    g_string_append_printf(named, "%s%s", named->len ? _(", ") : "", session->cycle->applicants[place->applicant].id);
    ++*ret_n;
  }
  return g_string_free(named, FALSE);
}

/* In the sentence: assessor, number, stage, applicants. */
static void tell_done(const Session *session, const ReleaseOrder *order, const GArray *places, bool lift) {
  const char *who = session->cycle->assessors[order->assessor].id;
  for (uint16_t stage = 0; stage < session->rules->n_stages; stage++) {
    unsigned long n;
    g_autofree char *named = name_all(session, places, stage, &n);
    const char *sentence = lift ? ngettext("%s has %lu scorebook to give again, %s: %s\n",
                                           "%s has %lu scorebooks to give again, %s: %s\n", n)
                                : ngettext("%s is released from %lu scorebook, %s: %s\n",
                                           "%s is released from %lu scorebooks, %s: %s\n", n);
    if (n > 0) fprintf(session->out, sentence, who, n, session_stage(session, stage), named); // NOLINT
  }
}

static void tell_kept(const Session *session, unsigned long kept) {
  if (kept > 0)
    fprintf(session->out,
            ngettext("%lu scorebook is submitted and counts on\n", "%lu scorebooks are submitted and count on\n", kept),
            kept);
}

static void tell_left(const Session *session, const ReleaseOrder *order, const GArray *left) {
  const char *who = session->cycle->assessors[order->assessor].id;
  for (guint i = 0; i < left->len; i++) {
    const ReleasedBook *place = &g_array_index(left, ReleasedBook, i);
    const char *id = session->cycle->applicants[place->applicant].id;
    const char *holder = session->cycle->assessors[place->holder].id;
    fprintf(session->out, _("%s: %s has taken the place and keeps it; accolade release %s %s --to %s passes it back\n"),
            id, holder, holder, id, who);
  }
}

/* Of an applicant that is out nothing is owed: nobody has to be found for its panel. */
static bool read_waited_for(const Session *session, const GArray *places, GArray *ret_places, GError **error) {
  Outs outs;
  if (!store_outs(session->store, session->cycle, &outs, error)) return false;
  for (guint i = 0; i < places->len; i++) {
    const ReleasedBook *place = &g_array_index(places, ReleasedBook, i);
    if (outs_at(&outs, place->applicant, place->stage) == OUT_NOT) g_array_append_val(ret_places, *place);
  }
  return true;
}

/* Who leads panels that this assessor led, or whose leader came. */
static bool has_moved(const PanelLead *lead, const ReleaseOrder *order, const ReleasedBook *place, bool lift) {
  if (lift) return lead->leader == (int64_t)order->assessor;
  return (place->led && lead->out >= 0) || (order->successor >= 0 && lead->leader == order->successor);
}

static GArray *read_leads(Session *session, const ReleaseOrder *order, const GArray *places, bool lift,
                          GError **error) {
  g_autoptr(GArray) leads = g_array_new(FALSE, FALSE, sizeof(PanelLead));
  for (guint i = 0; i < places->len; i++) {
    const ReleasedBook *place = &g_array_index(places, ReleasedBook, i);
    PanelLead lead;
    if (!store_panel_lead(session->store, place->stage, place->applicant, &lead, error)) return NULL;
    if (has_moved(&lead, order, place, lift)) g_array_append_val(leads, lead);
  }
  return g_steal_pointer(&leads);
}

static bool is_alike(const PanelLead *one, const PanelLead *other) {
  return one->stage == other->stage && one->leader == other->leader && one->passed == other->passed;
}

/* The panels of one stage that are led like that one, which is the first of them; NULL: another is. Caller frees. */
static char *name_alike(const Session *session, const GArray *leads, guint first) {
  const PanelLead *lead = &g_array_index(leads, PanelLead, first);
  GString *named = g_string_new(session->cycle->applicants[lead->applicant].id);
  for (guint i = 0; i < leads->len; i++) {
    const PanelLead *other = &g_array_index(leads, PanelLead, i);
    if (i == first || !is_alike(lead, other)) continue;
    if (i < first) return g_string_free(named, TRUE);
    g_string_append_printf(named, "%s%s", _(", "), session->cycle->applicants[other->applicant].id);
  }
  return g_string_free(named, FALSE);
}

static void tell_lead(const Session *session, const PanelLead *lead, const char *who, const char *named) {
  const char *stage = session_stage(session, lead->stage), *id = session->rules->stages[lead->stage].id;
  const char *leader = lead->leader < 0 ? NULL : session->cycle->assessors[lead->leader].id;
  if (leader)
    fprintf(session->out, lead->passed ? _("%s leads as the deputy, %s: %s\n") : _("%s leads, %s: %s\n"), leader, stage,
            named);
  else
    fprintf(
        session->out,
        _("nobody leads now, %s: %s; name a successor: accolade release %s --to ASSESSOR, or a deputy: accolade deputy "
          "APPLICANT ASSESSOR --stage %s\n"),
        stage, named, who, id);
}

/* The lead is neither passed on nor lost in silence; of one assessor's panels it is said in a line. */
static bool tell_leads(Session *session, const ReleaseOrder *order, const GArray *places, bool lift, GError **error) {
  g_autoptr(GArray) leads = read_leads(session, order, places, lift, error);
  for (guint i = 0; leads && i < leads->len; i++) {
    g_autofree char *named = name_alike(session, leads, i);
    if (named)
      tell_lead(session, &g_array_index(leads, PanelLead, i), session->cycle->assessors[order->assessor].id, named);
  }
  return leads != NULL;
}

/* What is left of panels that lost somebody and got nobody. */
static bool tell_shorts(const Session *session, const GArray *places, GError **error) {
  g_autoptr(Cycle) cycle = store_cycle(session->store, error);
  bool good = cycle != NULL;
  for (guint i = 0; good && i < places->len; i++) {
    const ReleasedBook *place = &g_array_index(places, ReleasedBook, i);
    good = panel_short_tell_at(session, cycle, place->stage, place->applicant, error);
  }
  return good;
}

/* -- the employer ----------------------------------------------------------------------------------------------- */

/* Who takes a place may work for the applicant, as an import of assignments asks. */
static void ask_about_employer(const Session *session, const ReleaseOrder *order, const GArray *places) {
  const Cycle *cycle = session->cycle;
  if (order->successor < 0) return;
  const Assessor *successor = &cycle->assessors[order->successor];
  g_autoptr(GHashTable) names = g_hash_table_new_full(g_str_hash, g_str_equal, g_free, NULL);
  for (size_t i = 0; i < cycle->n_applicants; i++) g_hash_table_add(names, text_meant(cycle->applicants[i].name));
  const char *employer = text_beginning(names, successor->organisation);
  for (guint i = 0; employer && i < places->len; i++) {
    const Applicant *applicant = &cycle->applicants[g_array_index(places, ReleasedBook, i).applicant];
    g_autofree char *name = text_meant(applicant->name);
    if (!g_str_equal(name, employer)) continue;
    g_autofree char *asked =
        g_strdup_printf(_("the employer of “%s” begins with the name of “%s”; if they work there: accolade recuse %s "
                          "%s --reason TEXT"),
                        successor->id, applicant->id, applicant->id, successor->id);
    fprintf(session->err, "accolade: %s\n", asked);
  }
}

bool releasing_tell(Session *session, const ReleaseOrder *order, const Released *done, GError **error) {
  g_autoptr(GArray) waited_for = g_array_new(FALSE, FALSE, sizeof(ReleasedBook));
  tell_done(session, order, done->done, false);
  if (order->successor >= 0)
    fprintf(session->out, _("%s takes the place\n"), session->cycle->assessors[order->successor].id);
  tell_kept(session, done->kept);
  ask_about_employer(session, order, done->done);
  return read_waited_for(session, done->done, waited_for, error) &&
         (order->successor >= 0 || tell_shorts(session, waited_for, error)) &&
         tell_leads(session, order, waited_for, false, error);
}

bool releasing_tell_lift(Session *session, const ReleaseOrder *order, const Released *done, GError **error) {
  g_autoptr(GArray) waited_for = g_array_new(FALSE, FALSE, sizeof(ReleasedBook));
  tell_done(session, order, done->done, true);
  tell_left(session, order, done->left);
  return read_waited_for(session, done->done, waited_for, error) && tell_leads(session, order, waited_for, true, error);
}

/* -- for the status ------------------------------------------------------------------------------------------- */

typedef struct Listed {
  const Session *session;
  bool oversees;
  GPtrArray *releases; /* const Release *, the cycle's */
} Listed;

static void listed_free(gpointer data) {
  Listed *listed = data;
  g_ptr_array_unref(listed->releases);
  g_free(listed);
}

static void fill(const void *data, size_t i, Cell *cells) {
  const Listed *listed = data;
  const Cycle *cycle = listed->session->cycle;
  const Release *release = g_ptr_array_index(listed->releases, i);
  bool told = listed->oversees && release->successor >= 0;
  const Cell row[] = {
      cell_text(listed->session->rules->stages[release->stage].id),
      cell_text(session_stage(listed->session, release->stage)),
      cell_text(cycle->applicants[release->applicant].id),
      cell_text(cycle->applicants[release->applicant].name),
      cell_text(cycle->assessors[release->assessor].id),
      cell_text(cycle->assessors[release->assessor].name),
      cell_text(told ? cycle->assessors[release->successor].id : ""),
      cell_text(release->reason),
  };
  for (size_t c = 0; c < G_N_ELEMENTS(row); c++) cells[c] = row[c];
}

static GPtrArray *known(const Session *session, bool oversees) {
  GPtrArray *list = releases_by_id(session->cycle);
  for (guint i = list->len; !oversees && i-- > 0;) {
    const Release *release = list->pdata[i];
    if (!g_str_equal(session->cycle->assessors[release->assessor].id, session->actor))
      g_ptr_array_remove_index(list, i);
  }
  return list;
}

void releasing_add(Document *document, const Session *session) {
  const Column columns[] = {{"stage", "", ALIGN_LEFT, FOR_MACHINES},
                            {"stage-title", _("Stage"), ALIGN_LEFT, FOR_PEOPLE},
                            {"applicant", _("Applicant"), ALIGN_LEFT, FOR_ALL},
                            {"name", _("Name"), ALIGN_LEFT, FOR_PEOPLE},
                            {"assessor", _("Assessor"), ALIGN_LEFT, FOR_ALL},
                            {"assessor-name", _("Full name"), ALIGN_LEFT, FOR_PEOPLE},
                            {"successor", _("In the place"), ALIGN_LEFT, FOR_ALL},
                            {"reason", _("Reason"), ALIGN_LEFT, FOR_ALL}};
  Listed *listed = g_new(Listed, 1);
  bool oversees = ROLES_SEE_SCORES & 1u << store_role(session->store);
  *listed = (Listed){session, oversees, known(session, oversees)};
  guint n = listed->releases->len;
  Table *table = document_table(document, "released", _("Released, and not for a conflict of interest"),
                                G_N_ELEMENTS(columns), columns);
  table->audience = n > 0 ? FOR_ALL : FOR_TREES;
  table_set_rows(table, n, fill, listed, listed_free);
}
