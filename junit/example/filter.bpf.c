// SPDX-License-Identifier: Apache-2.0
// Drops UDP packets to one port, and counts them. clang -O2 -g -target bpf -c filter.bpf.c -o filter.bpf.o
#include <linux/bpf.h>
#include <linux/if_ether.h>
#include <linux/in.h>
#include <linux/ip.h>
#include <linux/udp.h>
#include <bpf/bpf_endian.h>
#include <bpf/bpf_helpers.h>

struct {
    __uint(type, BPF_MAP_TYPE_ARRAY);
    __uint(max_entries, 1);
    __type(key, __u32);
    __type(value, __u64);
} dropped SEC(".maps");

SEC("xdp")
int filter(struct xdp_md *ctx)
{
    void *data = (void *)(long)ctx->data;
    void *end = (void *)(long)ctx->data_end;
    struct ethhdr *eth = data;
    struct iphdr *ip = (void *)(eth + 1);
    struct udphdr *udp = (void *)(ip + 1);
    __u32 key = 0;

    if ((void *)(udp + 1) > end || eth->h_proto != bpf_htons(ETH_P_IP) || ip->ihl != 5)
        return XDP_PASS;
    if (ip->protocol != IPPROTO_UDP || udp->dest != bpf_htons(53))
        return XDP_PASS;
    __u64 *count = bpf_map_lookup_elem(&dropped, &key);
    if (count)
        __sync_fetch_and_add(count, 1);
    return XDP_DROP;
}

char _license[] SEC("license") = "Dual BSD/GPL";
