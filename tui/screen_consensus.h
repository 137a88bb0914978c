/* screen_consensus.h: private to the files of the consensus screen: one item at a time, widest range first.
 *
 * Nothing here changes a mark: what the panel agrees on is recorded by the commands agree and merge, which the keys run. */
#ifndef ACCOLADE_SCREEN_CONSENSUS_H
#define ACCOLADE_SCREEN_CONSENSUS_H

#include "scoring/consensus.h"
#include "tui/list.h"
#include "tui/panel_view.h"

typedef struct Step { /* a cell to agree on */
  size_t item, cell;
} Step;

typedef struct Voice { /* a strength or improvement on the item, and where it was taken over */
  const Comment *comment;
  const MergedComment *merged; /* NULL: not */
} Voice;

typedef struct Meeting {
  List list; /* of voices */
  PanelView view;
  GPtrArray *agreed, *comments, *merged; /* AgreedMark, Comment, MergedComment */
  GArray *steps, *voices;                /* Step, Voice */
  size_t at;                             /* among the steps */
  bool only_talk, may;                   /* may: record what is agreed */
  Step asked;                            /* the cell of the question at the bottom */
  char before[32];                       /* what was agreed on it when it was put */
  char *line;                            /* the command that questions at the bottom complete */
} Meeting;

const Step *meeting_step(const Meeting *meeting); /* NULL: none */
const Criteria *meeting_criteria(const Meeting *meeting);
const Disagreement *meeting_item(const Meeting *meeting, const Step *step);
const Scale *meeting_scale(const Meeting *meeting, const Step *step);
const char *meeting_code(const Meeting *meeting, const Step *step); /* the cell's */
const AgreedMark *meeting_agreed(const Meeting *meeting, const Step *step);
/* The independents' marks on the cell, panel->n of them. Caller frees. */
Mark *meeting_marks(const Meeting *meeting, const Step *step);
const Voice *meeting_voice(const Meeting *meeting); /* the focused one; NULL: none */

bool meeting_open(Tui *tui, void *state, const char *argument, GError **error);
bool meeting_load(Tui *tui, void *state, GError **error);
void meeting_close(void *state);
/* Widest range first; the cell one was on stays the present one. */
void meeting_arrange(Meeting *meeting);
/* Lists the comments on the present item. */
void meeting_gather(Meeting *meeting);

void meeting_draw(Tui *tui, void *state, Area area);
/* Verbs that ask before they run a command. */
bool meeting_ask_mark(Tui *tui, void *state, const char *rest, GError **error);
bool meeting_ask_withdrawal(Tui *tui, void *state, const char *rest, GError **error);
bool meeting_pick(Tui *tui, void *state, const char *rest, GError **error);
bool meeting_ask_words(Tui *tui, void *state, const char *rest, GError **error);

#endif
