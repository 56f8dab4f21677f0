#include "types/part_text.hpp"
#include "types/text_reader.hpp"

#include <tusk/types/range_wire.hpp>

namespace tusk::detail {

namespace {

constexpr std::string_view syntax = "[](),";

/// Reads the text once from left to right.
class range_parser : text_reader {
public:
    using text_reader::text_reader;

    [[nodiscard]] range<std::string> parse() {
        range<std::string> found = next();
        finish();
        return found;
    }
    [[nodiscard]] std::vector<range<std::string>> parse_several() {
        std::vector<range<std::string>> found;
        expect('{');
        if (!take('}')) {
            do found.push_back(next());
            while (take(','));
            expect('}');
        }
        finish();
        return found;
    }

private:
    [[nodiscard]] range<std::string> next() {
        if (take("empty")) return {};
        const bool lower_inclusive = take('[');
        if (!lower_inclusive) expect('(');
        std::optional<std::string> lower = bound();
        expect(',');
        std::optional<std::string> upper = bound();
        const bool upper_inclusive = take(']');
        if (!upper_inclusive) expect(')');
        if ((lower_inclusive && !lower) || (upper_inclusive && !upper)) fail(); // no bound is never inclusive
        return range<std::string>(std::move(lower), std::move(upper), lower_inclusive, upper_inclusive);
    }

    [[nodiscard]] std::optional<std::string> bound() {
        std::optional<std::string> found;
        if (!take_part(rest_, syntax, found)) fail();
        return found;
    }
};

} // namespace

range<std::string> parse_range(std::string_view text, type_ref column) { return range_parser(text, column).parse(); }

std::vector<range<std::string>> parse_multirange(std::string_view text, type_ref column) {
    return range_parser(text, column).parse_several();
}

void write_quoted_bound(byte_writer& out, std::string_view text) { write_part(out, text, syntax); }

} // namespace tusk::detail
