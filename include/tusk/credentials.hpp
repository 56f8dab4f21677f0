/// \file
/// What people fill into a form: where a database is, and who they are there.
///
///     tusk::credentials form{.username = "anna", .password = secret, .host = "db.example.com", .port = 5433};
///     auto peaks = tusk::connect(form.with_database("peaks"));
#pragma once

#include <tusk/connection.hpp>
#include <tusk/export.hpp>
#include <tusk/params.hpp>
#include <tusk/secret_text.hpp>

#include <concepts>
#include <iosfwd>
#include <string>
#include <string_view>

namespace tusk {

/// A port as people have it: a number, or a text of digits from a form or a configuration file. It is read when it is
/// used.
class port_text {
public:
    port_text() = default;
    template <std::integral Number>
        requires(!std::same_as<Number, bool> && !std::same_as<Number, char>)
    explicit(false) port_text(Number number) : digits_(std::to_string(number)) {}
    template <std::convertible_to<std::string_view> Text>
    explicit(false) port_text(const Text& text) : digits_(std::string_view(text)) {}

    [[nodiscard]] const std::string& text() const noexcept { return digits_; }
    [[nodiscard]] bool operator==(const port_text&) const = default;

private:
    std::string digits_;
};

/// The few parameters that most programs ask their users for. What is empty counts as not given; all the others of
/// `params` come from the service file, the environment and the defaults.
struct TUSK_API credentials {
    std::string username{};
    secret_text password{};
    std::string host{}; ///< a name, an address, or the folder of a Unix socket
    port_text port{};   ///< a number or a text of digits
    /// The database's name, never anything else: one with a `=` in it is not taken for a connection string.
    std::string database{};
    std::string schema{}; ///< where names are looked for first, as parameter `schema`

    /// The same for another database on that server.
    [[nodiscard]] credentials with_database(std::string_view name) const;

    /// The parameters that say the same. A database whose name looks like a connection string is written there as
    /// `dbname='…'`, which `params::completed` reads back.
    /// \throws operational_error for a port that is not a number from 1 to 65535
    [[nodiscard]] params to_params() const;

    bool operator==(const credentials&) const = default;
    /// Writes what is given as `keyword=value`, with `***` in the password's place and control characters escaped.
    TUSK_API friend std::ostream& operator<<(std::ostream& out, const credentials& form);
};

/// Connects with what was filled into a form.
/// \throws as `connect` with `params`, which it calls
[[nodiscard]] TUSK_API connection connect(const credentials& form, const connect_options& options = {});

} // namespace tusk
