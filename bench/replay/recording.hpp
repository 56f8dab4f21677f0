// What a server answered to one statement, message by message, so that it can be said again without the server's work.
#pragma once

#include <string>

namespace bench::replay {

/// Backend messages as they came, whole.
struct recording {
    std::string parameters;            ///< ParameterStatus, all of the login's
    std::string parameter_description; ///< ParameterDescription
    std::string text_columns;          ///< RowDescription with every column in text, as a statement is described
    std::string binary_columns;        ///< RowDescription with every column in binary, as its portal is
    std::string text_rows;             ///< DataRow …, CommandComplete
    std::string binary_rows;           ///< the same in binary

    void save(const std::string& path) const;
    static recording load(const std::string& path);
};

} // namespace bench::replay
