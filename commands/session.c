/* session.c: opening a database means freezing nothing and trusting nothing: the packs are parsed again from
 * the record's own text, so that an old award is always judged by the rules it was run under. */
#include "commands/session.h"

#include "criteria/threads.h"

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

static bool load_rules(Session *session, GError **error) {
  const StorePack *rules = store_rules(session->store);
  if (!is_as_frozen(session, rules, error)) return false;
  session->rules =
      pack_parse_rules(rules->text, strlen(rules->text), rules->id, store_overrides(session->store), error);
  return session->rules != NULL;
}

static bool load_criteria(Session *session, GError **error) {
  const StorePack *criteria;
  store_criteria(session->store, &criteria);
  session->criteria = parse_criteria(session, &criteria[0], error);
  return session->criteria && load_class_criteria(session, error);
}

static bool load_cycle(Session *session, bool whole, GError **error) {
  bool stands = false;
  int64_t event = session->cycle_event;
  if (!store_cycle_stands(session->store, session->cycle, &event, &stands, error)) return false;
  stands = stands && session->cycle->whole >= whole;
  Cycle *cycle = stands  ? session->cycle
                 : whole ? store_cycle(session->store, error)
                         : store_cycle_for_ranking(session->store, error);
  if (!cycle) return false; /* and the next time tries again */
  if (!stands) cycle_free(session->cycle);
  session->cycle = cycle;
  session->cycle_event = event;
  return true;
}

/* Criteria, read while the cycle is, which needs none. */
typedef struct Reading {
  Session *session;
  bool done;
  GError *error;
} Reading;

static void *read_criteria(void *data) {
  Reading *reading = data;
  reading->done = load_criteria(reading->session, &reading->error);
  return NULL;
}

typedef enum { CYCLE_NONE, CYCLE_FOR_RANKING, CYCLE_WHOLE } CycleWanted;

/* The criteria's error is told first, whichever is found first. */
static bool load_packs_and_cycle(Session *session, CycleWanted wanted, GError **error) {
  if (!load_rules(session, error)) return false;
  session->award.rules = session->rules;
  store_set_award(session->store, &session->award);
  Reading reading = {.session = session};
  bool pays = wanted != CYCLE_NONE && store_is_large(session->store);
  Thread *beside = pays ? threads_start(read_criteria, &reading) : NULL;
  if (!beside) read_criteria(&reading);
  g_autoptr(GError) problem = NULL;
  bool done = wanted == CYCLE_NONE || load_cycle(session, wanted == CYCLE_WHOLE, &problem);
  threads_join(beside);
  if (!reading.done || !done) {
    g_propagate_error(error, reading.done ? g_steal_pointer(&problem) : reading.error);
    return false;
  }
  session->award.criteria = session->criteria;
  session->award.class_criteria = (const Criteria *const *)session->class_criteria->pdata;
  return true;
}

static bool open_file(Session *session, CycleWanted wanted, GError **error) {
  session->store = store_open(session->db_path, error);
  return session->store && store_act_as(session->store, session->actor, error) &&
         load_packs_and_cycle(session, wanted, error);
}

static bool open_with(Session *session, CycleWanted wanted, GError **error) {
  if (session->store && wanted == CYCLE_NONE) return true;
  if (session->cycle && session->cycle->whole >= (wanted == CYCLE_WHOLE)) return true;
  if (session->store ? load_cycle(session, wanted == CYCLE_WHOLE, error) : open_file(session, wanted, error))
    return true;
  session_close(session);
  return false;
}

bool session_open_record(Session *session, GError **error) { return open_with(session, CYCLE_NONE, error); }

bool session_open(Session *session, GError **error) { return open_with(session, CYCLE_WHOLE, error); }

bool session_open_for_ranking(Session *session, GError **error) { return open_with(session, CYCLE_FOR_RANKING, error); }

bool session_reload(Session *session, GError **error) { return load_cycle(session, true, error); }

bool session_join_read(Session *session, bool *ret_mine, GError **error) {
  if (!store_join_read(session->store, ret_mine, error)) return false;
  if (!session->brief || load_cycle(session, session->cycle->whole, error)) return true;
  store_end_read(session->store, *ret_mine);
  return false;
}

const char *session_stage(const Session *session, size_t stage) {
  return text_or(&session->rules->stages[stage].title, session->lang, session->rules->stages[stage].id);
}

const char *session_tier(const Session *session, const Tier *tier) {
  return text_or(&tier->title, session->lang, tier->id);
}

const char *session_class(const Session *session, const char *class_id) {
  const AwardClass *found = rules_class(session->rules, class_id);
  return text_or(found ? &found->title : NULL, session->lang, class_id);
}

bool session_has_stages(const Session *session) {
  size_t marked = 0;
  for (size_t i = 0; i < session->rules->n_stages; i++) marked += session->rules->stages[i].form != STAGE_GATE;
  return marked > 1;
}
