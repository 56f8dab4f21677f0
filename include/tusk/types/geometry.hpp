/// \file
/// PostgreSQL's geometric types: point, line, lseg, box, path, polygon and circle.
#pragma once

#include <tusk/types/fixed.hpp>

#include <array>
#include <bit>
#include <vector>

namespace tusk {

/// A point of the plane. Every coordinate of a geometric type may be infinite or NaN; equality, here and below, is that
/// of the coordinates as doubles, so that NaN equals nothing (the server's own `=` allows for an error of 1e-6).
struct point {
    double x = 0;
    double y = 0;

    /// "(1.5,-2)", as the server prints it.
    [[nodiscard]] TUSK_API std::string to_string() const;
    /// Reads what to_string() writes.
    /// \throws conversion_error when `text` is anything else.
    [[nodiscard]] TUSK_API static point parse(std::string_view text);

    friend constexpr bool operator==(const point&, const point&) noexcept = default;
};

/// The infinite line a·x + b·y + c = 0. The server refuses one whose a and b are both zero.
struct line {
    double a = 0;
    double b = -1;
    double c = 0;

    /// "{1,-1,0}", as the server prints it.
    [[nodiscard]] TUSK_API std::string to_string() const;
    /// Reads what to_string() writes.
    /// \throws conversion_error when `text` is anything else.
    [[nodiscard]] TUSK_API static line parse(std::string_view text);

    friend constexpr bool operator==(const line&, const line&) noexcept = default;
};

/// A line segment between two points, in the order in which they were given.
struct lseg {
    point first;
    point second;

    /// "[(0,0),(1,1)]", as the server prints it.
    [[nodiscard]] TUSK_API std::string to_string() const;
    /// Reads what to_string() writes.
    /// \throws conversion_error when `text` is anything else.
    [[nodiscard]] TUSK_API static lseg parse(std::string_view text);

    friend constexpr bool operator==(const lseg&, const lseg&) noexcept = default;
};

/// A rectangle whose sides are parallel to the axes. The server puts the corners in this order, whichever two of them
/// it is sent.
struct box {
    point upper_right;
    point lower_left;

    /// "(1,1),(0,0)", as the server prints it.
    [[nodiscard]] TUSK_API std::string to_string() const;
    /// Reads what to_string() writes.
    /// \throws conversion_error when `text` is anything else.
    [[nodiscard]] TUSK_API static box parse(std::string_view text);

    friend constexpr bool operator==(const box&, const box&) noexcept = default;
};

/// Connected line segments; a closed path also connects its last point with its first.
struct path {
    /// At least one, before it can be sent.
    std::vector<point> points;
    bool is_closed = false;

    /// "((0,0),(1,1))" when it is closed, "[(0,0),(1,1)]" when it is open, as the server prints it.
    [[nodiscard]] TUSK_API std::string to_string() const;
    /// Reads what to_string() writes.
    /// \throws conversion_error when `text` is anything else.
    [[nodiscard]] TUSK_API static path parse(std::string_view text);

    friend bool operator==(const path&, const path&) = default;
};

/// A polygon by its vertices, in the order in which they were given.
struct polygon {
    /// At least one, before it can be sent.
    std::vector<point> points;

    /// "((0,0),(1,0),(0,1))", as the server prints it.
    [[nodiscard]] TUSK_API std::string to_string() const;
    /// Reads what to_string() writes.
    /// \throws conversion_error when `text` is anything else.
    [[nodiscard]] TUSK_API static polygon parse(std::string_view text);

    friend bool operator==(const polygon&, const polygon&) = default;
};

/// A circle. The server refuses a negative radius.
struct circle {
    point centre;
    double radius = 0;

    /// "<(0,0),1>", as the server prints it.
    [[nodiscard]] TUSK_API std::string to_string() const;
    /// Reads what to_string() writes.
    /// \throws conversion_error when `text` is anything else.
    [[nodiscard]] TUSK_API static circle parse(std::string_view text);

    friend constexpr bool operator==(const circle&, const circle&) noexcept = default;
};

namespace detail {

/// What the codecs of all geometric types share.
template <class T, oid Type, oid ArrayType>
struct geometry_codec {
    static constexpr oid type = Type;
    static constexpr oid array_type = ArrayType;

    static constexpr bool reads(oid column) noexcept { return column == type; }
    static T read_text(std::string_view text, oid) { return T::parse(text); }

    static constexpr std::optional<format> writes(oid parameter) noexcept { return writes_own_type(type, parameter); }
    static void write_text(byte_writer& out, const T& value, oid) { out.text(value.to_string()); }
};

/// The geometric types that are so many doubles, in the order of their members.
template <class T, oid Type, oid ArrayType>
struct fixed_geometry_codec : geometry_codec<T, Type, ArrayType> {
    static constexpr std::size_t fixed_size = sizeof(T);
    using doubles = std::array<double, sizeof(T) / sizeof(double)>;

    static T load(const std::byte* bytes) noexcept {
        doubles numbers;
        for (double& number : numbers) {
            number = protocol::load_big_endian<double>(bytes);
            bytes += sizeof(double);
        }
        return std::bit_cast<T>(numbers);
    }
    static T read_binary(byte_view bytes, oid column) {
        require_size(bytes, fixed_size, column);
        return load(bytes.data());
    }
    static void write_binary(byte_writer& out, const T& value, oid) {
        for (const double number : std::bit_cast<doubles>(value)) out.number(number);
    }
};

} // namespace detail

/// tusk::point ↔ point.
template <>
struct codec<point> : detail::fixed_geometry_codec<point, oid::point, oid::point_array> {};

/// tusk::line ↔ line.
template <>
struct codec<line> : detail::fixed_geometry_codec<line, oid::line, oid::line_array> {};

/// tusk::lseg ↔ lseg.
template <>
struct codec<lseg> : detail::fixed_geometry_codec<lseg, oid::lseg, oid::lseg_array> {};

/// tusk::box ↔ box.
template <>
struct codec<box> : detail::fixed_geometry_codec<box, oid::box, oid::box_array> {};

/// tusk::circle ↔ circle.
template <>
struct codec<circle> : detail::fixed_geometry_codec<circle, oid::circle, oid::circle_array> {};

/// tusk::path ↔ path.
template <>
struct codec<path> : detail::geometry_codec<path, oid::path, oid::path_array> {
    TUSK_API static path read_binary(byte_view bytes, oid column);
    /// \throws conversion_error when there is no point, or more of them than a value can hold.
    TUSK_API static void write_binary(byte_writer& out, const path& value, oid parameter);
};

/// tusk::polygon ↔ polygon.
template <>
struct codec<polygon> : detail::geometry_codec<polygon, oid::polygon, oid::polygon_array> {
    TUSK_API static polygon read_binary(byte_view bytes, oid column);
    /// \throws conversion_error when there is no point, or more of them than a value can hold.
    TUSK_API static void write_binary(byte_writer& out, const polygon& value, oid parameter);
};

} // namespace tusk
