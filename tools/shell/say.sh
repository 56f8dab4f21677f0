# How our scripts talk: one line per step, and errors that say what to do. To be sourced.

if [[ -t 2 ]]; then
    say_bold=$'\e[1m' say_red=$'\e[1;31m' say_plain=$'\e[0m'
else
    say_bold='' say_red='' say_plain=''
fi

# Everything goes to standard error: standard output is for what a script answers.
step() { printf '%s==> %s%s\n' "$say_bold" "$*" "$say_plain" >&2; }
say() { printf '    %s\n' "$@" >&2; }

# fail WHAT [WHAT TO DO...]: one line each, then the end of the script.
fail() {
    printf '%serror: %s%s\n' "$say_red" "$1" "$say_plain" >&2
    shift
    if (($#)); then say "$@"; fi
    exit 1
}
