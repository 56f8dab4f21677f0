#include "tests/support/arrow_reader.hpp"

#include <cstdint>
#include <cstdio>
#include <map>
#include <stdexcept>
#include <string_view>

namespace tusk::test {

namespace {

void require(bool holds, const std::string& format, const char* rule) {
    if (!holds) throw std::logic_error("Arrow format \"" + format + "\": " + rule);
}

/// How many buffers a format has, the validity bitmap included, and how many children; −1: any number.
struct anatomy {
    std::int64_t buffers;
    std::int64_t children;
};

anatomy anatomy_of(const std::string& format) {
    static const std::map<std::string, anatomy, std::less<>> known{
        {"b", {2, 0}},    {"s", {2, 0}},       {"i", {2, 0}},   {"l", {2, 0}},   {"I", {2, 0}},
        {"f", {2, 0}},    {"g", {2, 0}},       {"u", {3, 0}},   {"U", {3, 0}},   {"z", {3, 0}},
        {"Z", {3, 0}},    {"w:16", {2, 0}},    {"tdD", {2, 0}}, {"ttu", {2, 0}}, {"tin", {2, 0}},
        {"tsu:", {2, 0}}, {"tsu:UTC", {2, 0}}, {"+l", {2, 1}},  {"+L", {2, 1}},  {"+s", {1, -1}},
    };
    if (parse_decimal_format(format)) return {2, 0};
    const auto found = known.find(format);
    require(found != known.end(), format, "tusk exports no such format");
    return found->second;
}

void check_schema(const ArrowSchema& schema) {
    const std::string format = schema.format == nullptr ? "" : schema.format;
    const anatomy expected = anatomy_of(format);
    require(schema.release != nullptr, format, "the schema is released");
    require(schema.name != nullptr, format, "no name");
    require(schema.metadata == nullptr, format, "metadata");
    require((schema.flags & ~std::int64_t{ARROW_FLAG_NULLABLE}) == 0, format, "a flag that means nothing here");
    require(expected.children < 0 || schema.n_children == expected.children, format, "the number of children");
    require(schema.n_children >= 0, format, "a negative number of children");
    require(schema.n_children == 0 || schema.children != nullptr, format, "no pointer to the children");
    require(schema.dictionary == nullptr, format, "a dictionary");
}

void check_shape(const std::string& format, const ArrowSchema& schema, const ArrowArray& array) {
    require(array.release != nullptr, format, "the array is released");
    require(array.length >= 0, format, "a negative length");
    require(array.offset == 0, format, "an offset");
    require(array.n_buffers == anatomy_of(format).buffers, format, "the number of buffers");
    require(array.buffers != nullptr, format, "no pointer to the buffers");
    require(array.n_children == schema.n_children, format, "the children of schema and array differ in number");
    require(array.n_children == 0 || array.children != nullptr, format, "no pointer to the children");
    require(array.dictionary == nullptr, format, "a dictionary");
    for (std::int64_t i = 0; i < array.n_buffers; ++i) {
        require(i == 0 || array.buffers[i] != nullptr, format, "a buffer that is null");
        require(reinterpret_cast<std::uintptr_t>(array.buffers[i]) % 64 == 0, format, "a buffer not aligned to 64");
    }
}

void check_nulls(const std::string& format, const ArrowSchema& schema, const ArrowArray& array) {
    require(array.null_count >= 0 && array.null_count <= array.length, format, "a null count out of range");
    require((array.buffers[0] != nullptr) == (array.null_count != 0), format, "a bitmap exactly where there is a null");
    std::int64_t nulls = 0;
    for (std::int64_t i = 0; i < array.length; ++i) nulls += arrow_is_null(array, i);
    require(nulls == array.null_count, format, "the null count differs from the bitmap");
    require(nulls == 0 || (schema.flags & ARROW_FLAG_NULLABLE) != 0, format, "nulls without the flag");
}

/// The length of one well-formed UTF-8 character at the beginning, by decoding it; 0 where there is none.
std::size_t character_size(std::string_view text) {
    const auto byte = [&](std::size_t i) { return static_cast<std::uint32_t>(static_cast<unsigned char>(text[i])); };
    const std::uint32_t lead = byte(0);
    if (lead < 0x80) return 1;
    const std::size_t size = lead >> 5 == 0b110 ? 2 : lead >> 4 == 0b1110 ? 3 : lead >> 3 == 0b11110 ? 4 : 0;
    if (size == 0 || text.size() < size) return 0;
    std::uint32_t code = lead & (0xFFU >> (size + 1));
    for (std::size_t i = 1; i < size; ++i) {
        if (byte(i) >> 6 != 0b10) return 0;
        code = code << 6 | (byte(i) & 0x3F);
    }
    constexpr std::uint32_t least[] = {0, 0, 0x80, 0x800, 0x10000};
    const bool surrogate = code >= 0xD800 && code <= 0xDFFF;
    return code < least[size] || code > 0x10FFFF || surrogate ? 0 : size;
}

void check_characters(const std::string& format, std::string_view text) {
    while (!text.empty()) {
        const std::size_t size = character_size(text);
        require(size != 0, format, "text that is not UTF-8");
        text.remove_prefix(size);
    }
}

template <class Offset>
void check_offsets(const std::string& format, const ArrowArray& array) {
    require(arrow_number<Offset>(array, 1, 0) == 0, format, "offsets do not begin with 0");
    for (std::int64_t i = 0; i < array.length; ++i) {
        const auto begin = arrow_number<Offset>(array, 1, i);
        const auto end = arrow_number<Offset>(array, 1, i + 1);
        require(begin <= end, format, "offsets go backwards");
        if (format == "u" || format == "U")
            check_characters(
                format, {static_cast<const char*>(array.buffers[2]) + begin, static_cast<std::size_t>(end - begin)});
    }
    if (format[0] == '+')
        require(array.children[0]->length == arrow_number<Offset>(array, 1, array.length), format,
                "a list's child is not as long as its offsets say");
}

void check_values(const std::string& format, const ArrowArray& array) {
    if (format == "u" || format == "z" || format == "+l") return check_offsets<std::int32_t>(format, array);
    if (format == "U" || format == "Z" || format == "+L") return check_offsets<std::int64_t>(format, array);
    arrow_int128 limit = 1;
    const auto decimal = parse_decimal_format(format);
    for (int i = 0; decimal && i < decimal->precision; ++i) limit *= 10;
    for (std::int64_t i = 0; i < array.length; ++i) {
        if (format == "ttu") {
            const auto time = arrow_number<std::int64_t>(array, 1, i);
            require(time >= 0 && time < 86'400'000'000, format, "a time of day outside the day");
        }
        if (decimal) {
            const auto number = arrow_number<arrow_int128>(array, 1, i);
            require(number < limit && number > -limit, format, "more digits than the precision");
        }
    }
}

} // namespace

std::optional<arrow_decimal_format> parse_decimal_format(const std::string& format) {
    arrow_decimal_format parsed{};
    int end = 0;
    if (std::sscanf(format.c_str(), "d:%d,%d%n", &parsed.precision, &parsed.scale, &end) != 2) return std::nullopt;
    if (static_cast<std::size_t>(end) != format.size()) return std::nullopt;
    require(parsed.precision >= 1 && parsed.precision <= 38, format, "a precision that decimal128 does not have");
    require(parsed.scale >= 0 && parsed.scale <= parsed.precision, format, "a scale outside the precision");
    return parsed;
}

void check_arrow(const ArrowSchema& schema, const ArrowArray& array) {
    check_schema(schema);
    const std::string format = schema.format;
    check_shape(format, schema, array);
    check_nulls(format, schema, array);
    for (std::int64_t i = 0; i < array.n_children; ++i) {
        require(schema.children[i] != nullptr && array.children[i] != nullptr, format, "a child that is null");
        check_arrow(*schema.children[i], *array.children[i]);
        if (format == "+s")
            require(array.children[i]->length == array.length, format, "a column is not as long as the table");
    }
    check_values(format, array);
}

} // namespace tusk::test
