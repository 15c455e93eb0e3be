/// The contents of maps as JSON files, in the form that `bpftool map dump -j` prints.
///
/// A file is an array of entries. An entry has a `key` and a `value`, each an array of byte strings such as `"0x1f"`;
/// in per-CPU maps it has `values`, an array of `{"cpu": 0, "value": [...]}`, instead. A `value` that is an object with
/// an `error` is an empty slot of a device map. Anything else in an entry, such as bpftool's `formatted`, is passed
/// over.
package xdp2rtl.mapfile;
