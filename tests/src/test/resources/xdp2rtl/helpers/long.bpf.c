// Values of more bytes than a request to the map unit has, put in by programs.
#include <linux/bpf.h>
#include <bpf/bpf_helpers.h>

struct answer {
	__u16 length;
	__u8 bytes[1117];
};

struct name {
	__u8 bytes[96];
};

struct line {
	__u64 words[56];
};

struct {
	__uint(type, BPF_MAP_TYPE_HASH);
	__uint(max_entries, 6);
	__type(key, __u32);
	__type(value, struct answer);
} answers SEC(".maps");

struct {
	__uint(type, BPF_MAP_TYPE_LRU_HASH);
	__uint(max_entries, 100);
	__type(key, struct name);
	__type(value, struct line);
} lines SEC(".maps");

struct {
	__uint(type, BPF_MAP_TYPE_ARRAY);
	__uint(max_entries, 4);
	__type(key, __u32);
	__type(value, struct answer);
} templates SEC(".maps");

// From an array's value, or one of the map's own; entries are replaced, go and come back, and the map is full at times.
SEC("xdp")
int stored(struct xdp_md *ctx)
{
	__u8 *data = (void *)(long)ctx->data, *end = (void *)(long)ctx->data_end;
	struct answer *template, *old, *now;
	__u32 index, key, other;
	long result;

	if (data + 16 > end)
		return XDP_ABORTED;
	index = data[0] & 3;
	key = data[1] % 9;
	other = data[2] % 9;
	template = bpf_map_lookup_elem(&templates, &index);
	if (!template)
		return XDP_ABORTED;
	template->length++;
	template->bytes[data[3]] += data[4];
	template->bytes[1116] ^= data[5];
	template->bytes[600] -= data[4];
	old = bpf_map_lookup_elem(&answers, &other);
	result = bpf_map_update_elem(&answers, &key, data[6] % 3 || !old ? template : old, data[7] % 4);
	now = bpf_map_lookup_elem(&answers, &key);
	if (old)
		data[8] = old->length + old->bytes[1116] + old->bytes[600];
	if (now)
		data[9] = now->length + now->bytes[1116] + now->bytes[700];
	if (data[6] % 5 == 0)
		bpf_map_delete_elem(&answers, &other);
	data[10] = result;
	return result == 0 ? XDP_PASS : result == -7 ? XDP_DROP : XDP_TX;
}

// From the stack, with a key in the packet.
SEC("xdp")
int from_the_stack(struct xdp_md *ctx)
{
	__u8 *data = (void *)(long)ctx->data, *end = (void *)(long)ctx->data_end;
	struct line line = {}, *found;

	if (data + 96 > end)
		return XDP_PASS;
	line.words[3] = data[20];
	line.words[54] = data[21];
	line.words[55] = data[22];
	data[1] = 0;
	if (bpf_map_update_elem(&lines, data, &line, BPF_ANY))
		return XDP_ABORTED;
	found = bpf_map_lookup_elem(&lines, data);
	if (!found)
		return XDP_ABORTED;
	data[40] = found->words[55] + found->words[54] * 3 + found->words[3];
	return XDP_TX;
}

char _license[] SEC("license") = "GPL";
