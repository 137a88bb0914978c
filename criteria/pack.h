/* pack.h: the door to libxml2. A Criteria or Rules out of XML, or every reason why not.
 *
 * Packs are hostile until proven otherwise: before libxml2 sees a byte the text is transcoded to
 * UTF-8 (UTF-8, GB18030, GBK only), scanned for DOCTYPE, depth, tag and attribute counts, and cut
 * off at PACK_MAX_BYTES; then it is parsed without network, entities or DTD, validated against the
 * compiled-in schema, and checked by our own rules (sums, bands, references, ids, reachability).
 *
 * All faults of a file are found, not only the first. A fault's text reads
 *   FILE:LINE: element: what is wrong; what would be right
 * and is already in the user's language. */
#ifndef ACCOLADE_PACK_H
#define ACCOLADE_PACK_H

#include "criteria/rules.h"

enum { PACK_MAX_BYTES = 4 << 20 };

#define PACK_ERROR (pack_error_quark())
GQuark pack_error_quark(void);
/* OPTION: what `overrides` say. */
typedef enum PackError { PACK_ERROR_READ, PACK_ERROR_INVALID, PACK_ERROR_UNKNOWN, PACK_ERROR_OPTION } PackError;

typedef enum PackType { PACK_CRITERIA, PACK_RULES } PackType;

typedef struct PackInfo { /* one entry of the listing */
  PackType type;
  const char *id, *edition, *status;
  Text title;
  const char *path; /* "" = compiled in */
} PackInfo;

/* A place packs are found by id: the compiled-in ones and any *.xml in `folders` (NULL-terminated,
 * may be NULL); a local pack with a shipped pack's id is refused when used. */
typedef struct PackShelf PackShelf;
PackShelf *pack_shelf_new(const char *const *folders);
void pack_shelf_free(PackShelf *shelf);
G_DEFINE_AUTOPTR_CLEANUP_FUNC(PackShelf, pack_shelf_free)

/* Sorted by type, then id. A local file is listed by what its first element says of it, faulty or not, and left out where
 * that cannot be read; pack_check_file() tells. */
size_t pack_shelf_list(PackShelf *shelf, const PackInfo **ret_infos);

/* The full text of the pack (overlays applied), as it is stored in a database, by id or path.
 * Caller frees. NULL and error when there is none or it has faults (the first is named, with the count). */
char *pack_text(PackShelf *shelf, const char *id_or_path, PackType type, GError **error);
/* The text's SHA-256, in hexadecimal. That of a shipped pack's text is compiled in, so that it is only compared. */
void pack_hash(const char *text, size_t length, char ret_sha256[65]);

/* From such a text. `name` is what messages call it. `overrides` (NULL-terminated NAME=VALUE, may be
 * NULL) are `init --set` ones, the same list for both: rules take the plain rules' options,
 * "factor.STAGE" and "max.STAGE", and refuse every name but "share.NODE"; criteria take "share.NODE"
 * and pass over the others. So a name that neither knows is refused once. An option counts for every
 * stage, also where a stage has said otherwise. An unknown name or value is an error that lists the right ones. */
Criteria *pack_parse_criteria(const char *text, size_t length, const char *name, const char *const *overrides,
                              GError **error);
Rules *pack_parse_rules(const char *text, size_t length, const char *name, const char *const *overrides,
                        GError **error);

/* Rules against criteria they will be used with, the award's or a class's: tie keys, levels, floors and totals resolve.
 * Adds faults (char *, caller's) to `faults`; true when none. */
bool pack_check_rules_fit(const Rules *rules, const Criteria *criteria, GPtrArray *faults);

/* Which type a file is, however faulty; false when it is none. */
bool pack_file_type(const char *path, PackType *ret_type);
/* Every fault of a file of either type, as char * in file and line order; an empty array means good. Never NULL. */
GPtrArray *pack_check_file(PackShelf *shelf, const char *path);

#endif
