#include <tusk/types/array_wire.hpp>
#include <tusk/types/bool.hpp>
#include <tusk/types/bytea.hpp>
#include <tusk/types/floating.hpp>
#include <tusk/types/integer.hpp>
#include <tusk/types/interval.hpp>
#include <tusk/types/json.hpp>
#include <tusk/types/numeric.hpp>
#include <tusk/types/text.hpp>
#include <tusk/types/time_of_day.hpp>
#include <tusk/types/timestamp.hpp>
#include <tusk/types/to_text.hpp>
#include <tusk/types/uuid.hpp>

namespace tusk {

namespace {

using printer = void (*)(byte_writer& out, byte_view binary, oid type);

template <class T>
void print(byte_writer& out, byte_view binary, oid type) {
    codec<T>::write_text(out, codec<T>::read_binary(binary, type), type);
}

// A string's writer refuses what no server can store, but what one sent is shown as it came.
void print_string(byte_writer& out, byte_view binary, oid type) {
    out.text(codec<std::string_view>::read_binary(binary, type));
}

// How values of a type that is no array are printed; null when its binary form is not known.
printer scalar_printer(oid type) noexcept {
    switch (type) {
    case oid::bool_: return print<bool>;
    case oid::int2: return print<std::int16_t>;
    case oid::int4: return print<std::int32_t>;
    case oid::int8: return print<std::int64_t>;
    case oid::oid: return print<oid>;
    case oid::float4: return print<float>;
    case oid::float8: return print<double>;
    case oid::numeric: return print<numeric>;
    case oid::char_: return print<char>;
    case oid::bytea: return print<byte_view>;
    case oid::uuid: return print<uuid>;
    case oid::date: return print<date>;
    case oid::time: return print<time_of_day>;
    case oid::timestamp: return print<timestamp>;
    case oid::timestamptz: return print<timestamptz>;
    case oid::interval: return print<interval>;
    default: return detail::reads_as_string(type) ? print_string : nullptr;
    }
}

// A few bytes can spell a numeric of 131072 digits, and an array can hold many: stop where the server would.
void limit_size(const protocol::byte_buffer& buffer, oid type) {
    constexpr std::size_t largest = (std::size_t{1} << 30) - 1;
    if (buffer.size() > largest) throw conversion_error("the text of this " + type_name(type) + " would exceed 1 GiB");
}

void print_array(byte_writer& out, byte_view binary, oid type, oid element, printer print_element) {
    protocol::byte_reader reader(binary);
    const detail::array_header header = detail::read_array_header(reader, element, type);
    detail::array_text_writer array(out, header.shape());
    protocol::byte_buffer text;
    byte_writer text_writer(text);
    for (std::size_t i = 0; i < header.count; ++i) {
        const auto bytes = detail::read_array_element(reader, header.has_nulls, type);
        if (!bytes) {
            array.null();
            continue;
        }
        text.clear();
        print_element(text_writer, *bytes, element);
        array.element(protocol::as_text(text.view()));
        limit_size(out.buffer(), type);
    }
    detail::require_end(reader, type);
}

} // namespace

bool has_binary_codec(oid type) noexcept {
    return scalar_printer(type) != nullptr || scalar_printer(element_type(type)) != nullptr;
}

std::string to_text(oid type, byte_view binary) {
    protocol::byte_buffer buffer;
    byte_writer out(buffer);
    const oid element = element_type(type);
    if (const printer print_value = scalar_printer(type))
        print_value(out, binary, type);
    else if (const printer print_element = scalar_printer(element))
        print_array(out, binary, type, element, print_element);
    else
        throw conversion_error("tusk does not know the binary form of " + type_name(type) + ": ask for it as text");
    return std::string(protocol::as_text(buffer.view()));
}

} // namespace tusk
