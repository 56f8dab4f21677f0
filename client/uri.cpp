#include "client/uri.hpp"

#include <tusk/error.hpp>

#include <algorithm>
#include <utility>

namespace tusk::client {

namespace {

// A part of the URI never appears in a message: where a "/" was forgotten to be encoded, a password lands in any of
// them.
[[noreturn]] void fail(const std::string& trouble, std::size_t offset) {
    throw programming_error("connection URI: " + trouble + " at position " + std::to_string(offset + 1));
}

int hexadecimal_digit(char digit) {
    if (digit >= '0' && digit <= '9') return digit - '0';
    if (digit >= 'a' && digit <= 'f') return digit - 'a' + 10;
    if (digit >= 'A' && digit <= 'F') return digit - 'A' + 10;
    return -1;
}

/// The character that stands as `%XX` at `at` in `text`; `offset` is where `text` begins in the URI.
char decode_one(std::string_view text, std::size_t at, std::size_t offset) {
    const int high = at + 2 < text.size() ? hexadecimal_digit(text[at + 1]) : -1;
    const int low = high < 0 ? -1 : hexadecimal_digit(text[at + 2]);
    if (low < 0) fail("two hexadecimal digits must follow the \"%\" (write %25 for the sign itself)", offset + at);
    if (high == 0 && low == 0) fail("%00 is not allowed", offset + at);
    return static_cast<char>(high * 16 + low);
}

/// Takes parts of the URI that together make one value and decodes `%XX` (RFC 3986, section 2.1). Spaces around the
/// value are dropped and those inside refused, as libpq does since version 17: a URI that a shell or a configuration
/// file wrapped stays readable.
class decoder {
public:
    void add(std::string_view text, std::size_t offset) {
        for (std::size_t i = 0; i < text.size(); ++i) {
            if (text[i] == ' ') {
                ended_ = ended_ || !value_.empty();
                continue;
            }
            if (ended_) fail("write %20 for a space before what stands", offset + i);
            const bool encoded = text[i] == '%';
            value_.push_back(encoded ? decode_one(text, i, offset) : text[i]);
            if (encoded) i += 2;
        }
    }
    [[nodiscard]] secret_text take() { return std::exchange(value_, {}); }

private:
    secret_text value_;
    bool ended_ = false; ///< by a space, behind which there may be only more of them
};

secret_text percent_decode(std::string_view text, std::size_t offset) {
    decoder all;
    all.add(text, offset);
    return all.take();
}

class uri_parser {
public:
    explicit uri_parser(std::string_view uri) : uri_(uri), at_(uri.find("://") + 3) {}

    settings run() {
        user_information();
        host_list();
        if (accept('/')) take_setting("dbname", take_until("?"));
        if (accept('?')) query();
        return std::move(found_);
    }

private:
    /// A run of characters and where it begins.
    struct part {
        std::string_view text;
        std::size_t offset;
    };

    [[nodiscard]] char peek() const { return at_ < uri_.size() ? uri_[at_] : '\0'; }
    bool accept(char wanted) {
        if (peek() != wanted) return false;
        ++at_;
        return true;
    }
    part take_until(std::string_view stops) {
        const std::size_t start = at_;
        at_ = std::min(uri_.find_first_of(stops, at_), uri_.size());
        return {uri_.substr(start, at_ - start), start};
    }

    void take_setting(const char* keyword, part value) {
        if (!value.text.empty())
            found_.push_back({keyword, percent_decode(value.text, value.offset), value.offset + 1});
    }

    /// `user:password@`, which is there when an "@" comes before the first "/".
    void user_information() {
        const std::size_t end = uri_.find_first_of("@/", at_);
        if (end == std::string_view::npos || uri_[end] != '@') return;
        take_setting("user", take_until(":@"));
        if (accept(':')) take_setting("password", take_until("@"));
        accept('@');
    }

    /// The pairs are gathered into two parallel lists, as the keywords host and port have them.
    void host_list() {
        const std::size_t position = at_ + 1;
        decoder hosts;
        decoder ports;
        bool host_given = false;
        bool port_given = false;
        for (;;) {
            const bool bracketed = peek() == '[';
            const part host = bracketed ? bracketed_host() : take_until(":/?,");
            // A host's name has none, so that it is the rest of a password.
            if (const auto sign = host.text.find('@', 1); !bracketed && sign != std::string_view::npos)
                fail("write %40 for the \"@\" in a user's name or password,", host.offset + sign);
            const part port = accept(':') ? take_until("/?,") : part{{}, at_};
            const bool more = peek() == ',';
            host_given = host_given || more || !host.text.empty();
            port_given = port_given || more || !port.text.empty();
            hosts.add(host.text, host.offset);
            ports.add(port.text, port.offset);
            if (!accept(',')) break;
            hosts.add(",", at_ - 1);
            ports.add(",", at_ - 1);
        }
        if (host_given) found_.push_back({"host", hosts.take(), position});
        if (port_given) found_.push_back({"port", ports.take(), position});
    }

    /// An IPv6 address: `[::1]` (RFC 3986, section 3.2.2).
    part bracketed_host() {
        const std::size_t bracket = at_++;
        const part address = take_until("]");
        if (!accept(']')) fail("no \"]\" closes the IPv6 address that begins", bracket);
        if (address.text.empty()) fail("the brackets for an IPv6 address are empty", bracket);
        if (at_ < uri_.size() && std::string_view(":/?,").find(uri_[at_]) == std::string_view::npos)
            fail("only \":\", \"/\", \"?\" or \",\" may follow an IPv6 address,", at_);
        return address;
    }

    void query() {
        while (at_ < uri_.size()) {
            const part pair = take_until("&");
            accept('&');
            const std::size_t sign = pair.text.find('=');
            if (sign == std::string_view::npos) fail("no \"=\" in the query parameter", pair.offset);
            const part value{pair.text.substr(sign + 1), pair.offset + sign + 1};
            if (value.text.find('=') != std::string_view::npos)
                fail("a second \"=\" in the query parameter (write %3D inside a value)", pair.offset);
            query_parameter({pair.text.substr(0, sign), pair.offset}, value);
        }
    }

    void query_parameter(part encoded_keyword, part encoded_value) {
        const std::string keyword(percent_decode(encoded_keyword.text, encoded_keyword.offset).view());
        secret_text value = percent_decode(encoded_value.text, encoded_value.offset);
        const std::size_t position = encoded_keyword.offset + 1;
        // JDBC's spelling, which the documentation allows in URIs.
        if (keyword == "ssl" && value.view() == "true")
            found_.push_back({"sslmode", "require", position});
        else
            found_.push_back({keyword, std::move(value), position});
    }

    std::string_view uri_;
    std::size_t at_;
    settings found_;
};

constexpr bool is_unreserved(char character) {
    return (character >= 'a' && character <= 'z') || (character >= 'A' && character <= 'Z') ||
           (character >= '0' && character <= '9') || std::string_view("-._~").find(character) != std::string_view::npos;
}

} // namespace

bool is_uri(std::string_view text) noexcept {
    const std::size_t end = text.find("://");
    if (end == std::string_view::npos) return false;
    // RFC 3986, section 3.1: letters, digits and these make a scheme. What follows the "+" names another program's
    // driver.
    const std::string_view scheme = text.substr(0, end);
    const std::string_view name = scheme.substr(0, scheme.find('+'));
    return (name == "postgresql" || name == "postgres") &&
           std::all_of(scheme.begin(), scheme.end(),
                       [](char character) { return is_unreserved(character) || character == '+'; });
}

settings parse_uri(std::string_view uri) { return uri_parser(uri).run(); }

std::string percent_encode(std::string_view text, std::string_view also_plain) {
    constexpr std::string_view digits = "0123456789ABCDEF";
    std::string encoded;
    for (const char character : text) {
        if (is_unreserved(character) || also_plain.find(character) != std::string_view::npos) {
            encoded += character;
            continue;
        }
        const auto byte = static_cast<unsigned char>(character);
        encoded.append({'%', digits[byte >> 4], digits[byte & 15]});
    }
    return encoded;
}

} // namespace tusk::client
