/* panel_table.h: a list of applicants at stages, as the status has several. */
#ifndef ACCOLADE_PANEL_TABLE_H
#define ACCOLADE_PANEL_TABLE_H

#include "commands/session.h"
#include "reports/document.h"

/* By applicant and stage (of PanelProgress), with ids and titles; people read nothing where there are none. */
void panel_table_add(Document *document, const Session *session, const char *key, const char *title, GArray *panels);

#endif
