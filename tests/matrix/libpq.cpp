#include "tests/matrix/libpq.hpp"

#include <cstdlib>
#include <dlfcn.h>
#include <new>
#include <poll.h>
#include <stdexcept>

namespace tusk::test {

template <class Function>
void libpq::find(Function& function, const char* name) const {
    function = reinterpret_cast<Function>(dlsym(handle_, name));
    if (function == nullptr) throw std::runtime_error(file_ + " has no function " + name);
}

libpq::libpq(const std::string& file) : file_(file), handle_(dlopen(file.c_str(), RTLD_NOW | RTLD_LOCAL)) {
    if (handle_ == nullptr) throw std::runtime_error(std::string("libpq, the oracle, was not loaded: ") + dlerror());
    find(version_, "PQlibVersion");
    find(start, "PQconnectStart");
    find(connectdb, "PQconnectdb");
    find(poll, "PQconnectPoll");
    find(socket, "PQsocket");
    find(status, "PQstatus");
    find(error_message, "PQerrorMessage");
    find(host, "PQhost");
    find(port, "PQport");
    find(set_verbosity, "PQsetErrorVerbosity");
    find(finish, "PQfinish");
    find(exec, "PQexec");
    find(value, "PQgetvalue");
    find(tuples, "PQntuples");
    find(clear, "PQclear");
}

void libpq::wait(PGconn* begun, PostgresPollingStatusType wanted) const {
    pollfd socket_of_it{socket(begun), static_cast<short>(wanted == PGRES_POLLING_READING ? POLLIN : POLLOUT), 0};
    static_cast<void>(::poll(&socket_of_it, 1, 30'000));
}

// PQconnectdb would leave no moment to ask for SQLSTATEs in the messages.
libpq::session libpq::connect(const std::string& conninfo) const {
    session begun(start(conninfo.c_str()), closer{this});
    if (begun == nullptr) throw std::bad_alloc();
    if (status(begun.get()) == CONNECTION_BAD) return begun;
    set_verbosity(begun.get(), PQERRORS_VERBOSE);
    PostgresPollingStatusType next = PGRES_POLLING_WRITING;
    while (next != PGRES_POLLING_OK && next != PGRES_POLLING_FAILED) {
        wait(begun.get(), next);
        next = poll(begun.get());
    }
    return begun;
}

libpq::session libpq::connect_in_time(const std::string& conninfo) const {
    return session(connectdb(conninfo.c_str()), closer{this});
}

std::string libpq::ask(const session& connected, const std::string& sql) const {
    const std::unique_ptr<PGresult, closer> answer(exec(connected.get(), sql.c_str()), closer{this});
    if (tuples(answer.get()) != 1) throw std::runtime_error(error_message(connected.get()));
    return value(answer.get(), 0, 0);
}

const libpq& the_oracle() {
    const char* file = std::getenv("TUSK_MATRIX_LIBPQ");
    static const libpq newest(file != nullptr ? file : "libpq.so.5");
    return newest;
}

} // namespace tusk::test
