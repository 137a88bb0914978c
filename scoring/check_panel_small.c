/* check_panel_small.c: panels that recusals, releases or late scorebooks left smaller than the stage asks for. */
#include "scoring/check_parts.h"

#include <glib/gi18n.h>

static void each(CheckRun *run, const CheckSubject *subject) {
  const Panel *panel = subject->panel;
  if (panel->n == 0 || panel->n >= subject->stage->panel_min) return;
  check_put_whole(run, "counted", panel->n);
  check_put_whole(run, "wanted", subject->stage->panel_min);
  check_put_whole(run, "recused", panel->recused);
  size_t empty = cycle_empty_places(subject->cycle, subject->stage_index, subject->applicant);
  if (empty > 0) check_put_whole(run, "released", empty);
  check_raise(
      run, subject, SEVERITY_OFF, -1, NULL,
      empty > 0 ? N_("{counted} of {wanted} scorebooks count for {applicant} at “{stage}”; {recused} are left out for "
                     "recusal, and {released} places of released assessors are empty.")
                : N_("{counted} of {wanted} scorebooks count for {applicant} at “{stage}”; {recused} are left out for "
                     "recusal."));
}

const Check check_panel_small = {
    .name = "panel-small",
    .title = N_("small panel"),
    .sentence = N_("Panels with fewer scorebooks that count than the stage asks for"),
    .next_step = N_("Assign another assessor, or remind those who have not submitted."),
    .severity = SEVERITY_WARN,
    .each = each,
};
