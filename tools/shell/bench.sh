# ./dev bench: the benchmarks. To be sourced by dev, whose functions it uses; docs/benchmarks.md tells about them.

bench_packages=(libpq-dev libpqxx-dev pkg-config python3)
report_packages=(librsvg2-bin fonts-inter strace)
bench_output=build/bench

bench() {
    local what=${1:-}
    shift || true
    # What Python compiles has no place beside its sources.
    export PYTHONDONTWRITEBYTECODE=1
    case $what in
        '') bench_live --micro ;;
        micro) bench_micro "$@" ;;
        live) bench_live "$@" ;;
        compare) bench_compare "$@" ;;
        *) fail "there is no './dev bench $what'" "./dev bench [micro [NAME] [OPTION...] | live [SCENARIO...] | compare A B]" ;;
    esac
}

# bench_micro [NAME] [OPTION...]: without a server.
bench_micro() {
    local name='' program found=0
    if [[ ${1:-} != -* ]]; then name=${1:-} && shift || true; fi
    need "${library_packages[@]}"
    configure release
    build release tusk_benchmarks
    for program in build/release/bench/micro/bench_*; do
        if [[ ! -f $program || ! -x $program || $(basename "$program") != *"$name"* ]]; then continue; fi
        found=1
        step "$(basename "$program")"
        "$program" "$@"
    done
    ((found)) || fail "no benchmark's name contains '$name'" "$(cd bench/micro && ls bench_*.cpp 2>/dev/null)"
}

# bench_live [--micro] [SCENARIO...]: all scenarios unless some are named; with --micro those without a server, too.
bench_live() {
    local scenarios=("$@")
    if [[ ${1:-} == --micro ]]; then scenarios=("${@:2}"); fi
    need "${library_packages[@]}" "${bench_packages[@]}" "${report_packages[@]}"
    python3 bench/driver scenarios "${scenarios[@]}" >/dev/null || exit 1 # before a long build: is there each of them?
    prepare_servers 15
    configure release
    build release tusk_live_benchmarks
    if [[ ${1:-} == --micro ]]; then build release tusk_benchmarks; fi
    start_servers 15
    step "Measuring on PostgreSQL 15"
    python3 bench/driver run --build build/release --output "$bench_output" "$@"
}

# bench_compare A.json B.json: fails when something became slower or larger.
bench_compare() {
    (($# == 2)) || fail "compare needs two files of results" "./dev bench compare $bench_output/results/{A,B}.json"
    need python3
    python3 bench/driver compare "$(from_caller "$1")" "$(from_caller "$2")"
}

# A file as the caller named it.
from_caller() { [[ $1 == /* ]] && echo "$1" || echo "$called_from/$1"; }
