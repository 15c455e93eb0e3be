/// What programs may use here: which helpers, maps and instructions every engine has.
package xdp2rtl.support;
