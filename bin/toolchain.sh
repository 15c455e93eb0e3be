# Shell functions that find or install what xdp2rtl needs. Sourced, not run.
# Each prints one message and exits 2 where the machine lacks something that it cannot install.

# Prints the home of a JDK 25 or later: $JAVA_HOME, the default java, or any under /usr/lib/jvm.
find_jdk() {
    for home in "${JAVA_HOME:-}" "$(dirname "$(dirname "$(readlink -f "$(command -v javac || true)")")")" /usr/lib/jvm/*; do
        [ -x "$home/bin/javac" ] || continue
        major=$(sed -n 's/^JAVA_VERSION="\([0-9]*\).*/\1/p' "$home/release" 2>/dev/null || true)
        if [ "${major:-0}" -ge 25 ]; then
            echo "$home"
            return 0
        fi
    done
    echo "xdp2rtl: no JDK 25 found in JAVA_HOME, on the PATH or under /usr/lib/jvm. Install one, for example Temurin 25" \
         "(package temurin-25-jdk of Adoptium's Debian repository), or set JAVA_HOME." >&2
    return 2
}

# Prints the program that a package is wanted for, where one from elsewhere does as well.
program_of() {
    case $1 in
        maven) echo mvn ;;
        verilator | yosys | z3 | make | g++ | curl | tcpdump | bpftool | chromium) echo "$1" ;;
        iputils-ping) echo ping ;;
    esac
}

# Installs the Debian packages among "$@" that are missing: as root through apt, otherwise says the line to run.
need_packages() {
    missing=
    for package in "$@"; do
        program=$(program_of "$package")
        [ -n "$program" ] && command -v "$program" >/dev/null 2>&1 && continue
        if ! dpkg-query -W -f '${Status}' "$package" 2>/dev/null | grep -q 'install ok installed'; then
            missing="$missing $package"
        fi
    done
    [ -z "$missing" ] && return 0
    if [ "$(id -u)" -ne 0 ]; then
        echo "xdp2rtl: not installed:$missing. Install with: sudo apt-get install -y$missing" >&2
        return 2
    fi
    echo "xdp2rtl: installing$missing" >&2
    log=$(mktemp)
    # shellcheck disable=SC2086
    if ! { DEBIAN_FRONTEND=noninteractive apt-get update -qq && DEBIAN_FRONTEND=noninteractive apt-get install -y -qq $missing; } \
            >"$log" 2>&1 </dev/null; then
        tail -n 5 "$log" >&2
        echo "xdp2rtl: apt-get install -y$missing failed; the lines above say why (whole log: $log)" >&2
        return 2
    fi
    rm -f "$log"
}

# The Debian packages of each job.
PACKAGES_BUILD="maven"
PACKAGES_MODEL="verilator g++ make zlib1g-dev"
PACKAGES_TEST="$PACKAGES_BUILD $PACKAGES_MODEL yosys z3 clang-19 llvm-19 libbpf-dev linux-libc-dev xdp-tools libxdp1 iproute2 iputils-ping netcat-openbsd curl tcpdump bpftool chromium"
PACKAGES_CORPUS="linux-source-6.1 linux-headers-amd64"
