/* screen_comment.h: what the files of the comment screen share. A Pen is the editor over one's own strengths and
 * opportunities on one item: it holds one of them or a new one, and what was typed is never dropped: leaving, moving to
 * another and losing the terminal all save it by the command that C-s runs. */
#ifndef ACCOLADE_SCREEN_COMMENT_H
#define ACCOLADE_SCREEN_COMMENT_H

#include "tui/edit.h"
#include "tui/screen_scorebook.h"

typedef struct Pen {
  Desk desk;      /* the scorebook it belongs to, focused on the item */
  char *draft;    /* where words lie that are not in the record yet */
  char *item;     /* code of the item, category or "total" */
  GPtrArray *own; /* Comment, borrowed from the desk: the strengths and opportunities on the item */
  int64_t number; /* of the comment in the editor; 0: a new one */
  Edit *edit;
  bool ofi;
  char *place;      /* of its evidence; "" none */
  char *factors;    /* numbers of the key factors it cites; "" none */
  char *file;       /* one to be hashed with the next save; NULL: none */
  char *saved_text; /* as in the record; "" for a new one */
  char *saved_place, *saved_factors;
  bool saved_ofi;
  int64_t newest; /* number of one's newest comment on the item, as last read */
  int64_t
      theirs; /* of the comment that stands where `number` stood before it was changed elsewhere; 0: nothing to settle */
  int field;  /* being settled */
  bool warned; /* the last try to save failed and it was said; leaving once more goes */
} Pen;

/* screen_comment_save.c */
bool pen_changed(const Pen *pen);
/* Saves when there is something to save; false when that failed, with the message said and the text kept. */
bool pen_save(Tui *tui, Pen *pen);
/* Keeps what is typed where a killed program finds it again; nothing when all is saved. */
void pen_keep_draft(const Pen *pen);
/* Puts words back that a program was killed over; says so. */
void pen_find_draft(Tui *tui, Pen *pen);
/* Puts the comment of that number, or 0, a new one, into the editor. */
void pen_take(Pen *pen, int64_t number);
/* The number of the newest of one's own; 0: there is none. */
int64_t pen_last(const Pen *pen);
/* Reads the record again and keeps what is typed. */
bool pen_load(Tui *tui, void *state, GError **error);
extern const Verb pen_verbs[];
void pen_set(char **text, const char *to); /* frees what was there */

const Comment *pen_own(const Pen *pen, int64_t number); /* NULL: it is not there */
/* What is typed becomes a comment of its own, beside the one it was to change. */
void pen_part(Pen *pen);

/* screen_comment_stale.c: asks what stands of a comment that was changed elsewhere too, and saves that. */
void pen_settle(Tui *tui, Pen *pen);

/* screen_comment_evidence.c: verbs that ask */
bool pen_ask_evidence(Tui *tui, void *state, const char *rest, GError **error);
bool pen_ask_factors(Tui *tui, void *state, const char *rest, GError **error);
bool pen_ask_file(Tui *tui, void *state, const char *rest, GError **error);

/* editor.c: the text as $VISUAL or $EDITOR leaves it; NULL when it gave up. The terminal is handed over meanwhile. */
char *editor_text(Term *term, const char *text, GError **error);

#endif
