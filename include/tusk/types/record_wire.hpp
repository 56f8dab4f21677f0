/// \file
/// The parts of records that do not depend on the fields' C++ types: the binary form's fields and the text form's
/// syntax ("Composite Types"). <tusk/types/composite.hpp> builds its codecs from them.
#pragma once

#include <tusk/codec.hpp>

#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace tusk::detail {

/// How deep values may lie in each other: arrays of records with ranges, and so on.
inline constexpr unsigned deepest_nesting = 100;

/// The fields of a binary record in turn.
class TUSK_API binary_record {
public:
    struct field {
        type_ref type;                  ///< domains included
        std::optional<byte_view> bytes; ///< none: NULL
    };

    /// \throws malformed_value when there are fewer bytes than so many fields need
    binary_record(byte_view bytes, type_ref record);

    [[nodiscard]] std::size_t size() const noexcept { return size_; }
    /// The next field; there is one.
    /// \throws malformed_value
    [[nodiscard]] field next();
    /// \throws malformed_value when bytes are left over behind the last field
    void finish() const;

private:
    protocol::byte_reader reader_;
    type_ref record_;
    std::size_t size_ = 0;
    std::size_t taken_ = 0;
};

/// A field of a text record; none: NULL.
using record_text_field = std::optional<std::string>;

/// Takes "(1,\"a b\",)" apart.
/// \throws conversion_error when it is malformed.
[[nodiscard]] TUSK_API std::vector<record_text_field> parse_record(std::string_view text, type_ref record);

/// Writes a text record from its fields in turn: commas, quotes and doubled quotes as the server places them.
class TUSK_API record_text_writer {
public:
    /// `out` outlives the writer.
    explicit record_text_writer(byte_writer& out) noexcept : out_(&out) {}
    void field(std::string_view text);
    void null() { separate(); }
    void finish();

private:
    void separate();

    byte_writer* out_;
    bool begun_ = false;
};

/// \throws conversion_error that tells how many fields there are and how many are expected.
[[noreturn]] TUSK_API void throw_wrong_field_count(type_ref record, std::size_t found, std::size_t expected);
/// \throws conversion_error that names the field, counted from 1.
[[noreturn]] TUSK_API void throw_unreadable_field(type_ref record, std::size_t index, type_ref type,
                                                  std::string_view target);
[[noreturn]] TUSK_API void throw_viewed_field(type_ref record, std::size_t index);
[[noreturn]] TUSK_API void throw_null_field(type_ref record, std::size_t index, std::string_view target);

} // namespace tusk::detail
