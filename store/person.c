/* person.c: what may be said of applicants and assessors. */
#include "store/person.h"

#include <string.h>

/* -- fields --------------------------------------------------------------------------------------------- */

static const struct {
  const char *name;
  int applicant, assessor; /* columns */
} fields[PERSON_FIELDS] = {
    [FIELD_NAME] = {"name", 2, 2},
    [FIELD_CLASS] = {"class", 3, -1},
    [FIELD_SECTOR] = {"sector", 4, 4},
    [FIELD_REGION] = {"region", 5, -1},
    [FIELD_KIND] = {"kind", 6, -1},
    [FIELD_NOTE] = {"note", 7, -1},
    [FIELD_ORGANISATION] = {"organisation", -1, 3},
};

const char *person_field_name(PersonField field) { return fields[field].name; }

int person_column(PersonField field, bool applicant) {
  return applicant ? fields[field].applicant : fields[field].assessor;
}

/* -- texts ---------------------------------------------------------------------------------------------- */

bool person_text(const char *field, const char *text, bool lines, GError **error) {
  if (text_has_control(text, lines))
    return store_refuse(error, STORE_ERROR_INPUT,
                        _("the field “%s” holds a line end or control character; take it out"), field);
  if (!lines && strlen(text) > LINE_MOST_BYTES)
    return store_refuse(error, STORE_ERROR_INPUT, _("the field “%s” has more than %d bytes; shorten it"), field,
                        LINE_MOST_BYTES);
  return lines || !text_find_unsafe(text) ||
         store_refuse(error, STORE_ERROR_INPUT,
                      _("the field “%s” holds a character that is not seen and turns or hides others; type it again"),
                      field);
}

bool person_name(const char *id, const char *name, GError **error) {
  return text_says(name) || store_refuse(error, STORE_ERROR_INPUT, _("the name of “%s” is empty; give one"), id);
}

/* -- kinds ---------------------------------------------------------------------------------------------- */

static const struct {
  const char *name, *kind;
} kinds[] = {
    {"", ""},
    {"organisation", "organisation"},
    {"organization", "organisation"},
    {"组织", "organisation"},
    {"project", "project"},
    {"项目", "project"},
    {"person", "person"},
    {"个人", "person"},
    {"team", "team"},
    {"团队", "team"},
};

bool person_kind(const char *name, const char **ret_kind, GError **error) {
  for (size_t i = 0; i < G_N_ELEMENTS(kinds); i++)
    if (g_ascii_strcasecmp(name, kinds[i].name) == 0) {
      *ret_kind = kinds[i].kind;
      return true;
    }
  return store_refuse(error, STORE_ERROR_INPUT,
                      _("there is no kind “%.80s”; use organisation, project, person or team"), name);
}

/* -- classes -------------------------------------------------------------------------------------------- */

static const AwardClass *class_named(const Rules *rules, const char *name) {
  for (size_t i = 0; i < rules->n_classes; i++)
    if (strcmp(rules->classes[i].id, name) == 0 || text_equals(&rules->classes[i].title, name))
      return &rules->classes[i];
  return NULL;
}

static bool refuse_class(const Rules *rules, const char *name, GError **error) {
  g_autoptr(GString) list = g_string_new(NULL);
  for (size_t i = 0; i < rules->n_classes; i++)
    g_string_append_printf(list, "%s%s", i ? _(", ") : "", title_words(&rules->classes[i].title, rules->classes[i].id));
  if (*name)
    return store_refuse(error, STORE_ERROR_INPUT, _("the rules have no class “%.80s”; they have %s"), name, list->str);
  return store_refuse(error, STORE_ERROR_INPUT, _("the class is empty; the rules have %s"), list->str);
}

static bool refuse_kind(const AwardClass *class, const char *kind, GError **error) {
  const char *title = title_words(&class->title, class->id);
  if (!*kind)
    return store_refuse(error, STORE_ERROR_INPUT,
                        _("the class “%s” takes %s, and no kind is given, which says organisation; give the kind"),
                        title, class->kinds);
  return store_refuse(error, STORE_ERROR_INPUT, _("the class “%s” is not for the kind “%s”; it takes %s"), title, kind,
                      class->kinds);
}

bool person_class(const Rules *rules, const char *name, const char *kind, const char **ret_class, GError **error) {
  const AwardClass *class = class_named(rules, name);
  if (rules->n_classes > 0 && !class) return refuse_class(rules, name, error);
  if (class && !class_takes_kind(class, kind)) return refuse_kind(class, kind, error);
  *ret_class = class ? class->id : name;
  return true;
}
