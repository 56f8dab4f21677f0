// What decides about a connection: strings of both kinds, service files, password files. Any bytes are parameters or
// one of three errors; parameters survive being written as a keyword/value string and as a URI, and being completed; a
// comment in front of a file changes nothing.
#include "client/connection_string.hpp"
#include "client/keywords.hpp"
#include "client/password_file.hpp"
#include "client/service_file.hpp"

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

using tusk::connect_sources;
using tusk::params;
using namespace tusk::client;

/// What the function returns; nothing where it throws an error that is there for wrong input.
template <class Function>
auto unless_refused(Function function) -> std::optional<decltype(function())> {
    try {
        return function();
    } catch (const tusk::programming_error&) {
    } catch (const tusk::operational_error&) {
    } catch (const tusk::not_supported_error&) {
    }
    return std::nullopt;
}

void expect(bool holds) {
    if (!holds) std::abort();
}

void check_printed(const params& given) {
    std::ostringstream printed;
    printed << given;
    for (const keyword& each : keywords()) {
        const std::string hidden = std::string(each.name) + "=***";
        if (each.secret && !each.print(given).empty()) expect(printed.str().find(hidden) != std::string::npos);
    }
}

// An exception that leaves one of the calls here is a finding.
void check_completed(const params& given, std::string_view text) {
    // The look-up of the operating system's user would take most of the time, and no file shall be read.
    if (given.user.empty() || find_last(parse_connection_string(text), "service") != nullptr) return;
    const params loaded = params::load(text, connect_sources::none());
    expect(loaded.complete && loaded.completed() == loaded);
    expect(params::load(loaded.to_conninfo(), connect_sources::none()) == loaded);
    expect(params::load(loaded.to_uri(), connect_sources::none()) == loaded);
    if (!looks_like_connection_string(given.dbname)) expect(given.completed(connect_sources::none()) == loaded);
}

void check_string(std::string_view text) {
    const auto given = unless_refused([&] { return params::parse(text); });
    if (!given) return;
    given->validate();
    expect(params::parse(given->to_conninfo()) == *given);
    expect(params::parse(given->to_uri()) == *given);
    check_printed(*given);
    check_completed(*given, text);
}

/// `keyword=value;` of each setting in the section "a".
std::optional<std::string> service_in(const std::string& text) {
    std::istringstream stream(text);
    const auto found = unless_refused([&] { return find_service(stream, "a", "services"); });
    if (!found || !*found) return std::nullopt;
    std::string all;
    for (const setting& each : **found) {
        expect(find_keyword(each.keyword) != nullptr && !each.origin.empty());
        all.append(each.keyword).append("=").append(each.value.view()).append(";");
    }
    static_cast<void>(unless_refused([&] { return read_settings(**found); }));
    return all;
}

void check_password_file(const std::string& text) {
    const password_use use{.host = "db", .hostaddr = "", .port = 5433, .dbname = "p:k", .user = "a\\b"};
    const tusk::secret_text found = find_password(text, use);
    expect(found.size() <= text.size());
    expect(find_password("#*:*:*:*:no\n" + text, use) == found);
    expect(find_password("*:*:*:*:all\n" + text, use) == "all");
}

} // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
    const std::string text(reinterpret_cast<const char*>(data), size);
    check_string(text);
    check_string("postgresql://" + text);
    expect(service_in(text) == service_in("# [a]\n" + text));
    check_password_file(text);
    return 0;
}
