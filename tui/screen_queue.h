/* screen_queue.h: private to the files of the queue: panels for who oversees, scorebooks for who marks. */
#ifndef ACCOLADE_SCREEN_QUEUE_H
#define ACCOLADE_SCREEN_QUEUE_H

#include "commands/output.h"
#include "tui/list.h"

enum { QUEUE_LIKES = OUT_COUNT * 8 + 1 };

typedef struct Queue {
  List list;
  Session *session;
  GArray *panels; /* PanelProgress; NULL: the rows are scorebooks. From n_panels on: decisions, one of one when taken */
  guint n_panels, undecided;
  GArray *books;      /* Owed */
  GArray *shown;      /* guint into panels or books, as listed */
  GArray *leaderless; /* PanelLead; read with the panels */
  GArray *members;    /* Owed: the focused panel's scorebooks, as last read; NULL: not read */
  size_t members_of;
  uint32_t assigned, submitted, complete, placed; /* sums over all panels; placed: of applicants who are still in */
  /* Of panels whose states are said alike the one whose words are the longest; NULL: there are none. */
  const PanelProgress *largest[QUEUE_LIKES];
  bool leads;      /* some of the books' panels are the acting person's to lead */
  int state_width; /* cells that the states of panels, or of the books of who leads, take at most */
  int led_width;   /* likewise how far the panels are that one leads */
  int due;         /* the stage that is due first of those with something left; -1: none */
  bool one;        /* of one panel only */
  uint32_t applicant;
  uint16_t stage;
  bool only_open, by_left;
} Queue;

const Owed *queue_book(const Queue *queue, size_t i);
const PanelProgress *queue_panel(const Queue *queue, size_t i);
/* Is the row a decision, and no panel? */
bool queue_is_decision(const Queue *queue, size_t i);
/* Is its leader recused or released and no deputy named? */
bool queue_is_leaderless(const Queue *queue, const PanelProgress *panel);
/* The scorebooks (of Owed) of the focused panel, read when they are first shown; NULL: none. */
GArray *queue_members(Queue *queue);

/* screen_queue_draw.c */
void queue_draw(Tui *tui, void *state, Area area);
char *queue_subtitle(Tui *tui, void *state);

#endif
