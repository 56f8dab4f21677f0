/// \file
/// The one table of all keywords of a connection string. A new keyword is a member of `params` and a line in
/// keywords.cpp.
#pragma once

#include "client/endpoint_lists.hpp"
#include "client/settings.hpp"

#include <tusk/params.hpp>

#include <span>
#include <string>
#include <string_view>

namespace tusk::client {

/// Parameters while their keywords are read one after the other, when the lists of hosts cannot be put together yet.
struct draft {
    params values;
    endpoint_lists lists;
};

/// Where a URI has a place for a keyword.
enum class uri_place : bool {
    query,     ///< behind the question mark only
    authority, ///< a place of its own before it, too
};

/// One keyword of a connection string.
struct keyword {
    std::string_view name;
    /// The environment variable that stands for it; empty: none.
    std::string_view environment;
    /// Reads the keyword's value into `result`; `name` is for messages.
    /// \throws programming_error for a value that the keyword does not allow
    void (*read)(std::string_view name, std::string_view value, draft& result);
    /// The value as `read` takes it; empty when it is as by default.
    secret_text (*print)(const params& from);
    uri_place place = uri_place::query;
    /// Whether nobody may see the value.
    bool secret = false;
};

/// All of them, in the order in which they are printed.
[[nodiscard]] std::span<const keyword> keywords() noexcept;

/// The keyword of that name, or null.
[[nodiscard]] const keyword* find_keyword(std::string_view name) noexcept;

/// The keyword that somebody may have meant who wrote `name`; empty when none is near.
[[nodiscard]] std::string_view keyword_meant(std::string_view name);

/// Gives the settings, whose keywords are all known, their meaning. \throws as `params::parse`
[[nodiscard]] params read_settings(const settings& all);

/// The settings that say what these parameters say: what is as by default is left out.
/// \throws programming_error for a NUL byte in a value
[[nodiscard]] settings print_settings(const params& from);

} // namespace tusk::client
