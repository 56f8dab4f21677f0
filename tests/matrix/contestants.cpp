#include "tests/matrix/contestants.hpp"

#include "tests/matrix/libpq.hpp"

#include <tusk/tusk.hpp>

namespace tusk::test {

connect_outcome connect_by_libpq(const std::string& conninfo, const std::string& question) {
    const libpq& oracle = the_oracle();
    const libpq::session session = oracle.connect(conninfo);
    if (oracle.status(session.get()) != CONNECTION_OK) return refused_by_libpq(oracle.error_message(session.get()));
    return {true, oracle.ask(session, question), {}};
}

connect_outcome connect_by_tusk(const std::string& conninfo, const std::string& question) try {
    connection session = connect(conninfo);
    session.autocommit(true);
    auto answer = session.execute(question);
    const auto row = answer.fetchone();
    return {true, row.value()[0].as<std::string>(), {}};
} catch (const std::exception& refusal) {
    return refused_by_tusk(refusal);
}

} // namespace tusk::test
