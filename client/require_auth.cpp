#include "client/require_auth.hpp"

#include "client/keyword_values.hpp"

#include <tusk/error.hpp>

#include <algorithm>
#include <string>

namespace tusk::client {

namespace {

[[noreturn]] void throw_wrong(std::string_view part, const std::string& trouble) {
    throw programming_error("connection parameter require_auth: " + shown(part) + " " + trouble);
}

/// \param part the name as it was written, with its `!` if it has one
auth::auth_method read_method(std::string_view part, std::string_view name) {
    if (part.empty())
        throw programming_error("connection parameter require_auth: a name is missing before or behind a comma: "
                                "remove the comma");
    const auto method = auth::method_named(name);
    if (!method)
        throw_bad_value("require_auth", part, auth::method_set::all().names() + ", or one of them with ! before it");
    return *method;
}

} // namespace

auth::method_set read_require_auth(std::string_view value) {
    if (value.empty()) return auth::method_set::all();
    const bool negated = value.front() == '!';
    auth::method_set allowed = negated ? auth::method_set::all() : auth::method_set();
    for (std::size_t begin = 0; begin <= value.size();) {
        const std::size_t end = std::min(value.find(',', begin), value.size());
        const std::string_view part = value.substr(begin, end - begin);
        if (part.starts_with('!') != negated && !part.empty())
            throw_wrong(part, "cannot stand beside names that are written the other way: put a ! before all of them, "
                              "or before none");
        const auth::auth_method method = read_method(part, part.substr(negated && !part.empty() ? 1 : 0));
        if (allowed.contains(method) != negated) throw_wrong(part, "stands there twice: name each method once");
        if (negated)
            allowed.erase(method);
        else
            allowed.insert(method);
        begin = end + 1;
    }
    return allowed;
}

} // namespace tusk::client
