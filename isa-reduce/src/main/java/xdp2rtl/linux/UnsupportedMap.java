package xdp2rtl.linux;

import java.util.Locale;

/// The types of map that no program may use here: their numbers and names, for messages, and why.
/// Source: `enum bpf_map_type` of Linux 6.18, include/uapi/linux/bpf.h.
public enum UnsupportedMap implements MapType {
    UNSPEC(0, Obstacle.NO_TYPE),
    STACK_TRACE(7, Obstacle.OTHER_PROGRAMS),
    CGROUP_ARRAY(8, Obstacle.OTHER_PROGRAMS),
    SOCKMAP(15, Obstacle.SOCKETS),
    SOCKHASH(18, Obstacle.SOCKETS),
    CGROUP_STORAGE(19, Obstacle.OTHER_PROGRAMS),
    REUSEPORT_SOCKARRAY(20, Obstacle.OTHER_PROGRAMS),
    PERCPU_CGROUP_STORAGE(21, Obstacle.OTHER_PROGRAMS),
    SK_STORAGE(24, Obstacle.OTHER_PROGRAMS),
    STRUCT_OPS(26, Obstacle.OTHER_PROGRAMS),
    INODE_STORAGE(28, Obstacle.OTHER_PROGRAMS),
    TASK_STORAGE(29, Obstacle.OTHER_PROGRAMS),
    USER_RINGBUF(31, Obstacle.HOST_RINGS),
    CGRP_STORAGE(32, Obstacle.KERNEL_MEMORY),
    ARENA(33, Obstacle.SHARED_MEMORY);

    private final int number;
    private final Obstacle obstacle;

    UnsupportedMap(int number, Obstacle obstacle) {
        this.number = number;
        this.obstacle = obstacle;
    }

    @Override public int number() { return number; }

    @Override public String text() { return name().toLowerCase(Locale.ROOT); }

    @Override public boolean has(MapTrait trait) { return false; }

    /// Why it is not supported, and what to write instead.
    public Obstacle obstacle() { return obstacle; }
}
