#include "tests/matrix/environment.hpp"

#include <cstdlib>
#include <sstream>
#include <stdexcept>
#include <unistd.h>
#include <vector>

namespace tusk::test {

namespace {

matrix_servers read_environment() {
    matrix_servers servers;
    servers.version = from_environment("TUSK_TEST_SERVER");
    servers.folder = from_environment("TUSK_MATRIX_FOLDER");
    std::istringstream ports(from_environment("TUSK_MATRIX_PORTS_" + servers.version));
    for (std::uint16_t& port : servers.ports) ports >> port;
    if (!ports) throw std::runtime_error("TUSK_MATRIX_PORTS_" + servers.version + " does not name three ports");
    return servers;
}

} // namespace

std::string from_environment(const std::string& name) {
    const char* value = std::getenv(name.c_str());
    if (value == nullptr || *value == '\0')
        throw std::runtime_error(name + " is not set. Run the tests by `./dev test connect`, or start the servers "
                                        "yourself: tests/support/matrix_servers start 15 18 && "
                                        "eval \"$(tests/support/matrix_servers env)\"");
    return value;
}

const matrix_servers& the_servers() {
    static const matrix_servers servers = read_environment();
    return servers;
}

void forget_environment() {
    std::vector<std::string> names;
    for (char** each = environ; *each != nullptr; ++each) {
        const std::string_view variable(*each);
        if (variable.starts_with("PG")) names.emplace_back(variable.substr(0, variable.find('=')));
    }
    for (const std::string& name : names) unsetenv(name.c_str());
}

void move_home(const std::string& folder) { setenv("HOME", folder.c_str(), 1); }

} // namespace tusk::test
