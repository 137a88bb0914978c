/* report.h: report kinds (report_*.c make Documents) and formats (format_*.c write them): one row each.
 *
 * Kinds and formats meet only in the Document, so every kind comes in every format. */
#ifndef ACCOLADE_REPORT_H
#define ACCOLADE_REPORT_H

#include "reports/cells.h"
#include "reports/document.h"
#include "scoring/check.h"

/* Where a format's bytes go: to a file, a terminal, a test's string. False stops (disk full), error set. tell() hears what
 * share of a table has gone there, from one thread at a time; NULL: nobody wants to know. */
typedef struct Sink {
  bool (*put)(void *data, const char *bytes, size_t n, GError **error);
  void *data;
  void (*tell)(double share, void *teller);
  void *teller;
} Sink;

/* Everything a report may tell; what is not known is NULL or empty. Borrowed. */
typedef struct ReportInput {
  const char *lang; /* of human words; gettext is already set to it */
  const Award *award;
  const Cycle *cycle;
  const Ranking *ranking;
  const GPtrArray *flags;    /* of Flag */
  const GPtrArray *comments; /* of ReportComment, for one applicant */
  const GPtrArray *factors;  /* of ReportFactor, likewise */
  const GPtrArray *agreed;   /* of ReportAgreed, likewise: what stands */
  const GPtrArray *changes;  /* of ReportChange, likewise: how it came about */
  int64_t applicant;         /* for kinds that are about one; -1: none */
  const char *stage;         /* id or title, for kinds that can be about one stage only; NULL: all */
  size_t n_panels;           /* that applicant's, by stage */
  const Panel *const *panels;
  int64_t other;         /* for kinds that are about two: the second; -1: none */
  size_t n_other_panels; /* its panels, likewise */
  const Panel *const *other_panels;
  const int64_t *late;       /* per stage: scorebooks that may still be submitted and are not; NULL: not asked */
  const PanelSource *source; /* every panel, for what only some applicants need (missing marks); may be NULL */
  bool for_machines;         /* nobody reads what is for people alone: it may be left out */
  int64_t events;            /* the journal's length and head */
  const char *head;
  bool is_public; /* who has withdrawn is not even counted */
} ReportInput;

typedef struct ReportComment {
  uint16_t stage;
  const char *item, *kind, *text;
  const char *place, *file, *sha256; /* its evidence; "" none */
  const char *factors;               /* numbers of the key factors it cites, "3 7" */
  const char *assessor;              /* who wrote it; left out of what goes to applicants */
  bool counts;                       /* of a submitted scorebook that counts in the panel */
  bool agreed;                       /* taken over into the consensus, perhaps in other words */
} ReportComment;

typedef struct ReportFactor { /* a key factor */
  int64_t number;
  const char *stage, *author, *text; /* stage "": of every stage, the applicant's own or the secretariat's */
} ReportFactor;

typedef struct ReportAgreed { /* a mark a panel agreed on */
  uint16_t stage;
  size_t cell;
  const char *code, *reason, *proposer; /* "" none */
} ReportAgreed;

typedef struct ReportChange { /* one change of what a panel agreed on, as the journal has it */
  int64_t number;
  const char *at, *actor, *stage, *proposer, *item, *before, *after, *reason;
} ReportChange;

typedef enum ReportNeeds {
  NEEDS_RANKING = 1,
  NEEDS_FLAGS = 2,
  NEEDS_APPLICANT = 4,
  NEEDS_COMMENTS = 8,
  NEEDS_CONSENSUS = 16,
  NEEDS_OTHER = 32, /* a second applicant */
  NEEDS_LATE = 64
} ReportNeeds;

typedef struct ReportKind {
  const char *name;     /* "ranking" */
  const char *sentence; /* N_() */
  unsigned needs;       /* ReportNeeds */
  unsigned people_need; /* what only formats for people tell besides */
  bool panel;           /* of one applicant, and open to its panel as far as the marks are */
  Document *(*make)(const ReportInput *input, GError **error);
} ReportKind;

typedef struct FormatOptions {
  bool colour;    /* text only: the output is a terminal and NO_COLOR is not set */
  unsigned width; /* text only: cells of the terminal, 0 = as wide as needed */
} FormatOptions;

typedef struct ReportFormat {
  const char *name;      /* "csv" */
  const char *extension; /* ".csv" */
  const char *older;     /* as some systems still end such names: ".htm"; NULL: no other way */
  const char *sentence;  /* N_() */
  bool machine;          /* same bytes whatever the language */
  bool (*write)(const Document *document, const FormatOptions *options, const Sink *sink, GError **error);
} ReportFormat;

#define REPORTS(ROW) \
  ROW(ranking)       \
  ROW(candidates)    \
  ROW(scoresheet)    \
  ROW(comparison)    \
  ROW(matrix)        \
  ROW(consensus)     \
  ROW(feedback)      \
  ROW(flags)         \
  ROW(agreement)

#define FORMATS(ROW) \
  ROW(text)          \
  ROW(csv)           \
  ROW(markdown)      \
  ROW(html)          \
  ROW(json)

#define REPORT_DECLARE(name) extern const ReportKind report_##name;
REPORTS(REPORT_DECLARE)
#undef REPORT_DECLARE
#define FORMAT_DECLARE(name) extern const ReportFormat format_##name;
FORMATS(FORMAT_DECLARE)
#undef FORMAT_DECLARE

size_t report_count(void);
const ReportKind *report_at(size_t i);
const ReportKind *report_named(const char *name); /* NULL: none */
size_t report_format_count(void);
const ReportFormat *report_format_at(size_t i);
const ReportFormat *report_format_named(const char *name);

#define REPORT_ERROR (report_error_quark())
GQuark report_error_quark(void);
typedef enum ReportError { REPORT_ERROR_WRITE, REPORT_ERROR_INPUT } ReportError;

Sink sink_string(GString *string); /* appends to it */

#endif
