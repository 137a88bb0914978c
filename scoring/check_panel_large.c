/* check_panel_large.c: panels larger than the rules say: whose marks were to count, when more gave some? */
#include "scoring/check_parts.h"

#include <glib/gi18n.h>

static void each(CheckRun *run, const CheckSubject *subject) {
  const Panel *panel = subject->panel;
  unsigned most = subject->stage->panel_max;
  if (most == 0 || panel->n <= most) return;
  check_put_whole(run, "counted", panel->n);
  check_put_whole(run, "most", most);
  check_raise(run, subject, SEVERITY_OFF, -1, NULL,
              N_("{counted} scorebooks count for {applicant} at “{stage}”, where the rules say {most} at most."));
}

const Check check_panel_large = {
    .name = "panel-large",
    .title = N_("large panel"),
    .sentence = N_("Panels with more scorebooks that count than the rules say"),
    .next_step =
        N_("Find out who was to be on the panel; return the scorebooks of the others and release them, with "
           "that reason (accolade return, accolade release). A recusal says that there was a conflict of interest."),
    .severity = SEVERITY_WARN,
    .each = each,
};
