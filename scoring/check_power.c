/* check_power.c: the table of measured shares. */
#include "scoring/check_power.h"

#include <glib/gi18n.h>

const CheckPower check_powers[] = {
    {&check_extreme, N_("single marks moved by 25 to 35 percent"), {10, 15, 20, 5, 10, 20}},
    {&check_extreme, N_("single marks moved by 35 to 45 percent"), {45, 55, 65, 45, 60, 65}},
    {&check_spread, N_("items that split the panel in two, 40 percent apart"), {50, 85, 95, 40, 80, 95}},
    {&check_singled_out,
     N_("scorebooks 20 percent higher or lower than that assessor's others"),
     {40, 60, 75, 65, 75, 80}},
    {&check_leniency, N_("assessors 20 percent lenient or severe throughout"), {0, 15, 15, 25, 40, 40}},
    {&check_stuck, N_("assessors who give nine items of ten the same mark"), {100, 100, 100, 100, 100, 100}},
    {&check_halo, N_("assessors who hardly tell items apart"), {10, 95, 95, 100, 100, 100}},
    {&check_central,
     N_("assessors who draw everything to the middle, four tenths of the distance left"),
     {0, 60, 95, 40, 100, 100}},
    {&check_erratic, N_("assessors with two and a half times the usual scatter"), {20, 100, 100, 100, 100, 100}},
    {&check_drift,
     N_("assessors who move by 20 percent from the first to the last applicant"),
     {75, 90, 90, 100, 100, 100}},
    {&check_home_favour,
     N_("assessors who give 15 percent more at home, on three applicants or more"),
     {100, 100, 100, 100, 100, 100}},
    {&check_pairs, N_("assessors who take over four marks of five from a colleague"), {100, 100, 100, 100, 100, 100}},
    {&check_speed, N_("scorebooks with a mark every second and a half"), {100, 100, 100, 100, 100, 100}},
    {&check_same_words, N_("sentences taken over with another ending"), {100, 100, 100, 100, 100, 100}},
};
const size_t check_powers_n = G_N_ELEMENTS(check_powers);

PowerSize check_power_size(size_t applicants, double assessors) {
  bool small = applicants * applicants < 20 * 100; /* nearer to 20 than to 100, as factors */
  size_t column = assessors < 4 ? 0 : assessors < 6 ? 1 : 2;
  return (PowerSize){small ? 20 : 100, 3 + 2 * (unsigned)column, column + (small ? 0 : 3)};
}
