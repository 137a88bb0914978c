/* panel_view.h: one applicant's panel at one stage, as the matrix and the consensus show it. */
#ifndef ACCOLADE_PANEL_VIEW_H
#define ACCOLADE_PANEL_VIEW_H

#include "scoring/disagreement.h"
#include "tui/tui.h"

typedef struct PanelView {
  Session *session;
  uint32_t applicant;
  uint16_t stage;
  char *item; /* the item to begin with; NULL: none, or already shown */
  Panel *panel;
  Disagreements *among;
} PanelView;

/* argument: "APPLICANT [STAGE [ITEM]]"; without a stage the latest one at which somebody has submitted. */
bool panel_view_open(Tui *tui, PanelView *view, const char *argument, GError **error);
/* Reads the panel again; fails for who may not see it. */
bool panel_view_load(PanelView *view, GError **error);
void panel_view_clear(PanelView *view);

const char *panel_view_applicant(const PanelView *view); /* id */
const char *panel_view_stage(const PanelView *view);     /* id */
/* "A02 Name", and the stage's title where there are several. Caller frees. */
char *panel_view_title(const PanelView *view);
/* The item's number for a code of an item or of one of its cells; -1: none. */
int panel_view_item(const PanelView *view, const char *code);
/* "65" "." (blank) "abst" "n/a": a result as a cell of the matrix. */
void panel_view_put(char *buf, size_t size, const CheckItem *item, int64_t result);
/* "++" "+" "" "-" "--". */
const char *panel_view_sign(int step);
Style panel_view_style(int step);
/* "!!" "!" "". */
const char *panel_view_talk(Talk talk);
/* A figure of at most two decimals, as short as it is exact. */
void panel_view_figure(char *buf, size_t size, Ratio figure);

#endif
