/* screen_scorebook.h: what the files of the scorebook screen share. A Desk is one assessor's scorebook on one applicant at one
 * stage, as last read from the record, with the rows of its tree and what is being asked about it. */
#ifndef ACCOLADE_SCREEN_SCOREBOOK_H
#define ACCOLADE_SCREEN_SCOREBOOK_H

#include "scoring/check.h"
#include "scoring/scoresheet.h"
#include "tui/list.h"

typedef struct TreeRow { /* a category, an item, or one dimension of an item */
  const Node *node;      /* NULL: the one figure of a stage without items */
  int cell;              /* takes a mark; -1: does not */
  int dimension;         /* of the item's rubric; -1: the row is not a dimension's */
  int depth;
} TreeRow;

/* What the lower part of the screen asks; keys go there first. */
typedef enum Asking { ASKING_NOTHING, ASKING_BAND, ASKING_SUBMIT, ASKING_STALE } Asking;

typedef struct DeskRead { /* a cell as it was read when a mark on it was begun: what was written since is asked about */
  size_t cell;
  Mark mark;
  int64_t version; /* of the scorebook */
} DeskRead;

typedef struct Desk {
  List list;
  Session *session;
  uint32_t applicant, assessor; /* assessor: STORE_SELF for the acting person's own */
  uint16_t stage;
  char *whose;     /* the assessor's id */
  char *locked;    /* why it cannot be changed; NULL: it can */
  char *unsaved;   /* "4.1.2, total": on what words wait that were typed and never saved; NULL: none */
  bool undeclared; /* nothing of it opens before the acting person has declared their interests: blank then */
  const Criteria *criteria;
  const Stage *which;
  GArray *rows; /* TreeRow */
  BookCopy copy;
  Scoresheet *sheet;   /* of this scorebook alone */
  Rules rules;         /* the award's, with stages that take one scorebook as it is */
  GPtrArray *comments; /* Comment: this scorebook's */
  GPtrArray *factors;  /* Factor: the applicant's */
  GPtrArray *flags;    /* Flag: on this applicant and stage; NULL: not for this role */
  Mark *self;          /* the applicant's own marks; NULL: none, or not for this role */
  char saved[16];      /* "08:31:07", local time; "" before the first mark or comment */
  char typed[8];       /* the digits and point that were the keys before, as a number */
  unsigned typed_key;  /* which key the last of them was (Tui.keys); 0: none */
  DeskRead begun;      /* when the mark that is being typed was begun */
  bool guide;          /* the guide instead of the tree, where there is no room for both */
  int guide_top;       /* first line of the guide shown */
  size_t guide_of;     /* the row it is about */
  bool types;          /* what is shown is below a comment being typed: no key scrolls it */
  Asking asking;
  size_t band;       /* ASKING_BAND: the band pointed at */
  char *mine, *why;  /* ASKING_STALE: the mark as typed and its reason */
  Mark base, theirs; /* ASKING_STALE: what the screen had read, and what is in the record now */
  size_t contested;  /* ASKING_STALE: the cell */
} Desk;

/* screen_scorebook_open.c, screen_scorebook_load.c */
bool desk_open(Tui *tui, void *state, const char *argument, GError **error);
bool desk_load(Tui *tui, void *state, GError **error);
void desk_close(void *state);
const TreeRow *desk_focused(const Desk *desk);
const Scale *desk_scale(const Desk *desk, size_t cell);
const char *desk_code(const Desk *desk, const TreeRow *row); /* "4.1.2", "1.1/sound", "total" */
/* Where words typed on it wait until they are saved (draft.h). Caller frees. */
char *desk_draft(const Desk *desk, const char *code);
/* How far the marks on the node and below it are (NULL: all): real marks, abstained or not applicable, and all cells. */
typedef struct DeskProgress {
  size_t numbers, others, cells;
} DeskProgress;
DeskProgress desk_progress(const Desk *desk, const Node *node);

/* screen_scorebook_text.c: a mark as it is shown: a number with its sign, "." for a blank, else
 * a short word for the state; and the state in a word. Caller frees. */
char *desk_mark_text(const Desk *desk, size_t cell, Mark mark);
const char *desk_state_word(Mark mark);
/* How far the scorebook is, for its reader: to declare, recused, submitted, released, returned or a draft. */
const char *desk_state_words(const Desk *desk);
/* What a digit key is on a scale. */
typedef enum DigitKeys {
  DIGIT_IS_MARK,  /* the mark itself: whole marks below ten */
  DIGIT_IS_NAME,  /* the first, second ... of at most nine names */
  DIGIT_IS_TENTH, /* 7 is 70 and a 5 right behind it makes 75: 0..100 in fives, every ten among them */
  DIGIT_BEGINS,   /* the first digit of a number in the line */
} DigitKeys;
DigitKeys desk_digit_keys(const Scale *scale);
bool desk_has_decimals(const Scale *scale);
/* The legal marks; with names each name after the digit that gives it. Caller frees. */
char *desk_legal_text(const Desk *desk, const Scale *scale);
/* What becomes of the points of an item that does not apply; NULL while it does. Caller frees. */
char *desk_left_out(const Desk *desk, const Node *node);
char *desk_points_text(Ratio points);
/* "[report p.12; a.pdf, sha256 1a2b3c4d…; F3]": where a comment has its evidence; "" when that is not said. Caller frees. */
char *desk_evidence_text(const Comment *comment);
char *desk_earned_text(Ratio points); /* always two decimals, for columns */

/* screen_scorebook_wants.c: the comments an item's mark still wants, in words (NULL: none; caller frees), and how many
 * items want some. */
char *desk_wants(const Desk *desk, const Node *item);
size_t desk_wanting(const Desk *desk);

/* screen_scorebook_draw.c, screen_scorebook_guide.c, screen_scorebook_ask.c */
void desk_draw(Tui *tui, void *state, Area area);
void guide_draw(Tui *tui, Desk *desk, Area area);
/* Whether a check says something about the item, or about one of its cells, that nobody has settled. */
bool desk_has_flag(const Desk *desk, const Node *item);
void ask_draw(Tui *tui, Desk *desk, Area area); /* the lowest ask_rows() of the area */
int ask_rows(const Desk *desk);
bool ask_key(Tui *tui, void *state, const Key *key);
void ask_band(Tui *tui, Desk *desk);
void ask_submit(Tui *tui, Desk *desk);
void ask_stale(Tui *tui, Desk *desk, const DeskRead *read, const char *mine, const char *why);

/* screen_scorebook_declare.c: instead of the scorebook while it is undeclared. */
void declare_draw(Tui *tui, Desk *desk, Area area);
bool declare_key(Tui *tui, Desk *desk, const Key *key);

/* screen_scorebook_factor.c, screen_scorebook_undo.c: verbs */
bool desk_ask_factor(Tui *tui, void *state, const char *rest, GError **error);
bool desk_take_back(Tui *tui, void *state, const char *rest, GError **error);
bool desk_make_again(Tui *tui, void *state, const char *rest, GError **error);

/* screen_scorebook_type.c: verbs: marks by digits, steps and in the line */
bool desk_tenth(Tui *tui, void *state, const char *rest, GError **error);
bool desk_step(Tui *tui, void *state, const char *rest, GError **error);
bool desk_point(Tui *tui, void *state, const char *rest, GError **error);
bool desk_type(Tui *tui, void *state, const char *rest, GError **error);

/* screen_scorebook_mark.c */
extern const Verb desk_verbs[];
/* Whether the focused row takes a mark and may be changed; says why not. */
bool desk_takes_mark(Tui *tui, const Desk *desk);
/* Runs `score` on the cell with the version the screen has read; asks when the record has moved since. */
bool desk_give(Tui *tui, Desk *desk, size_t cell, const char *mark, const char *reason);
/* The same with what had been read when the mark was begun, which is then as it has been given. */
bool desk_give_read(Tui *tui, Desk *desk, DeskRead *read, const char *mark, const char *reason);
/* A mark on the focused cell, which takes one, is begun. */
void desk_begin(Desk *desk);

#endif
