// Options of the kernel's configuration, written into the packet.
#include <linux/bpf.h>
#include <bpf/bpf_helpers.h>

extern int LINUX_KERNEL_VERSION __kconfig;
extern enum libbpf_tristate CONFIG_BPF_SYSCALL __kconfig;
extern _Bool CONFIG_NET __kconfig __weak;
extern char CONFIG_INET __kconfig __weak;
extern int CONFIG_HZ __kconfig __weak;
extern char CONFIG_CC_VERSION_TEXT[8] __kconfig __weak;
extern _Bool CONFIG_OF_NO_KERNEL __kconfig __weak;
extern unsigned long CONFIG_LARGE_OF_NO_KERNEL __kconfig __weak;
extern const int variable_of_no_kernel __ksym __weak;
extern int function_of_no_kernel(int) __ksym __weak;

SEC("xdp")
int options(struct xdp_md *ctx)
{
    __u32 *out = (void *)(long)ctx->data;
    if (out + 12 > (__u32 *)(long)ctx->data_end)
        return XDP_DROP;
    out[0] = LINUX_KERNEL_VERSION;
    out[1] = CONFIG_BPF_SYSCALL;
    out[2] = CONFIG_NET;
    out[3] = CONFIG_INET;
    out[4] = CONFIG_HZ;
    out[5] = CONFIG_OF_NO_KERNEL;
    out[6] = CONFIG_LARGE_OF_NO_KERNEL;
    out[7] = CONFIG_CC_VERSION_TEXT[0];
    out[8] = CONFIG_CC_VERSION_TEXT[6];
    out[9] = CONFIG_CC_VERSION_TEXT[7];
    out[10] = &variable_of_no_kernel == 0;
    if (function_of_no_kernel)
        out[10] = function_of_no_kernel(7);
    return XDP_TX;
}

char _license[] SEC("license") = "GPL";
