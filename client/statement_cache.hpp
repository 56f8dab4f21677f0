/// \file
/// The prepared statements of a connection, kept for reuse by their text and parameter types.
#pragma once

#include "client/type_catalogue.hpp"
#include "protocol/prepare.hpp"

#include <tusk/column.hpp>

#include <cstddef>
#include <list>
#include <memory>
#include <span>
#include <string>
#include <string_view>
#include <unordered_map>
#include <vector>

namespace tusk::client {

/// The type of a statement's parameter.
struct parameter_type {
    oid number = oid::none;
    type_pointer details{}; ///< what the catalogue says of it; null for a built-in one

    [[nodiscard]] type_ref type() const noexcept { return {number, details.get()}; }
};

/// A statement that the server has parsed.
struct prepared_statement {
    std::string name; ///< on the server; empty: it is not kept there
    std::vector<parameter_type> parameters;
    std::shared_ptr<const row_shape> shape; ///< null: it returns no rows
    std::vector<format> result_formats;     ///< as Bind wants them: none, one for all, or one for each column
};

/// Makes of a server's description what statements and results share: each column is asked for in binary where its
/// type has a codec, in text elsewhere.
[[nodiscard]] prepared_statement describe(std::string name, const protocol::described_statement& described,
                                          const type_catalogue& types);

/// The columns in a RowDescription's body.
/// \param formats which format each column's values travel in; `described`: as the description says
enum class column_formats : char { described, binary_where_known };
[[nodiscard]] std::shared_ptr<const row_shape> read_columns(protocol::byte_view row_description, column_formats formats,
                                                            const type_catalogue& types);

/// Keeps up to a number of statements, and forgets the one that was not used for the longest time.
class statement_cache {
public:
    explicit statement_cache(std::size_t capacity) noexcept : capacity_(capacity) {}

    /// False: nothing is kept, every statement is prepared anew without a name.
    [[nodiscard]] bool enabled() const noexcept { return capacity_ != 0; }

    /// The statement for this text and these pinned types, which counts as used now; null when it is not here.
    [[nodiscard]] std::shared_ptr<const prepared_statement> find(std::string_view sql, std::span<const oid> types);
    /// Keeps a statement. Returns the name of the one that had to go, to be closed on the server; or an empty name.
    [[nodiscard]] std::string insert(std::string_view sql, std::span<const oid> types,
                                     std::shared_ptr<const prepared_statement> statement);
    /// Forgets a statement, and returns its name on the server; or an empty one.
    std::string erase(std::string_view sql, std::span<const oid> types);
    /// Forgets all, and returns their names on the server.
    [[nodiscard]] std::vector<std::string> clear();

private:
    struct entry {
        std::string key;
        std::shared_ptr<const prepared_statement> statement;
    };

    std::size_t capacity_;
    std::list<entry> entries_;                                                // the latest used first
    std::unordered_map<std::string_view, std::list<entry>::iterator> by_key_; // views into entries_
    std::string lookup_key_;
};

} // namespace tusk::client
