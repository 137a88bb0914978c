/* check_settings.c: what a rules pack may say about checks, and every reason why not. */
#include "scoring/check.h"

#include <glib/gi18n.h>
#include <string.h>

Severity check_severity(const Check *check, const Rules *rules) {
  Severity severity = check->severity;
  severity_parse(rules_check_setting(rules, check->name, "severity", severity_name(severity)), &severity);
  return severity;
}

static char *list_checks(void) {
  GString *list = g_string_new(NULL);
  for (size_t i = 0; i < check_count(); i++) g_string_append_printf(list, "%s%s", i ? ", " : "", check_at(i)->name);
  return g_string_free(list, FALSE);
}

static char *list_settings(const Check *check) {
  GString *list = g_string_new("severity");
  for (size_t i = 0; i < CHECK_MAX_SETTINGS && check->settings[i].name; i++)
    g_string_append_printf(list, ", %s", check->settings[i].name);
  return g_string_free(list, FALSE);
}

static const CheckSettingDefault *find_setting(const Check *check, const char *name) {
  for (size_t i = 0; i < CHECK_MAX_SETTINGS && check->settings[i].name; i++)
    if (g_str_equal(check->settings[i].name, name)) return &check->settings[i];
  return NULL;
}

static bool is_good_number(const char *text) {
  Ratio number;
  return !strchr(text, '%') && ratio_parse(text, &number) && ratio_is_valid(number) && number.num >= 0;
}

static char *fault_in_severity(const Rules *rules, const CheckSetting *setting) {
  Severity ignored;
  if (severity_parse(setting->value, &ignored)) return NULL;
  return g_strdup_printf(_("rules %s: check “%s”: “%s” is not a severity; use off, note, warn or error"), rules->id,
                         setting->check, setting->value);
}

static char *fault_in(const Rules *rules, const CheckSetting *setting) {
  const Check *check = check_named(setting->check);
  if (!check) {
    g_autofree char *names = list_checks();
    return g_strdup_printf(_("rules %s: there is no check “%s”; the checks are: %s"), rules->id, setting->check, names);
  }
  if (g_str_equal(setting->name, "severity")) return fault_in_severity(rules, setting);
  const CheckSettingDefault *known = find_setting(check, setting->name);
  if (!known) {
    g_autofree char *names = list_settings(check);
    return g_strdup_printf(_("rules %s: check “%s” has no setting “%s”; its settings are: %s"), rules->id,
                           setting->check, setting->name, names);
  }
  if (is_good_number(setting->value)) return NULL;
  return g_strdup_printf(
      _("rules %s: check “%s”, setting “%s”: “%s” is not a number of 0 or more; write one such as %s"), rules->id,
      setting->check, setting->name, setting->value, known->value);
}

bool check_settings_are_good(const Rules *rules, GPtrArray *faults) {
  bool good = true;
  for (size_t i = 0; i < rules->n_check_settings; i++) {
    char *fault = fault_in(rules, &rules->check_settings[i]);
    if (!fault) continue;
    good = false;
    g_ptr_array_add(faults, fault);
  }
  return good;
}
