#include <isa-l/igzip_lib.h>

/* ISAL_DEF_LVL1_LARGE, a sum that Swift does not see. */
static const uint32_t daybook_level1_bytes = ISAL_DEF_LVL1_LARGE;
