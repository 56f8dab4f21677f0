// Tables of one column, exported to Arrow without a server.
#pragma once

#include "tests/support/arrow_reader.hpp"
#include "tests/unit/client/wire_rows.hpp"

#include <tusk/tusk.hpp>

namespace tusk::test {

using texts = std::vector<std::optional<std::string>>;

inline const std::optional<std::string> null_text;

/// A column named "only" with these fields, exported.
[[nodiscard]] inline arrow_table export_column(column source, const fields& values) {
    std::vector<std::string> bodies;
    for (const field& value : values) bodies.push_back(row_body({value}));
    return rows(make_result(make_shape({std::move(source)}), bodies, 3), 0, values.size()).to_arrow();
}
[[nodiscard]] inline arrow_table export_column(oid type, const fields& values) {
    return export_column(make_column("only", type), values);
}

/// An exported column, checked, as its format and its values.
struct exported {
    std::string format;
    texts values;

    exported(const arrow_table& table) { // NOLINT(google-explicit-constructor): it is the same thing, looked at
        check_arrow(table);
        format = table.schema().children[0]->format;
        values = arrow_texts(table, 0);
    }
};

} // namespace tusk::test
