/* number.h: doubles as decimal text for programs, and cut to some digits. As the C library would, to the bit and to the
 * byte, but without asking it for what is plain. */
#ifndef ACCOLADE_NUMBER_H
#define ACCOLADE_NUMBER_H

#include <glib.h>

/* Appends a finite number as printf's %.15g in the C locale. */
void number_put(GString *out, double number);
/* The double nearest to the number's 12 significant digits. */
double number_cut(double number);

#endif
