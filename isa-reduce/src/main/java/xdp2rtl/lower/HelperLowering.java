package xdp2rtl.lower;

import static xdp2rtl.ebpf.Registers.RESULT;

import xdp2rtl.isa.AdjustOp;
import xdp2rtl.isa.Special;
import xdp2rtl.linux.Helper;

/// Calls of helpers, expanded into operations. Types have checked the arguments.
final class HelperLowering {
    private final Site site;
    private final MapLowering maps;
    private final RedirectLowering redirects;
    private final BorderLowering borders;
    private final ChecksumLowering checksums;

    HelperLowering(Site site, MemoryLowering memory) {
        this.site = site;
        this.maps = new MapLowering(site, memory);
        this.redirects = new RedirectLowering(site, maps);
        this.borders = new BorderLowering(site);
        this.checksums = new ChecksumLowering(site, memory);
    }

    void call(Helper helper) {
        site.write(RESULT, switch (helper) {
            case MAP_LOOKUP_ELEM -> maps.lookup();
            case MAP_UPDATE_ELEM -> maps.update();
            case MAP_DELETE_ELEM -> maps.delete();
            case KTIME_GET_NS -> site.emitter.get(Special.TIME);
            case GET_PRANDOM_U32 -> site.emitter.get(Special.RANDOM);
            case GET_SMP_PROCESSOR_ID -> site.emitter.get(Special.CPU);
            case XDP_GET_BUFF_LEN -> site.emitter.get(Special.LENGTH);
            case REDIRECT -> redirects.redirect();
            case REDIRECT_MAP -> redirects.redirectMap();
            case CSUM_DIFF -> checksums.difference();
            case XDP_ADJUST_HEAD -> borders.adjust(AdjustOp.HEAD);
            case XDP_ADJUST_TAIL -> borders.adjust(AdjustOp.TAIL);
            case XDP_ADJUST_META -> borders.adjust(AdjustOp.META);
        });
    }
}
