/* test_exchange_people.c: imports of applicants and assessors. */
#include "tests/exchange_cases.h"

#include <locale.h>
#include <sqlite3.h>

#define FIFTY "申报组织的名称很长，申报组织的abcde"
#define FULL FIFTY FIFTY FIFTY FIFTY FIFTY FIFTY FIFTY FIFTY FIFTY FIFTY

static const Case people_cases[] = {
    {.name = "all columns",
     IMPORT_APPLICANTS,
     "applicant,name,class,sector,region,kind,veto,note\nB1,N,any,s,r,team,\"fire,\n2019\",x\n",
     ROWS(1, 1, 0)},
    {.name = "chinese", IMPORT_APPLICANTS, "地区;编号;名称;对象\nr;B1;某公司;项目\nr;B2;某某;组织\n", ROWS(2, 2, 0)},
    {.name = "case and spaces in headers", IMPORT_APPLICANTS, " Applicant ,NAME\nB1,N\n", ROWS(1, 1, 0)},
    {.name = "unknown column",
     IMPORT_APPLICANTS,
     "applicant,name,secter,zz\nB1,N,1,2\n",
     ROWS(1, 1, 0) "w F:1: the column “secter” is not known and ignored; did you mean “sector”?\n"
                   "w F:1: the column “zz” is not known and ignored; rename it if it is meant\n"},
    {.name = "column without name",
     IMPORT_APPLICANTS,
     "applicant,name,\nB1,N,1\n",
     ROWS(1, 1, 0) "w F:1: column 3 has no name and is ignored\n"},
    {.name = "missing column",
     IMPORT_APPLICANTS,
     "applicant\nB1\n",
     FAULT "1: the column “name” (or “名称”) is missing; name it in the first line\n"},
    {.name = "column twice",
     IMPORT_APPLICANTS,
     "applicant,name,名称\nB1,N,M\n",
     FAULT "1: the column “名称” is there twice (columns 2 and 3); keep one of them\n"},
    {.name = "no rows",
     IMPORT_APPLICANTS,
     "applicant,name\n",
     ROWS(0, 0, 0) "w F:1: the file has columns but no rows\n"},
    {.name = "gb18030",
     IMPORT_APPLICANTS,
     "applicant,name\nB1,\xC3\xFB\n",
     ROWS(1, 1, 0) "w F:1: not UTF-8, so it is read as GB18030; look whether the names come out right\n"},
    {.name = "empty file",
     IMPORT_APPLICANTS,
     "",
     FAULT "1: the file is empty; it needs a line that names the columns\n"},
    {.name = "blank file",
     IMPORT_APPLICANTS,
     "\n\n",
     FAULT "1: the file has no line with text; it needs one that names the columns\n"},
    {.name = "broken csv",
     IMPORT_APPLICANTS,
     "applicant,name\nB1,N\nB2,\"N\n",
     FAULT "3: the quote that opens here is never closed; close it, or double a quote that is text\n"},
    {.name = "width",
     IMPORT_APPLICANTS,
     "applicant,name\nB1\nB2,N,more\nB3,N,\n",
     FAULT "2: the line ends after 1 of 2 columns; fill it up with delimiters\n"
           "f F:3: the line has 3 fields for 2 columns; quote a field that holds the delimiter\n"},
    {.name = "ids",
     IMPORT_APPLICANTS,
     "applicant,name\n,N\n B1,N\nB1 ,N\nSecretariat,N\nB\x01,N\n"
     "12345678901234567890123456789012345678901234567890123456789012345,N\n",
     FAULT "2: the id “” is empty; give one\nf F:3: the id “ B1” begins or ends with a space; take it out\n"
           "f F:4: the id “B1 ” begins or ends with a space; take it out\n"
           "f F:5: the id “Secretariat” is the secretariat's own; choose another\n"
           "f F:6: the id “B?” holds a line end or control character; take it out\n"
           "f F:7: the id “12345678901234567890123456789012345678901234567890123456789012345” is longer than 64 "
           "bytes; shorten it\n"},
    {.name = "ids of an input method",
     IMPORT_APPLICANTS,
     "applicant,name\n　B1,N\nB1\u00a0,N\n００２,N\nＢ2,N\n（一）号,N\n",
     FAULT
     "2: the id “　B1” begins or ends with a space; take it out\n"
     "f F:3: the id “B1\u00a0” begins or ends with a space; take it out\n"
     "f F:4: the id “００２” holds letters or digits as wide as Chinese characters; write plain ones, such as A01\n"
     "f F:5: the id “Ｂ2” holds letters or digits as wide as Chinese characters; write plain ones, such as A01\n"},
    {.name = "id of 64 bytes",
     IMPORT_APPLICANTS,
     "applicant,name\n1234567890123456789012345678901234567890123456789012345678901234,N\n",
     ROWS(1, 1, 0)},
    {.name = "twice in the file",
     IMPORT_APPLICANTS,
     "applicant,name\nB1,N\nB2,O\nB1,M\n",
     FAULT "4: “B1” is there already, at F:2; take one of them out\n"},
    {.name = "one name twice",
     IMPORT_APPLICANTS,
     "applicant,name,kind\nB1,望舒（集团）,\nB2,　望舒(集团),项目\nB3,青筠,\nB4,望舒（集团）,\nB5,A 1,\n",
     ROWS(5, 5,
          0) "w F:3: “B2” has the same name as “B1” at F:2, “望舒(集团)”; take one of them out unless both are meant\n"
             "w F:5: “B4” has the same name as “B1” at F:2, “望舒（集团）”; take one of them out unless both are "
             "meant\n"},
    {.name = "a name in the record",
     IMPORT_APPLICANTS,
     "applicant,name\nB1,First\nB2,Ｆirst\nB3,Third\n",
     ROWS(
         3, 3,
         0) "w F:2: “B1” has the same name as “A1” in the record, “First”; take the line out unless both are meant\n"
            "w F:3: “B2” has the same name as “A1” in the record, “Ｆirst”; take the line out unless both are meant\n"},
    {.name = "in the record",
     IMPORT_APPLICANTS,
     "applicant,name\nA2,Second\n",
     FAULT "2: “A2” is in the record already, which an import does not change; take the line out, or correct what the "
           "record says: accolade correct A2\n"},
    {.name = "by another name",
     IMPORT_APPLICANTS,
     "applicant,name\nA2,N\n",
     FAULT "2: “A2” is in the record already, and is called “Second” there, which an import does not change; if the "
           "name is another now, take the line out: accolade correct A2 --name 'N' --reason TEXT; if it is somebody "
           "else, give the line another id\n"},
    {.name = "a sum",
     IMPORT_APPLICANTS,
     "applicant,name\n合计,3\n",
     FAULT "2: the id “合计” is what a list calls its sum; take the line out\n"},
    {.name = "an assessor's id",
     IMPORT_APPLICANTS,
     "applicant,name\nE1,N\n",
     FAULT
     "2: “E1” is in the record already, which an import does not change; take the line out, or give it another id\n"},
    {.name = "names",
     IMPORT_APPLICANTS,
     "applicant,name\nB1,\nB2,\"a\nb\"\nB3,a\u202Eb\nB4,\uFEFFb\n",
     FAULT "2: the name of “B1” is empty; give one\n"
           "f F:3: the field “name” holds a line end or control character; take it out\n"
           "f F:5: the field “name” holds a character that is not seen and turns or hides others; type it again\n"
           "f F:6: the field “name” holds a character that is not seen and turns or hides others; type it again\n"},
    {.name = "kind",
     IMPORT_APPLICANTS,
     "applicant,name,kind\nB1,N,Firm\n",
     FAULT "2: there is no kind “Firm”; use organisation, project, person or team\n"},
    {.name = "class by id and title",
     IMPORT_APPLICANTS,
     "applicant,name,class\nB1,K,large\nB2,L,大型\nB3,M,Large\nB4,N,小型\n",
     ROWS(4, 4, 0),
     .staged = true},
    {.name = "no such class",
     IMPORT_APPLICANTS,
     "applicant,name,class\nB1,N,huge\nB2,N,\n",
     FAULT "2: the rules have no class “huge”; they have Large, 小型\n"
           "f F:3: the class is empty; the rules have Large, 小型\n",
     .staged = true},
    {.name = "class of another kind",
     IMPORT_APPLICANTS,
     "applicant,name,class,kind\nB1,N,large,个人\nB2,N,small,个人\n",
     FAULT "2: the class “Large” is not for the kind “person”; it takes organisation\n",
     .staged = true},
    {.name = "assessors",
     IMPORT_ASSESSORS,
     "编号,姓名,角色,单位,专业\nF1,a,评审员,u,v\nF2,b,评审专家,,\nF3,c,行业专家,,\nF4,d,组长,,\nF5,e,秘书处,,\nF6,f,"
     "监督,,\n"
     "F7,g,评委会,,\n",
     ROWS(7, 7, 0)},
    {.name = "assessors need an id only", IMPORT_ASSESSORS, "assessor\nF1\n", ROWS(1, 1, 0)},
    {.name = "role",
     IMPORT_ASSESSORS,
     "assessor,role\nF1,boss\nF2,applicant\n",
     FAULT "2: there is no role “boss”; use assessor, sector-expert, leader, secretariat, supervisor or committee\n"
           "f F:3: there is no role “applicant”; use assessor, sector-expert, leader, secretariat, supervisor or "
           "committee\n"},
    {.name = "an applicant's id",
     IMPORT_ASSESSORS,
     "assessor\nA1\n",
     FAULT
     "2: “A1” is in the record already, which an import does not change; take the line out, or give it another id\n"},
    {.name = "long texts", IMPORT_APPLICANTS, "applicant,name,note\nB1," FULL "," FULL "x\n", ROWS(1, 1, 0)},
    {.name = "too long texts",
     IMPORT_APPLICANTS,
     "applicant,name,region\nB1," FULL "x,r\nB2,n," FULL "x\n",
     FAULT "2: the field “name” has more than 500 bytes; shorten it\n"
           "f F:3: the field “region” has more than 500 bytes; shorten it\n"},
    {.name = "a long name of an assessor",
     IMPORT_ASSESSORS,
     "assessor,organisation\nE7," FULL "x\n",
     FAULT "2: the field “organisation” has more than 500 bytes; shorten it\n"},
};

/* Ids that differ behind a NUL only, which no import writes. */
static void test_behind_nul(void) {
  static const char *const tables[] = {"applicant", "assessor"};
  for (size_t i = 0; i < G_N_ELEMENTS(tables); i++) {
    Fixture *f = fixture_new(PLAIN_XML);
    g_autoptr(GError) error = NULL;
    ImportResult result;
    sqlite3 *db = NULL;
    import_good(f, IMPORT_APPLICANTS, "applicant,name\nA1,N\nA2,M\n", -1);
    import_good(f, IMPORT_ASSESSORS, "assessor,organisation\nE1,N\nE2,N\n", -1);
    g_autofree char *sql = g_strdup_printf("UPDATE %s SET id = CAST(X'4200' || no AS TEXT)", tables[i]);
    g_assert_cmpint(sqlite3_open(f->path, &db), ==, SQLITE_OK);
    g_assert_cmpint(sqlite3_exec(db, sql, NULL, NULL, NULL), ==, SQLITE_OK);
    sqlite3_close(db);
    g_autofree char *path = fixture_file(f, "F", "assessor,organisation\nE3,N\n", -1);
    const char *const paths[] = {path, NULL};
    g_assert_false(exchange_import(f->store, IMPORT_ASSESSORS, paths, -1, CSV_AUTO, false, &result, &error));
    g_assert_error(error, STORE_ERROR, STORE_ERROR_DAMAGED);
    fixture_free(f);
  }
}

int main(int argc, char **argv) {
  setlocale(LC_ALL, "C.UTF-8");
  g_test_init(&argc, &argv, NULL);
  g_test_add_func("/exchange/people/behind-nul", test_behind_nul);
  add_cases("people", people_cases, G_N_ELEMENTS(people_cases));
  return g_test_run();
}
