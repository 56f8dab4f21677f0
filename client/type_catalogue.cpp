#include "client/type_catalogue.hpp"

#include <tusk/error.hpp>
#include <tusk/types/record_wire.hpp>

#include <algorithm>
#include <utility>

namespace tusk::client {

namespace {

/// A made-up type's binary form is known where a function makes it whose result we know.
binary_form form_made_by(std::string_view send_function) noexcept {
    constexpr std::pair<std::string_view, binary_form> known[] = {
        {"textsend", binary_form::text}, // citext
        {"ltree_send", binary_form::versioned_text},
        {"lquery_send", binary_form::versioned_text},
        {"ltxtq_send", binary_form::versioned_text}, // ltxtquery
        {"hstore_send", binary_form::hstore},
    };
    const auto* found = std::find_if(std::begin(known), std::end(known),
                                     [send_function](const auto& each) { return each.first == send_function; });
    return found != std::end(known) ? found->second : binary_form::unknown;
}

type_kind kind_of(const catalogue_row& row) {
    switch (const auto kind = static_cast<type_kind>(row.kind)) {
    case type_kind::array:
    case type_kind::base:
    case type_kind::composite:
    case type_kind::domain:
    case type_kind::enumeration:
    case type_kind::multirange:
    case type_kind::pseudo:
    case type_kind::range: return kind;
    default: return type_kind::unknown;
    }
}

constexpr bool is_made_of_another(type_kind kind) noexcept {
    return kind == type_kind::array || kind == type_kind::domain || kind == type_kind::multirange ||
           kind == type_kind::range;
}

/// A type of which nothing but the number is known.
type_pointer make_unknown(oid number) {
    type_info unknown;
    unknown.number = number;
    unknown.name = type_ref(number).name();
    return std::make_shared<const type_info>(std::move(unknown));
}

/// \name The parts of the question
/// \{

/// What a type is made of. Not every type with elements is an array: point has two numbers.
constexpr std::string_view parts_of_type = R"(
    SELECT element.oid FROM pg_catalog.pg_type element
    WHERE element.oid OPERATOR(pg_catalog.=) type.typelem AND element.typarray OPERATOR(pg_catalog.=) type.oid
    UNION ALL SELECT type.typbasetype WHERE type.typtype OPERATOR(pg_catalog.=) 'd'
    UNION ALL SELECT range.rngsubtype FROM pg_catalog.pg_range range
    WHERE range.rngtypid OPERATOR(pg_catalog.=) type.oid)";

constexpr std::string_view ranges_of_multirange = R"(
    UNION ALL SELECT range.rngtypid FROM pg_catalog.pg_range range
    WHERE range.rngmultitypid OPERATOR(pg_catalog.=) type.oid)";

constexpr std::string_view attributes_of_type = R"(
    FROM pg_catalog.pg_attribute attribute
    WHERE attribute.attrelid OPERATOR(pg_catalog.=) type.typrelid AND type.typtype OPERATOR(pg_catalog.=) 'c'
      AND attribute.attnum OPERATOR(pg_catalog.>) 0::pg_catalog.int2 AND NOT attribute.attisdropped)";

constexpr std::string_view type_needed = R"(
    JOIN pg_catalog.pg_type type ON type.oid OPERATOR(pg_catalog.=) needed.number)";

constexpr std::string_view described = R"(
    SELECT type.oid, pg_catalog.format_type(type.oid, NULL),
           CASE WHEN element.oid IS NULL THEN type.typtype ELSE 'a'::pg_catalog."char" END,
           type.typdelim, type.typarray,)";

/// citextsend is textsend by another name, in the language "internal" (12).
constexpr std::string_view send_function = R"(
    coalesce(CASE WHEN function.prolang OPERATOR(pg_catalog.=) 12::pg_catalog.oid THEN function.prosrc
                  ELSE function.proname::pg_catalog.text END, '-'),)";

constexpr std::string_view joined = R"(
    LEFT JOIN pg_catalog.pg_type element
           ON element.oid OPERATOR(pg_catalog.=) type.typelem AND element.typarray OPERATOR(pg_catalog.=) type.oid
    LEFT JOIN pg_catalog.pg_proc function ON function.oid OPERATOR(pg_catalog.=) type.typsend)";
/// \}

} // namespace

/// Turns the rows of an answer into types that point to each other.
class type_catalogue::builder {
public:
    builder(type_catalogue& catalogue, std::span<const catalogue_row> answer) : catalogue_(catalogue) {
        for (const catalogue_row& row : answer) rows_[static_cast<std::uint32_t>(row.number)] = &row;
    }

    type_pointer build(oid number) {
        if (type_pointer known = detail::built_in(number)) return known;
        if (type_pointer known = catalogue_.find(number)) return known;
        const auto found = rows_.find(static_cast<std::uint32_t>(number));
        type_pointer made = found == rows_.end() ? make_unknown(number) : build(*found->second);
        catalogue_.types_[static_cast<std::uint32_t>(number)] = made;
        return made;
    }

private:
    type_pointer build(const catalogue_row& row) {
        // The server sees to it that no type contains itself, so that values end somewhere.
        if (++depth_ > detail::deepest_nesting)
            throw protocol_error("the server says that type " + std::string(row.name) + " is made of more than " +
                                 std::to_string(detail::deepest_nesting) + " types in each other, or of itself");
        type_info made;
        made.number = row.number;
        made.name = std::string(row.name);
        made.kind = kind_of(row);
        made.delimiter = row.delimiter;
        made.array = row.array;
        made.form = form_made_by(row.send_function);
        if (is_made_of_another(made.kind)) made.made_of = build(row.made_of);
        if (made.kind == type_kind::composite)
            for (std::size_t i = 0; i < std::min(row.field_names.size(), row.field_types.size()); ++i)
                made.fields.push_back({row.field_names[i], build(row.field_types[i])});
        --depth_;
        return std::make_shared<const type_info>(std::move(made));
    }

    type_catalogue& catalogue_;
    std::unordered_map<std::uint32_t, const catalogue_row*> rows_;
    unsigned depth_ = 0;
};

std::string type_catalogue::question(int server_version, std::span<const oid> types) {
    std::string numbers;
    for (const oid type : types)
        numbers += (numbers.empty() ? "" : ",") + std::to_string(static_cast<std::uint32_t>(type));
    constexpr int first_with_multiranges = 140000;
    std::string made_of(parts_of_type);
    if (server_version >= first_with_multiranges) made_of += ranges_of_multirange;
    const std::string attributes(attributes_of_type);
    return "WITH RECURSIVE needed(number) AS ("
           "SELECT pg_catalog.unnest('{" +
           numbers + "}'::pg_catalog.oid[]) UNION SELECT part.number FROM needed" + std::string(type_needed) +
           " CROSS JOIN LATERAL (" + made_of + " UNION ALL SELECT attribute.atttypid" + attributes + ") part(number))" +
           std::string(described) + " coalesce((" + made_of + " LIMIT 1), 0::pg_catalog.oid)," +
           std::string(send_function) + " ARRAY(SELECT attribute.attname::pg_catalog.text" + attributes +
           " ORDER BY attribute.attnum), ARRAY(SELECT attribute.atttypid" + attributes +
           " ORDER BY attribute.attnum) FROM needed" + std::string(type_needed) + std::string(joined);
}

type_pointer type_catalogue::find(oid type) const {
    const auto found = types_.find(static_cast<std::uint32_t>(type));
    return found != types_.end() ? found->second : nullptr;
}

bool type_catalogue::lacks(oid type) const {
    return type != oid::none && detail::find_built_in(type) == nullptr &&
           !types_.contains(static_cast<std::uint32_t>(type));
}

oid type_catalogue::named(std::string_view name) const {
    const auto found = names_.find(name);
    return found != names_.end() ? found->second : oid::none;
}

void type_catalogue::learn(std::span<const oid> asked, std::span<const catalogue_row> answer, missing_types missing) {
    builder types(*this, answer);
    for (const oid type : asked) {
        const bool is_unknown = types.build(type)->kind == type_kind::unknown;
        if (is_unknown && missing == missing_types::are_asked_for_again) types_.erase(static_cast<std::uint32_t>(type));
    }
}

} // namespace tusk::client
