/* check_flag.c: a flag as a check raises it, its figures, and their digest.
 *
 * A flag lies in a block with others of its run, the text of its figures behind it: raising and freeing thousands one by one
 * costs more than finding them. */
#include "scoring/check_parts.h"

#include <math.h>
#include <string.h>

static Severity resolve(const CheckRun *run, Severity raised) {
  if (raised == SEVERITY_OFF) return run->severity;
  int moved = (int)raised + (int)run->severity - (int)run->check->severity;
  return (Severity)CLAMP(moved, (int)SEVERITY_NOTE, (int)SEVERITY_ERROR);
}

/* That of an item is known by where its code lies. */
static const Node *node_of(const CheckSubject *subject, const char *code) {
  for (size_t i = 0; i < subject->n_items; i++)
    if (subject->items[i].code == code && subject->items[i].node) return subject->items[i].node;
  return criteria_node(subject->criteria, code);
}

static uint32_t order_of(const CheckSubject *subject, const char *code) {
  const Criteria *criteria = subject->criteria;
  const Node *node = code ? node_of(subject, code) : NULL;
  if (!node && code) {
    int cell = criteria_cell(criteria, code);
    node = cell >= 0 ? criteria_cell_item(criteria, (size_t)cell) : NULL;
  }
  return node ? (uint32_t)(node - criteria->nodes) + 1 : 0;
}

/* -- figures ---------------------------------------------------------------------------------------------- */

/* Puts the name down; where a value of less than RATIO_BUF bytes goes, behind the NUL of the one before, whose length the caller
 * adds. */
static char *begin_value(CheckRun *run, const char *name) {
  FlagForm *form = &run->form;
  GString *figures = run->figures;
  size_t at = form->n_figures > 0 ? figures->len + 1 : 0;
  g_assert(form->n_figures < FLAG_MOST_FIGURES);
  form->names[form->n_figures++] = name;
  if (at + RATIO_BUF > figures->allocated_len) g_string_set_size(figures, at + RATIO_BUF);
  figures->len = at;
  return figures->str + at;
}

GString *check_put(CheckRun *run, const char *name) {
  *begin_value(run, name) = '\0';
  return run->figures;
}

void check_put_text(CheckRun *run, const char *name, const char *value) {
  g_string_append(check_put(run, name), value);
}

void check_put_short(CheckRun *run, const char *name, Ratio exact) {
  char *value = begin_value(run, name);
  run->figures->len += ratio_put_short(value, exact);
}

void check_put_decimal(CheckRun *run, const char *name, Ratio exact, unsigned decimals) {
  char *value = begin_value(run, name);
  run->figures->len += ratio_put_decimal(value, exact, decimals);
}

void check_put_whole(CheckRun *run, const char *name, size_t n) {
  char digits[24], *first = digits + sizeof digits;
  do *--first = (char)('0' + n % 10);
  while (n /= 10);
  size_t length = (size_t)(digits + sizeof digits - first);
  *(char *)mempcpy(begin_value(run, name), first, length) = '\0';
  run->figures->len += length;
}

void check_put_mark(CheckRun *run, const char *name, const CheckItem *item, int128_t sum, int64_t n) {
  check_put_short(run, name, ratio(sum * item->scale->unit, (int128_t)item->den * 100 * n));
}

void check_put_percent(CheckRun *run, const char *name, Ratio share, unsigned decimals) {
  check_put_decimal(run, name, ratio_mul(share, ratio_int(100)), decimals);
}

/* The largest whole number whose square is no larger; the floating one is off by one at most. */
static int64_t root(int64_t square) {
  int64_t low = (int64_t)sqrt((double)square);
  while (low > 0 && low > square / low) low--;
  while (low + 1 <= square / (low + 1)) low++;
  return low;
}

void check_put_deviation(CheckRun *run, const char *name, Ratio variance) {
  Ratio squared = ratio_round(ratio_mul(variance, ratio_int(4000000)), ROUND_DOWN, ratio_int(1));
  check_put_decimal(run, name, ratio((root((int64_t)squared.num) + 1) / 2, 10), 1);
}

void check_put_double(CheckRun *run, const char *name, double x) {
  check_put_decimal(run, name, ratio((int64_t)floor(fabs(x) * 10 + 0.5), 10), 1);
}

size_t flag_figures(const Flag *flag, Figure ret_figures[FLAG_MOST_FIGURES]) {
  const char *value = flag->values;
  for (size_t i = 0; i < flag->form->n_figures; i++) {
    ret_figures[i] = (Figure){flag->form->names[i], value, strlen(value)};
    value += ret_figures[i].length + 1;
  }
  return flag->form->n_figures;
}

char *flag_digest(const Flag *flag) {
  g_autoptr(GChecksum) sum = g_checksum_new(G_CHECKSUM_SHA256);
  Figure figures[FLAG_MOST_FIGURES];
  size_t n = flag_figures(flag, figures);
  for (size_t i = 0; i < n; i++) {
    g_autofree char *line = g_strdup_printf("%s=%s\n", figures[i].name, figures[i].value);
    g_checksum_update(sum, (const guchar *)line, -1);
  }
  return g_strndup(g_checksum_get_string(sum), 16);
}

/* -- flags ------------------------------------------------------------------------------------------------ */

struct FlagBlock {
  size_t used, size;
  size_t holders; /* its flags, and the run while it adds to it */
  const FlagForm *forms;
  void *room[];
};

enum { BLOCK_BYTES = 1 << 14 };

void flag_block_leave(FlagBlock *block) {
  if (block && --block->holders == 0) g_free(block);
}

/* The run's block, with room for so many bytes. */
static FlagBlock *block_for(CheckRun *run, size_t size) {
  if (!run->block || run->block->size - run->block->used < size) {
    size_t room = MAX(size, BLOCK_BYTES);
    flag_block_leave(run->block);
    run->block = g_malloc(sizeof *run->block + room);
    *run->block = (FlagBlock){.size = room, .holders = 1};
  }
  return run->block;
}

static void *take(FlagBlock *block, size_t size) {
  void *place = (char *)block->room + block->used;
  block->used += size;
  return place;
}

static bool is_form(const FlagForm *form, const FlagForm *other) {
  return form->sentence == other->sentence && form->n_figures == other->n_figures &&
         memcmp(form->names, other->names, other->n_figures * sizeof *other->names) == 0;
}

/* That form as the block has it. */
static const FlagForm *form_in(FlagBlock *block, const FlagForm *wanted) {
  for (const FlagForm *form = block->forms; form; form = form->next)
    if (is_form(form, wanted)) return form;
  FlagForm *form = take(block, sizeof *form);
  *form = *wanted;
  form->next = block->forms;
  return block->forms = form;
}

/* With the figures that were put down. */
static Flag *take_flag(CheckRun *run) {
  const GString *figures = run->figures;
  size_t size = (offsetof(Flag, values) + figures->len + sizeof(void *)) / sizeof(void *) * sizeof(void *);
  FlagBlock *block = block_for(run, size + sizeof(FlagForm));
  const FlagForm *form = form_in(block, &run->form);
  Flag *flag = take(block, size);
  *flag = (Flag){.form = form, .block = block};
  memcpy(flag->values, figures->str, figures->len + 1);
  block->holders++;
  run->form.n_figures = 0;
  g_string_truncate(run->figures, 0);
  return flag;
}

void check_raise(CheckRun *run, const CheckSubject *subject, Severity severity, int64_t assessor, const char *item,
                 const char *sentence) {
  run->form.sentence = sentence;
  Flag *flag = take_flag(run);
  flag->check = run->check;
  flag->severity = resolve(run, severity);
  flag->stage = subject->stage_index;
  flag->applicant = (int32_t)subject->applicant;
  flag->assessor = (int32_t)assessor;
  flag->item = item;
  flag->item_order = order_of(subject, item);
  g_ptr_array_add(run->flags, flag);
  if (run->gauging) g_array_append_val(run->bets, run->bet);
}

void flag_free(Flag *flag) {
  if (!flag) return;
  g_free(flag->resolved);
  if (flag->block)
    flag_block_leave(flag->block);
  else
    g_free(flag);
}
