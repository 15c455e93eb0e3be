/// `host fib` and its commands.
package xdp2rtl.cli.fib;
