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

/// What becomes of a type that was asked about and has no row in the answer.
enum class missing_types : char { stay_unknown, are_asked_for_again };

/// Knows the types that the server was asked about, and what they are made of.
class type_catalogue {
public:
    /// The statement that asks about types and about all that they are made of. Its rows are `catalogue_row`s. It runs
    /// with the user's rights, so it names the schema of everything: nothing of the search path can take its place.
    /// \param server_version as server_version_num says it
    [[nodiscard]] static std::string question(int server_version, std::span<const oid> types);

    /// What is known of a type; null for a built-in one, and for one that was not asked about.
    [[nodiscard]] type_pointer find(oid type) const;
    /// Whether somebody should ask the server about it.
    [[nodiscard]] bool lacks(oid type) const;

    /// Learns the answer to a question about `asked`.
    /// \throws protocol_error for types that are made of themselves, or of more than a hundred in each other
    void learn(std::span<const oid> asked, std::span<const catalogue_row> answer, missing_types missing);
    /// Forgets everything: types may have been altered, dropped, or made anew.
    void clear() noexcept {
        types_.clear();
        names_.clear();
    }

    /// The type that a name was found to mean; oid::none: not looked up yet.
    [[nodiscard]] oid named(std::string_view name) const;
    void learn_name(std::string_view name, oid type) { names_[std::string(name)] = type; }
    void forget_names() noexcept { names_.clear(); }

private:
    class builder;

    std::unordered_map<std::uint32_t, type_pointer> types_;
    std::map<std::string, oid, std::less<>> names_;
};

} // namespace tusk::client
