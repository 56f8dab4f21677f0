#include "client/service_file.hpp"

#include "client/keywords.hpp"

#include <tusk/error.hpp>

#include <istream>

namespace tusk::client {

namespace {

// The C locale's white space, whatever locale the program runs in.
constexpr std::string_view spaces = " \t\n\v\f\r";

std::string_view trimmed(std::string_view line) {
    const std::size_t first = line.find_first_not_of(spaces);
    if (first == std::string_view::npos) return {};
    return line.substr(first, line.find_last_not_of(spaces) + 1 - first);
}

/// Reads the file line by line, and no more of it at a time: it may be anything, a device without end too.
class service_reader {
public:
    service_reader(std::istream& text, const std::string& file) : text_(text), file_(file) {}

    /// The next line that is neither empty nor a comment, without the spaces around it; nothing at the end.
    std::optional<std::string_view> next() {
        while (take_line()) {
            const std::string_view line = trimmed(line_.view());
            if (!line.empty() && line.front() != '#') return line;
        }
        return std::nullopt;
    }

    /// `keyword=value`. Spaces around the sign are not taken for anything but a part of the two.
    setting read_setting(std::string_view line) const {
        if (line.starts_with("ldap"))
            throw not_supported_error(place() + ": parameters from an LDAP server are not supported: write them "
                                                "into the file, one keyword=value to a line");
        const std::size_t sign = line.find('=');
        if (sign == std::string_view::npos || line.find('\0') != std::string_view::npos)
            fail("not of the form keyword=value");
        const std::string_view name = line.substr(0, sign);
        if (name == "service" || name == "servicefile")
            fail("a section cannot refer to another one: remove \"" + std::string(name) + "\"");
        if (find_keyword(name) == nullptr) fail_unknown(name);
        return {std::string(name), line.substr(sign + 1), 0, place()};
    }

private:
    bool take_line() {
        // libpq's own limit.
        constexpr std::size_t longest = 1022;
        line_ = secret_text();
        line_.reserve(longest);
        ++number_;
        for (int next = text_.get(); next != std::istream::traits_type::eof(); next = text_.get()) {
            const auto character = static_cast<char>(next);
            if (line_.size() == longest) fail("longer than 1021 bytes");
            line_.push_back(character);
            if (character == '\n') return true;
        }
        return !line_.empty();
    }

    [[nodiscard]] std::string place() const {
        return "service file \"" + file_ + "\", line " + std::to_string(number_);
    }

    // The line itself is not shown: it may hold a password.
    [[noreturn]] void fail(const std::string& trouble) const { throw operational_error(place() + ": " + trouble); }

    [[noreturn]] void fail_unknown(std::string_view name) const {
        const std::string_view meant = keyword_meant(name);
        if (name != trimmed(name)) fail("no space may stand before the \"=\"");
        fail(meant.empty() ? "unknown keyword" : "unknown keyword: did you mean \"" + std::string(meant) + "\"?");
    }

    std::istream& text_;
    const std::string& file_;
    secret_text line_;
    std::size_t number_ = 0;
};

/// `[name]`; what follows the bracket does not matter, to libpq neither.
bool begins_section(std::string_view line, std::string_view name) {
    line.remove_prefix(1);
    return line.starts_with(name) && line.substr(name.size()).starts_with(']');
}

} // namespace

std::optional<settings> find_service(std::istream& text, std::string_view service, const std::string& file) {
    service_reader reader(text, file);
    std::optional<settings> found;
    while (const auto line = reader.next()) {
        if (line->front() == '[') {
            if (found) break;
            if (begins_section(*line, service)) found.emplace();
        } else if (found) {
            add_unless_given(*found, reader.read_setting(*line));
        }
    }
    return found;
}

} // namespace tusk::client
