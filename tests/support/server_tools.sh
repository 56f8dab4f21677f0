# What the scripts that start throwaway servers share. To be sourced after tools/shell/say.sh, with `root` the top of the
# source and `folder` where the servers live.

# PostgreSQL refuses to run as root. Debian's package brings the user postgres.
as_server_user() {
    if ((EUID == 0)); then
        runuser -u postgres -- "$@"
    else
        "$@"
    fi
}

# Where a version's initdb, postgres and pg_ctl are.
programs_of() {
    local version=$1 here
    here=/usr/lib/postgresql/$version/bin
    if [[ ! -x $here/initdb ]]; then
        here=$(dirname "$(command -v initdb || echo /nowhere)")
        if [[ $("$here/initdb" --version 2>/dev/null) != *" $version"[.b]* ]]; then
            [[ $version == 18 ]] || fail "PostgreSQL $version is not installed" \
                "on Debian: apt-get install postgresql-$version" "or name other versions: TUSK_SERVERS=\"15 18\""
            here=$("$root/tools/fetch_postgresql18")
        fi
    fi
    echo "$here"
}

# Below the range from which the kernel takes ports for outgoing connections.
free_port() {
    local port
    while true; do
        port=$((20000 + RANDOM % 12000))
        if ! (exec 3<>"/dev/tcp/127.0.0.1/$port") 2>/dev/null && ! (exec 3<>"/dev/tcp/::1/$port") 2>/dev/null; then
            echo "$port"
            return
        fi
    done
}

# make_authority NAME: NAME.crt and NAME.key in the folder, able to sign.
make_authority() {
    openssl req -x509 -new -newkey ec -pkeyopt ec_paramgen_curve:P-256 -nodes -days 30 -sha256 \
        -subj "/CN=tusk test authority ($1)" -keyout "$folder/$1.key" -out "$folder/$1.crt" \
        -addext basicConstraints=critical,CA:TRUE -addext keyUsage=critical,keyCertSign,cRLSign 2>/dev/null
}

# make_certificate NAME AUTHORITY COMMON_NAME [OPENSSL OPTION...]: NAME.crt and NAME.key in the folder, signed by it.
make_certificate() {
    local name=$1 authority=$2 common_name=$3
    openssl req -new -newkey ec -pkeyopt ec_paramgen_curve:P-256 -nodes -sha256 -subj "/CN=$common_name" "${@:4}" \
        -keyout "$folder/$name.key" -out "$folder/$name.csr" 2>/dev/null
    openssl x509 -req -in "$folder/$name.csr" -CA "$folder/$authority.crt" -CAkey "$folder/$authority.key" \
        -CAcreateserial -days 30 -sha256 -copy_extensions copy -out "$folder/$name.crt" 2>/dev/null
    rm "$folder/$name.csr"
}

# make_folder: the folder of the servers, ours alone to write.
make_folder() {
    mkdir -m 755 "$folder" 2>/dev/null || [[ -O $folder && ! -L $folder ]] ||
        fail "$folder belongs to somebody else" "name another folder: TUSK_SERVERS_DIR=…"
    chmod 755 "$folder"
}

# initialise VERSION HOME: a new cluster in HOME/data, of the superuser postgres.
initialise() {
    local version=$1 home=$2 programs
    programs=$(programs_of "$version")
    if ((EUID == 0)); then chown -R postgres: "$home"; fi
    as_server_user "$programs/initdb" --pgdata="$home/data" --username=postgres --auth=trust --encoding=UTF8 \
        --locale=C --no-sync >"$home.initdb" 2>&1 ||
        fail "initdb of PostgreSQL $version failed" "$(tail -n 5 "$home.initdb")"
}

# launch VERSION HOME: the cluster in HOME/data.
launch() {
    local programs home=$2
    programs=$(programs_of "$1")
    as_server_user "$programs/pg_ctl" start --pgdata="$home/data" --log="$home/data/server.log" --wait --silent ||
        fail "PostgreSQL $1 did not start" "$(as_server_user tail -n 5 "$home/data/server.log")"
    echo "$programs" >"$home.programs"
}

# halt HOME: immediately, since nobody will read the data again. A server that does not run any more is no error.
halt() {
    if [[ -f $1.programs ]]; then
        as_server_user "$(<"$1.programs")/pg_ctl" stop --pgdata="$1/data" --mode=immediate --wait --silent \
            >/dev/null 2>&1 || true
    fi
}

check_versions() {
    local version
    (($#)) || fail "no version given" "for example: tests/support/servers start 15 18"
    for version; do
        [[ $version =~ ^[0-9]+$ ]] || fail "'$version' is not a major version of PostgreSQL" "for example: 15 18"
    done
}
