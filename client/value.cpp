#include <tusk/decode.hpp>
#include <tusk/protocol/row_window.hpp>
#include <tusk/types/to_text.hpp>
#include <tusk/value.hpp>

#include <string>

namespace tusk {

std::string value::to_string() const {
    if (is_null()) return {};
    if (source_->wire_format == format::text) return std::string(protocol::as_text(bytes()));
    return detail::naming_column(*source_, [&] { return to_text(type(), bytes()); });
}

void row_view::require_columns(std::size_t count) const {
    if (count != size()) detail::throw_column_count(count, size());
}

namespace detail {

void throw_null(const column& source, std::string_view target) {
    throw conversion_error(source.describe() + ": NULL cannot be read as " + std::string(target) +
                           "; read it as std::optional of that");
}

void throw_unreadable(const column& source, std::string_view target) {
    throw conversion_error(source.describe() + " cannot be read as " + std::string(target) +
                           ": read it as a matching type, or cast it in the statement");
}

void throw_with_column(const conversion_error& trouble, const column& source) {
    throw conversion_error(source.describe() + ": " + trouble.what());
}

void throw_with_column(const malformed_value& trouble, const column& source) {
    throw malformed_value(source.describe() + ": " + trouble.what(), trouble.statement_delivery());
}

void throw_column_count(std::size_t wanted, std::size_t received) {
    throw interface_error("a row of " + std::to_string(wanted) + " fields was asked for, but the result has " +
                          std::to_string(received) + " columns");
}

void throw_broken_row(const row_shape& shape, byte_view body) {
    protocol::validate_row(body, shape.size());
    // The decoder stumbled over what validation finds in order: then one of the two is wrong.
    throw internal_error("a row that is in order could not be decoded");
}

} // namespace detail

} // namespace tusk
