#include "types/lexeme_text.hpp"

#include <tusk/types/text.hpp>
#include <tusk/types/text_search.hpp>

#include <algorithm>

namespace tusk {

namespace {

using weight = tsvector::weight;

// A place on the wire: its weight in the two upper bits of sixteen.
constexpr unsigned place_bits = 14;
constexpr std::uint16_t largest_place = (1U << place_bits) - 1;
constexpr std::size_t most_positions = 256;
// An empty lexeme without places: its terminator and its count.
constexpr std::size_t smallest_lexeme = 1 + sizeof(std::uint16_t);

std::vector<tsvector::position> read_positions(protocol::byte_reader& reader, oid column) {
    const auto count = reader.number<std::uint16_t>();
    if (count > reader.remaining() / sizeof(std::uint16_t))
        detail::throw_malformed(column, "more positions than its bytes can hold");
    std::vector<tsvector::position> positions(count);
    for (auto& [place, rank] : positions) {
        const auto packed = reader.number<std::uint16_t>();
        place = packed & largest_place;
        rank = static_cast<weight>(packed >> place_bits);
    }
    return positions;
}

void write_positions(byte_writer& out, const tsvector::lexeme& lexeme) {
    if (lexeme.positions.size() > most_positions)
        throw conversion_error("a tsvector's lexeme with " + std::to_string(lexeme.positions.size()) +
                               " positions: PostgreSQL keeps at most 256");
    out.number(static_cast<std::uint16_t>(lexeme.positions.size()));
    for (const auto& [place, rank] : lexeme.positions) {
        if (place > largest_place)
            detail::throw_out_of_range("position " + std::to_string(place), "a tsvector (at most 16383)");
        out.number(static_cast<std::uint16_t>(static_cast<unsigned>(rank) << place_bits | place));
    }
}

// The server sorts the lexemes that it is sent, but would store one that comes twice as it is.
void require_distinct(const std::vector<tsvector::lexeme>& lexemes) {
    std::vector<std::string_view> sorted;
    sorted.reserve(lexemes.size());
    for (const tsvector::lexeme& each : lexemes) sorted.push_back(each.text);
    std::sort(sorted.begin(), sorted.end());
    const auto twice = std::adjacent_find(sorted.begin(), sorted.end());
    if (twice != sorted.end())
        throw conversion_error("a tsvector with the lexeme \"" + std::string(twice->substr(0, 80)) +
                               "\" twice: put all its positions into one");
}

weight take_weight(detail::lexeme_reader& reader) {
    if (reader.take("A")) return weight::a;
    if (reader.take("B")) return weight::b;
    return reader.take("C") ? weight::c : weight::d;
}

} // namespace

tsvector codec<tsvector>::read_binary(byte_view bytes, oid column) {
    protocol::byte_reader reader(bytes);
    const auto count = reader.number<std::uint32_t>();
    if (!reader.ok()) detail::throw_malformed(column, "it ends before its lexemes");
    // The server's own limit is a mebibyte for all of their characters (MAXSTRPOS), and each has one.
    if (count > std::uint32_t{1} << 20) detail::throw_malformed(column, "more lexemes than a server can store");
    if (count > reader.remaining() / smallest_lexeme)
        detail::throw_malformed(column, "more lexemes than its bytes can hold");
    tsvector value;
    for (std::uint32_t i = 0; i < count; ++i) {
        tsvector::lexeme& lexeme = value.lexemes.emplace_back();
        lexeme.text = reader.c_string();
        lexeme.positions = read_positions(reader, column);
        if (!reader.ok()) detail::throw_malformed(column, "it ends within a lexeme");
    }
    if (!reader.complete()) detail::throw_malformed(column, "bytes are left over behind its last lexeme");
    return value;
}

void codec<tsvector>::write_binary(byte_writer& out, const tsvector& value, oid) {
    require_distinct(value.lexemes);
    out.number(static_cast<std::uint32_t>(value.lexemes.size()));
    for (const tsvector::lexeme& each : value.lexemes) {
        detail::write_string(out, each.text);
        out.number(std::uint8_t{0});
        write_positions(out, each);
    }
}

void codec<tsvector>::write_text(byte_writer& out, const tsvector& value, oid) {
    detail::write_string(out, value.to_string());
}

std::string tsvector::to_string() const {
    constexpr std::string_view letters[] = {"", "C", "B", "A"};
    std::string text;
    for (const lexeme& each : lexemes) {
        if (!text.empty()) text += ' ';
        detail::append_lexeme(text, each.text);
        char separator = ':';
        for (const auto& [place, rank] : each.positions) {
            text += separator + std::to_string(place);
            text += letters[static_cast<unsigned>(rank) % std::size(letters)];
            separator = ',';
        }
    }
    return text;
}

tsvector tsvector::parse(std::string_view text) {
    detail::lexeme_reader reader(text, oid::tsvector);
    tsvector value;
    while (!reader.at_end()) {
        if (!value.lexemes.empty()) reader.expect(" ");
        lexeme& read = value.lexemes.emplace_back();
        read.text = reader.lexeme();
        if (!reader.take(":")) continue;
        do {
            const auto place = reader.number<std::uint16_t>();
            if (place > largest_place) reader.fail();
            read.positions.push_back({place, take_weight(reader)});
        } while (reader.take(","));
    }
    return value;
}

} // namespace tusk
