// Values as they are on the wire, written in hexadecimal, for the tests of the codecs.
#pragma once

#include <tusk/codec.hpp>
#include <tusk/types/to_text.hpp>

#include <catch2/catch.hpp>

#include <string>
#include <string_view>
#include <vector>

namespace wire {

using tusk::byte_view;
using tusk::oid;
using tusk::type_ref;

/// The bytes that pairs of hexadecimal digits spell; spaces are for the reader.
inline std::vector<std::byte> bytes(std::string_view hex) {
    std::vector<std::byte> result;
    std::string pair;
    for (const char c : hex) {
        if (c == ' ') continue;
        pair += c;
        if (pair.size() < 2) continue;
        result.push_back(static_cast<std::byte>(std::stoi(pair, nullptr, 16)));
        pair.clear();
    }
    return result;
}

inline std::string hex(byte_view bytes) {
    std::string result;
    for (const std::byte byte : bytes)
        for (const unsigned half : {std::to_integer<unsigned>(byte) >> 4, std::to_integer<unsigned>(byte) & 15U})
            result += "0123456789abcdef"[half];
    return result;
}

inline std::string without_spaces(std::string_view hex_digits) { return hex(bytes(hex_digits)); }

/// A value behind its length, as it lies in another.
inline std::string with_length(std::string_view hex_digits) {
    const std::vector<std::byte> value = bytes(hex_digits);
    tusk::protocol::byte_buffer buffer;
    tusk::byte_writer out(buffer);
    out.number(static_cast<std::int32_t>(value.size()));
    out.bytes(value);
    return hex(buffer.view());
}

/// Reads a binary value; not for types that view the bytes, which are gone afterwards.
template <class T>
T read(std::string_view hex_digits, type_ref column) {
    REQUIRE(tusk::codec<T>::reads(column));
    return tusk::codec<T>::read_binary(bytes(hex_digits), column);
}

template <class T>
T read_text(std::string_view text, type_ref column) {
    REQUIRE(tusk::codec<T>::reads(column));
    return tusk::codec<T>::read_text(text, column);
}

template <class T>
std::string written_binary(const T& value, type_ref parameter) {
    tusk::protocol::byte_buffer buffer;
    tusk::byte_writer out(buffer);
    tusk::codec<T>::write_binary(out, value, parameter);
    return hex(buffer.view());
}

template <class T>
std::string written_text(const T& value, type_ref parameter) {
    tusk::protocol::byte_buffer buffer;
    tusk::byte_writer out(buffer);
    tusk::codec<T>::write_text(out, value, parameter);
    return std::string(tusk::protocol::as_text(buffer.view()));
}

/// What a parameter's bytes are: "binary 00000001", "text 1", or "refused".
template <class T>
std::string sent(const T& value, type_ref parameter) {
    const auto format = tusk::codec<T>::writes(parameter);
    if (!format) return "refused";
    return *format == tusk::format::binary ? "binary " + written_binary(value, parameter)
                                           : "text " + written_text(value, parameter);
}

/// Checks that one value has these two forms, in every direction, and that to_text prints it. `T` owns its value.
template <class T>
void check_forms(type_ref type, std::string_view hex_digits, const std::string& text) {
    INFO(type.name() << " " << text);
    const std::string expected = without_spaces(hex_digits);
    const T from_binary = read<T>(hex_digits, type);
    CHECK(written_binary(from_binary, type) == expected);
    CHECK(written_text(from_binary, type) == text);
    const T from_text = read_text<T>(text, type);
    CHECK(written_binary(from_text, type) == expected);
    CHECK(written_text(from_text, type) == text);
    CHECK(tusk::to_text(type, bytes(hex_digits)) == text);
}

/// Checks that a binary value is refused when it is cut anywhere, or one byte too long.
template <class T>
void check_exact_size(type_ref type, std::string_view hex_digits) {
    std::vector<std::byte> value = bytes(hex_digits);
    for (std::size_t size = 0; size < value.size(); ++size) {
        INFO(type.name() << " of " << size << " bytes");
        // A copy of just that size, so that AddressSanitizer sees a read behind it.
        const std::vector<std::byte> cut(value.begin(), value.begin() + static_cast<std::ptrdiff_t>(size));
        CHECK_THROWS_AS(tusk::codec<T>::read_binary(cut, type), tusk::malformed_value);
    }
    value.push_back(std::byte{0});
    CHECK_THROWS_AS(tusk::codec<T>::read_binary(value, type), tusk::malformed_value);
}

/// Checks that none of these texts is taken for a value.
template <class T>
void check_bad_texts(type_ref type, std::initializer_list<std::string_view> texts) {
    for (const std::string_view text : texts) {
        INFO(type.name() << " '" << text << "'");
        CHECK_THROWS_AS(tusk::codec<T>::read_text(text, type), tusk::conversion_error);
    }
}

} // namespace wire
