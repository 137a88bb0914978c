/* test_agreement_command.c: the worked examples through `accolade agreement --matrix` and `--panel`, as anybody can run
 * them: what the program prints as csv is compared with what is expected. usage as test_oracles; needs $ACCOLADE. */
#include <locale.h>
#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "scoring/agreement_put.h"
#include "tests/oracle.h"

/* Which folders the command answers, and how it is asked. */
static const struct {
  const char *prefix, *how;
} asked[] = {{"icc_", "--matrix"},
             {"krippendorff_", "--matrix"},
             {"kendall_w_", "--matrix"},
             {"cronbach_", "--matrix"},
             {"kappa_", "--matrix"},
             {"cohen_", "--matrix"},
             {"fleiss_", "--matrix"},
             {"gwet_", "--matrix"},
             {"gtheory_", NULL},
             {"varcomp_", "--panel"},
             {"severity_", "--panel"},
             {"grubbs_", "--matrix"},
             {"dixon_", "--matrix"},
             {"esd_", "--matrix"},
             {"mad_", "--matrix"},
             {"finn_", "--matrix"},
             {"rank_correlation_", "--matrix"},
             {"modified_z_", "--matrix"}};

/* Examples that are laid out, or mark what is missing, otherwise than the command's manual says are test_oracles' alone. */
static bool is_laid_out_otherwise(const Sheet *sheet, const char *how) {
  static const char *const raters[] = {"judge", "coder", "count", NULL};
  if (strcmp(how, "--panel") == 0) return sheet->columns < 3;
  if (sheet_find_any(sheet, raters) >= 0) return true;
  for (size_t i = 0; i < sheet->rows; i++)
    for (size_t c = 1; c < sheet->columns; c++)
      if (strcmp(sheet_cell(sheet, i, c), ".") == 0 || strcmp(sheet_cell(sheet, i, c), "-") == 0) return true;
  return false;
}

/* How the command is asked; NULL: it is not. A panel needs somebody, by somebody, so much. */
static const char *how_asked(const Oracle *oracle) {
  static const char *const names[] = {"score", "value", "y", "mark", "rating", NULL};
  static const char *const factors[] = {"assessor", "plate", "batch", NULL};
  g_autoptr(Sheet) sheet = sheet_read(oracle, "input.csv");
  size_t row = 0;
  while (row < G_N_ELEMENTS(asked) && !g_str_has_prefix(oracle->id, asked[row].prefix)) row++;
  if (sheet == NULL || row == G_N_ELEMENTS(asked)) return NULL;
  bool is_long = sheet_find_any(sheet, names) >= 0 || sheet_find_any(sheet, factors) >= 0;
  const char *how = asked[row].how;
  if (how == NULL || strcmp(how, "--panel") == 0) how = is_long ? "--panel" : "--matrix";
  if (g_str_has_prefix(oracle->id, "fleiss_") && !sheet_is_numeric(sheet, 1)) return NULL; /* it is told as "fleiss" */
  return is_laid_out_otherwise(sheet, how) ? NULL : how;
}

static char *run_command(const Oracle *oracle, const char *how) {
  g_autofree char *input = g_build_filename(oracle->folder, "input.csv", NULL);
  g_autofree char *weights = g_build_filename(oracle->folder, "weights.csv", NULL);
  g_autofree char *levels = g_strdup_printf("%u", oracle_says(oracle, "levels\\s*=\\s*(\\d+)"));
  const char *argv[] = {g_getenv("ACCOLADE"), "agreement", how, input, "--format", "csv", NULL, NULL, NULL};
  g_autofree char *out = NULL;
  int status = 0;
  if (g_file_test(weights, G_FILE_TEST_EXISTS)) {
    argv[6] = "--weights";
    argv[7] = weights;
  } else if (strcmp(levels, "0") != 0) {
    argv[6] = "--levels";
    argv[7] = levels;
  }
  if (!g_spawn_sync(NULL, (char **)argv, NULL, G_SPAWN_STDERR_TO_DEV_NULL, NULL, NULL, &out, NULL, &status, NULL))
    return NULL;
  return status == 0 ? g_steal_pointer(&out) : NULL;
}

typedef struct Pending {
  char *group, *name;
  GArray *list; /* double */
} Pending;

static void settle(Pending *pending, Agreement *got) {
  if (pending->list->len > 0)
    agreement_put_list(got, pending->group, pending->name, (const double *)(const void *)pending->list->data,
                       pending->list->len);
  g_array_set_size(pending->list, 0);
  g_clear_pointer(&pending->group, g_free);
  g_clear_pointer(&pending->name, g_free);
}

/* One line "group,name,value"; "name[1]" begins a list or goes on with it. */
static void take_line(const char *line, Pending *pending, Agreement *got) {
  g_auto(GStrv) fields = g_strsplit(line, ",", -1);
  if (g_strv_length(fields) < 3) return;
  size_t n = g_strv_length(fields);
  g_autofree char *name = n == 3 ? g_strdup(fields[1]) : g_strdup_printf("%s,%s", fields[1] + 1, fields[2]);
  if (n > 3) name[strlen(name) - 1] = '\0';
  const char *value = fields[n - 1];
  char *bracket = strrchr(name, '[');
  double number = *value != '\0' ? g_ascii_strtod(value, NULL) : NAN;
  if (bracket != NULL) *bracket = '\0';
  if (bracket == NULL || g_strcmp0(pending->name, name) != 0 || g_strcmp0(pending->group, fields[0]) != 0)
    settle(pending, got);
  if (bracket == NULL) {
    agreement_put(got, fields[0], name, number, "not given");
    return;
  }
  if (pending->name == NULL) {
    pending->group = g_strdup(fields[0]);
    pending->name = g_steal_pointer(&name);
  }
  g_array_append_val(pending->list, number);
}

static Agreement *read_csv(const char *csv) {
  Agreement *got = agreement_new(0, 0);
  g_auto(GStrv) lines = g_strsplit(csv, "\r\n", -1);
  Pending pending = {.list = g_array_new(FALSE, FALSE, sizeof(double))};
  for (size_t i = 1; lines[0] != NULL && lines[i] != NULL; i++) take_line(lines[i], &pending, got);
  settle(&pending, got);
  g_array_unref(pending.list);
  return got;
}

typedef struct Tally {
  unsigned passed, failed, skipped;
} Tally;

static void tell(Tally *tally, bool good, const char *name, const char *why) {
  *(good ? &tally->passed : &tally->failed) += 1;
  printf("%s %u - %s%s%s\n", good ? "ok" : "not ok", tally->passed + tally->failed, name, *why ? ": " : "", why);
}

/* A column of figures is told of by several tests: only the one that the folder is about. */
static void keep_own_group(const Oracle *oracle, Agreement *got) {
  bool own = false;
  for (unsigned g = 0; g < got->groups->len; g++)
    own |= g_str_has_prefix(oracle->id, ((AgreementGroup *)got->groups->pdata[g])->name);
  for (unsigned g = got->groups->len; own && g-- > 0;)
    if (!g_str_has_prefix(oracle->id, ((AgreementGroup *)got->groups->pdata[g])->name))
      g_ptr_array_remove_index(got->groups, g);
}

/* The command looks for up to ten outliers, an example perhaps for fewer: those lists are test_oracles' to compare. */
static bool is_of_another_length(const Oracle *oracle, const Expected *expected) {
  return g_str_has_prefix(oracle->id, "esd_") && expected->n > 1 && expected->n != 10;
}

static void run_folder(Tally *tally, const Oracle *oracle) {
  const char *how = how_asked(oracle);
  if (how == NULL) {
    tally->skipped++;
    return;
  }
  g_autofree char *csv = run_command(oracle, how);
  g_autoptr(Agreement) got = csv != NULL ? read_csv(csv) : NULL;
  if (got == NULL)
    tell(tally, false, oracle->id, "the command failed");
  else if (strcmp(how, "--matrix") == 0)
    keep_own_group(oracle, got);
  for (unsigned i = 0; got != NULL && i < oracle->values->len; i++) {
    const Expected *expected = oracle->values->pdata[i];
    g_autofree char *fault = NULL, *name = g_strdup_printf("%s %s %s", oracle->id, how, expected->name);
    if (expected->numbers == NULL || is_of_another_length(oracle, expected)) continue;
    bool good = expected_holds(expected, got, &fault);
    tell(tally, good, name, fault != NULL ? fault : "");
  }
}

static int by_name(const void *a, const void *b) { return strcmp(*(char *const *)a, *(char *const *)b); }

static void run_all(Tally *tally, const char *folder) {
  g_autoptr(GPtrArray) names = g_ptr_array_new_with_free_func(g_free);
  GDir *dir = g_dir_open(folder, 0, NULL);
  for (const char *name; dir != NULL && (name = g_dir_read_name(dir)) != NULL;)
    g_ptr_array_add(names, g_build_filename(folder, name, NULL));
  if (dir != NULL) g_dir_close(dir);
  g_ptr_array_sort(names, by_name);
  for (unsigned i = 0; i < names->len; i++) {
    g_autofree char *fault = NULL;
    g_autoptr(Oracle) oracle = oracle_read(names->pdata[i], &fault);
    if (oracle != NULL) run_folder(tally, oracle);
  }
}

int main(int argc, char **argv) {
  setlocale(LC_ALL, "C.UTF-8");
  const char *folder = argc > 1 && argv[1][0] != '-' ? argv[1] : "tests/oracles";
  Tally tally = {0, 0, 0};
  if (g_getenv("ACCOLADE") == NULL) {
    fputs("say with ACCOLADE which program is meant\n", stderr);
    return 2;
  }
  run_all(&tally, folder);
  printf("# %u passed, %u failed; %u folders are for other commands\n", tally.passed, tally.failed, tally.skipped);
  return tally.failed > 0 || tally.passed == 0;
}
