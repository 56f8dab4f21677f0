// Rows as they come from the wire, and results made of them, without a server.
#pragma once

#include <tusk/detail/result_set.hpp>
#include <tusk/protocol/bytes.hpp>
#include <tusk/row.hpp>

#include <cstring>
#include <memory>
#include <optional>
#include <string>
#include <vector>

namespace tusk::test {

/// A field's bytes; none: NULL.
using field = std::optional<std::string>;
using fields = std::vector<field>;

/// A value in the binary form of its codec's own type.
template <class T>
[[nodiscard]] std::string binary(const T& value) {
    protocol::byte_buffer bytes;
    byte_writer out(bytes);
    codec<T>::write_binary(out, value, codec<T>::type);
    return std::string(protocol::as_text(bytes.view()));
}

/// The body of a DataRow.
[[nodiscard]] inline std::string row_body(const fields& values) {
    protocol::byte_buffer bytes;
    byte_writer out(bytes);
    out.number(static_cast<std::uint16_t>(values.size()));
    for (const field& value : values) {
        out.number(value ? static_cast<std::int32_t>(value->size()) : -1);
        if (value) out.text(*value);
    }
    return std::string(protocol::as_text(bytes.view()));
}

[[nodiscard]] inline column make_column(std::string name, oid type, format wire_format = format::binary) {
    column made;
    made.name = std::move(name);
    made.type_code = type;
    made.wire_format = wire_format;
    return made;
}

[[nodiscard]] inline std::shared_ptr<const row_shape> make_shape(std::vector<column> columns) {
    return std::make_shared<const row_shape>(std::move(columns));
}

/// One row with its columns and its memory.
class lone_row {
public:
    lone_row(std::vector<column> columns, const fields& values) : shape_(std::move(columns)), body_(row_body(values)) {}

    [[nodiscard]] row_view view() const noexcept {
        return {shape_, protocol::as_bytes(body_).data() + sizeof(std::uint16_t)};
    }

private:
    row_shape shape_;
    std::string body_;
};

/// A kept result of rows with these bodies, which lie in segments of `rows_per_segment` rows.
[[nodiscard]] inline std::shared_ptr<const detail::result_set> make_result(std::shared_ptr<const row_shape> shape,
                                                                           const std::vector<std::string>& bodies,
                                                                           std::size_t rows_per_segment = 2) {
    auto result = std::make_shared<detail::result_set>();
    result->shape = std::move(shape);
    constexpr std::size_t capacity = 4'096;
    protocol::segment_ref segment;
    std::size_t used = 0;
    for (std::size_t i = 0; i < bodies.size(); ++i) {
        if (i % rows_per_segment == 0) segment = protocol::segment_ref::allocate(capacity), used = 0;
        protocol::byte_buffer message;
        byte_writer out(message);
        const auto length = out.begin_message('D');
        out.text(bodies[i]);
        out.end_length(length);
        std::memcpy(segment.data() + used, message.data(), message.size());
        result->rows.add(segment, {segment.data() + used, protocol::frame_header_size + bodies[i].size()}, 1);
        used += message.size();
    }
    result->rows.finish();
    return result;
}

} // namespace tusk::test
