/* help.c: what --help says, from the table of commands, aligned by display width. */
#include "commands/command.h"
#include "commands/keyword.h"
#include "reports/cells.h"
#include "scoring/check.h"

#include <glib/gi18n.h>

static void pad(GString *help, const char *text, size_t width) {
  g_string_append(help, text);
  for (size_t n = text_cells(text); n < width; n++) g_string_append_c(help, ' ');
}

static void add_options(GString *help, const Command *command) {
  if (!command->options[0].name) return;
  g_string_append_printf(help, "\n%s\n", _("Options:"));
  for (size_t i = 0; i < COMMAND_MOST_OPTIONS && command->options[i].name; i++) {
    const Option *option = &command->options[i];
    g_autofree char *left = option->value ? g_strdup_printf("  --%s %s", option->name, _(option->value))
                                          : g_strdup_printf("  --%s", option->name);
    pad(help, left, 26);
    g_string_append_printf(help, " %s\n", _(option->sentence));
  }
}

#define CHINESE_SENTENCE N_("These words may be said in Chinese as well, in either language: %s.")

static void add_chinese(GString *help, const Command *command) {
  g_autofree char *words = usage_chinese(command->usage, _(", "));
  if (!words) return;
  g_string_append_c(help, '\n');
  g_string_append_printf(help, _(CHINESE_SENTENCE), words);
  g_string_append_c(help, '\n');
}

#define CHECKS_SENTENCE                                                                                            \
  N_("The checks, with the severity and the settings each has where the rules say nothing else; rules say it so: " \
     "<check name=\"spread\" set=\"warn\" value=\"15\"/>, or set=\"severity\" with off, note, warn or error.")

/* Calls for every check and, within it, every setting it has. */
typedef void EachCheck(GString *help, const Check *check, const CheckSettingDefault *setting);

static void each_check(GString *help, EachCheck *each) {
  for (size_t i = 0; i < check_count(); i++) {
    const Check *check = check_at(i);
    each(help, check, NULL);
    for (size_t s = 0; s < CHECK_MAX_SETTINGS && check->settings[s].name; s++) each(help, check, &check->settings[s]);
  }
}

static void add_check(GString *help, const Check *check, const CheckSettingDefault *setting) {
  g_autofree char *left = setting ? g_strdup_printf("    %s=%s", setting->name, setting->value)
                                  : g_strdup_printf("  %s (%s)", check->name, severity_name(check->severity));
  pad(help, left, 26);
  g_string_append_printf(help, " %s\n", _(setting ? setting->meaning : check->sentence));
}

char *help_of(const Command *command) {
  GString *help = g_string_new(NULL);
  g_string_append_printf(help, "%saccolade %s%s%s%s\n\n%s\n", _("Usage: "), command->name, *command->usage ? " " : "",
                         *command->usage ? _(command->usage) : "", command->options[0].name ? _(" [OPTIONS]") : "",
                         _(command->sentence));
  if (command->details) g_string_append_printf(help, "\n%s\n", _(command->details));
  add_chinese(help, command);
  add_options(help, command);
  if (command->tells_checks) {
    g_string_append_printf(help, "\n%s\n", _(CHECKS_SENTENCE));
    each_check(help, add_check);
  }
  return g_string_free(help, FALSE);
}

char *help_overview(void) {
  GString *help = g_string_new(NULL);
  g_string_append_printf(help, "%saccolade %s\n\n", _("Usage: "),
                         _("[--db FILE] [--as ID] [--lang zh|en] [--plain] [COMMAND [ARGUMENTS]]"));
  g_string_append_printf(help, "%s\n\n%s\n",
                         _("accolade runs quality awards from self-assessment to the ranked candidate list."),
                         _("Commands:"));
  for (size_t i = 0; i < command_count(); i++) {
    g_string_append(help, "  ");
    pad(help, command_at(i)->name, 10);
    g_string_append_printf(help, " %s\n", _(command_at(i)->sentence));
  }
  g_string_append_printf(help, "\n%s\n", _("Options before the command:"));
  const char *const globals[][2] = {
      {N_("--db FILE"), N_("the award's database; else $ACCOLADE_DB, else award.db here")},
      {N_("--as ID"), N_("who acts: an assessor, an applicant, or secretariat (the default)")},
      {"--lang zh|en", N_("the language of words; else the locale's")},
      {"--plain", N_("without a command: prompts and lines instead of screens, for screen readers and pipes")},
  };
  for (size_t i = 0; i < G_N_ELEMENTS(globals); i++) {
    g_string_append(help, "  ");
    pad(help, _(globals[i][0]), 13);
    g_string_append_printf(help, " %s\n", _(globals[i][1]));
  }
  g_string_append_printf(
      help, "\n%s\n%s\n",
      _("Exit codes: 0 done; 1 the answer is no; 2 the command line is wrong; 3 the input or the database is wrong; "
        "4 not permitted."),
      _("accolade COMMAND --help tells more of one command."));
  return g_string_free(help, FALSE);
}

static void roff(GString *manual, const char *text) {
  if (*text == '.' || *text == '\'') g_string_append(manual, "\\&");
  for (; *text; text++) {
    if (*text == '-' || *text == '\\') g_string_append_c(manual, '\\');
    g_string_append_c(manual, *text);
  }
}

static void put_check(GString *manual, const Check *check, const CheckSettingDefault *setting) {
  if (setting) {
    g_string_append(manual, ".br\n");
    roff(manual, setting->name);
    g_string_append_printf(manual, "=%s: ", setting->value);
    roff(manual, setting->meaning);
  } else {
    g_string_append(manual, ".TP\n.B ");
    roff(manual, check->name);
    g_string_append_printf(manual, "\n(%s) ", severity_name(check->severity));
    roff(manual, check->sentence);
  }
  g_string_append_c(manual, '\n');
}

static void put_chinese(GString *manual, const Command *command) {
  g_autofree char *words = usage_chinese(command->usage, ", ");
  if (!words) return;
  g_autofree char *said = g_strdup_printf(CHINESE_SENTENCE, words);
  roff(manual, said);
  g_string_append_c(manual, '\n');
}

char *help_manual(void) {
  GString *manual = g_string_new(NULL);
  for (size_t i = 0; i < command_count(); i++) {
    const Command *command = command_at(i);
    g_string_append_printf(manual, ".SS %s", command->name);
    if (*command->usage) g_string_append_c(manual, ' ');
    roff(manual, command->usage);
    g_string_append_c(manual, '\n');
    roff(manual, command->sentence);
    g_string_append(manual, g_str_has_suffix(command->sentence, "?") ? "\n" : ".\n");
    if (command->details) roff(manual, command->details), g_string_append_c(manual, '\n');
    put_chinese(manual, command);
    for (size_t k = 0; k < COMMAND_MOST_OPTIONS && command->options[k].name; k++) {
      g_string_append_printf(manual, ".TP\n.B \\-\\-");
      roff(manual, command->options[k].name);
      if (command->options[k].value) g_string_append_printf(manual, " \\fI%s\\fR", command->options[k].value);
      g_string_append_c(manual, '\n');
      roff(manual, command->options[k].sentence);
      g_string_append_c(manual, '\n');
    }
    if (!command->tells_checks) continue;
    g_string_append(manual, ".PP\n");
    roff(manual, CHECKS_SENTENCE);
    g_string_append_c(manual, '\n');
    each_check(manual, put_check);
  }
  return g_string_free(manual, FALSE);
}
