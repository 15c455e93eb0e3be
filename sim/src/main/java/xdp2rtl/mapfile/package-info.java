/// The contents of maps as JSON files, in the form that `bpftool map dump -j` prints.
///
/// A file is an array of entries. An entry has a `key` and a `value`, each an array of byte strings such as `"0x1f"`;
/// in per-CPU maps it has `values`, an array of `{"cpu": 0, "value": [...]}`, instead. A `value` that is an object with
/// an `error` is an empty slot of a device map. Of a map whose object says its types an entry has `formatted` too: key
/// and value with the names of their members. A key or a value can be read in that form as well, as bpftool prints it
/// for people; where both are there, the bytes count. Anything else in an entry is passed over.
package xdp2rtl.mapfile;
