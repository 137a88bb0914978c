/* screen.c: the list of screens. */
#include "tui/screen.h"

#define SCREEN_ROW(name) &screen_##name,
static const Screen *const screens[] = {SCREENS(SCREEN_ROW)};
#undef SCREEN_ROW

size_t screen_count(void) { return G_N_ELEMENTS(screens); }

const Screen *screen_at(size_t i) { return screens[i]; }

const Screen *screen_named(const char *name) {
  for (size_t i = 0; i < G_N_ELEMENTS(screens); i++)
    if (g_str_equal(screens[i]->name, name)) return screens[i];
  return NULL;
}
