/* output.h: what several commands share: where a document goes, and which stage, applicant or assessor is meant. */
#ifndef ACCOLADE_OUTPUT_H
#define ACCOLADE_OUTPUT_H

#include "commands/command.h"
#include "reports/report.h"

/* Options every command with a document takes. */
#define OUTPUT_OPTIONS                                                                                            \
  {"format", N_("FORMAT"), N_("text, csv, markdown, html or json; else by the ending of --output, else text")}, { \
    "output", N_("FILE"), N_("write to FILE, whole or not at all, instead of the screen")                         \
  }

/* Writes the document in the format and to the place the arguments name. */
bool output_document(Session *session, const Document *document, const Arguments *arguments, GError **error);

/* Writes it in that format to the file, or to the screen when path is NULL. */
bool output_in(Session *session, const Document *document, const ReportFormat *format, const char *path,
               GError **error);

/* One more of those a sentence names, of which `before` are named already: ten, then "...". */
void output_name(GString *named, unsigned long before, const char *id);

/* Is there such a format as the arguments name? */
bool output_is_known(const Arguments *arguments, GError **error);

/* Do the arguments name a format whose bytes are the same whatever the language? */
bool output_is_machine(const Arguments *arguments);

/* Do they name the one that has room for a table alone, and for nothing that is to be said beside it? */
bool output_is_sheet(const Arguments *arguments);

/* A file that appears whole or not at all: written beside its name, then renamed. Never over an award, or what SQLite keeps
 * beside it. */
typedef struct OutputFile OutputFile;
OutputFile *output_file_open(const char *path, GError **error);
bool output_file_put(void *file, const char *bytes, size_t n, GError **error); /* a Sink's put */
/* The same without copying: the first `used` bytes of the piece it returned before are put; an empty one of OUTPUT_PIECE bytes,
 * NULL with error. */
enum { OUTPUT_PIECE = 1 << 18 };
char *output_file_next(OutputFile *file, size_t used, GError **error);
bool output_file_close(OutputFile *file, GError **error); /* keeps it */
void output_file_discard(OutputFile *file);

/* The stage --stage names; without it the only one where marks are given, or that marks the item (open ones first), or the only
 * one open. */
bool meant_stage(Session *session, const Arguments *arguments, uint16_t *ret_stage, GError **error);
bool meant_stage_of_item(Session *session, const Arguments *arguments, uint32_t applicant, const char *code,
                         uint16_t *ret_stage, GError **error);
bool meant_applicant(Session *session, const char *id, uint32_t *ret_applicant, GError **error);
bool meant_assessor(Session *session, const char *id, uint32_t *ret_assessor, GError **error);
bool meant_person(Session *session, const char *id, GError **error);       /* an applicant or assessor */
bool meant_comment(const char *text, int64_t *ret_number, GError **error); /* a comment's number */
/* --reason, which the command cannot do without. */
const char *meant_reason(const Arguments *arguments, GError **error);

#endif
