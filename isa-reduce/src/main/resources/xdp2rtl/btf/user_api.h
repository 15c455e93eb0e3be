// Structs of the user-space API of Linux 6.18 that XDP programs meet, and headers of packets. Read by UserApi.

struct xdp_md { u32 data; u32 data_end; u32 data_meta; u32 ingress_ifindex; u32 rx_queue_index; u32 egress_ifindex; };

struct bpf_devmap_val { u32 ifindex; union { s32 fd; u32 id; } bpf_prog; };
struct bpf_cpumap_val { u32 qsize; union { s32 fd; u32 id; } bpf_prog; };
struct bpf_spin_lock { u32 val; };
struct bpf_timer { u64 __opaque[2]; };
struct bpf_dynptr { u64 __opaque[2]; };
struct bpf_iter_num { u64 __opaque[1]; };
struct bpf_redir_neigh { u32 nh_family; union { u32 ipv4_nh; u32 ipv6_nh[4]; }; };
struct bpf_sock_tuple {
    union {
        struct { u32 saddr; u32 daddr; u16 sport; u16 dport; } ipv4;
        struct { u32 saddr[4]; u32 daddr[4]; u16 sport; u16 dport; } ipv6;
    };
};
struct bpf_fib_lookup {
    u8 family; u8 l4_protocol; u16 sport; u16 dport;
    union { u16 tot_len; u16 mtu_result; };
    u32 ifindex;
    union { u8 tos; u32 flowinfo; u32 rt_metric; };
    union { u32 ipv4_src; u32 ipv6_src[4]; };
    union { u32 ipv4_dst; u32 ipv6_dst[4]; };
    union { struct { u16 h_vlan_proto; u16 h_vlan_TCI; }; u32 tbid; };
    union { struct { u32 mark; }; struct { u8 smac[6]; u8 dmac[6]; }; };
};

struct ethhdr { u8 h_dest[6]; u8 h_source[6]; u16 h_proto; };
struct vlan_hdr { u16 h_vlan_TCI; u16 h_vlan_encapsulated_proto; };
struct vlan_ethhdr {
    union {
        struct { u8 h_dest[6]; u8 h_source[6]; };
        struct { u8 h_dest[6]; u8 h_source[6]; } addrs;
    };
    u16 h_vlan_proto; u16 h_vlan_TCI; u16 h_vlan_encapsulated_proto;
};
struct arphdr { u16 ar_hrd; u16 ar_pro; u8 ar_hln; u8 ar_pln; u16 ar_op; };
struct mpls_label { u32 entry; };
struct pppoe_tag { u16 tag_type; u16 tag_len; u8 tag_data[0]; };
struct pppoe_hdr { u8 type : 4; u8 ver : 4; u8 code; u16 sid; u16 length; struct pppoe_tag tag[0]; };

struct in_addr { u32 s_addr; };
struct iphdr {
    u8 ihl : 4; u8 version : 4; u8 tos; u16 tot_len; u16 id; u16 frag_off; u8 ttl; u8 protocol; u16 check;
    union {
        struct { u32 saddr; u32 daddr; };
        struct { u32 saddr; u32 daddr; } addrs;
    };
};
struct in6_addr { union { u8 u6_addr8[16]; u16 u6_addr16[8]; u32 u6_addr32[4]; } in6_u; };
struct ipv6hdr {
    u8 priority : 4; u8 version : 4; u8 flow_lbl[3]; u16 payload_len; u8 nexthdr; u8 hop_limit;
    union {
        struct { struct in6_addr saddr; struct in6_addr daddr; };
        struct { struct in6_addr saddr; struct in6_addr daddr; } addrs;
    };
};
struct ipv6_opt_hdr { u8 nexthdr; u8 hdrlen; };
struct frag_hdr { u8 nexthdr; u8 reserved; u16 frag_off; u32 identification; };
struct ipv6_rt_hdr { u8 nexthdr; u8 hdrlen; u8 type; u8 segments_left; };
struct ipv6_sr_hdr {
    u8 nexthdr; u8 hdrlen; u8 type; u8 segments_left; u8 first_segment; u8 flags; u16 tag; struct in6_addr segments[0];
};
struct ip_auth_hdr { u8 nexthdr; u8 hdrlen; u16 reserved; u32 spi; u32 seq_no; u8 auth_data[0]; };
struct ip_comp_hdr { u8 nexthdr; u8 flags; u16 cpi; };
struct ip_esp_hdr { u32 spi; u32 seq_no; u8 enc_data[0]; };

struct tcphdr {
    u16 source; u16 dest; u32 seq; u32 ack_seq;
    u16 ae : 1; u16 res1 : 3; u16 doff : 4;
    u16 fin : 1; u16 syn : 1; u16 rst : 1; u16 psh : 1; u16 ack : 1; u16 urg : 1; u16 ece : 1; u16 cwr : 1;
    u16 window; u16 check; u16 urg_ptr;
};
struct udphdr { u16 source; u16 dest; u16 len; u16 check; };
struct sctphdr { u16 source; u16 dest; u32 vtag; u32 checksum; };
struct icmphdr {
    u8 type; u8 code; u16 checksum;
    union {
        struct { u16 id; u16 sequence; } echo;
        u32 gateway;
        struct { u16 __unused; u16 mtu; } frag;
        u8 reserved[4];
    } un;
};
struct icmpv6_echo { u16 identifier; u16 sequence; };
struct icmpv6_nd_advt { u32 reserved : 5; u32 override : 1; u32 solicited : 1; u32 router : 1; u32 reserved2 : 24; };
struct icmpv6_nd_ra {
    u8 hop_limit; u8 reserved : 3; u8 router_pref : 2; u8 home_agent : 1; u8 other : 1; u8 managed : 1; u16 rt_lifetime;
};
struct icmp6hdr {
    u8 icmp6_type; u8 icmp6_code; u16 icmp6_cksum;
    union {
        u32 un_data32[1]; u16 un_data16[2]; u8 un_data8[4];
        struct icmpv6_echo u_echo; struct icmpv6_nd_advt u_nd_advt; struct icmpv6_nd_ra u_nd_ra;
    } icmp6_dataun;
};
struct igmphdr { u8 type; u8 code; u16 csum; u32 group; };

struct gre_base_hdr { u16 flags; u16 protocol; };
struct vxlanhdr { u32 vx_flags; u32 vx_vni; };
struct genevehdr {
    u8 opt_len : 6; u8 ver : 2; u8 rsvd1 : 6; u8 critical : 1; u8 oam : 1; u16 proto_type; u8 vni[3]; u8 rsvd2;
    u8 options[0];
};
