/// \file
/// PostgreSQL's bit strings: bit and varbit.
#pragma once

#include <tusk/types/fixed.hpp>

#include <bitset>
#include <span>
#include <vector>

namespace tusk {

/// A string of any number of bits, none included. As in SQL, bit 0 is the leftmost one.
class bit_string {
public:
    /// No bits.
    bit_string() noexcept = default;
    /// That many bits, all of them `value`.
    TUSK_API explicit bit_string(std::size_t size, bool value = false);

    /// How many bits there are.
    [[nodiscard]] std::size_t size() const noexcept { return size_; }
    [[nodiscard]] bool empty() const noexcept { return size_ == 0; }
    /// The bit at a position below size(), which is not checked.
    [[nodiscard]] bool operator[](std::size_t position) const noexcept {
        return (bytes_[position / 8] & mask(position)) != std::byte{0};
    }
    /// Sets the bit at a position below size(), which is not checked.
    void set(std::size_t position, bool value = true) noexcept {
        std::byte& byte = bytes_[position / 8];
        byte = value ? byte | mask(position) : byte & ~mask(position);
    }
    /// The bits, eight to a byte, the leftmost first; those behind the last one are zero. Good until the next change.
    [[nodiscard]] std::span<const std::byte> bytes() const noexcept { return bytes_; }

    /// What the server prints: "0101".
    [[nodiscard]] TUSK_API std::string to_string() const;
    /// Reads what to_string() writes.
    /// \throws conversion_error when `text` is anything else.
    [[nodiscard]] TUSK_API static bit_string parse(std::string_view text);

    /// The same bits, as many of them.
    friend bool operator==(const bit_string&, const bit_string&) noexcept = default;

    /// Reads the binary form that bit and varbit share.
    /// \throws malformed_value unless its length and its padding are right.
    [[nodiscard]] TUSK_API static bit_string decode(byte_view bytes, oid column);
    /// Writes that form.
    /// \throws conversion_error when there are more bits than a bit string of the server's can hold.
    TUSK_API void encode(byte_writer& out) const;

private:
    static constexpr std::byte mask(std::size_t position) noexcept { return std::byte{0x80} >> (position % 8); }

    std::vector<std::byte> bytes_;
    std::size_t size_ = 0;
};

namespace detail {

[[noreturn]] TUSK_API void throw_wrong_bit_count(std::size_t wanted, std::size_t received);

[[nodiscard]] constexpr bool is_bit_string_type(oid type) noexcept { return type == oid::bit || type == oid::varbit; }

/// Both kinds of bit string in binary, characters as text.
[[nodiscard]] constexpr std::optional<format> writes_bits(oid parameter) noexcept {
    if (is_bit_string_type(parameter) || is_unspecified(parameter)) return format::binary;
    return is_character_type(parameter) ? std::optional(format::text) : std::nullopt;
}

} // namespace detail

/// tusk::bit_string ↔ varbit and bit.
template <>
struct codec<bit_string> {
    static constexpr oid type = oid::varbit;
    static constexpr oid array_type = oid::varbit_array;

    static constexpr bool reads(oid column) noexcept { return detail::is_bit_string_type(column); }
    static bit_string read_binary(byte_view bytes, oid column) { return bit_string::decode(bytes, column); }
    static bit_string read_text(std::string_view text, oid) { return bit_string::parse(text); }

    static constexpr std::optional<format> writes(oid parameter) noexcept { return detail::writes_bits(parameter); }
    static void write_binary(byte_writer& out, const bit_string& value, oid) { value.encode(out); }
    static void write_text(byte_writer& out, const bit_string& value, oid) { out.text(value.to_string()); }
};

/// std::bitset ↔ bit and varbit of exactly that many bits. It reads as std::bitset prints itself: the leftmost bit of
/// the server's is the one with the highest number.
template <std::size_t Size>
struct codec<std::bitset<Size>> {
    static constexpr oid type = oid::bit;
    static constexpr oid array_type = oid::bit_array;

    static constexpr bool reads(oid column) noexcept { return detail::is_bit_string_type(column); }
    static std::bitset<Size> read_binary(byte_view bytes, oid column) {
        return from_bits(bit_string::decode(bytes, column));
    }
    static std::bitset<Size> read_text(std::string_view text, oid) { return from_bits(bit_string::parse(text)); }

    static constexpr std::optional<format> writes(oid parameter) noexcept { return detail::writes_bits(parameter); }
    static void write_binary(byte_writer& out, const std::bitset<Size>& value, oid) { to_bits(value).encode(out); }
    static void write_text(byte_writer& out, const std::bitset<Size>& value, oid) { out.text(value.to_string()); }

private:
    static std::bitset<Size> from_bits(const bit_string& bits) {
        if (bits.size() != Size) detail::throw_wrong_bit_count(Size, bits.size());
        std::bitset<Size> value;
        for (std::size_t i = 0; i < Size; ++i) value[Size - 1 - i] = bits[i];
        return value;
    }
    static bit_string to_bits(const std::bitset<Size>& value) {
        bit_string bits(Size);
        for (std::size_t i = 0; i < Size; ++i) bits.set(i, value[Size - 1 - i]);
        return bits;
    }
};

} // namespace tusk
