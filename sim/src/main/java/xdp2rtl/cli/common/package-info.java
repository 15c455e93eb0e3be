/// What all verbs share: the verb itself, its answer as text or JSON, options of programs, cores, stimuli and devices,
/// progress.
package xdp2rtl.cli.common;
