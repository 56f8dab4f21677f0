// Connection strings of both kinds. Any bytes are parameters or one of two errors; parameters survive being written as
// a keyword/value string and as a URI.
#include <tusk/error.hpp>
#include <tusk/params.hpp>

#include <cstddef>
#include <cstdint>
#include <cstdlib>
#include <optional>
#include <sstream>
#include <string>
#include <string_view>

namespace {

using tusk::params;

std::optional<params> read(std::string_view text) {
    try {
        return params::parse(text);
    } catch (const tusk::programming_error&) {
    } catch (const tusk::operational_error&) {
    }
    return std::nullopt;
}

void check(std::string_view text) {
    const std::optional<params> given = read(text);
    if (!given) return;
    given->validate();
    // These parses must not throw: an exception that leaves here is a finding.
    if (params::parse(given->to_conninfo()) != *given) std::abort();
    if (params::parse(given->to_uri()) != *given) std::abort();
    std::ostringstream printed;
    printed << *given;
    if (!given->password.empty() && printed.str().find("password=***") == std::string::npos) std::abort();
}

} // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
    const std::string_view text(reinterpret_cast<const char*>(data), size);
    check(text);
    check("postgresql://" + std::string(text));
    return 0;
}
