#include "types/text_reader.hpp"

#include <tusk/types/floating.hpp>
#include <tusk/types/geometry.hpp>

#include <limits>

namespace tusk {

namespace {

void append(std::string& text, double number) {
    protocol::byte_buffer digits;
    byte_writer out(digits);
    detail::write_floating_text(out, number);
    text += protocol::as_text(digits.view());
}

void append(std::string& text, const point& value) {
    text += '(';
    append(text, value.x);
    text += ',';
    append(text, value.y);
    text += ')';
}

void append(std::string& text, const point& first, const point& second) {
    append(text, first);
    text += ',';
    append(text, second);
}

std::string print_points(const std::vector<point>& points, char open, char close) {
    std::string text(1, open);
    for (const point& each : points) {
        if (text.size() > 1) text += ',';
        append(text, each);
    }
    text += close;
    return text;
}

// Reads the parts of a geometric value from left to right; each throws conversion_error when it is not there.
class geometry_reader : public detail::text_reader {
public:
    using text_reader::text_reader;

    [[nodiscard]] double coordinate() {
        const std::string_view digits = rest_.substr(0, rest_.find_first_of(",()[]{}<>"));
        rest_.remove_prefix(digits.size());
        return detail::parse_floating<double>(digits, type_);
    }

    [[nodiscard]] point one_point() {
        point value;
        expect('(');
        value.x = coordinate();
        expect(',');
        value.y = coordinate();
        expect(')');
        return value;
    }

    [[nodiscard]] std::vector<point> points() {
        std::vector<point> all;
        do all.push_back(one_point());
        while (take(','));
        return all;
    }
};

constexpr std::size_t point_size = codec<point>::fixed_size;

// The points of a path or polygon: how many there are, then all of them.
std::vector<point> read_points(protocol::byte_reader& reader, oid column) {
    const auto count = reader.number<std::int32_t>();
    if (!reader.ok()) detail::throw_malformed(column, "it ends before its points");
    // The server refuses to make one without points, too.
    if (count < 1) detail::throw_malformed(column, "its number of points is not positive");
    if (reader.remaining() / point_size != static_cast<std::size_t>(count) || reader.remaining() % point_size != 0)
        detail::throw_malformed(column, "its size is not that of its points");
    std::vector<point> points(static_cast<std::size_t>(count));
    for (point& each : points) each = codec<point>::load(reader.bytes(point_size).data());
    return points;
}

void write_points(byte_writer& out, const std::vector<point>& points, const char* what) {
    constexpr std::size_t most = std::numeric_limits<std::int32_t>::max() / point_size;
    if (points.empty()) throw conversion_error(std::string("a ") + what + " without points: it must have one at least");
    if (points.size() > most) detail::throw_out_of_range(std::to_string(points.size()) + " points", what);
    out.number(static_cast<std::int32_t>(points.size()));
    for (const point& each : points) codec<point>::write_binary(out, each, oid::point);
}

} // namespace

std::string point::to_string() const {
    std::string text;
    append(text, *this);
    return text;
}

point point::parse(std::string_view text) {
    geometry_reader reader(text, oid::point);
    const point value = reader.one_point();
    reader.finish();
    return value;
}

std::string line::to_string() const {
    std::string text = "{";
    append(text, a);
    text += ',';
    append(text, b);
    text += ',';
    append(text, c);
    return text += '}';
}

line line::parse(std::string_view text) {
    geometry_reader reader(text, oid::line);
    line value;
    reader.expect('{');
    value.a = reader.coordinate();
    reader.expect(',');
    value.b = reader.coordinate();
    reader.expect(',');
    value.c = reader.coordinate();
    reader.expect('}');
    reader.finish();
    return value;
}

std::string lseg::to_string() const {
    std::string text = "[";
    append(text, first, second);
    return text += ']';
}

lseg lseg::parse(std::string_view text) {
    geometry_reader reader(text, oid::lseg);
    lseg value;
    reader.expect('[');
    value.first = reader.one_point();
    reader.expect(',');
    value.second = reader.one_point();
    reader.expect(']');
    reader.finish();
    return value;
}

std::string box::to_string() const {
    std::string text;
    append(text, upper_right, lower_left);
    return text;
}

box box::parse(std::string_view text) {
    geometry_reader reader(text, oid::box);
    box value;
    value.upper_right = reader.one_point();
    reader.expect(',');
    value.lower_left = reader.one_point();
    reader.finish();
    return value;
}

std::string path::to_string() const {
    return is_closed ? print_points(points, '(', ')') : print_points(points, '[', ']');
}

path path::parse(std::string_view text) {
    geometry_reader reader(text, oid::path);
    path value;
    value.is_closed = !reader.take('[');
    if (value.is_closed) reader.expect('(');
    value.points = reader.points();
    reader.expect(value.is_closed ? ')' : ']');
    reader.finish();
    return value;
}

path codec<path>::read_binary(byte_view bytes, oid column) {
    protocol::byte_reader reader(bytes);
    const auto closed = reader.number<std::uint8_t>();
    if (closed > 1) detail::throw_malformed(column, "it is neither open nor closed");
    return {read_points(reader, column), closed == 1};
}

void codec<path>::write_binary(byte_writer& out, const path& value, oid) {
    out.number(static_cast<std::uint8_t>(value.is_closed));
    write_points(out, value.points, "path");
}

std::string polygon::to_string() const { return print_points(points, '(', ')'); }

polygon polygon::parse(std::string_view text) {
    geometry_reader reader(text, oid::polygon);
    polygon value;
    reader.expect('(');
    value.points = reader.points();
    reader.expect(')');
    reader.finish();
    return value;
}

polygon codec<polygon>::read_binary(byte_view bytes, oid column) {
    protocol::byte_reader reader(bytes);
    return {read_points(reader, column)};
}

void codec<polygon>::write_binary(byte_writer& out, const polygon& value, oid) {
    write_points(out, value.points, "polygon");
}

std::string circle::to_string() const {
    std::string text = "<";
    append(text, centre);
    text += ',';
    append(text, radius);
    return text += '>';
}

circle circle::parse(std::string_view text) {
    geometry_reader reader(text, oid::circle);
    circle value;
    reader.expect('<');
    value.centre = reader.one_point();
    reader.expect(',');
    value.radius = reader.coordinate();
    reader.expect('>');
    reader.finish();
    return value;
}

} // namespace tusk
