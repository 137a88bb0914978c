/* session.c: opening a database means freezing nothing and trusting nothing: the packs are parsed again from
 * the record's own text, so that an old award is always judged by the rules it was run under. */
#include "commands/session.h"

#include <glib/gi18n.h>
#include <string.h>

Session *session_new(void) {
  Session *session = g_new0(Session, 1);
  const char *path = g_getenv("ACCOLADE_DB");
  session->db_path = g_strdup(path && *path ? path : "award.db");
  session->actor = g_strdup("secretariat");
  session->lang = g_strdup("en");
  session->out = stdout;
  session->err = stderr;
  return session;
}

void session_free(Session *session) {
  if (!session) return;
  session_close(session);
  pack_shelf_free(session->shelf);
  g_free(session->db_path);
  g_free(session->actor);
  g_free(session->lang);
  g_free(session);
}

void session_close(Session *session) {
  g_clear_pointer(&session->cycle, cycle_free);
  session->cycle_event = 0;
  g_clear_pointer(&session->store, store_close);
  g_clear_pointer(&session->class_criteria, g_ptr_array_unref);
  g_clear_pointer(&session->criteria, criteria_free);
  g_clear_pointer(&session->rules, rules_free);
  session->award = (Award){0};
}

PackShelf *session_shelf(Session *session) {
  if (!session->shelf) {
    const char *const folders[] = {"packs", g_getenv("ACCOLADE_PACKS"), NULL};
    session->shelf = pack_shelf_new(folders);
  }
  return session->shelf;
}

/* What is not the text that init froze is not judged by, however well it reads: nobody may mend it in the file. */
static bool is_as_frozen(const Session *session, const StorePack *pack, GError **error) {
  char sha256[65];
  pack_hash(pack->text, strlen(pack->text), sha256);
  if (g_str_equal(sha256, pack->sha256)) return true;
  g_set_error(error, STORE_ERROR, STORE_ERROR_DAMAGED,
              _("%s: the frozen text of pack “%s” was changed: its hash does not fit; keep the file as it is and "
                "continue with the latest backup"),
              session->db_path, pack->id);
  return false;
}

static Criteria *parse_criteria(Session *session, const StorePack *pack, GError **error) {
  if (!is_as_frozen(session, pack, error)) return NULL;
  return pack_parse_criteria(pack->text, strlen(pack->text), pack->id, store_overrides(session->store), error);
}

/* The criteria of classes that have their own; the others stay NULL. */
static bool load_class_criteria(Session *session, GError **error) {
  const StorePack *packs;
  size_t n = store_criteria(session->store, &packs);
  session->class_criteria = g_ptr_array_new_with_free_func((GDestroyNotify)criteria_free);
  g_ptr_array_set_size(session->class_criteria, (int)session->rules->n_classes);
  for (size_t c = 0; c < session->rules->n_classes; c++)
    for (size_t i = 1; i < n; i++)
      if (g_str_equal(packs[i].class_id, session->rules->classes[c].id)) {
        Criteria *criteria = parse_criteria(session, &packs[i], error);
        if (!criteria) return false;
        g_ptr_array_index(session->class_criteria, c) = criteria;
      }
  return true;
}

static bool load_packs(Session *session, GError **error) {
  const StorePack *rules = store_rules(session->store), *criteria;
  store_criteria(session->store, &criteria);
  if (!is_as_frozen(session, rules, error)) return false;
  session->rules =
      pack_parse_rules(rules->text, strlen(rules->text), rules->id, store_overrides(session->store), error);
  if (!session->rules) return false;
  session->criteria = parse_criteria(session, &criteria[0], error);
  if (!session->criteria || !load_class_criteria(session, error)) return false;
  session->award = (Award){.rules = session->rules,
                           .criteria = session->criteria,
                           .class_criteria = (const Criteria *const *)session->class_criteria->pdata};
  store_set_award(session->store, &session->award);
  return true;
}

bool session_open_record(Session *session, GError **error) {
  if (session->store) return true;
  session->store = store_open(session->db_path, error);
  if (session->store && store_act_as(session->store, session->actor, error) && load_packs(session, error)) return true;
  session_close(session);
  return false;
}

static bool load_cycle(Session *session, bool names_assessors, GError **error) {
  bool stands = false;
  int64_t event = session->cycle_event;
  if (!store_cycle_stands(session->store, session->cycle, &event, &stands, error)) return false;
  stands = stands && session->cycle->names_assessors >= names_assessors;
  Cycle *cycle = stands            ? session->cycle
                 : names_assessors ? store_cycle(session->store, error)
                                   : store_cycle_without_assessors(session->store, error);
  if (!cycle) return false; /* and the next time tries again */
  if (!stands) cycle_free(session->cycle);
  session->cycle = cycle;
  session->cycle_event = event;
  return true;
}

static bool open_with(Session *session, bool names_assessors, GError **error) {
  if (session->cycle && session->cycle->names_assessors >= names_assessors) return true;
  if (session_open_record(session, error) && load_cycle(session, names_assessors, error)) return true;
  session_close(session);
  return false;
}

bool session_open(Session *session, GError **error) { return open_with(session, true, error); }

bool session_open_without_assessors(Session *session, GError **error) { return open_with(session, false, error); }

bool session_reload(Session *session, GError **error) { return load_cycle(session, true, error); }

const char *session_stage(const Session *session, size_t stage) {
  const char *title = text_in(&session->rules->stages[stage].title, session->lang);
  return *title ? title : session->rules->stages[stage].id;
}

const char *session_tier(const Session *session, const Tier *tier) {
  const char *title = text_in(&tier->title, session->lang);
  return *title ? title : tier->id;
}

const char *session_class(const Session *session, const char *class_id) {
  const AwardClass *found = rules_class(session->rules, class_id);
  const char *title = found ? text_in(&found->title, session->lang) : "";
  return *title ? title : class_id;
}

bool session_has_stages(const Session *session) {
  size_t marked = 0;
  for (size_t i = 0; i < session->rules->n_stages; i++) marked += session->rules->stages[i].form != STAGE_GATE;
  return marked > 1;
}
