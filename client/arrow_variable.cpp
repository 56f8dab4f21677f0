// Arrow arrays whose values differ in size: text, bytes, lists.
#include "client/arrow_builder.hpp"
#include "client/utf8.hpp"

#include <tusk/types/array_wire.hpp>
#include <tusk/types/text.hpp>
#include <tusk/types/to_text.hpp>

#include <optional>
#include <utility>
#include <vector>

namespace tusk::arrow {

namespace {

/// What the builders of values of a variable size share: where each ends.
class variable_builder : public builder {
public:
    explicit variable_builder(std::uint64_t largest) : ends_(largest) {}

protected:
    virtual void append_value(byte_view bytes) = 0;
    /// Where the values appended so far end.
    [[nodiscard]] virtual std::uint64_t end() const noexcept = 0;

    void reserve_values(std::size_t count) override { ends_.reserve(count); }
    void append_values(std::span<const raw_field> fields) override {
        for (const raw_field& field : fields) {
            if (field.data != nullptr) append_value({field.data, field.size});
            ends_.append(end());
            count_value();
        }
    }
    /// With the offsets; what the values consist of is still to be added.
    [[nodiscard]] array_parts finish_offsets(const char* narrow_format, const char* wide_format) {
        array_parts parts = finish_parts(ends_.wide() ? wide_format : narrow_format);
        parts.buffers.push_back(std::move(ends_).take());
        return parts;
    }

private:
    offsets ends_;
};

/// Bytes as they are.
class binary_builder : public variable_builder {
public:
    using variable_builder::variable_builder;
    [[nodiscard]] arrow_table finish(std::string name) override { return finish_as("z", "Z", std::move(name)); }

protected:
    void append_value(byte_view bytes) override { bytes_.append(bytes.data(), bytes.size()); }
    [[nodiscard]] std::uint64_t end() const noexcept override { return bytes_.size(); }

    [[nodiscard]] arrow_table finish_as(const char* narrow_format, const char* wide_format, std::string name) {
        array_parts parts = finish_offsets(narrow_format, wide_format);
        parts.buffers.push_back(std::move(bytes_));
        return assemble(std::move(parts), std::move(name));
    }

private:
    buffer bytes_;
};

/// Text: of the types that are read as strings as it is, of the others as it is printed.
class text_builder final : public binary_builder {
public:
    text_builder(type_ref type, format wire_format, std::uint64_t largest, std::size_t most_printed)
        : binary_builder(largest),
          type_(type),
          most_printed_(most_printed),
          // A "char" need not be a character: then its octal number is printed.
          is_printed_(wire_format == format::binary && (type == oid::char_ || !detail::reads_as_string(type))),
          is_binary_(wire_format == format::binary) {}

    [[nodiscard]] arrow_table finish(std::string name) override { return finish_as("u", "U", std::move(name)); }

protected:
    void append_value(byte_view bytes) override {
        if (is_printed_) return append_printed(to_text(type_, bytes));
        append_text(is_binary_ ? codec<std::string_view>::read_binary(bytes, type_) : protocol::as_text(bytes));
    }

private:
    // Readers take Arrow's word that it is UTF-8. A database in SQL_ASCII never looked.
    void append_text(std::string_view text) {
        if (!is_utf8(text))
            throw conversion_error("it is not UTF-8, which Arrow's text must be: select it as bytea, or convert it "
                                   "in the statement");
        binary_builder::append_value(protocol::as_bytes(text));
    }

    /// A numeric of ten bytes can be a text of a hundred thousand: what a whole column may become is limited, as a
    /// value is.
    void append_printed(std::string_view text) {
        printed_ += text.size();
        if (printed_ > most_printed_)
            throw conversion_error("the texts of this column's values are more than " + std::to_string(most_printed_) +
                                   " bytes: select fewer rows at a time, or cast the column in the statement");
        append_text(text);
    }

    type_ref type_;
    std::size_t most_printed_;
    bool is_printed_;
    bool is_binary_;
    std::size_t printed_ = 0;
};

/// One-dimensional arrays.
class list_builder final : public variable_builder {
public:
    list_builder(type_ref array, builder_pointer elements, std::uint64_t largest)
        : variable_builder(largest), array_(array), element_(array.element()), elements_(std::move(elements)) {}

    [[nodiscard]] arrow_table finish(std::string name) override {
        array_parts parts = finish_offsets("+l", "+L");
        // The name that the columnar format gives to a list's values.
        parts.children.push_back(elements_->finish("item"));
        return assemble(std::move(parts), std::move(name));
    }

protected:
    void append_value(byte_view bytes) override {
        protocol::byte_reader reader(bytes);
        const detail::array_header header = detail::read_array_header(reader, element_, array_);
        if (header.rank > 1) throw misfit{layout::text};
        fields_.clear();
        for (std::size_t i = 0; i < header.count; ++i) {
            const auto element = detail::read_array_element(reader, header.has_nulls, array_);
            fields_.push_back(element ? raw_field{element->data(), element->size()} : raw_field{nullptr, 0});
        }
        detail::require_end(reader, array_);
        elements_->append(fields_);
    }
    [[nodiscard]] std::uint64_t end() const noexcept override { return elements_->size(); }

private:
    type_ref array_;
    oid element_;
    builder_pointer elements_;
    std::vector<raw_field> fields_;
};

} // namespace

builder_pointer make_text_builder(type_ref type, format wire_format, std::uint64_t largest, std::size_t most_printed) {
    return std::make_unique<text_builder>(type, wire_format, largest, most_printed);
}

builder_pointer make_binary_builder(std::uint64_t largest) { return std::make_unique<binary_builder>(largest); }

builder_pointer make_list_builder(type_ref array, builder_pointer elements, std::uint64_t largest) {
    return std::make_unique<list_builder>(array, std::move(elements), largest);
}

} // namespace tusk::arrow
