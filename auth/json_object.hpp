/// \file
/// JSON (RFC 8259), as far as the server speaks it while one logs in by OAUTHBEARER: one object with texts in it.
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace tusk::auth {

struct json_member {
    std::string name;
    std::optional<std::string> text; ///< none: the value is well-formed, but no string
};

/// The members of a text that is one JSON object, in their order; names may repeat. Nothing when it is anything else:
/// malformed, not UTF-8, with half a surrogate pair in an escape, or with arrays and objects in each other more than
/// ten deep.
[[nodiscard]] std::optional<std::vector<json_member>> read_json_object(std::string_view text);

} // namespace tusk::auth
