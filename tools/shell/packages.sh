# Installs the Debian packages that a command needs and that this machine lacks. To be sourced, after say.sh.

# A package whose program is already there counts as installed, wherever the program came from.
declare -A program_of=(
    [cmake]=cmake [ninja-build]=ninja [g++]=g++ [ccache]=ccache [pkg-config]=pkg-config [openssl]=openssl
    [clang]=clang++ [clang-format]=clang-format [clang-tidy]=clang-tidy [npm]=npm [valgrind]=valgrind
    [pgbouncer]=pgbouncer
)

package_is_there() {
    local program=${program_of[$1]:-}
    if [[ -n $program ]] && command -v "$program" >/dev/null; then return 0; fi
    [[ $(dpkg-query --show --showformat='${db:Status-Status}' "$1" 2>/dev/null) == installed ]]
}

# need PACKAGE...: makes sure that these are installed; ends the script, saying what to install, where it cannot.
need() {
    if ! command -v dpkg-query >/dev/null; then
        need_programs "$@"
        return
    fi
    local package missing=()
    for package; do
        if ! package_is_there "$package"; then missing+=("$package"); fi
    done
    if ((${#missing[@]} == 0)); then return; fi
    step "Installing ${missing[*]}"
    as_root true || fail "these Debian packages are missing, and this user may not install them" \
        "ask for: apt-get install --no-install-recommends ${missing[*]}"
    as_root apt-get update -qq || fail "apt-get update failed" "is Debian's mirror reachable from here?"
    without_default_cluster without_services as_root env DEBIAN_FRONTEND=noninteractive \
        apt-get install --yes --quiet --no-install-recommends "${missing[@]}" >&2 ||
        fail "apt-get could not install ${missing[*]}" "the lines above say why"
}

# Elsewhere than on Debian only programs can be looked for; libraries are missed by CMake, by name.
need_programs() {
    local package missing=()
    for package; do
        local program=${program_of[$package]:-}
        if [[ -n $program ]] && ! command -v "$program" >/dev/null; then missing+=("$program"); fi
    done
    if ((${#missing[@]} == 0)); then return; fi
    fail "not a Debian system, so nothing is installed for you; these programs are missing: ${missing[*]}" \
        "on Debian 12 the packages would be: $*"
}

# As root, or through sudo; without a terminal only through a sudo that asks for no password.
as_root() {
    if ((EUID == 0)); then
        "$@"
    elif ! command -v sudo >/dev/null; then
        return 1
    elif [[ -t 0 ]]; then
        sudo "$@"
    else
        sudo --non-interactive "$@"
    fi
}

# Debian's postgresql package creates and starts a cluster on port 5432 when it is installed. Nobody asked for one: it
# is told not to while our installation runs, by a file that goes away again.
without_default_cluster() (
    if [[ " $* " == *" postgresql "* ]]; then
        folder=/etc/postgresql-common/createcluster.d
        trap 'as_root rm -f "$folder/tusk.conf"' EXIT
        as_root mkdir -p "$folder"
        echo 'create_main_cluster = false' | as_root tee "$folder/tusk.conf" >/dev/null
    fi
    "$@"
)

# Packages of servers start them when they are installed (PgBouncer's does). Nobody asked for one: the file that Debian
# has for saying so is there while our installation runs, unless the machine has one of its own.
without_services() (
    file=/usr/sbin/policy-rc.d
    if [[ ! -e $file ]]; then
        trap 'as_root rm -f "$file"' EXIT
        printf '#!/bin/sh\nexit 101\n' | as_root tee "$file" >/dev/null
        as_root chmod +x "$file"
    fi
    "$@"
)
