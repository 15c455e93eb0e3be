# How the tool's JVM is started, in a checkout and where it is installed. Sourced, not run.

[ -t 2 ] && terminal=true || terminal=false

# In a locale without UTF-8 Java cannot open files whose names are not ASCII.
case "${LC_ALL:-${LC_CTYPE:-${LANG:-}}}" in
    *UTF-8 | *utf8 | *UTF8 | *utf-8) ;;
    *) export LC_ALL=C.UTF-8 ;;
esac

# Becomes the JVM: its program and the tool's home, then more of its flags, the classes, and the tool's arguments.
start() {
    java=$1
    home=$2
    shift 2
    exec "$java" --enable-native-access=ALL-UNNAMED --sun-misc-unsafe-memory-access=allow \
        -Xlog:disable -Xlog:all=off -XX:+UseSerialGC -Dxdp2rtl.home="$home" -Dxdp2rtl.terminal="$terminal" "$@"
}

# The verbs that answer in a moment are over before the optimising compiler has paid for itself.
speed_of() {
    case "$1" in
        run | diff | cycles | bench | demo) ;;
        *) echo -XX:TieredStopAtLevel=1 ;;
    esac
}
