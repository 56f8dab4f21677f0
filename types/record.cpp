#include "types/part_text.hpp"
#include "types/text_reader.hpp"

#include <tusk/types/record_wire.hpp>

namespace tusk::detail {

namespace {

constexpr std::size_t smallest_field = sizeof(std::uint32_t) + sizeof(std::int32_t); // its type and its length

std::string field_name(type_ref record, std::size_t index) {
    std::string name = "field " + std::to_string(index + 1);
    if (index < record.fields().size()) name += " (" + record.fields()[index].name + ")";
    return name + " of " + record.name();
}

constexpr std::string_view syntax = "(),";

/// Reads the text once from left to right.
class record_parser : text_reader {
public:
    using text_reader::text_reader;

    [[nodiscard]] std::vector<record_text_field> parse() {
        std::vector<record_text_field> fields;
        expect('(');
        if (rest_ == ")" && type_.kind() == type_kind::composite && type_.fields().empty()) return fields;
        do fields.push_back(field());
        while (take(','));
        expect(')');
        finish();
        return fields;
    }

private:
    [[nodiscard]] record_text_field field() {
        record_text_field found;
        if (!take_part(rest_, syntax, found)) fail(); // no record of the server's making
        return found;
    }
};

} // namespace

binary_record::binary_record(byte_view bytes, type_ref record) : reader_(bytes), record_(record) {
    const auto count = reader_.number<std::int32_t>();
    if (!reader_.ok()) throw_malformed(record, "it ends within its header");
    if (count < 0 || static_cast<std::size_t>(count) > reader_.remaining() / smallest_field)
        throw_malformed(record, "more fields than its bytes can hold");
    size_ = static_cast<std::size_t>(count);
}

binary_record::field binary_record::next() {
    const auto number = static_cast<oid>(reader_.number<std::uint32_t>());
    const auto length = reader_.number<std::int32_t>();
    // The record says itself of what types it is: somebody may have altered its type since it was looked up.
    const auto known = record_.fields();
    field found{number, std::nullopt};
    if (taken_ < known.size() && known[taken_].type->number == number) found.type = *known[taken_].type;
    ++taken_;
    if (length >= 0) found.bytes = reader_.bytes(static_cast<std::size_t>(length));
    if (!reader_.ok()) throw_malformed(record_, "a field ends behind the value's end");
    if (length < -1) throw_malformed(record_, "a field of negative length");
    return found;
}

void binary_record::finish() const {
    if (!reader_.complete()) throw_malformed(record_, "its size is not what its fields add up to");
}

std::vector<record_text_field> parse_record(std::string_view text, type_ref record) {
    return record_parser(text, record).parse();
}

void record_text_writer::separate() {
    out_->text(begun_ ? "," : "(");
    begun_ = true;
}

void record_text_writer::field(std::string_view text) {
    separate();
    write_part(*out_, text, syntax);
}

void record_text_writer::finish() { out_->text(begun_ ? ")" : "()"); }

void throw_wrong_field_count(type_ref record, std::size_t found, std::size_t expected) {
    throw conversion_error("a " + record.name() + " of " + std::to_string(found) + " fields, where " +
                           std::to_string(expected) + " are expected");
}

void throw_unreadable_field(type_ref record, std::size_t index, type_ref type, std::string_view target) {
    throw conversion_error(field_name(record, index) + " is of type " + type.name() + ", which cannot be read as " +
                           std::string(target));
}

void throw_viewed_field(type_ref record, std::size_t index) {
    throw conversion_error(field_name(record, index) +
                           " in text format has to be decoded, so it cannot be viewed: read it as std::string");
}

void throw_null_field(type_ref record, std::size_t index, std::string_view target) {
    throw conversion_error(field_name(record, index) + " is NULL, which cannot be read as " + std::string(target) +
                           "; read it as std::optional of that");
}

} // namespace tusk::detail
