/// \file
/// The parameters of a connection: filled in member by member, or read from a connection string.
///
///     auto strings = tusk::params::parse("host=db.example.com user=anna sslmode=verify-full");
///     auto uri     = tusk::params::parse("postgresql://anna@db.example.com/mountains?sslmode=verify-full");
///     tusk::params typed{.endpoints = {{.host = "db.example.com"}}, .user = "anna"};
///
/// Every member is named like its keyword (PostgreSQL documentation, "Parameter Key Words"); only host, hostaddr and
/// port, which are parallel lists in a string, are one list of `endpoints` here.
#pragma once

#include <tusk/connect_sources.hpp>
#include <tusk/export.hpp>
#include <tusk/secret_text.hpp>

#include <chrono>
#include <cstdint>
#include <iosfwd>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace tusk {

/// Whether a connection is encrypted, and what is verified about the server (keyword `sslmode`).
enum class ssl_mode : std::uint8_t {
    disable,     ///< never encrypted
    allow,       ///< encrypted only when the server refuses otherwise
    prefer,      ///< encrypted when the server can, in the clear when it cannot
    require,     ///< encrypted or not at all; with `sslrootcert` the same as verify_ca
    verify_ca,   ///< and the server's certificate comes from a trusted authority
    verify_full, ///< and it was made out for the host that was asked for
};

/// Whether SCRAM is bound to the TLS connection that it runs in (keyword `channel_binding`).
enum class channel_binding_mode : std::uint8_t {
    disable, ///< never
    prefer,  ///< whenever the server offers it
    require, ///< a server that does not prove itself so is refused
};

/// A version of TLS (keywords `ssl_min_protocol_version` and `ssl_max_protocol_version`). Those below 1.2 are weak:
/// RFC 8996 forbids them, and many builds of OpenSSL do so too.
enum class tls_version : std::uint8_t {
    v1_0, ///< "TLSv1"
    v1_1, ///< "TLSv1.1"
    v1_2, ///< "TLSv1.2"
    v1_3, ///< "TLSv1.3"
};

/// A version of the frontend/backend protocol, as a StartupMessage carries it.
enum class protocol_version : std::uint32_t {
    v3_0 = 0x0003'0000, ///< "3.0"
    v3_2 = 0x0003'0002, ///< "3.2", and "latest"
};

/// How TLS begins (keyword `sslnegotiation`).
enum class ssl_negotiation : std::uint8_t {
    postgres, ///< the server is asked whether it has TLS, in the clear
    direct,   ///< with the first byte: needs PostgreSQL 17 and an sslmode of `require` or above
};

/// Whether a certificate of ours is shown to the server (keyword `sslcertmode`).
enum class ssl_cert_mode : std::uint8_t {
    disable, ///< never, though there be one
    allow,   ///< when the server asks and there is one
    require, ///< a server that does not ask for one is refused
};

/// Encryption by GSSAPI (keyword `gssencmode`), which tusk does not do. `require` is an error.
enum class gss_encryption_mode : std::uint8_t { disable, prefer };

/// What kind of server is wanted (keyword `target_session_attrs`).
enum class target_session : std::uint8_t {
    any,            ///< whichever answers
    read_write,     ///< one that takes writes, by default too
    read_only,      ///< one that does not
    primary,        ///< one that is not in recovery
    standby,        ///< one that is in recovery
    prefer_standby, ///< a standby where there is one, else any
};

/// In which order several hosts, and several addresses of one, are tried (keyword `load_balance_hosts`).
enum class host_order : std::uint8_t {
    disable, ///< as listed
    random,  ///< shuffled anew for each connection
};

/// Whether the session speaks the replication protocol (keyword `replication`).
/// Such a connection begins in autocommit and takes the simple protocol only: `cursor::execute_script`.
enum class replication_mode : std::uint8_t {
    off,      ///< ordinary statements
    physical, ///< "true": walsender commands only
    database, ///< walsender commands, logical decoding, and SQL in one database
};

/// Everything that decides where and how to connect; docs/connecting.md has the keywords in a table. A text that is
/// empty counts as not given, and so does a duration of zero; all other members hold their default from the start.
/// Every member has an initialiser, so that compilers do not warn about those that a designated initialiser leaves out.
struct TUSK_API params { // NOLINT(clang-analyzer-optin.performance.Padding): in the order in which they are read
    /// One server to try. They are tried in the order given.
    struct endpoint {
        /// A host name, a numeric address, or the folder of a Unix socket (it starts with `/`, or with `@` for the
        /// abstract namespace). Empty: `default_socket_folder()`. It must not contain a comma.
        std::string host{};
        /// The numeric IP address to connect to, which spares the look-up; `host` then still names the server for the
        /// verification of its certificate.
        std::string hostaddr{};
        /// The port, also in the name of a Unix socket. None: 5432.
        std::optional<std::uint16_t> port{};

        bool operator==(const endpoint&) const = default;
    };

    /// Keywords `host`, `hostaddr`, `port`. Empty: one endpoint with all defaults.
    std::vector<endpoint> endpoints{};

    std::string dbname{};   ///< default: the same as `user`
    std::string user{};     ///< default: the operating system's name for the user who runs this process
    secret_text password{}; ///< default: the password file's
    std::string passfile{}; ///< file with passwords, one for each server; default: `~/.pgpass`

    std::string service{};     ///< the section of the service file whose values stand for what is not given
    std::string servicefile{}; ///< default: `~/.pg_service.conf`, then `pg_service.conf` in the system's folder

    /// Which ways to log in are good enough: names separated by commas, all with a `!` before them where they are those
    /// that are not: password, md5, gss, sspi, scram-sha-256, oauth, none. Default: every one.
    std::string require_auth{};
    target_session target_session_attrs = target_session::any; ///< see `target_session`
    host_order load_balance_hosts = host_order::disable;       ///< see `host_order`
    std::chrono::seconds connect_timeout{0};                   ///< for each address tried; zero: wait without end
    /// The user of the operating system as whom a server behind a Unix socket must run. Default: anyone.
    std::string requirepeer{};

    replication_mode replication = replication_mode::off;         ///< see `replication_mode`
    gss_encryption_mode gssencmode = gss_encryption_mode::prefer; ///< see `gss_encryption_mode`

    std::string options{};                   ///< command-line options for the session ("-c geqo=off"); default: none
    std::string application_name{};          ///< what pg_stat_activity shows; default: `fallback_application_name`
    std::string fallback_application_name{}; ///< for programs that let their users choose the former; default: none

    bool keepalives = true;                      ///< TCP keepalive on or off
    std::chrono::seconds keepalives_idle{0};     ///< silence before the first probe; zero: the system's default
    std::chrono::seconds keepalives_interval{0}; ///< between two probes; zero: the system's default
    std::uint32_t keepalives_count = 0; ///< lost probes until the connection is lost; zero: the system's default
    /// How long sent bytes may stay unacknowledged until the connection is lost; zero: the system's default.
    std::chrono::milliseconds tcp_user_timeout{0};

    ssl_mode sslmode = ssl_mode::prefer;                        ///< see `ssl_mode`
    ssl_negotiation sslnegotiation = ssl_negotiation::postgres; ///< see `ssl_negotiation`
    /// A file with the certificates of trusted authorities (PEM), or `system` for those that OpenSSL trusts, which
    /// needs `verify_full` (a string that leaves sslmode out then gets it). Default: `~/.postgresql/root.crt`.
    std::string sslrootcert{};
    std::string sslcrl{};      ///< a file of revoked certificates (PEM); default: `~/.postgresql/root.crl`
    std::string sslcrldir{};   ///< a folder of such files, hashed by `openssl rehash`; default: none
    std::string sslcert{};     ///< our own certificate and its chain (PEM); default: `~/.postgresql/postgresql.crt`
    std::string sslkey{};      ///< the key that belongs to it; default: `~/.postgresql/postgresql.key`
    secret_text sslpassword{}; ///< of that key, where it is encrypted
    ssl_cert_mode sslcertmode = ssl_cert_mode::allow; ///< see `ssl_cert_mode`
    std::string sslkeylogfile{}; ///< where TLS's secrets are appended, for Wireshark; default: nowhere
    bool sslsni = true;          ///< whether TLS names the host in the clear, which lets proxies route by it
    channel_binding_mode channel_binding = channel_binding_mode::prefer; ///< see `channel_binding_mode`
    std::optional<tls_version> ssl_min_protocol_version{};               ///< none: TLS 1.2
    std::optional<tls_version> ssl_max_protocol_version{};               ///< none: the newest that both sides know

    protocol_version min_protocol_version = protocol_version::v3_0; ///< a server that speaks only older ones is refused
    /// What is asked for first. None: 3.0, which every server and pooler understands, or `min_protocol_version` where
    /// that is newer.
    std::optional<protocol_version> max_protocol_version{};

    /// The most rounds of SCRAM's key derivation that a server may demand: tusk's own keyword. A server that asks for
    /// more is refused before any of them is computed. At least 1.
    std::uint32_t scram_max_iterations = 100'000;
    /// Whether the keys that SCRAM derives from the password, which is most of the time that connecting takes, are kept
    /// for this process's next connection to the same server as the same user: tusk's own keyword. They are in memory
    /// only, at most 64 pairs of them, each once its server has proved to know it, and are overwritten when they make
    /// room and when the process ends. Whoever can read this process's memory could log in with them; false keeps none.
    bool scram_key_cache = true;
    /// Keys that SCRAM would derive from the password, 32 bytes in base64 each, instead of it: for whoever stores no
    /// password. The client's needs the server's, which proves that the server knows the password, too.
    secret_text scram_client_key{};
    secret_text scram_server_key{}; ///< \copydoc scram_client_key

    // What OAuth's tokens are about: handed to `connect_options::oauth_token`, which gets them where they are issued.
    std::string oauth_issuer{};        ///< the issuer of tokens that is trusted (its URL)
    std::string oauth_client_id{};     ///< as whom this program is known there
    secret_text oauth_client_secret{}; ///< its secret there; default: none
    std::string oauth_scope{};         ///< what a token is asked for; default: none

    /// How many prepared statements a connection keeps for reuse: tusk's own keyword. Zero: none, each is asked about
    /// anew in a request of its own, and nothing is kept on the server.
    std::uint32_t statement_cache_size = 256;
    /// Whether to do without prepared statements, for poolers that hand a session's statements to several servers:
    /// tusk's own keyword. Each statement is one burst of the extended protocol then, parameters and results travel as
    /// text, and nothing relies on what was sent before.
    bool prefer_simple_protocol = false;
    /// The schema where names are looked for first, set by a statement once logged in: tusk's own keyword, since
    /// poolers refuse search_path at the start. A pooler in transaction mode may hand later statements to a server
    /// where it is not set: there, `ALTER ROLE … SET search_path`. Default: the server's search_path.
    std::string schema{};

    /// Whether `load` or `completed` made these: then connecting asks no source again, and takes dbname for a name even
    /// if it contains a `=`. What is taken out afterwards is filled with what the library has compiled in.
    bool complete = false;

    /// Reads a connection string: `keyword = value` pairs, or a URI that starts with `postgresql://` or `postgres://`,
    /// or with a driver's name that is ignored, `postgresql+driver://` (PostgreSQL documentation, "Connection
    /// Strings"). Of a keyword given twice the last one counts. Neither the environment nor any file is read: for that,
    /// see `load`. \throws programming_error for a string that cannot be read, an unknown keyword (naming the one that
    /// may have
    ///         been meant), a value that its keyword does not allow, or two that contradict each other. Secrets and the
    ///         string itself are never quoted.
    /// \throws operational_error for a port that is not a number from 1 to 65535.
    /// \throws not_supported_error for `gssencmode=require`.
    [[nodiscard]] static params parse(std::string_view conninfo_or_uri);

    /// Reads a connection string as `parse` does, and fills in what it does not give, as libpq would: from the section
    /// of the service file that it names, then from the environment variables (PostgreSQL documentation, "The
    /// Connection Service File", "Environment Variables"), then with defaults. Files in the home directory that are the
    /// default of a parameter are filled in where they exist. The password file is read when the connection is made.
    /// What a string gives counts, even if it is empty or the same as the default.
    /// \param sources which of these may be asked, and which keywords the string may contain
    /// \throws as `parse`, naming where a value came from when it was not the string.
    /// \throws operational_error when the service cannot be found or its file not be read, or when no user was given
    ///         and the operating system has no name for this process's user.
    [[nodiscard]] static params load(std::string_view conninfo_or_uri, const connect_sources& sources = {});

    /// The same for parameters that were filled in member by member: a member that is as by default counts as not
    /// given. A `dbname` that is a connection string (it contains a `=`, or begins like a URI) stands for what it says;
    /// what the other members give wins against it. `connect` does this with parameters that are not `complete`.
    /// \throws as `load` and `validate`
    [[nodiscard]] params completed(const connect_sources& sources = {}) const;

    /// Checks what a caller filled in; `parse` has done so already.
    /// \throws programming_error naming the keyword, and the value unless it is secret: a NUL byte, a value out of
    ///         range, an endpoint that a string could not carry, two parameters that contradict each other.
    /// \throws operational_error for a port of 0.
    void validate() const;

    /// These parameters as keyword/value string, **with the password**: `parse` reads the same parameters from it. What
    /// is as by default is left out.
    /// \throws programming_error as `validate` does.
    [[nodiscard]] std::string to_conninfo() const;

    /// These parameters as a `postgresql://` URI, **with the password**: `parse` reads the same parameters from it.
    /// \throws programming_error as `validate` does.
    [[nodiscard]] std::string to_uri() const;

    bool operator==(const params&) const = default;
    /// Writes `to_conninfo()` with `***` in the password's place and control characters escaped: for logs.
    TUSK_API friend std::ostream& operator<<(std::ostream& out, const params& parameters);
};

/// The folder of the server's Unix socket when no host is given: `/var/run/postgresql` where that exists, else `/tmp`.
[[nodiscard]] TUSK_API std::string default_socket_folder();

} // namespace tusk
