// More values at a time than small cores have registers.
#include <linux/bpf.h>
#include <bpf/bpf_helpers.h>

// What is read for the first sum is still good for the last, but not all of it.
SEC("xdp")
int sums(struct xdp_md *ctx)
{
	__u8 *data = (void *)(long)ctx->data;

	if (data + 600 > (__u8 *)(long)ctx->data_end)
		return XDP_PASS;
	*(__u64 *)data = bpf_csum_diff(0, 0, (void *)(data + 3), 512, 0);
	*(__u64 *)(data + 8) = bpf_csum_diff((void *)(data + 1), 516, (void *)(data + 80), 128, 5);
	*(__u64 *)(data + 16) = bpf_csum_diff((void *)data, 596, 0, 0, 0);
	return XDP_TX;
}

// All words are there until the last is mixed in.
SEC("xdp")
int words(struct xdp_md *ctx)
{
	__u8 *data = (void *)(long)ctx->data;
	__u64 words[56];
	__u64 sum = 0;

	if (data + 512 > (__u8 *)(long)ctx->data_end)
		return XDP_PASS;
#pragma unroll
	for (int i = 0; i < 56; i++)
		words[i] = *(__u64 *)(data + 8 * i) * (2 * i + 3);
#pragma unroll
	for (int i = 0; i < 56; i++)
		*(__u64 *)(data + 8 * i) = words[55 - i] ^ words[i * 7 % 56];
#pragma unroll
	for (int i = 0; i < 56; i++)
		sum = sum * 31 + words[i * 11 % 56];
	*(__u64 *)(data + 500) = sum;
	return sum & 1 ? XDP_TX : XDP_DROP;
}

// Words change places from turn to turn, which no order of moves does without another register.
SEC("xdp")
int turned(struct xdp_md *ctx)
{
	__u8 *data = (void *)(long)ctx->data;
	__u64 words[24];

	if (data + 200 > (__u8 *)(long)ctx->data_end)
		return XDP_PASS;
#pragma unroll
	for (int i = 0; i < 24; i++)
		words[i] = *(__u64 *)(data + 8 * i);
#pragma clang loop unroll(disable)
	for (int turn = 0; turn < (data[198] & 15); turn++) {
		__u64 first = words[0];
#pragma unroll
		for (int i = 0; i < 23; i++)
			words[i] = words[i + 1] + (i & turn);
		words[23] = first;
	}
#pragma unroll
	for (int i = 0; i < 24; i++)
		*(__u64 *)(data + 8 * i) = words[i] ^ words[23 - i];
	return data[198] & 1 ? XDP_TX : XDP_DROP;
}

char _license[] SEC("license") = "GPL";
