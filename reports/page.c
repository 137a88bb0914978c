/* page.c: gathered output. */
#include "reports/page.h"

#include "criteria/threads.h"

enum { PAGE_BYTES = 1 << 16, BAND_ROWS = 1024, SHARED_ROWS = 2048 };

Page page_open(const Sink *sink, GError **error) {
  return (Page){.text = g_string_sized_new(PAGE_BYTES + 4096), .sink = sink, .error = error};
}

/* Empties the text. */
static void put_out(Page *page, GString *text) {
  if (!page->failed && text->len > 0)
    page->failed = !page->sink->put(page->sink->data, text->str, text->len, page->error);
  g_string_truncate(text, 0);
}

bool page_turn(Page *page) {
  if (page->text->len >= PAGE_BYTES) put_out(page, page->text);
  return !page->failed;
}

static void tell(const Page *page, size_t done, size_t of) {
  if (page->sink->tell) page->sink->tell((double)done / (double)of, page->sink->teller);
}

/* -- rows in bands, which go out in order whoever has made them --------------------------------------------- */

/* What one band after the other is made with. */
typedef struct Maker {
  Table table; /* a copy, with data of its own where it can be had */
  GString *text;
} Maker;

enum { WAITING = 8 }; /* so many bands may be made before those in front of them are */

typedef struct Bands {
  Page *page;
  const Table *table;
  PutBand *put;
  const void *how;
  GMutex lock; /* of what follows; the page is whoever's who puts bands out */
  GCond gone;
  size_t next;            /* which band goes out next */
  bool going_out, failed; /* somebody is putting bands out; the page cannot take more */
  Maker made[WAITING];    /* by number; no text: not yet */
  size_t n_idle;
  Maker idle[THREADS_MOST + WAITING];
} Bands;

static Maker maker_of(const Table *table) {
  Maker maker = {*table, g_string_sized_new(PAGE_BYTES)};
  if (table->again) maker.table.data = table->again(table->data);
  return maker;
}

static void maker_clear(Maker *maker) {
  g_string_free(maker->text, TRUE);
  if (maker->table.again && maker->table.free_data) maker->table.free_data((void *)maker->table.data);
}

static Maker take_maker(Bands *bands, bool *ret_failed) {
  g_mutex_lock(&bands->lock);
  bool any = bands->n_idle > 0;
  Maker maker = any ? bands->idle[--bands->n_idle] : (Maker){.text = NULL};
  *ret_failed = bands->failed;
  g_mutex_unlock(&bands->lock);
  return any ? maker : maker_of(bands->table);
}

/* Puts out what is made up to the first that is not, others going on meanwhile. */
static void put_made(Bands *bands) {
  size_t n_rows = bands->table->n_rows;
  bands->going_out = true;
  for (Maker maker; (maker = bands->made[bands->next % WAITING]).text;) {
    g_mutex_unlock(&bands->lock);
    put_out(bands->page, maker.text);
    tell(bands->page, MIN((bands->next + 1) * BAND_ROWS, n_rows), n_rows);
    g_mutex_lock(&bands->lock);
    bands->failed = bands->page->failed;
    bands->made[bands->next++ % WAITING].text = NULL;
    bands->idle[bands->n_idle++] = maker;
    g_cond_broadcast(&bands->gone);
  }
  bands->going_out = false;
}

static void put_in_turn(Bands *bands, size_t number, const Maker *maker) {
  g_mutex_lock(&bands->lock);
  while (number >= bands->next + WAITING) g_cond_wait(&bands->gone, &bands->lock);
  bands->made[number % WAITING] = *maker;
  if (!bands->going_out) put_made(bands);
  g_mutex_unlock(&bands->lock);
}

static void make_band(size_t number, void *data) {
  Bands *bands = data;
  bool failed;
  Maker maker = take_maker(bands, &failed);
  size_t first = number * BAND_ROWS, end = MIN(first + BAND_ROWS, bands->table->n_rows);
  if (!failed) bands->put(maker.text, &maker.table, first, end, bands->how);
  put_in_turn(bands, number, &maker);
}

bool page_rows(Page *page, const Table *table, PutBand *put, const void *how) {
  Bands bands = {.page = page, .table = table, .put = put, .how = how};
  g_mutex_init(&bands.lock);
  g_cond_init(&bands.gone);
  put_out(page, page->text);
  bands.failed = page->failed;
  threads_share(table->again ? threads_for(table->n_rows, SHARED_ROWS) : 1, (table->n_rows + BAND_ROWS - 1) / BAND_ROWS,
                make_band, &bands);
  for (size_t i = 0; i < bands.n_idle; i++) maker_clear(&bands.idle[i]);
  g_cond_clear(&bands.gone);
  g_mutex_clear(&bands.lock);
  return !page->failed;
}

bool page_close(Page *page) {
  put_out(page, page->text);
  g_string_free(g_steal_pointer(&page->text), TRUE);
  return !page->failed;
}

bool part_is_for(const Part *part, Reader reader) {
  return audience_has(part->audience, reader) && (!part->table || audience_has(part->table->audience, reader));
}

Ratio bar_share(const Bar *bar) {
  Ratio none = ratio_int(0), all = ratio_int(1);
  if (!ratio_is_valid(bar->share) || ratio_cmp(bar->share, none) < 0) return none;
  return ratio_cmp(bar->share, all) > 0 ? all : bar->share;
}

int64_t bar_blocks(const Bar *bar, int64_t cells) {
  return (int64_t)ratio_round(ratio_mul(bar_share(bar), ratio_int(cells)), ROUND_HALF_UP, ratio_int(1)).num;
}
