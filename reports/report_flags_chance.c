/* report_flags_chance.c: how far the flags may be trusted: false alarms, and what goes unseen. */
#include "reports/report_flags_chance.h"
#include "reports/report_head.h"
#include "scoring/check_control.h"
#include "scoring/check_power.h"

#include <glib/gi18n.h>

/* -- how large the award is ------------------------------------------------------------------------------- */

static size_t count_scorebooks(const ReportInput *input, size_t stage, size_t *ret_applicants) {
  const Ranking *ranking = input->ranking;
  size_t books = 0;
  *ret_applicants = 0;
  for (size_t a = 0; a < input->cycle->n_applicants; a++) {
    size_t here = ranking->totals[a * ranking->n_stages + stage].scorebooks;
    books += here;
    *ret_applicants += here > 0;
  }
  return books;
}

/* Of the stage with most scorebooks; that of an ordinary award when nothing can be ranked. False: all are too small to ask. */
static bool find_size(const ReportInput *input, PowerSize *ret_size) {
  size_t most = input->ranking ? 0 : CHECK_ENOUGH, applicants = 100, here;
  double assessors = 5;
  for (size_t s = 0; input->ranking && s < input->ranking->n_stages; s++) {
    size_t books = count_scorebooks(input, s, &here);
    if (books <= most) continue;
    most = books;
    applicants = here;
    assessors = (double)books / (double)here;
  }
  *ret_size = check_power_size(applicants, assessors);
  return most >= CHECK_ENOUGH;
}

/* -- false alarms ----------------------------------------------------------------------------------------- */

/* The mean over the checks that ask, in percent. */
static Ratio level_of(const Rules *rules) {
  Ratio sum = ratio_int(0);
  int64_t n = 0;
  for (size_t i = 0; i < check_count(); i++) {
    const Check *check = check_at(i);
    if (check->tail == TAIL_NONE || check->shares || check_severity(check, rules) == SEVERITY_OFF) continue;
    Ratio level = check_setting(check, rules, "level");
    if (ratio_is_zero(level)) continue;
    sum = ratio_add(sum, level);
    n++;
  }
  return n > 0 ? ratio_div(sum, ratio_int(n)) : sum;
}

static void add_level(Document *document, const ReportInput *input) {
  Ratio level = level_of(input->award->rules);
  if (ratio_is_zero(level) || !ratio_is_valid(level)) return;
  g_autofree char *percent = ratio_short(ratio_round(level, ROUND_HALF_UP, ratio(1, 100)));
  g_autofree char *said = g_strdup_printf(
      _("Among many comparisons some are far off by chance alone. The checks below that could be fooled by that raise "
        "a flag only beyond it, all of them together at a level of %s percent: no more than so many cycles without "
        "anything to find have any such flag, and of the flags of a check, on average over those that raise any, no "
        "larger share is expected to be chance. That holds where marks scatter alike from assessor to assessor and as "
        "normal numbers do, as in the made-up cycles. Where some assessors scatter more than others, or rare marks are "
        "wild, single marks and items are flagged more often, up to in every cycle."),
      percent);
  document_paragraph(document, said);
}

static void add_small_stages(Document *document, const ReportInput *input) {
  size_t applicants;
  for (size_t s = 0; input->ranking && s < input->ranking->n_stages; s++) {
    size_t books = count_scorebooks(input, s, &applicants);
    if (books == 0 || books >= CHECK_ENOUGH) continue;
    g_autofree char *said = g_strdup_printf(_("%s has %zu scorebooks; from %d on chance can be told. Until then the "
                                              "limits in the rules alone decide, and some "
                                              "of these flags will be chance."),
                                            report_stage_title(input, s), books, CHECK_ENOUGH);
    document_paragraph(document, said);
  }
}

/* -- what goes unseen ------------------------------------------------------------------------------------- */

typedef struct Powers {
  PowerSize size;
  size_t n;
  const CheckPower *powers[];
} Powers;

static void fill_power(const void *data, size_t i, Cell *cells) {
  const Powers *powers = data;
  const CheckPower *power = powers->powers[i];
  cells[0] = cell_text(_(power->check->title));
  cells[1] = cell_text(_(power->planted));
  cells[2] = cell_integer(power->found[powers->size.column]);
}

static void add_power(Document *document, const ReportInput *input, PowerSize size) {
  Powers *powers = g_malloc0(sizeof(Powers) + check_powers_n * sizeof(CheckPower *));
  powers->size = size;
  for (size_t i = 0; i < check_powers_n; i++)
    if (check_severity(check_powers[i].check, input->award->rules) != SEVERITY_OFF)
      powers->powers[powers->n++] = &check_powers[i];
  const Column columns[] = {{"check", _("Check"), ALIGN_LEFT, FOR_PEOPLE},
                            {"planted", _("Planted"), ALIGN_LEFT, FOR_PEOPLE},
                            {"found", _("Found of 100"), ALIGN_RIGHT, FOR_PEOPLE}};
  g_autofree char *title =
      g_strdup_printf(_("What the checks find and miss: made-up cycles of %u applicants, %u assessors each"),
                      powers->size.applicants, powers->size.assessors);
  Table *table = document_table(document, "power", title, G_N_ELEMENTS(columns), columns);
  table->audience = FOR_PEOPLE;
  table_set_rows(table, powers->n, fill_power, powers, g_free);
}

void report_add_chance(Document *document, const ReportInput *input) {
  PowerSize size;
  bool asks = find_size(input, &size);
  if (asks) add_level(document, input);
  add_small_stages(document, input);
  if (asks) add_power(document, input, size);
}
