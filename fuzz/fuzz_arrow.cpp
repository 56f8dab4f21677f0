// Whole results turned into columns and into Arrow arrays. The input is a byte that chooses C++ types, a counted list
// of columns (a byte for the type and the format, a byte for the type modifier), and DataRow messages whose bodies hold
// whatever they like.
//
// A result gives columns exactly where it gives rows, with the same values. Exporting it either fails for a reason that
// is the data's, or gives an array that keeps every rule of the interface and says what the values' own text says.
#include "fuzz/input.hpp"
#include "fuzz/row_types.hpp"
#include "tests/support/arrow_reader.hpp"

#include <tusk/tusk.hpp>

#include <cstring>

using tusk::byte_view;

namespace {

using result_pointer = std::shared_ptr<const tusk::detail::result_set>;

std::shared_ptr<const tusk::row_shape> take_shape(byte_view columns) {
    std::vector<tusk::column> described;
    for (; columns.size() >= 2; columns = columns.subspan(2)) {
        tusk::column next;
        const auto type = std::to_integer<std::uint8_t>(columns[0]);
        const auto modifier = std::to_integer<std::uint8_t>(columns[1]);
        next.name = "column " + std::to_string(described.size());
        next.type_code = fuzz::row_types[type % fuzz::travels_as_text % fuzz::row_types.size()];
        next.wire_format = type >= fuzz::travels_as_text ? tusk::format::text : tusk::format::binary;
        next.type_modifier = fuzz::row_type_modifiers[modifier % fuzz::row_type_modifiers.size()];
        described.push_back(std::move(next));
    }
    return std::make_shared<const tusk::row_shape>(std::move(described));
}

result_pointer keep(std::shared_ptr<const tusk::row_shape> shape, byte_view messages) {
    auto result = std::make_shared<tusk::detail::result_set>();
    result->shape = std::move(shape);
    const auto segment = tusk::protocol::segment_ref::allocate(messages.size() + 1);
    if (!messages.empty()) std::memcpy(segment.data(), messages.data(), messages.size());
    tusk::protocol::row_window window({segment.data(), messages.size()}, messages.size());
    std::size_t count = 0;
    for (byte_view body; window.take(body);) ++count;
    const byte_view rows{segment.data(), static_cast<std::size_t>(window.position() - segment.data())};
    if (count != 0) result->rows.add(segment, rows, count);
    result->rows.finish();
    return result;
}

bool is_valid(const tusk::detail::result_set& result) {
    tusk::detail::row_walk walk(result.rows);
    try {
        for (byte_view body; walk.next(body);) tusk::protocol::validate_row(body, result.shape->size());
    } catch (const tusk::protocol_error&) {
        return false;
    }
    return true;
}

// ---- Arrow ----------------------------------------------------------------------------------------------------------

/// A list has no subscripts, and a column of decimals one scale.
bool same_text(const std::string& found, const std::string& expected, bool is_decimal) {
    if (is_decimal) return tusk::numeric::parse(found) == tusk::numeric::parse(expected);
    if (found == expected) return true;
    return expected.starts_with('[') && expected.substr(expected.find('=') + 1) == found;
}

void check_texts(const tusk::detail::result_set& result, const tusk::arrow_table& table) {
    for (std::size_t column = 0; column < result.shape->size(); ++column) {
        const std::string format = table.schema().children[column]->format;
        const bool is_decimal = tusk::test::parse_decimal_format(format).has_value();
        // The elements have one scale, too.
        if (format == "+l" && result.shape->at(column).type_code == tusk::oid::numeric_array) continue;
        const auto texts = tusk::test::arrow_texts(table, column);
        tusk::detail::row_walk walk(result.rows);
        byte_view body;
        for (const auto& text : texts) {
            fuzz::require(walk.next(body));
            const tusk::value original = tusk::row_view(*result.shape, body.data() + 2)[column];
            fuzz::require(original.is_null() == !text);
            if (text) fuzz::require(same_text(*text, original.to_string(), is_decimal));
        }
    }
}

void check_export(const result_pointer& result) {
    const std::size_t count = result->rows.size();
    const bool valid = is_valid(*result);
    try {
        const tusk::arrow_table table = tusk::rows(result, 0, count).to_arrow();
        fuzz::require(valid);
        tusk::test::check_arrow(table);
        fuzz::require(static_cast<std::size_t>(table.size()) == count);
        check_texts(*result, table);
    } catch (const tusk::malformed_value&) {
        fuzz::require(count != 0);
    } catch (const tusk::protocol_error&) {
        fuzz::require(!valid);
    } catch (const tusk::data_error&) {
        fuzz::require(count != 0);
    }
}

// ---- columns --------------------------------------------------------------------------------------------------------

template <class T>
bool same(const T& a, const T& b) {
    if constexpr (std::is_floating_point_v<T>)
        return std::memcmp(&a, &b, sizeof a) == 0; // NaN, too
    else if constexpr (std::is_same_v<T, byte_view>)
        return a.data() == b.data() && a.size() == b.size();
    else
        return a == b;
}

template <class... T, std::size_t... I>
void check_rows(const tusk::typed_columns<T...>& columns, const std::vector<std::tuple<std::optional<T>...>>& rows,
                std::index_sequence<I...>) {
    fuzz::require(columns.size() == rows.size());
    for (std::size_t i = 0; i < rows.size(); ++i) {
        (fuzz::require(columns.template get<I>().is_null(i) == !std::get<I>(rows[i])), ...);
        (fuzz::require(same<T>(T(columns.template get<I>()[i]), std::get<I>(rows[i]).value_or(T{}))), ...);
    }
}

/// Columns of these types against rows of the same.
template <class... T>
void check_columns(const result_pointer& result) {
    std::optional<std::vector<std::tuple<std::optional<T>...>>> rows;
    std::string trouble;
    try {
        rows = tusk::typed_rows<std::tuple<std::optional<T>...>>(result, 0).to_vector();
    } catch (const tusk::error& refused) {
        trouble = refused.what();
    }
    try {
        const tusk::typed_columns<T...> columns(result, 0);
        fuzz::require(rows.has_value());
        check_rows(columns, *rows, std::index_sequence_for<T...>());
    } catch (const tusk::error& refused) {
        // The same but for the name of the type, which is optional in one of them.
        fuzz::require(!rows.has_value() && std::string(refused.what()).substr(0, 8) == trouble.substr(0, 8));
    }
}

using check = void (*)(const result_pointer&);

constexpr check checks[] = {
    check_columns<std::int64_t>,
    check_columns<std::int16_t>,
    check_columns<double>,
    check_columns<bool>,
    check_columns<std::string_view>,
    check_columns<std::string>,
    check_columns<byte_view>,
    check_columns<tusk::numeric>,
    check_columns<tusk::timestamptz>,
    check_columns<std::vector<std::int32_t>>,
    check_columns<std::int32_t, std::string_view>,
    check_columns<std::string, std::int32_t>,
    check_columns<std::int64_t, double, std::string_view, bool, tusk::timestamptz>,
    check_columns<>,
};

} // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
    // A numeric of a few bytes can print 131072 digits: keep an input's work small.
    if (size > 1'024) return 0;
    fuzz::input in(data, size);
    const std::uint8_t choice = in.byte();
    auto shape = take_shape(in.counted());
    const auto result = keep(std::move(shape), in.rest());
    check_export(result);
    checks[choice % std::size(checks)](result);
    return 0;
}
