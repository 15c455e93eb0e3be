// Maps of maps: arrays and hash maps of them, of arrays, hash maps, LRU maps, per-CPU maps and prefixes, which the object
// or a map file fills.
#include <linux/bpf.h>
#include <bpf/bpf_helpers.h>

#define MAP(name, kind, keyType, valueType, entries, flags) struct { \
    __uint(type, kind); __uint(max_entries, entries); __uint(map_flags, flags); \
    __type(key, keyType); __type(value, valueType); \
} name SEC(".maps")

struct counter_map {
    __uint(type, BPF_MAP_TYPE_ARRAY);
    __uint(max_entries, 4);
    __type(key, __u32);
    __type(value, __u64);
};
struct counter_map even SEC(".maps"), odd SEC(".maps"), unused SEC(".maps");

struct {
    __uint(type, BPF_MAP_TYPE_ARRAY_OF_MAPS);
    __uint(max_entries, 6);
    __type(key, __u32);
    __array(values, struct counter_map);
} counters SEC(".maps") = {.values = {[0] = &even, [1] = &odd, [3] = &even}};

struct flow_map {
    __uint(type, BPF_MAP_TYPE_HASH);
    __uint(max_entries, 8);
    __type(key, __u64);
    __type(value, __u64);
};
struct flow_map first SEC(".maps"), second SEC(".maps");
struct {
    __uint(type, BPF_MAP_TYPE_HASH);
    __uint(max_entries, 3);
    __type(key, __u64);
    __type(value, __u64);
} small SEC(".maps");

struct {
    __uint(type, BPF_MAP_TYPE_HASH_OF_MAPS);
    __uint(max_entries, 4);
    __type(key, __u32);
    __array(values, struct flow_map);
} flows SEC(".maps") = {.values = {[1] = &first, [2] = &second}};

struct recent_map {
    __uint(type, BPF_MAP_TYPE_LRU_HASH);
    __uint(max_entries, 256);
    __type(key, __u32);
    __type(value, __u32);
};
struct recent_map cpu0 SEC(".maps"), cpu1 SEC(".maps");

struct {
    __uint(type, BPF_MAP_TYPE_ARRAY_OF_MAPS);
    __uint(max_entries, 2);
    __type(key, __u32);
    __array(values, struct recent_map);
} recent SEC(".maps");

// As in Katran: the loader makes a map for each CPU, and the object shows what like.
struct {
    __uint(type, BPF_MAP_TYPE_ARRAY_OF_MAPS);
    __uint(max_entries, 4);
    __type(key, __u32);
    __type(value, __u32);
    __array(values, struct {
        __uint(type, BPF_MAP_TYPE_LRU_HASH);
        __uint(max_entries, 64);
        __type(key, __u32);
        __type(value, __u32);
    });
} lru_mapping SEC(".maps");
MAP(fallback, BPF_MAP_TYPE_LRU_HASH, __u32, __u32, 32, 0);

struct own_map {
    __uint(type, BPF_MAP_TYPE_PERCPU_ARRAY);
    __uint(max_entries, 2);
    __type(key, __u32);
    __type(value, __u64);
};
struct own_map own SEC(".maps"), others SEC(".maps");
struct {
    __uint(type, BPF_MAP_TYPE_ARRAY_OF_MAPS);
    __uint(max_entries, 2);
    __type(key, __u32);
    __array(values, struct own_map);
} owners SEC(".maps") = {.values = {&own, &others}};

struct sized_map {
    __uint(type, BPF_MAP_TYPE_ARRAY);
    __uint(max_entries, 1);
    __uint(map_flags, BPF_F_INNER_MAP);
    __type(key, __u32);
    __type(value, __u32);
};
MAP(short_one, BPF_MAP_TYPE_ARRAY, __u32, __u32, 2, BPF_F_INNER_MAP);
MAP(long_one, BPF_MAP_TYPE_ARRAY, __u32, __u32, 9, BPF_F_INNER_MAP);
struct {
    __uint(type, BPF_MAP_TYPE_ARRAY_OF_MAPS);
    __uint(max_entries, 2);
    __type(key, __u32);
    __array(values, struct sized_map);
} sizes SEC(".maps") = {.values = {(void *)&short_one, (void *)&long_one}};

struct prefix {
    __u32 length;
    __u8 bytes[4];
};
struct prefix_map {
    __uint(type, BPF_MAP_TYPE_LPM_TRIE);
    __uint(max_entries, 4);
    __uint(map_flags, BPF_F_NO_PREALLOC);
    __type(key, struct prefix);
    __type(value, __u32);
};
struct prefix_map near SEC(".maps"), far SEC(".maps");
struct {
    __uint(type, BPF_MAP_TYPE_ARRAY_OF_MAPS);
    __uint(max_entries, 2);
    __type(key, __u32);
    __array(values, struct prefix_map);
} routes SEC(".maps") = {.values = {&near, &far}};

static __always_inline __u8 *bytes(struct xdp_md *ctx) {
    __u8 *data = (void *)(long)ctx->data;
    return data + 16 > (__u8 *)(long)ctx->data_end ? 0 : data;
}

SEC("xdp")
int in_arrays(struct xdp_md *ctx) {
    __u8 *data = bytes(ctx);
    if (!data)
        return XDP_ABORTED;
    __u32 which = data[0];
    void *inner = bpf_map_lookup_elem(&counters, &which);
    if (!inner)
        return XDP_TX;
    __u32 index = data[1];
    __u64 *count = bpf_map_lookup_elem(inner, &index);
    if (!count)
        return 100 + (bpf_map_delete_elem(inner, &index) == -22);
    *count += 1 + data[2];
    if (data[3] & 1) {
        __u64 value = *count << 8 | data[4];
        index = data[5] & 7;
        return 200 - bpf_map_update_elem(inner, &index, &value, data[6] & 3);
    }
    return XDP_PASS;
}

SEC("xdp")
int in_hashes(struct xdp_md *ctx) {
    __u8 *data = bytes(ctx);
    if (!data)
        return XDP_ABORTED;
    __u32 which = data[0] & 3;
    void *inner = bpf_map_lookup_elem(&flows, &which);
    if (!inner)
        return XDP_TX;
    __u64 key = data[1];
    if (data[2] < 3)
        return 100 - bpf_map_delete_elem(inner, &key);
    __u64 *found = bpf_map_lookup_elem(inner, &key);
    if (found) {
        __sync_fetch_and_add(found, data[4]);
        return (int)*found;
    }
    __u64 value = data[3];
    return 200 - bpf_map_update_elem(inner, &key, &value, data[4] & 3);
}

SEC("xdp")
int in_recent(struct xdp_md *ctx) {
    __u8 *data = bytes(ctx);
    if (!data)
        return XDP_ABORTED;
    __u32 cpu = data[0] & 3;
    void *inner = bpf_map_lookup_elem(&recent, &cpu);
    if (!inner)
        return XDP_TX;
    __u32 key = data[1], *found = bpf_map_lookup_elem(inner, &key);
    __u32 value = data[2];
    return found ? 100 + *found : 200 - bpf_map_update_elem(inner, &key, &value, 0);
}

SEC("xdp")
int in_made(struct xdp_md *ctx) {
    __u8 *data = bytes(ctx);
    if (!data)
        return XDP_ABORTED;
    __u32 cpu = data[0], key = data[1] & 15, value = data[2];
    void *inner = bpf_map_lookup_elem(&lru_mapping, &cpu);
    if (!inner)
        inner = &fallback;
    __u32 *found = bpf_map_lookup_elem(inner, &key);
    if (found && data[3] == 1)
        return 200 - bpf_map_delete_elem(inner, &key);
    if (found) {
        *found += data[4];
        return 300 + *found;
    }
    return 100 - bpf_map_update_elem(inner, &key, &value, BPF_ANY);
}

SEC("xdp")
int in_others(struct xdp_md *ctx) {
    __u8 *data = bytes(ctx);
    if (!data)
        return XDP_ABORTED;
    __u32 which = data[0], index = data[1] & 1, result = 0;
    void *inner = bpf_map_lookup_elem(&owners, &which);
    if (inner) {
        __u64 *own_value = bpf_map_lookup_elem(inner, &index);
        if (own_value)
            result = ++*own_value;
    }
    inner = bpf_map_lookup_elem(&sizes, &which);
    if (inner) {
        index = data[2];
        __u32 *value = bpf_map_lookup_elem(inner, &index);
        if (value)
            *value += data[3];
        else
            result += 100;
    }
    inner = bpf_map_lookup_elem(&routes, &which);
    if (inner) {
        struct prefix key = {32, {data[4], data[5], data[6], data[7]}};
        __u32 *hop = bpf_map_lookup_elem(inner, &key);
        result += hop ? *hop : 1000;
    }
    return result;
}

// The pointer waits on the stack, and may come out of either map.
SEC("xdp")
int by_paths(struct xdp_md *ctx) {
    __u8 *data = bytes(ctx);
    if (!data)
        return XDP_ABORTED;
    __u32 which = data[0] & 3;
    __u64 key = data[1] & 3;
    void *inner = data[2] & 1 ? (void *)bpf_map_lookup_elem(&counters, &which) : (void *)bpf_map_lookup_elem(&flows, &which);
    if (!inner)
        return XDP_TX;
    __u64 *found = bpf_map_lookup_elem(inner, &key);
    if (!found)
        return XDP_DROP;
    *found ^= data[3];
    return XDP_PASS;
}

char _license[] SEC("license") = "GPL";
