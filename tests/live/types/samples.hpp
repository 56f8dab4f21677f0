// The values that stand for each type, written in SQL: the one place that says what the samples of a type are.
#pragma once

#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace tusk::test {

/// Values of one type. A type may have several of these, such as one for what only newer servers know.
struct type_samples {
    std::string type;                       ///< as SQL names it
    std::vector<std::string> literals{};    ///< what stands between the quotes of '…'::type
    std::vector<std::string> expressions{}; ///< values that no literal makes
    /// An expression that makes a value of each row of the table dice: g counts from 1, r, s, t and u are random
    /// numbers from 0 up to 1, h is 32 random hexadecimal digits, w a short text of awkward characters, b random bytes.
    std::string random{};
    /// A query of more values, in one column, where the server's own catalogue has some.
    std::string query{};
    int since = 0;              ///< the first server version that knows these: 170000
    std::string extension{};    ///< what brings the type, where the server does not
    std::string declaration{};  ///< the statement that makes the type; "" when it is there
    std::string text_because{}; ///< why tusk asks for it as text, where it is not the library that says so
    bool reads_all = true;      ///< false: the server refuses some of what it prints itself, as ambiguous
    bool has_input = true;      ///< false: the server reads no text of this type, so that nothing can be sent back
};

/// By family; those that are made of others come last.
[[nodiscard]] std::span<const type_samples> number_samples();
[[nodiscard]] std::span<const type_samples> text_samples();
[[nodiscard]] std::span<const type_samples> time_samples();
[[nodiscard]] std::span<const type_samples> network_samples();
[[nodiscard]] std::span<const type_samples> geometry_samples();
[[nodiscard]] std::span<const type_samples> document_samples();
[[nodiscard]] std::span<const type_samples> catalogue_samples();
[[nodiscard]] std::span<const type_samples> range_samples();
[[nodiscard]] std::span<const type_samples> user_defined_samples();
[[nodiscard]] std::span<const type_samples> extension_samples();

/// All of them, in this order.
[[nodiscard]] const std::vector<type_samples>& all_samples();

/// `text` as a literal of SQL.
[[nodiscard]] std::string quoted(std::string_view text);

/// The literals and expressions of these samples as SQL expressions of their type.
[[nodiscard]] std::vector<std::string> expressions_of(const type_samples& samples);

/// SQL expressions of values of `type` that a server of this version can make.
[[nodiscard]] std::vector<std::string> samples_of(std::string_view type, int server_version);

/// SQL expressions of arrays of `type`: all its samples with a NULL among them, several dimensions, odd subscripts, and
/// none at all.
[[nodiscard]] std::vector<std::string> array_samples_of(std::string_view type, int server_version);

} // namespace tusk::test
