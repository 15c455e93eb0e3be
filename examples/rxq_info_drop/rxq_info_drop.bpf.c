/* Counts packets by receive queue; its map `config` says to drop them. */
#include "../rxq_info.h"
