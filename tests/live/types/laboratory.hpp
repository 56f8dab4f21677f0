// A database of its own in which the samples of all types lie in tables, ready to be asked for in every way.
#pragma once

#include "tests/live/types/samples.hpp"

#include <tusk/tusk.hpp>

#include <cstdint>
#include <string>
#include <vector>

namespace tusk::test {

/// A type with its samples: rows of `n`, which numbers them, and `v`, the value.
struct subject {
    std::string type;           ///< as SQL names it
    std::string table{};        ///< what stands behind FROM
    std::string missing{};      ///< why this server has no such type; "": it has
    std::uint32_t number = 0;   ///< pg_type.oid
    std::string pair{};         ///< a composite type of two of them and a text; "": the type cannot be a field
    std::string text_because{}; ///< see type_samples
    std::string send{};         ///< the function that makes the binary form; "": there is none
    bool has_array = false;
    bool has_input = true; ///< whether the server reads its text
    /// Whether the server reads all that it prints, and not only what is unambiguous.
    bool reads_all = true;
    /// int2vector, oidvector and domains over arrays, of which ARRAY[…] makes something else than an array of them.
    bool array_like = false;
};

class laboratory {
public:
    /// Those under which `value::to_string` prints.
    static constexpr std::string_view usual_settings =
        "SET DateStyle = 'ISO, MDY'; SET IntervalStyle = 'postgres'; SET TimeZone = 'UTC';"
        "SET bytea_output = 'hex'; SET extra_float_digits = 1";

    /// Makes the database, the types and the tables.
    laboratory();
    laboratory(const laboratory&) = delete;
    laboratory& operator=(const laboratory&) = delete;
    ~laboratory();

    /// A superuser's session in autocommit, with the usual settings.
    [[nodiscard]] connection& session() noexcept { return session_; }
    [[nodiscard]] const std::vector<subject>& subjects() const noexcept { return subjects_; }

private:
    [[nodiscard]] connection connect_to(std::string_view database) const;
    void prepare(const type_samples& samples);
    void declare(const type_samples& samples, subject& added);
    void describe(subject& added);
    void add_pseudo_type(std::string type, const std::string& expression);

    connection keeper_; // of another database: nobody can drop the one they are in
    std::string name_;
    connection session_;
    std::vector<subject> subjects_;
};

} // namespace tusk::test
