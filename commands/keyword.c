/* keyword.c: one table of Chinese words. They are those that people read in the Chinese reports, messages and headings; a word
 * may have several, and means one thing only. */
#include "commands/keyword.h"
#include "reports/report.h"

#include <glib/gi18n.h>
#include <string.h>

static const struct {
  const char *word, *chinese;
} keywords[] = {
    {"passed", "通过"},
    {"failed", "未通过"},
    {"failed", "不通过"},
    {"open", "开放"},
    {"close", "关闭"},
    {"seal", "封存"},
    {"due", "截止"},
    {"due", "截止日期"},
    {"none", "无"},
    {"none", "无利益冲突"},
    {"none", "无冲突"},
    {"conflict", "有利益冲突"},
    {"conflict", "有冲突"},
    {"strength", "优势"},
    {"ofi", "改进空间"},
    {"total", "总分"},
    {"blank", "空白"},
    {"abstained", "弃权"},
    {"not-applicable", "不适用"},
    {"applicants", "申报组织"},
    {"assessors", "评审员"},
    {"assignments", "分派"},
    {"scores", "得分"},
    {"comments", "评语"},
    {"ranking", "排名"},
    {"candidates", "候选名单"},
    {"candidates", "公示名单"},
    {"scoresheet", "得分明细"},
    {"comparison", "比较"},
    {"comparison", "两家比较"},
    {"matrix", "对照表"},
    {"consensus", "合议"},
    {"consensus", "合议变动"},
    {"feedback", "反馈报告"},
    {"flags", "疑点"},
    {"agreement", "一致性"},
};

const char *keyword_of(const char *chinese) {
  for (size_t i = 0; i < G_N_ELEMENTS(keywords); i++)
    if (g_str_equal(keywords[i].chinese, chinese)) return keywords[i].word;
  return NULL;
}

const char *keyword_chinese(const char *word) {
  for (size_t i = 0; i < G_N_ELEMENTS(keywords); i++)
    if (g_str_equal(keywords[i].word, word)) return keywords[i].chinese;
  return NULL;
}

const char *keyword_shown(const char *word) {
  bool reads_chinese = g_str_equal(C_("language of these messages", "en"), "zh");
  const char *chinese = reads_chinese ? keyword_chinese(word) : NULL;
  return chinese ? chinese : word;
}

/* -- in a usage ------------------------------------------------------------------------------------------------- */

static char **words_of(const char *usage) {
  g_autoptr(GString) bare = g_string_new(NULL);
  for (const char *c = usage; *c; c++)
    if (!strchr("[].", *c) && !(*c == ' ' && g_str_has_prefix(c, " ... "))) g_string_append_c(bare, *c);
  return g_strsplit(bare->str, " ", -1);
}

char *usage_kind(const char *usage, size_t i) {
  g_auto(GStrv) words = words_of(usage);
  guint n = g_strv_length(words);
  if (n == 0) return g_strdup("");
  if (i < n) return g_strdup(words[i]);
  return g_strdup(g_str_has_suffix(usage, "...") || g_str_has_suffix(usage, "...]") ? words[n - 1] : "");
}

/* What may stand there: the words that the usage splits, and those of the program where it takes others too. */
static const char *taken(const char *kind) {
  if (g_str_equal(kind, "ITEM")) return "total";
  return g_str_equal(kind, "MARK") ? "blank|abstained|not-applicable" : kind;
}

const char *usage_meant(const char *usage, size_t i, const char *word) {
  const char *key = keyword_of(word);
  if (!key) return word;
  g_autofree char *kind = usage_kind(usage, i);
  g_auto(GStrv) takes = g_strsplit(taken(kind), "|", -1);
  bool named = g_str_equal(kind, "KIND") && report_named(key);
  return named || g_strv_contains((const char *const *)takes, key) ? key : word;
}

static void add(GString *list, const char *word, const char *separator) {
  const char *chinese = keyword_chinese(word);
  if (chinese) g_string_append_printf(list, "%s%s %s", list->len ? separator : "", word, chinese);
}

char *usage_chinese(const char *usage, const char *separator) {
  g_autoptr(GString) list = g_string_new(NULL);
  g_auto(GStrv) words = words_of(usage);
  for (char **word = words; *word; word++) {
    g_auto(GStrv) takes = g_strsplit(taken(*word), "|", -1);
    for (char **one = takes; *one; one++) add(list, *one, separator);
    for (size_t r = 0; g_str_equal(*word, "KIND") && r < report_count(); r++) add(list, report_at(r)->name, separator);
  }
  return list->len ? g_string_free(g_steal_pointer(&list), FALSE) : NULL;
}
