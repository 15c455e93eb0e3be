// Values of more bytes than a request to the map unit has: the host puts them in, programs read and change them.
#include <linux/bpf.h>
#include <bpf/bpf_helpers.h>

struct answer {
	__u16 length;
	__u8 bytes[1406];
};

struct counts {
	__u64 words[250];
};

struct {
	__uint(type, BPF_MAP_TYPE_HASH);
	__uint(max_entries, 8);
	__type(key, __u64);
	__type(value, struct answer);
} answers SEC(".maps");

struct {
	__uint(type, BPF_MAP_TYPE_PERCPU_HASH);
	__uint(max_entries, 8);
	__type(key, __u32);
	__type(value, struct counts);
} counts SEC(".maps");

SEC("xdp")
int answered(struct xdp_md *ctx)
{
	unsigned char *data = (void *)(long)ctx->data;

	if (data + 14 > (unsigned char *)(long)ctx->data_end)
		return XDP_DROP;

	__u64 key = data[0] & 7;
	__u32 number = data[1] & 7;
	struct answer *answer = bpf_map_lookup_elem(&answers, &key);
	struct counts *count = bpf_map_lookup_elem(&counts, &number);

	if (count) {
		count->words[0]++;
		count->words[249] += data[2];
	}
	if (!answer)
		return XDP_DROP;
	answer->bytes[1405] += data[3];
	answer->bytes[data[4]]++;
	if (data[5] == 9)
		bpf_map_delete_elem(&answers, &key);
	return answer->length + answer->bytes[700] & 1 ? XDP_TX : XDP_PASS;
}

char _license[] SEC("license") = "GPL";
