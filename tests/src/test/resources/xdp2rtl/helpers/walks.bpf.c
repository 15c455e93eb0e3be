// bpf_for_each_map_elem over hash maps: what does not depend on the order of their entries, and what does.
#include <linux/bpf.h>
#include <bpf/bpf_helpers.h>

struct key {
	__u32 address;
	__u16 port;
};

struct {
	__uint(type, BPF_MAP_TYPE_HASH);
	__uint(max_entries, 40);
	__type(key, struct key);
	__type(value, __u64);
} flows SEC(".maps");

struct {
	__uint(type, BPF_MAP_TYPE_LRU_HASH);
	__uint(max_entries, 64);
	__type(key, __u32);
	__type(value, __u32);
} recent SEC(".maps");

struct {
	__uint(type, BPF_MAP_TYPE_PERCPU_HASH);
	__uint(max_entries, 16);
	__type(key, __u8[20]);
	__type(value, __u64[3]);
} own SEC(".maps");

struct {
	__uint(type, BPF_MAP_TYPE_LRU_PERCPU_HASH);
	__uint(max_entries, 16);
	__type(key, __u64);
	__type(value, __u16);
} rare SEC(".maps");

struct {
	__uint(type, BPF_MAP_TYPE_ARRAY);
	__uint(max_entries, 4);
	__type(key, __u32);
	__type(value, __u64);
} results SEC(".maps");

struct totals {
	__u64 keys, values, length;
};

static long add_flow(void *map, struct key *key, __u64 *value, struct totals *totals)
{
	totals->keys += key->address ^ key->port;
	totals->values += *value;
	*value = *value * 3 + totals->length;
	return 0;
}

static long add_recent(void *map, __u32 *key, __u32 *value, struct totals *totals)
{
	totals->keys += *key;
	totals->values ^= *value;
	return 0;
}

static long add_own(void *map, __u8 *key, __u64 *value, struct totals *totals)
{
	totals->keys += key[0] + 256 * key[19];
	value[2] += totals->length;
	totals->values += value[0] + value[2];
	return 0;
}

static long add_rare(void *map, __u64 *key, __u16 *value, struct totals *totals)
{
	totals->keys += *key;
	totals->values += ++*value;
	return 0;
}

static __always_inline void note(__u32 at, __u64 value)
{
	__u64 *result = bpf_map_lookup_elem(&results, &at);

	if (result)
		*result = *result * 31 + value;
}

// Keys come and go between the walks over all kinds of hash maps.
SEC("xdp")
int sums(struct xdp_md *ctx)
{
	__u32 length = ctx->data_end - ctx->data;
	struct totals totals = { .length = length };
	struct key key = { .address = length % 13, .port = length % 3 };
	__u32 number = length % 11;
	__u64 value = length, wide = length % 7;
	__u64 three[3] = { length, 2, 3 };
	__u8 bytes[20] = { length % 5 };
	__u16 small = length;

	bytes[19] = length % 2;
	bpf_map_update_elem(&flows, &key, &value, BPF_ANY);
	bpf_map_update_elem(&recent, &number, &length, BPF_ANY);
	bpf_map_update_elem(&own, bytes, three, BPF_NOEXIST);
	bpf_map_update_elem(&rare, &wide, &small, BPF_NOEXIST);
	if (length % 4 == 1) {
		key.address = length % 7;
		bpf_map_delete_elem(&flows, &key);
		bpf_map_delete_elem(&recent, &key.address);
		bytes[0] = 0;
		bpf_map_delete_elem(&own, bytes);
	}
	note(0, bpf_for_each_map_elem(&flows, add_flow, &totals, 0));
	note(1, bpf_for_each_map_elem(&recent, add_recent, &totals, 0));
	note(2, bpf_for_each_map_elem(&own, add_own, &totals, 0));
	note(3, bpf_for_each_map_elem(&rare, add_rare, &totals, 0));
	note(0, totals.keys);
	note(1, totals.values);
	note(2, bpf_for_each_map_elem(&flows, add_flow, &totals, 3));
	return totals.keys & 1 ? XDP_TX : XDP_PASS;
}

static long age(void *map, struct key *key, __u64 *value, struct totals *totals)
{
	__u64 next = *value / 2;

	totals->keys++;
	if (key->port == 1)
		return 0;
	if (next < 8)
		bpf_map_delete_elem(&flows, key);
	else
		bpf_map_update_elem(&flows, key, &next, BPF_EXIST);
	return 0;
}

static long pairs(void *map, __u32 *key, __u32 *value, struct totals *totals)
{
	totals->keys += *key;
	totals->values += bpf_for_each_map_elem(&flows, add_flow, totals, 0);
	return 0;
}

// The entry that a function is called for is changed, taken out or walked from into another map.
SEC("xdp")
int aged(struct xdp_md *ctx)
{
	__u32 length = ctx->data_end - ctx->data;
	struct totals totals = { .length = length };
	struct key key = { .address = length * 2654435761u >> 27, .port = length % 3 };
	__u32 number = length % 3;
	__u64 value = length % 256;

	bpf_map_update_elem(&flows, &key, &value, BPF_ANY);
	note(0, bpf_for_each_map_elem(&flows, age, &totals, 0));
	note(1, totals.keys);
	if (length % 8 == 0) {
		bpf_map_update_elem(&recent, &number, &length, BPF_ANY);
		bpf_for_each_map_elem(&recent, pairs, &totals, 0);
		note(2, totals.values);
		return XDP_TX;
	}
	return XDP_PASS;
}

static long other(void *map, struct key *key, __u64 *value, struct totals *totals)
{
	struct key twin = { .address = key->address ^ 1, .port = key->port };

	totals->keys = totals->keys * 31 + key->address;
	if (key->port == 0)
		bpf_map_delete_elem(&flows, &twin);
	if (key->port == 1)
		bpf_map_update_elem(&flows, &twin, &totals->keys, BPF_ANY);
	return totals->keys % 17 == 0;
}

// What is seen depends on the order: other entries than the function's own come and go, and a walk is stopped.
SEC("xdp")
int ordered(struct xdp_md *ctx)
{
	__u32 length = ctx->data_end - ctx->data;
	struct totals totals = { .length = length };
	struct key key = { .address = length * 2654435761u >> 27, .port = length % 3 };
	__u64 value = length;

	bpf_map_update_elem(&flows, &key, &value, BPF_ANY);
	note(0, bpf_for_each_map_elem(&flows, other, &totals, 0));
	note(1, totals.keys);
	return totals.keys & 1 ? XDP_TX : XDP_PASS;
}

char _license[] SEC("license") = "GPL";
