// serve RECORDING FOLDER: plays a server that has nothing to do but to send, on the Unix socket FOLDER/.s.PGSQL.5432,
// so that the client is the bottleneck. Everybody is let in, one client after the other. Prints "ready", then runs
// until it is ended.
#include "bench/replay/client_session.hpp"

#include <cerrno>
#include <cstring>
#include <exception>
#include <iostream>
#include <sys/socket.h>
#include <sys/un.h>
#include <system_error>
#include <unistd.h>

namespace {

[[noreturn]] void throw_errno(const std::string& what) {
    throw std::system_error(errno, std::generic_category(), what);
}

int listen_on(const std::string& path) {
    sockaddr_un address{};
    address.sun_family = AF_UNIX;
    if (path.size() >= sizeof address.sun_path) throw std::invalid_argument("too long for a Unix socket: " + path);
    std::memcpy(address.sun_path, path.c_str(), path.size() + 1);
    const int socket = ::socket(AF_UNIX, SOCK_STREAM | SOCK_CLOEXEC, 0);
    if (socket < 0) throw_errno("socket");
    ::unlink(path.c_str());
    if (::bind(socket, reinterpret_cast<const sockaddr*>(&address), sizeof address) != 0 || ::listen(socket, 8) != 0)
        throw_errno(path);
    return socket;
}

} // namespace

int main(int argc, char* argv[]) try {
    if (argc != 3) {
        std::cerr << "usage: serve RECORDING FOLDER\n";
        return 2;
    }
    const auto answers = bench::replay::recording::load(argv[1]);
    const int listening = listen_on(argv[2] + std::string("/.s.PGSQL.5432"));
    std::cout << "ready" << std::endl;
    while (true) {
        const int socket = ::accept(listening, nullptr, nullptr);
        if (socket < 0) throw_errno("accept");
        bench::replay::client_session(socket, answers).run();
        ::close(socket);
    }
} catch (const std::exception& error) {
    std::cerr << argv[0] << ": " << error.what() << '\n';
    return 1;
}
