#include "tests/matrix/contest.hpp"

#include "tests/matrix/contestants.hpp"
#include "tests/matrix/environment.hpp"

#include <future>

namespace tusk::test {

namespace {

/// How the server sees a session: its encryption, the certificate that it was shown, and who logged in by what.
std::string question() {
    const bool tells_login = std::stoi(the_servers().version) >= 16;
    return std::string("SELECT CASE WHEN ssl THEN 'TLS, ' || version ELSE 'in the clear' END || "
                       "coalesce(', certificate of ' || client_dn, '') || ") +
           (tells_login ? "coalesce(', ' || system_user, '')" : "''") +
           " FROM pg_stat_ssl WHERE pid = pg_backend_pid()";
}

template <class Connect>
connect_outcome through(counting_proxy& proxy, const cell& tried, Connect connect) {
    proxy.lead_to(the_servers().ports[tried[dim::server]]);
    connect_outcome how = connect(tried.conninfo() + " port=" + std::to_string(proxy.port()), question());
    how.connections = proxy.take();
    return how;
}

} // namespace

contest_result contest::run(const cell& tried) {
    auto by_libpq = std::async(std::launch::async, [&] { return through(to_libpq_, tried, connect_by_libpq); });
    connect_outcome by_tusk = through(to_tusk_, tried, connect_by_tusk);
    return {by_libpq.get(), std::move(by_tusk)};
}

} // namespace tusk::test
