/// \file
/// What a connection string says before anything is known about its keywords.
#pragma once

#include <tusk/secret_text.hpp>

#include <cstddef>
#include <string>
#include <string_view>
#include <vector>

namespace tusk::client {

/// One keyword with its value, unquoted and decoded. Any value may turn out to be the password, or to hold it because a
/// quote was forgotten, so all of them are kept as secrets.
struct setting {
    std::string keyword;
    secret_text value;
    std::size_t position = 0; ///< where the keyword stands in the connection string, from 1: for messages
    std::string origin{};     ///< what gave it besides the caller ("environment variable PGPORT"); else empty
};

/// In the order of the string; a keyword may stand there more than once, then its last value counts.
using settings = std::vector<setting>;

/// The last setting of that keyword, or null.
[[nodiscard]] const setting* find_last(const settings& all, std::string_view keyword) noexcept;

/// Adds a setting unless its keyword was given before, be it as an empty value: so every source fills what those of
/// higher precedence left open.
void add_unless_given(settings& all, setting further);

} // namespace tusk::client
