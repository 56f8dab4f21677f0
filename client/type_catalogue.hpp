/// \file
/// The types that are not built in, as far as one connection has met them.
#pragma once

#include <tusk/type.hpp>

#include <functional>
#include <map>
#include <span>
#include <string>
#include <string_view>
#include <unordered_map>
#include <vector>

namespace tusk::client {

/// What the server answers about one type; see `type_catalogue::question`.
struct catalogue_row {
    oid number;
    std::string_view name;
    char kind; ///< type_kind
    char delimiter;
    oid array;
    oid made_of;                    ///< oid::none: of nothing
    std::string_view send_function; ///< what makes its binary form; "-": it has none
    std::vector<std::string> field_names;
    std::vector<oid> field_types;
};

/// Knows the types that the server was asked about, and what they are made of.
class type_catalogue {
public:
    /// The statement that asks about the types in $1, an array of oid, and about all that they are made of. Its rows
    /// are `catalogue_row`s. \param server_version as server_version_num says it
    [[nodiscard]] static std::string question(int server_version);

    /// What is known of a type; null for a built-in one, and for one that was not asked about.
    [[nodiscard]] type_pointer find(oid type) const;
    /// Whether somebody should ask the server about it.
    [[nodiscard]] bool lacks(oid type) const;

    /// Learns the answer to a question about `asked`. Of those that have no row nothing is known, and it stays so.
    /// \throws protocol_error for types that are made of themselves or of too many others
    void learn(std::span<const oid> asked, std::span<const catalogue_row> answer);
    /// Forgets everything: types may have been altered, dropped, or made anew.
    void clear() noexcept {
        types_.clear();
        names_.clear();
    }

    /// The type that a name was found to mean; oid::none: not looked up yet.
    [[nodiscard]] oid named(std::string_view name) const;
    void learn_name(std::string_view name, oid type) { names_[std::string(name)] = type; }

private:
    class builder;

    std::unordered_map<std::uint32_t, type_pointer> types_;
    std::map<std::string, oid, std::less<>> names_;
};

} // namespace tusk::client
