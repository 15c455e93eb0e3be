/* Counts packets by receive queue; its map `config` says to send them back with their MAC addresses exchanged. */
#include "../rxq_info.h"
