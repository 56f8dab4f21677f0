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

/// One keyword of a connection string.
struct keyword {
    std::string_view name;
    /// Reads the keyword's value into `result`; `name` is for messages.
    /// \throws programming_error for a value that the keyword does not allow
    void (*read)(std::string_view name, std::string_view value, draft& result);
    /// The value as `read` takes it; empty when it is as by default.
    std::string (*print)(const params& from);
    /// Whether a URI has a place of its own for it before its query.
    bool before_query = false;
    /// Whether nobody may see the value.
    bool secret = false;
};

/// All of them, in the order in which they are printed.
[[nodiscard]] std::span<const keyword> keywords() noexcept;

/// Gives the settings their meaning. \throws as `params::parse`
[[nodiscard]] params read_settings(const settings& all);

} // namespace tusk::client
