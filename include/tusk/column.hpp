/// \file
/// What a result says of its columns.
#pragma once

#include <tusk/codec.hpp>

#include <cstddef>
#include <cstdint>
#include <cstring>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace tusk {

/// One column of a result: the seven items of PEP 249's description, and what PostgreSQL tells beyond them.
struct column {
    std::string name;
    oid type_code = oid::none;
    std::optional<std::int32_t> display_size;  ///< characters of a varchar(n) or char(n), bits of a bit(n)
    std::optional<std::int32_t> internal_size; ///< bytes, for types of a fixed size
    std::optional<std::int32_t> precision;     ///< digits in all of a numeric(p, s)
    std::optional<std::int32_t> scale;         ///< digits behind the point of a numeric(p, s)
    std::optional<bool> null_ok;               ///< always unknown: PostgreSQL does not tell

    std::uint32_t table = 0;           ///< pg_class.oid of the table that the column comes from; 0: an expression
    std::int16_t table_column = 0;     ///< its number there; 0: an expression
    std::int32_t type_modifier = -1;   ///< pg_attribute.atttypmod; −1: none
    format wire_format = format::text; ///< in which format its values travel
    type_pointer type_details{};       ///< what the catalogue says of its type; null for a built-in one

    /// The type with all that is known of it. A domain's column is one of its base type: so the server says.
    [[nodiscard]] type_ref type() const noexcept { return {type_code, type_details.get()}; }

    /// "column \"height\" (int8)": for messages.
    [[nodiscard]] TUSK_API std::string describe() const;
};

namespace detail {

/// A hash of a name that the compiler works out for a literal: its ends and its length. Names chosen to collide make
/// look-ups as slow as comparing all names, and no slower.
[[nodiscard]] inline std::uint32_t name_hash(std::string_view name) noexcept {
    const std::size_t size = name.size();
    std::uint64_t begin = 0;
    std::uint64_t end = 0;
    if (size >= sizeof begin) {
        std::memcpy(&begin, name.data(), sizeof begin);
        std::memcpy(&end, name.data() + size - sizeof end, sizeof end);
    } else {
        for (const char each : name) begin = begin << 8 | static_cast<unsigned char>(each);
    }
    constexpr std::uint64_t golden_ratio = 0x9E3779B97F4A7C15;
    constexpr std::uint64_t silver_ratio = 0x6A09E667F3BCC909;
    const std::uint64_t mixed = (begin ^ size) * golden_ratio ^ end * silver_ratio;
    return static_cast<std::uint32_t>(mixed ^ mixed >> 32);
}

} // namespace detail

/// The columns of a result and the way from a name to a position; shared by a result and all its rows.
class TUSK_API row_shape {
public:
    explicit row_shape(std::vector<column> columns);
    // A copy's index would look into the original's columns.
    row_shape(const row_shape&) = delete;
    row_shape& operator=(const row_shape&) = delete;

    [[nodiscard]] const std::vector<column>& columns() const noexcept { return columns_; }
    [[nodiscard]] std::size_t size() const noexcept { return size_; }
    /// \throws interface_error when there is no such column.
    [[nodiscard]] const column& at(std::size_t position) const {
        if (position >= size()) throw_no_column(position);
        return columns_[position];
    }
    /// The position of the first column with this name.
    /// \throws interface_error naming the columns there are, when none has it.
    [[nodiscard]] std::size_t position_of(std::string_view name) const {
        const std::uint32_t hash = detail::name_hash(name);
        const slot* candidate = &slots_[hash & mask_];
        while (candidate->hash != hash || name != candidate->name) {
            if (candidate->next == none) throw_no_column(name);
            candidate = &displaced_[candidate->next];
        }
        return candidate->position;
    }

private:
    /// A place in a table of names. Those whose hashes end alike are a chain, the first column's in front.
    struct slot {
        std::string_view name; // of columns_, which never changes
        std::uint32_t hash;    // of a free slot: one that belongs elsewhere
        std::uint32_t position;
        std::uint32_t next; // in displaced_
    };
    static constexpr std::uint32_t none = 0xFFFF'FFFF;

    [[noreturn]] void throw_no_column(std::size_t position) const;
    [[noreturn]] void throw_no_column(std::string_view name) const;

    std::vector<column> columns_;
    std::size_t size_;
    std::vector<slot> slots_; // by the hash's last bits
    std::vector<slot> displaced_;
    std::uint32_t mask_;
};

} // namespace tusk
