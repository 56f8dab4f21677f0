/// \file
/// libpq as the oracle of what connecting means. It is loaded, not linked: PostgreSQL 18's is not the one that
/// Debian's headers and linker know, and the programs that tusk is tested with must not need any.
#pragma once

#include <libpq-fe.h>

#include <memory>
#include <string>

namespace tusk::test {

class libpq {
public:
    /// Loads it. \throws std::runtime_error
    explicit libpq(const std::string& file);

    struct closer {
        const libpq* owner;
        void operator()(PGconn* session) const noexcept { owner->finish(session); }
        void operator()(PGresult* result) const noexcept { owner->clear(result); }
    };
    using session = std::unique_ptr<PGconn, closer>;

    /// Connects, or tries to: `status` and `error_message` of the session tell. Errors come with their SQLSTATE.
    [[nodiscard]] session connect(const std::string& conninfo) const;
    /// The same by PQconnectdb, which alone minds connect_timeout.
    [[nodiscard]] session connect_in_time(const std::string& conninfo) const;
    /// The only field of the only row. \throws std::runtime_error
    [[nodiscard]] std::string ask(const session& connected, const std::string& sql) const;

    /// Its major version: 15, 18.
    [[nodiscard]] int version() const { return version_() / 10000; }
    ConnStatusType (*status)(const PGconn*);
    char* (*error_message)(const PGconn*);
    char* (*host)(const PGconn*);
    char* (*port)(const PGconn*);

private:
    template <class Function>
    void find(Function& function, const char* name) const;
    void wait(PGconn* begun, PostgresPollingStatusType wanted) const;

    std::string file_;
    void* handle_;
    int (*version_)();
    PGconn* (*start)(const char*);
    PGconn* (*connectdb)(const char*);
    PostgresPollingStatusType (*poll)(PGconn*);
    int (*socket)(const PGconn*);
    PGVerbosity (*set_verbosity)(PGconn*, PGVerbosity);
    void (*finish)(PGconn*);
    PGresult* (*exec)(PGconn*, const char*);
    char* (*value)(const PGresult*, int, int);
    int (*tuples)(const PGresult*);
    void (*clear)(PGresult*);
};

/// The newest one at hand, as tests/support/matrix_servers names it in the environment (TUSK_MATRIX_LIBPQ); the
/// system's where that names none.
[[nodiscard]] const libpq& the_oracle();

} // namespace tusk::test
