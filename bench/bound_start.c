/* bound_start: nothing, with accolade's libraries loaded. */
int main(void) { return 0; }
