#include "transport/openssl_error.hpp"

#include <openssl/err.h>

#include <system_error>

namespace tusk::transport {

std::string take_openssl_reason() {
    const unsigned long code = ERR_get_error();
    ERR_clear_error();
    if (code == 0) return "no reason given";
    if (ERR_SYSTEM_ERROR(code)) return std::generic_category().message(static_cast<int>(ERR_GET_REASON(code)));
    const char* reason = ERR_reason_error_string(code);
    return reason != nullptr ? reason : "OpenSSL error " + std::to_string(code);
}

} // namespace tusk::transport
