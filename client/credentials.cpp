#include "client/connection_string.hpp"
#include "client/conninfo.hpp"
#include "client/endpoint_lists.hpp"

#include <tusk/credentials.hpp>
#include <tusk/error.hpp>

#include <ostream>

namespace tusk {

credentials credentials::with_database(std::string_view name) const {
    credentials other = *this;
    other.database = name;
    return other;
}

params credentials::to_params() const {
    params result;
    // By way of the lists a port is read by the same rule wherever it comes from. The host is one: a comma in it is
    // found by whoever takes the parameters.
    result.endpoints = client::join_endpoints({.host = "", .hostaddr = "", .port = port.text()});
    if (result.endpoints.empty() && !host.empty()) result.endpoints.emplace_back();
    if (!host.empty()) result.endpoints.front().host = host;
    result.user = username;
    result.password = password;
    result.dbname =
        client::looks_like_connection_string(database) ? "dbname=" + client::quote_conninfo_value(database) : database;
    result.schema = schema;
    return result;
}

std::ostream& operator<<(std::ostream& out, const credentials& form) {
    std::string text;
    const auto add = [&](const char* name, const std::string& value) {
        if (!value.empty()) text.append(text.empty() ? "" : " ").append(name).append("=").append(value);
    };
    const auto add_quoted = [&](const char* name, const std::string& value) {
        if (!value.empty()) add(name, client::quote_conninfo_value(value));
    };
    add_quoted("username", form.username);
    add("password", form.password.empty() ? "" : "***");
    add_quoted("host", form.host);
    add_quoted("port", form.port.text());
    add_quoted("database", form.database);
    add_quoted("schema", form.schema);
    return out << escape_control_characters(text);
}

} // namespace tusk
