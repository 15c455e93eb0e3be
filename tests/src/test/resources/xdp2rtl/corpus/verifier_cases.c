/* Prints the cases of Linux's selftests/bpf/verifier that programs for packets can be, a line each: name, code, result (-
 * of another type of program, ! if Linux refuses it), packet, maps with the slots that load them. cases.h is the part of test_verifier.c with the cases, cut out when this
 * is compiled. */
#include <assert.h>
#include <endian.h>
#include <errno.h>
#include <limits.h>
#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <linux/types.h>
#include <linux/unistd.h>
#include <linux/if_ether.h>
#include <linux/filter.h>
#include <linux/bpf_perf_event.h>
#include <linux/bpf.h>
#include <linux/btf.h>
#include "tools/include/linux/filter.h"
#include "tools/testing/selftests/bpf/bpf_rand.h"
#include "tools/testing/selftests/bpf/test_btf.h"

typedef uint32_t u32;
#define ARRAY_SIZE(a) (sizeof(a) / sizeof *(a))
#define sizeof_field(type, member) sizeof(((type *) 0)->member)
#define offsetofend(type, member) (offsetof(type, member) + sizeof_field(type, member))

#include "cases.h"

static int length(struct bpf_insn *code, int most)
{
	while (most > 0 && !memcmp(&code[most - 1], &(struct bpf_insn) {}, sizeof *code))
		most--;
	return most;
}

static void put(const char *map, const int *slots)
{
	for (int i = 0; i < MAX_FIXUPS && slots[i]; i++)
		printf("%s:%d ", map, slots[i]);
}

static bool is_for_packets(enum bpf_prog_type type)
{
	return type == BPF_PROG_TYPE_UNSPEC || type == BPF_PROG_TYPE_XDP || type == BPF_PROG_TYPE_SCHED_CLS;
}

int main(void)
{
	for (size_t i = 0; i < ARRAY_SIZE(tests); i++) {
		struct bpf_test *test = &tests[i];
		if (!is_for_packets(test->prog_type) || test->fill_helper)
			continue;
		int count = length(test->insns, MAX_INSNS);
		printf("%s\t", test->descr);
		for (int byte = 0; byte < 8 * count; byte++)
			printf("%02x", ((unsigned char *) test->insns)[byte]);
		if (test->prog_type == BPF_PROG_TYPE_XDP && test->result == ACCEPT && test->retval != POINTER_VALUE)
			printf("\t%u\t", test->retval);
		else
			printf("\t%c\t", test->result == REJECT ? '!' : '-');
		for (int byte = 0; byte < TEST_DATA_LEN; byte++)
			printf("%02x", test->data[byte]);
		printf("\t");
		put("hash_8b", test->fixup_map_hash_8b);
		put("hash_16b", test->fixup_map_hash_16b);
		put("hash_48b", test->fixup_map_hash_48b);
		put("array_48b", test->fixup_map_array_48b);
		put("array_ro", test->fixup_map_array_ro);
		put("array_wo", test->fixup_map_array_wo);
		put("array_small", test->fixup_map_array_small);
		put("xskmap", test->fixup_map_xskmap);
		put("events", test->fixup_map_event_output);
		put("ringbuf", test->fixup_map_ringbuf);
		printf("\n");
	}
}
