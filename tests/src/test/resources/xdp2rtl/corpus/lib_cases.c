/* Prints the eBPF cases of Linux's lib/test_bpf.c, a line each: name, code, result or -. cases.h is the part of that file
 * with the cases, cut out when this is compiled. What it uses of the kernel is here. */
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
#include <linux/if_ether.h>
#include <linux/if_vlan.h>
#include <linux/filter.h>
#include <linux/bpf.h>
#include "tools/include/linux/filter.h"

typedef uint8_t u8;
typedef uint16_t u16;
typedef uint32_t u32;
typedef uint64_t u64;
typedef int16_t s16;
typedef int32_t s32;
typedef int64_t s64;
struct rnd_state {
	u32 state;
};

#define S16_MAX INT16_MAX
#define U32_MAX UINT32_MAX
#define S32_MAX INT32_MAX
#define S32_MIN INT32_MIN
#define S64_MAX INT64_MAX
#define GFP_KERNEL 0
#define BIT(n) (1UL << (n))
#define ARRAY_SIZE(a) (sizeof(a) / sizeof *(a))
#define max(a, b) ((a) > (b) ? (a) : (b))
#define kfree free
#define kmalloc_array(n, size, flags) calloc(n, size)
#define cpu_to_be16(x) __builtin_bswap16(x)
#define cpu_to_be32(x) __builtin_bswap32(x)
#define cpu_to_be64(x) __builtin_bswap64(x)
#define cpu_to_le16(x) (x)
#define cpu_to_le32(x) (x)
#define cpu_to_le64(x) (x)
#define __BPF_STMT(code, k) ((struct sock_filter) BPF_STMT(code, k))
#define __BPF_JUMP(code, k, jt, jf) ((struct sock_filter) BPF_JUMP(code, k, jt, jf))
/* The kernel's own has no meaning outside of it. */
#define BPF_ZEXT_REG(reg) BPF_MOV32_REG(reg, reg)

static void BUG_ON(bool bad)
{
	if (bad)
		abort();
}

static u64 div64_u64(u64 a, u64 b)
{
	return a / b;
}

static u64 div64_u64_rem(u64 a, u64 b, u64 *rest)
{
	*rest = a % b;
	return a / b;
}

static void prandom_seed_state(struct rnd_state *random, u64 seed)
{
	random->state = seed;
}

static u32 prandom_u32_state(struct rnd_state *random)
{
	return random->state = random->state * 1664525 + 1013904223;
}

#include "cases.h"

static int length(struct bpf_insn *code, int most)
{
	while (most > 0 && !memcmp(&code[most - 1], &(struct bpf_insn) {}, sizeof *code))
		most--;
	return most;
}

int main(void)
{
	for (size_t i = 0; i < ARRAY_SIZE(tests); i++) {
		struct bpf_test *test = &tests[i];
		if (!(test->aux & INTERNAL) || test->aux & FLAG_EXPECTED_FAIL || test->fill_helper && test->fill_helper(test))
			continue;
		unsigned char *code = test->fill_helper ? test->u.ptr.insns : (void *) test->u.insns_int;
		int count = test->fill_helper ? (int) test->u.ptr.len : length(test->u.insns_int, MAX_INSNS);
		bool alone = !(test->aux & FLAG_LARGE_MEM) && (test->aux & FLAG_NO_DATA || !test->test[0].data_size);
		printf("%s\t", test->descr);
		for (int byte = 0; byte < 8 * count; byte++)
			printf("%02x", code[byte]);
		if (alone)
			printf("\t%u\t\t\n", test->test[0].result);
		else
			printf("\t-\t\t\n");
	}
}
