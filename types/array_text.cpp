#include "types/ascii.hpp"
#include "types/escaped_text.hpp"
#include "types/text_reader.hpp"

#include <tusk/types/array_wire.hpp>

#include <algorithm>

namespace tusk::detail {

namespace {

bool is_null_word(std::string_view text) noexcept {
    constexpr std::string_view word = "null";
    return text.size() == word.size() && std::equal(text.begin(), text.end(), word.begin(),
                                                    [](char a, char b) { return a == b || a == b - ('a' - 'A'); });
}

// What the server puts quotes around: all that would otherwise be taken for syntax, for NULL, or for nothing.
bool needs_quotes(std::string_view text, char delimiter) noexcept {
    return text.empty() || is_null_word(text) || std::any_of(text.begin(), text.end(), [delimiter](char c) {
               return c == '"' || c == '\\' || c == '{' || c == '}' || c == delimiter || is_space(c);
           });
}

// Reads the text once from left to right; `open_` holds how many parts each open brace has so far, and the shape
// learns a dimension's length from the first pair of braces that closes at its depth.
class array_parser : text_reader {
public:
    array_parser(std::string_view text, type_ref column) noexcept
        : text_reader(text, column), delimiter_(column.element().delimiter()) {}

    [[nodiscard]] array_text parse() {
        if (rest_.starts_with('[')) bounds();
        if (rest_ == "{}" && declared_.empty()) return std::move(result_);
        expect('{');
        enter();
        while (!open_.empty()) part();
        finish();
        adopt_bounds();
        return std::move(result_);
    }

private:
    // "[2:4][-1:0]=": the subscripts, given when one of them does not start from 1.
    void bounds() {
        while (take('[')) {
            const std::int64_t lower = number<std::int32_t>();
            expect(':');
            const std::int64_t upper = number<std::int32_t>();
            expect(']');
            const std::int64_t length = upper - lower + 1;
            if (length < 1 || length > INT32_MAX || declared_.size() == most_dimensions) fail();
            declared_.push_back({static_cast<std::int32_t>(length), static_cast<std::int32_t>(lower)});
        }
        expect('=');
    }

    void adopt_bounds() {
        if (declared_.empty()) return;
        const auto same_length = [](const array_dimension& a, const array_dimension& b) {
            return a.length == b.length;
        };
        if (!std::equal(declared_.begin(), declared_.end(), result_.shape.begin(), result_.shape.end(), same_length))
            fail();
        result_.shape = declared_;
    }

    void enter() {
        if (open_.size() == most_dimensions) fail();
        open_.push_back(0);
        // A brace deeper than where elements were already found.
        if (leaf_depth_ != 0 && open_.size() > leaf_depth_) fail();
    }

    // One part of the innermost open brace, and what stands behind it: a delimiter, or one closing brace or more.
    void part() {
        if (take('{')) return enter();
        element();
        while (!open_.empty() && !take(delimiter_)) leave();
    }

    void leave() {
        expect('}');
        const std::size_t depth = open_.size();
        const std::int32_t length = open_.back();
        open_.pop_back();
        if (result_.shape.size() < depth) result_.shape.resize(depth);
        std::int32_t& known = result_.shape[depth - 1].length;
        if (known == 0) known = length;
        if (known != length) fail();
        if (!open_.empty()) ++open_.back();
    }

    void element() {
        if (leaf_depth_ == 0) leaf_depth_ = open_.size();
        if (leaf_depth_ != open_.size()) fail();
        if (open_.back() == INT32_MAX) fail();
        ++open_.back();
        result_.elements.push_back(take('"') ? quoted() : plain());
    }

    [[nodiscard]] array_text_element quoted() {
        array_text_element element;
        std::size_t end = 0;
        for (; end < rest_.size() && rest_[end] != '"'; ++end)
            if (rest_[end] == '\\') {
                element.escaped = true;
                ++end;
            }
        if (end >= rest_.size()) fail();
        element.text = rest_.substr(0, end);
        rest_.remove_prefix(end + 1);
        return element;
    }

    [[nodiscard]] array_text_element plain() {
        const char syntax[] = {delimiter_, '{', '}', '"', '\\'};
        const std::size_t end = std::min(rest_.find_first_of({syntax, sizeof syntax}), rest_.size());
        array_text_element element;
        element.text = rest_.substr(0, end);
        rest_.remove_prefix(end);
        element.null = element.text == "NULL";
        // Anything else that the server would have quoted is no array of its making.
        if (!element.null && needs_quotes(element.text, delimiter_)) fail();
        return element;
    }

    char delimiter_;
    std::vector<array_dimension> declared_;
    std::vector<std::int32_t> open_;
    std::size_t leaf_depth_ = 0; // 0: no element seen yet
    array_text result_;
};

// "1 2 3"; what is no number is found out when it is read as one.
array_text parse_vector(std::string_view text) {
    array_text result;
    if (text.empty()) return result;
    for (std::size_t begin = 0, end = 0; end != std::string_view::npos; begin = end + 1) {
        end = text.find(' ', begin);
        result.elements.push_back({text.substr(begin, end - begin), false, false});
    }
    result.shape.push_back({checked_length(result.elements.size()), 0});
    return result;
}

} // namespace

array_text parse_array(std::string_view text, type_ref column) {
    return is_catalogue_vector(column) ? parse_vector(text) : array_parser(text, column).parse();
}

std::string unescape_array_element(std::string_view text) {
    std::string plain;
    plain.reserve(text.size());
    for (std::size_t i = 0; i < text.size(); ++i) {
        if (text[i] == '\\' && i + 1 < text.size()) ++i;
        plain += text[i];
    }
    return plain;
}

array_text_writer::array_text_writer(byte_writer& out, std::span<const array_dimension> shape, char delimiter)
    : out_(&out), shape_(shape), delimiter_(delimiter) {
    const bool usual = std::all_of(shape.begin(), shape.end(), [](const auto& d) { return d.lower_bound == 1; });
    for (const array_dimension& dimension : usual ? std::span<const array_dimension>() : shape) {
        const std::int64_t upper = std::int64_t{dimension.lower_bound} + dimension.length - 1;
        out_->text("[" + std::to_string(dimension.lower_bound) + ":" + std::to_string(upper) + "]");
    }
    if (!usual) out_->text("=");
    if (shape.empty()) out_->text("{}");
}

// Opens a brace for every dimension that begins with the next element.
void array_text_writer::open() {
    if (written_ != 0) out_->text({&delimiter_, 1});
    std::size_t extent = 1;
    std::size_t beginning = 0;
    for (std::size_t i = shape_.size(); i-- > 0;) {
        extent *= static_cast<std::size_t>(shape_[i].length);
        if (written_ % extent == 0) ++beginning;
    }
    out_->text(std::string(beginning, '{'));
}

// Closes the braces of every dimension that ended with the last element.
void array_text_writer::close() {
    ++written_;
    std::size_t extent = 1;
    std::size_t ending = 0;
    for (std::size_t i = shape_.size(); i-- > 0;) {
        extent *= static_cast<std::size_t>(shape_[i].length);
        if (written_ % extent == 0) ++ending;
    }
    out_->text(std::string(ending, '}'));
}

void array_text_writer::null() {
    open();
    out_->text("NULL");
    close();
}

void array_text_writer::element(std::string_view text) {
    open();
    if (needs_quotes(text, delimiter_))
        write_escaped(*out_, text);
    else
        out_->text(text);
    close();
}

} // namespace tusk::detail
