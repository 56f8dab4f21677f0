#include <tusk/connection_info.hpp>
#include <tusk/error.hpp>

#include <ostream>

namespace tusk {

std::ostream& operator<<(std::ostream& out, const connection_info& info) {
    const bool has_name = !info.host.empty() && info.host != info.address;
    std::string place = info.unix_socket ? "socket " + info.address
                                         : "host " + (has_name ? info.host + " (" + info.address + ")" : info.address) +
                                               ", port " + std::to_string(info.port);
    std::string line = "database \"" + info.dbname + "\" as user \"" + info.user + "\" on " + place + ", login by " +
                       info.login_method + ", " +
                       (info.encrypted ? info.tls_version + " (" + info.tls_cipher + ")" : "not encrypted");
    return out << escape_control_characters(line);
}

} // namespace tusk
