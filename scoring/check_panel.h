/* check_panel.h: lays panels out for the checks. For the file that runs them. */
#ifndef ACCOLADE_CHECK_PANEL_H
#define ACCOLADE_CHECK_PANEL_H

#include "scoring/check_parts.h"

/* Space that every panel reuses, and what is the same for all panels of one stage and criteria. */
typedef struct PanelLayout PanelLayout;
PanelLayout *panel_layout_new(void);
void panel_layout_free(PanelLayout *layout);
G_DEFINE_AUTOPTR_CLEANUP_FUNC(PanelLayout, panel_layout_free)

/* Fills the subject, which knows its stage and criteria, with items, books and residuals of the panel. They are valid until
 * the next call. */
void panel_lay_out(PanelLayout *layout, const Panel *panel, CheckSubject *subject);

#endif
