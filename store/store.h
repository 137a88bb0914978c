/* store.h: the door to SQLite. The record of one award cycle in one file.
 *
 * A Store is a connection with its prepared statements; there are no globals and two may be open.
 * Every change is one BEGIN IMMEDIATE transaction that writes the state and its journal event (journal.h)
 * together, durable when the function returns. Nothing is cached.
 *
 * Every function checks for itself whether the acting person may do or see the thing at this stage
 * (role, stage state, recusal, submission) and fails with STORE_ERROR_PERMISSION otherwise, before anything
 * is read or written. Functions return false or NULL exactly when error is set; outputs (ret_) are
 * untouched then. Messages are in the user's language and name place, fault and remedy. */
#ifndef ACCOLADE_STORE_H
#define ACCOLADE_STORE_H

#include "scoring/outs.h"
#include "scoring/wants.h"

#define STORE_ERROR (store_error_quark())
GQuark store_error_quark(void);
typedef enum StoreError {
  STORE_ERROR_INPUT,      /* what was given is wrong: unknown id, illegal mark */
  STORE_ERROR_FILE,       /* not ours, damaged, newer, read-only, full disk, network file system, busy */
  STORE_ERROR_PERMISSION, /* role, stage, recusal, sealed */
  STORE_ERROR_STALE,      /* somebody else changed it since it was read */
  STORE_ERROR_DAMAGED     /* ours, but changed by hand or damaged: what verify answers no to */
} StoreError;

typedef struct Store Store;

/* -- opening ----------------------------------------------------------------------------------- */

typedef struct StorePack { /* a pack's text as frozen in the record */
  char *id, *text, *sha256;
  char *class_id; /* "" for the award's criteria; else the class it is for */
} StorePack;
void store_pack_clear(void *pack); /* frees what a StorePack holds; for arrays of them, too */

/* A new database with these packs; refuses an existing file. criteria[0] is the award's.
 * overrides: NULL-terminated NAME=VALUE of init, may be NULL. The first journal event is "init". */
bool store_create(const char *path, const char *title, const char *actor, const StorePack *rules,
                  const StorePack *criteria, size_t n_criteria, const char *const *overrides, GError **error);

/* Opens and, if older, migrates (after a backup beside the file). Refuses foreign, newer, damaged files and
 * network file systems. The actor is checked by store_act_as(). */
Store *store_open(const char *path, GError **error);
/* Is that an award's database, by its first bytes, or the name of what SQLite keeps beside one while it is open? */
bool store_is_award(const char *path);
/* Refuses such a file where another is wanted. Whatever is named to be read is asked about first: to open a database that this
 * process has open and to close it again lets go of its locks, and then others destroy what it writes. */
bool store_needs_other_file(const char *path, GError **error);
void store_close(Store *store);
G_DEFINE_AUTOPTR_CLEANUP_FUNC(Store, store_close)

const char *store_path(const Store *store);
const char *store_title(const Store *store); /* the cycle's */
/* Packs and overrides as frozen; borrowed. */
const StorePack *store_rules(const Store *store);
size_t store_criteria(const Store *store, const StorePack **ret_packs);
const char *const *store_overrides(const Store *store);

/* What is needed to check stages and scales: set once after the packs are parsed; borrowed. */
void store_set_award(Store *store, const Award *award);

/* Says who acts from now on: "secretariat" (always there), an assessor's id, or an applicant's id
 * (self-assessment). Unknown: STORE_ERROR_PERMISSION. */
bool store_act_as(Store *store, const char *actor, GError **error);
const char *store_actor(const Store *store);
Role store_role(const Store *store);

/* Told now and then in long work how much of it is done, from 0 to 1, and 1 at its end; STORE_WRITES when all that is left is
 * for the disk to write it, however long that takes. NULL: nobody asks. */
enum { STORE_WRITES = -1 };
typedef void StoreTell(double share, void *data);
void store_set_tell(Store *store, StoreTell *tell, void *data);

/* Moves when anybody, this process or another, has changed the database. */
int64_t store_change_counter(Store *store);

/* How many changes were made by way of this store since it was opened. */
int64_t store_commits(const Store *store);

/* Brings what was written by way of this store, or was there when it was opened, out of the log beside the file (award.db-wal)
 * into the file, so that a copy of the file alone has it while others, or the screens, have it open. True when that was done
 * now; false when there was nothing to do, or it did not come about, which is no fault: the log is as durable. Closing does
 * it, too. */
bool store_settle(Store *store);

/* -- reading ------------------------------------------------------------------------------------- */

/* Until store_end_read() all that is read is of one moment, whoever writes meanwhile; inside another such stretch, or a change,
 * of that one's. */
bool store_join_read(Store *store, bool *ret_mine, GError **error);
void store_end_read(Store *store, bool mine);

Cycle *store_cycle(Store *store, GError **error);
/* Likewise, with no more of people than a ranking asks (Cycle.whole). */
Cycle *store_cycle_for_ranking(Store *store, GError **error);
/* Are there so many applicants that work on them is shared among threads? */
bool store_is_large(Store *store);
/* Whether a cycle loaded when *event was the newest still stands: since then there were only marks, comments and
 * submissions, of which it says nothing. NULL, when none was loaded yet, does not. Moves *event to the newest. */
bool store_cycle_stands(Store *store, const Cycle *cycle, int64_t *event, bool *ret_stands, GError **error);

/* Panels of every stage for ranking, reports, checks: submitted scorebooks only, recused assessors left
 * out. Only for roles that may see others' marks; the source fails with STORE_ERROR_PERMISSION otherwise. Who is told how much
 * of the store's work is done is told of what is made of the panels, too.
 * `stage` >= 0 limits it to one. Valid as long as store, award and cycle are. */
typedef struct StorePanels {
  Store *store;
  const Cycle *cycle;
  int stage;
  bool heavy; /* so much is done with each panel that it pays to share out even few */
} StorePanels;
PanelSource store_panel_source(StorePanels *panels);
/* The ranking of all of them, as the record stands now; roles as above. Caller frees. */
Ranking *store_ranking(Store *store, const Cycle *cycle, GError **error);
/* The same, but true and NULL where nobody can be ranked, for want of a total or of room for it (RANKING_ERROR). */
bool store_try_ranking(Store *store, const Cycle *cycle, Ranking **ret_ranking, GError **error);

/* One applicant's panel at a stage; the caller frees with store_panel_free(). Roles as above. */
Panel *store_panel(Store *store, const Cycle *cycle, uint16_t stage, uint32_t applicant, GError **error);
void store_panel_free(Panel *panel);

/* One scorebook, blank when nothing has been given yet. An assessor may read their own at any time; STORE_SELF is
 * whoever acts (an applicant has no assessor number before the first mark of its self-assessment). */
enum { STORE_SELF = 0x7fffffff };
typedef struct BookCopy {
  ScorebookState state;
  int64_t version;   /* for store_record_mark(): moves with every change */
  char saved_at[32]; /* the last mark or comment: UTC, as in the journal; "" before the first */
  /* Why the secretariat gave it back, while it is a draft again; for its assessor, unless recused, and who oversees. NULL: it
   * did not, or that is not theirs to know. */
  char *returned;
  size_t n;
  Mark *marks;
} BookCopy;
bool store_scorebook(Store *store, uint16_t stage, uint32_t applicant, uint32_t assessor, BookCopy *ret_book,
                     GError **error);
void book_copy_clear(BookCopy *book);

typedef struct Comment {
  char *stage, *applicant, *assessor, *item;
  char *kind; /* "strength", "ofi", "reason", "note" */
  char *text;
  char *place;         /* where its evidence is: "report p.12"; "" not said */
  char *file, *sha256; /* and in which file: its name without folder, the SHA-256 of its bytes in hex; "" none */
  char *factors;       /* numbers of the key factors it cites, "3 7"; "" none */
  int64_t number;      /* of this comment */
} Comment;
/* Comments on an applicant (applicant >= 0) or on all; own ones only for roles that may see no others'. */
bool store_comments(Store *store, int64_t applicant, GPtrArray **ret_comments, GError **error);
void comment_free(Comment *comment);

typedef enum Declared { DECLARED_NOTHING, DECLARED_NONE, DECLARED_CONFLICT } Declared;

/* Who is out at which stage as the record stands (scoring/outs.h). An applicant learns only what was decided on it and that it
 * withdrew, neither lines nor vetoes. Valid until the store is asked again or closed. */
bool store_outs(Store *store, const Cycle *cycle, Outs *ret_outs, GError **error);

typedef struct Owed { /* one assigned scorebook: who still owes what */
  uint32_t applicant, assessor;
  uint16_t stage;
  bool lead, recused, begun; /* begun: there is a scorebook, if only a blank one */
  bool released;             /* taken off it before it was submitted (release.h) */
  Out out;                   /* of the applicant: only what is submitted counts */
  bool closed;               /* the stage takes no marks any more, or not now: likewise */
  bool deputy;               /* named to lead when the leader is recused; lead says whether that is so */
  bool must_declare;         /* the stage asks, and nothing is declared yet; the assessor then sees nothing as marked */
  bool undeclared;           /* the stage asked and is over: it counts, and nothing was ever declared */
  Declared declared;
  ScorebookState state;
  bool returned;          /* a draft again, because the secretariat gave it back (BookCopy.returned) */
  uint32_t marked, cells; /* blanks do not count as marked */
  /* Of the panel that the acting person leads: scorebooks submitted, of how many, and cells agreed on; of 0: not told. */
  uint32_t in, of, agreed;
} Owed;
/* Every assignment (of Owed), by stage, applicant, assessor; for who does not see others' marks only the own ones. */
GArray *store_owed(Store *store, const Cycle *cycle, GError **error);
/* Likewise of one panel. */
GArray *store_owed_in(Store *store, const Cycle *cycle, uint16_t stage, uint32_t applicant, GError **error);

typedef struct PanelProgress { /* of the scorebooks of assessors who are neither recused nor released */
  uint32_t applicant;
  uint16_t stage;
  Out out; /* of the applicant: nothing is assigned but what is submitted */
  uint32_t assigned, submitted, drafts;
  uint32_t missed; /* at a stage that is not open, where nothing is assigned either but what is submitted */
  bool unassigned; /* nobody is to mark it, while others are marked: one of store_unassigned() */
} PanelProgress;
/* Of scorebooks that are submitted or may still be: nobody is recused, released or out, the stage is open. */
typedef struct OwedCounts {
  int64_t assigned, submitted, drafts;
} OwedCounts;
/* Those of store_owed() in whose panel a scorebook is not submitted yet (for an assessor all of the own), and the counts of all. */
GArray *store_late(Store *store, const Cycle *cycle, OwedCounts *ret_counts, GError **error);
/* Whom nobody is to mark (of PanelProgress, by applicant) at the first stage that takes marks now: nobody is assigned, or all who
 * are, are recused or released. None before anybody is assigned there, nor for who does not see others' marks. */
GArray *store_unassigned(Store *store, const Cycle *cycle, GError **error);
/* How far each panel is to which somebody is assigned, and those of store_unassigned(), by stage and applicant; for who sees others' marks. Read from counts
 * that the record keeps, so that neither assignments nor scorebooks are walked. */
GArray *store_progress(Store *store, const Cycle *cycle, GError **error);
/* How many scorebooks of each stage may still be submitted and are not, from the same counts; room for every stage of the rules. */
bool store_missing(Store *store, const Cycle *cycle, int64_t *ret_missing, GError **error);

/* -- declarations of interest ----------------------------------------------------------------------- */

/* Where a stage asks for it (Stage.declaration), an assessor declares of each applicant whether an interest binds them,
 * before anything of it but its id, name, class, sector and region opens: marks, comments, the own scorebook. "None" opens
 * it; "conflict" recuses at once, with the declaration kept. It holds at every stage; who declared none may learn of a
 * conflict later, never the other way round. */
bool store_declare(Store *store, uint32_t applicant, bool conflict, const char *reason, GError **error);
/* Whether nothing of that applicant opens to the acting person at that stage before they have declared. */
bool store_must_declare(Store *store, uint16_t stage, uint32_t applicant, bool *ret_must, GError **error);

/* -- changing ------------------------------------------------------------------------------------- */

/* Whether the acting person may mark this at all: assigned, open stage, not recused or released, not submitted, and the
 * applicant has not withdrawn. An applicant may else always mark itself; that self-assessment counts in a panel only where nobody else is assigned or has marked.
 * All changes below ask it; screens may ask before. */
bool store_may_mark(Store *store, uint16_t stage, uint32_t applicant, GError **error);

/* version < 0: whatever is there; else STORE_ERROR_STALE when the scorebook has moved since. */
bool store_record_mark(Store *store, uint16_t stage, uint32_t applicant, size_t cell, Mark mark, const char *reason,
                       int64_t version, GError **error);
/* A comment as it is written; fields as in Comment. */
typedef struct Note {
  const char *item, *kind, *text;
  const char *place;         /* NULL: none, or in place of another comment: as that one says; likewise the file */
  const char *file, *sha256; /* both or neither */
  const char *factors;       /* likewise */
} Note;
enum { LINE_MOST_BYTES = 500 }; /* of what has one line: place and file here, names and regions of people */
bool store_record_comment(Store *store, uint16_t stage, uint32_t applicant, const Note *note, GError **error);
bool store_remove_comment(Store *store, int64_t number, GError **error);
/* A comment in place of that one of one's own on the same applicant and stage, both or neither; it gets a new number. */
bool store_replace_comment(Store *store, int64_t number, uint16_t stage, uint32_t applicant, const Note *note,
                           GError **error);
/* Key factors of an applicant: what about it decides how an item is to be judged. The secretariat's and the applicant's own
 * hold at every stage and are everybody's who is concerned with the applicant; an assessor's belong to a stage and are seen
 * as that assessor's marks are. Comments cite them by number. */
typedef struct Factor {
  int64_t number;
  char *stage; /* id; "": of every stage */
  char *author, *text;
} Factor;
bool store_record_factor(Store *store, uint16_t stage, uint32_t applicant, const char *text, GError **error);
bool store_remove_factor(Store *store, int64_t number, GError **error); /* one's own */
/* Those that stand and that the acting person may see (of Factor), by number. */
GPtrArray *store_factors(Store *store, uint32_t applicant, GError **error);
void factor_free(Factor *factor);

/* Takes back the acting person's last change of a mark or a comment on that applicant at that stage, or makes the one
 * taken back last again. Each is an event of its own; submitting ends what can be undone. ret_done says what it came to. */
typedef struct Turned {
  char *item;           /* code of the item or cell */
  bool comment;         /* else a mark */
  char *before, *after; /* as the journal says it: a mark, or "NUMBER KIND: TEXT", "" where there is none */
} Turned;
bool store_undo(Store *store, uint16_t stage, uint32_t applicant, Turned *ret_done, GError **error);
bool store_redo(Store *store, uint16_t stage, uint32_t applicant, Turned *ret_done, GError **error);
/* Every event of one scorebook, oldest first (of BookVersion): the versions it had; for who may read it (store_scorebook()).
 * One that was imported begins with the import. */
typedef struct BookVersion {
  int64_t number;                                           /* of the event */
  char *at, *actor, *kind, *item, *before, *after, *reason; /* as in Event */
} BookVersion;
GPtrArray *store_history(Store *store, uint16_t stage, uint32_t applicant, uint32_t assessor, GError **error);
void book_version_free(BookVersion *version);
/* Makes one's own scorebook, or one item (or dimension) of it, what it was when that event had been written (0: before the
 * first), marks and comments, by new events; ret_changes says how many. Whoever may mark may. */
bool store_restore(Store *store, uint16_t stage, uint32_t applicant, const char *item, int64_t version,
                   size_t *ret_changes, GError **error);
void turned_clear(Turned *turned);
G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC(Turned, turned_clear)
/* Refused while the scorebook is blank, or lacks what the rules are strict about (wants.h). */
bool store_submit(Store *store, uint16_t stage, uint32_t applicant, GError **error);
/* What the comments of one scorebook are to the rules (of Noted, borrowed from them; caller frees the array), and a want in
 * words (caller frees). */
GArray *comments_noted(const GPtrArray *comments, const char *stage, const char *assessor);
char *want_words(const Want *want);

/* The secretariat's: each takes a reason that is kept. */
bool store_return(Store *store, uint16_t stage, uint32_t applicant, uint32_t assessor, const char *reason,
                  GError **error);
bool store_recuse(Store *store, uint32_t applicant, uint32_t assessor, const char *reason, GError **error);
bool store_name_deputy(Store *store, uint16_t stage, uint32_t applicant, int64_t deputy, const char *reason,
                       GError **error); /* deputy: an assessor's number, -1 none */
bool store_veto(Store *store, uint32_t applicant, const char *reason, GError **error);
bool store_lift_veto(Store *store, uint32_t applicant, const char *reason, GError **error);
/* An applicant leaves the award of its own accord, and comes back. Refused once every stage is sealed, and for who did not pass
 * a stage by a decision, or by a line of one that is closed. */
bool store_withdraw(Store *store, uint32_t applicant, const char *reason, GError **error);
bool store_lift_withdrawal(Store *store, uint32_t applicant, const char *reason, GError **error);
/* deduction: its id, or its title in any language. Refused for who has withdrawn, as a decision is. */
bool store_deduct(Store *store, uint16_t stage, uint32_t applicant, const char *deduction, Ratio amount,
                  const char *reason, GError **error);
bool store_decide(Store *store, uint16_t stage, uint32_t applicant, bool passed, const char *reason, GError **error);
/* The same of n applicants, for one reason: all or none. */
bool store_decide_all(Store *store, uint16_t stage, const uint32_t *applicants, size_t n, bool passed,
                      const char *reason, GError **error);
/* A place that a tie left open, to one of the tied (scoring/ranking.h); or with a tier that people give (tier_is_by_people()) that
 * one, to whoever is ranked and has no other. ret_place: Placing.place. Caller frees. */
bool store_place(Store *store, uint32_t applicant, const Tier *tier, const char *reason, char **ret_place,
                 GError **error);
bool store_withdraw_place(Store *store, uint32_t applicant, const char *reason, GError **error);

/* Who leads a panel; numbers of assessors, -1 nobody. Who oversees panels may ask, and who is recused from the applicant. */
typedef struct PanelLead {
  uint16_t stage;
  uint32_t applicant;
  int64_t leader; /* who does: as assigned, else by role, else the deputy */
  int64_t out;    /* who would, were it not for a recusal or a release */
  bool released;  /* it was a release */
  int64_t deputy; /* whom the secretariat named, whether leading or not */
  bool passed;    /* the leader is the deputy */
} PanelLead;
bool store_panel_lead(Store *store, uint16_t stage, uint32_t applicant, PanelLead *ret_lead, GError **error);
/* The panels (of PanelLead) of applicants still in whose leader is recused or released and that have no deputy to lead them;
 * in order of applicant, then stage; none for who oversees nothing. */
GArray *store_leaderless(Store *store, const Cycle *cycle, GError **error);

/* -- consensus ------------------------------------------------------------------------------------------ */

/* What a panel agreed on for one cell (scoring/consensus.h): a record of its own beside the independent scorebooks, which
 * no function here changes. It is recorded by the panel's leader, once the own scorebook is submitted, or the
 * secretariat; from when every assigned scorebook is submitted, or the stage is closed, until the stage is sealed. */
typedef struct AgreedMark {
  uint16_t stage;
  uint32_t applicant;
  size_t cell;
  Mark mark;              /* MARK_BLANK withdraws */
  const char *code;       /* of consensus_code(); NULL or "" when it is no movement */
  const char *reason;     /* words; needed with a movement and a withdrawal */
  const char *proposer;   /* an assessor of the panel; NULL or "": who acts, none when the secretariat does */
  const Mark *instead_of; /* what was seen to be agreed, else STORE_ERROR_STALE; NULL: whatever is */
} AgreedMark;
bool store_may_agree(Store *store, uint16_t stage, uint32_t applicant, GError **error);
bool store_agree(Store *store, const AgreedMark *agreement, GError **error);
/* Those that stand (of AgreedMark), by cell; for who may see the panel. */
GPtrArray *store_agreed_marks(Store *store, uint16_t stage, uint32_t applicant, GError **error);
void agreed_mark_free(AgreedMark *agreement);

/* A comment of one assessor taken over into the consensus, as it is (text NULL) or in other words; once each. */
typedef struct MergedComment {
  char *item, *kind, *text, *author; /* author: the id of who wrote the original */
  char *place, *file, *sha256;       /* the original's evidence, "" none */
  char *factors;                     /* and the key factors it cites */
  int64_t number, origin;            /* origin: the original's number */
} MergedComment;
bool store_merge_comment(Store *store, int64_t comment, const char *text, GError **error);
bool store_unmerge_comment(Store *store, int64_t number, GError **error);
GPtrArray *store_merged(Store *store, uint16_t stage, uint32_t applicant, GError **error);
void merged_comment_free(MergedComment *merged);

/* A flag of the checks settled by people, with a reason that is kept; or opened again. It holds for the figures it was
 * given for: a flag whose figures change is open again. The secretariat's, and a panel's leader's once the own
 * scorebook is submitted. Ids are "" where the flag names none. */
typedef struct FlagKey {
  const char *stage, *applicant, *assessor, *item;
  const char *check;   /* "spread" */
  const char *figures; /* flag_digest() */
} FlagKey;
bool store_resolve_flag(Store *store, const FlagKey *flag, bool resolved, const char *reason, GError **error);
/* May whoever acts do that? Else the error that it would give. */
bool store_may_settle(Store *store, const FlagKey *flag, GError **error);
typedef struct Resolution {
  FlagKey flag;
  const char *reason;
} Resolution;
/* Those that stand and that the acting person may see (of Resolution, one block of memory each). */
GPtrArray *store_resolutions(Store *store, GError **error);

/* Closing or opening a stage; sealing writes the ranking's digest into the journal (journal.h). A stage that is closed or
 * sealed opens again, and one that is sealed is closed, only with a reason. */
bool store_set_stage(Store *store, uint16_t stage, StageState state, const char *reason, GError **error);
/* The day by which a stage's marks are to be there, "2026-06-30"; "": none. It reminds and locks nothing. */
bool store_set_due(Store *store, uint16_t stage, const char *due, GError **error);

#endif
