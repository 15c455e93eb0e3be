/// Our figures beside the published ones.
package xdp2rtl.bench;
