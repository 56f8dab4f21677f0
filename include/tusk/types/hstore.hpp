/// \file
/// The extension hstore's maps from strings to strings.
#pragma once

#include <tusk/codec.hpp>

#include <map>
#include <optional>
#include <string>
#include <string_view>

namespace tusk {

/// What an hstore holds: keys, and for each a value or NULL.
using hstore = std::map<std::string, std::optional<std::string>>;

namespace detail {

/// The pairs of a binary hstore in turn, in the order in which they came.
class TUSK_API binary_hstore {
public:
    struct pair {
        std::string_view key;
        std::optional<std::string_view> value; ///< none: NULL
    };

    /// \throws malformed_value when there are fewer bytes than so many pairs need
    binary_hstore(byte_view bytes, type_ref column);

    [[nodiscard]] std::size_t size() const noexcept { return size_; }
    /// The next pair; there is one.
    /// \throws malformed_value
    [[nodiscard]] pair next();
    /// \throws malformed_value when bytes are left over behind the last pair
    void finish() const;

private:
    [[nodiscard]] std::string_view text(std::int32_t length);

    protocol::byte_reader reader_;
    type_ref column_;
    std::size_t size_ = 0;
};

/// Prints a binary hstore as the server does, pair by pair.
/// \throws malformed_value
TUSK_API void print_hstore(byte_writer& out, byte_view binary, type_ref type);

} // namespace detail

/// tusk::hstore ↔ hstore, wherever its extension put it: the catalogue tells which type it is. As a parameter it goes
/// nowhere else.
template <>
struct codec<hstore> {
    static constexpr oid type = oid::none; // the extension's number is another one in every database
    static constexpr oid array_type = oid::none;

    static constexpr bool reads(type_ref column) noexcept { return column.form() == binary_form::hstore; }
    TUSK_API static hstore read_binary(byte_view bytes, type_ref column);
    TUSK_API static hstore read_text(std::string_view text, type_ref column);

    static constexpr std::optional<format> writes(type_ref parameter) noexcept {
        return parameter.form() == binary_form::hstore ? std::optional(format::binary) : std::nullopt;
    }
    TUSK_API static void write_binary(byte_writer& out, const hstore& value, type_ref parameter);
    TUSK_API static void write_text(byte_writer& out, const hstore& value, type_ref parameter);
};

} // namespace tusk
