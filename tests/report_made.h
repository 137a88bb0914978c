/* report_made.h: what a report on the small award (report_fixture.h) is made from. */
#ifndef ACCOLADE_REPORT_MADE_H
#define ACCOLADE_REPORT_MADE_H

#include "tests/report_fixture.h"

/* On E1: of the panel, of a draft, of another stage, and what the consensus of the defence took over. */
static ReportComment told[] = {
    {0, "1.1", "ofi", "缺少副职代理 <安排>", "报告 p.12", "", "", "1", "P02", true, false},
    {0, "1.1", "strength", "每周到现场", "报告 p.3", "走访记录.pdf", HASH("6f7a"), "", "P03", true, false},
    {0, "1.1", "strength", "目标逐级分解", "", "", "", "", "P01", true, false},
    {0, "2", "ofi", "没有对标", "", "", "", "", "P01", true, false},
    {0, "2.2/trend", "ofi", "只有两年", "表 4", "", "", "2", "P01", true, false},
    {0, "1.2", "ofi", "草稿里的话", "", "", "", "3", "P09", false, false},
    {0, "1.2", "reason", "理由不是评语", "", "", "", "", "P01", true, false},
    {1, "total", "strength", "回答清楚", "", "", "", "", "P01", true, false},
    {1, "total", "strength", "回答清楚、有数据", "", "", "", "", "P01", false, true},
};

/* 1 and 4 hold at every stage; 2 is cited by what is told, 3 only where names are told. */
static ReportFactor factors[] = {{1, "", "secretariat", "出口占七成"},
                                 {2, "review", "P01", "新任总经理"},
                                 {3, "review", "P03", "订单集中"},
                                 {4, "", "E1", "家族企业"}};

typedef struct Made {
  Ranking *ranking;
  GPtrArray *flags, *comments, *factors;
  Scorebook books[2][2][3]; /* of whom it is about, and of the other: by stage */
  Panel panels[2][2];
  const Panel *panel_list[2][2];
  ReportInput input;
} Made;

static void made_clear(Made *made) {
  ranking_free(made->ranking);
  g_ptr_array_unref(made->flags);
  g_ptr_array_unref(made->comments);
  g_ptr_array_unref(made->factors);
}
G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC(Made, made_clear)

static void gather(Made *made, size_t which, uint32_t applicant) {
  for (uint16_t s = 0; s < 2; s++) {
    Panel *panel = &made->panels[which][s];
    *panel = (Panel){.applicant = applicant, .stage = s, .books = made->books[which][s]};
    for (size_t i = 0; i < G_N_ELEMENTS(given); i++)
      if (given[i].stage == s && given[i].applicant == applicant)
        made->books[which][s][panel->n++] =
            (Scorebook){applicant, given[i].assessor, s, SCOREBOOK_SUBMITTED, false, given[i].marks};
    made->panel_list[which][s] = panel;
  }
}

/* Only these checks, so that a new check does not change what the reports are compared with. */
static void keep_known(GPtrArray *flags) {
  static const char *const known[] = {"missing", "spread", "band-distance", NULL};
  for (guint i = flags->len; i-- > 0;)
    if (!g_strv_contains(known, ((const Flag *)g_ptr_array_index(flags, i))->check->name))
      g_ptr_array_remove_index(flags, i);
}

static void make(Made *made, const char *lang) {
  g_autoptr(GError) error = NULL;
  made->ranking = ranking_of(&award, &cycle, &given_source, &error);
  g_assert_no_error(error);
  made->flags = checks_run(&award, &cycle, &given_source, NULL, made->ranking, &error);
  g_assert_no_error(error);
  keep_known(made->flags);
  gather(made, 0, 0);
  gather(made, 1, 1);
  made->comments = g_ptr_array_new();
  made->factors = g_ptr_array_new();
  for (size_t i = 0; i < G_N_ELEMENTS(factors); i++) g_ptr_array_add(made->factors, &factors[i]);
  for (size_t i = 0; i < G_N_ELEMENTS(told); i++) g_ptr_array_add(made->comments, &told[i]);
  made->input = (ReportInput){.lang = lang,
                              .award = &award,
                              .cycle = &cycle,
                              .ranking = made->ranking,
                              .flags = made->flags,
                              .comments = made->comments,
                              .factors = made->factors,
                              .applicant = 0,
                              .n_panels = 2,
                              .panels = made->panel_list[0],
                              .other = 1,
                              .n_other_panels = 2,
                              .other_panels = made->panel_list[1],
                              .source = &given_source,
                              .events = 123,
                              .head = HASH("4e5f")};
}

static Document *report(const Made *made, const char *kind) {
  g_autoptr(GError) error = NULL;
  ReportInput input = made->input;
  if (!(report_named(kind)->needs & NEEDS_APPLICANT)) input.applicant = -1;
  if (!(report_named(kind)->needs & NEEDS_OTHER)) input.other = -1;
  Document *document = report_named(kind)->make(&input, &error);
  g_assert_no_error(error);
  return document;
}

#endif
