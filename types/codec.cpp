#include <tusk/codec.hpp>

namespace tusk {

namespace {

// Enough of a value to recognise it, without flooding a log.
std::string excerpt(std::string_view text) {
    constexpr std::size_t longest = 80;
    if (text.size() <= longest) return "\"" + std::string(text) + "\"";
    return "\"" + std::string(text.substr(0, longest)) + "…\" (" + std::to_string(text.size()) + " bytes)";
}

} // namespace

conversion_error::~conversion_error() = default;
malformed_value::~malformed_value() = default;

namespace detail {

void throw_wrong_size(type_ref type, std::size_t expected, std::size_t received) {
    throw malformed_value("a binary " + type.name() + " has " + std::to_string(expected) +
                          " bytes, but the server sent " + std::to_string(received));
}

void throw_malformed(type_ref type, const char* trouble) {
    throw malformed_value("malformed " + type.name() + " from the server: " + trouble);
}

void throw_bad_text(type_ref type, std::string_view text) {
    throw conversion_error(excerpt(text) + " is not the text of a " + type.name());
}

void throw_out_of_range(std::string_view value, const char* target) {
    constexpr std::size_t longest = 80;
    std::string shown(value.substr(0, longest));
    if (value.size() > longest) shown += "…";
    throw conversion_error(shown + " does not fit in " + target);
}

} // namespace detail

} // namespace tusk
