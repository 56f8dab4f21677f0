/// \file
/// The ways to log in, as the connection parameter require_auth tells them apart.
#pragma once

#include <array>
#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

namespace tusk::auth {

enum class auth_method : std::uint8_t {
    none, ///< the server asks for nothing: it trusts, or it knows us by our certificate or our operating system's user
    password, ///< in the clear
    md5,
    gss,
    sspi,
    scram, ///< SCRAM-SHA-256, bound to the channel or not
    oauth,
};

/// What require_auth calls them, in the order of `auth_method`.
inline constexpr std::array<std::string_view, 7> auth_method_names{"none", "password",      "md5",  "gss",
                                                                   "sspi", "scram-sha-256", "oauth"};

[[nodiscard]] constexpr std::string_view name_of(auth_method method) noexcept {
    return auth_method_names[static_cast<std::size_t>(method)];
}

[[nodiscard]] constexpr std::optional<auth_method> method_named(std::string_view name) noexcept {
    for (std::size_t i = 0; i < auth_method_names.size(); ++i)
        if (auth_method_names[i] == name) return static_cast<auth_method>(i);
    return std::nullopt;
}

/// Some of them.
class method_set {
public:
    /// None of them.
    constexpr method_set() = default;
    [[nodiscard]] static constexpr method_set all() noexcept {
        method_set every;
        every.members_ = (1U << auth_method_names.size()) - 1;
        return every;
    }

    [[nodiscard]] constexpr bool contains(auth_method method) const noexcept { return (members_ & bit(method)) != 0; }
    constexpr void insert(auth_method method) noexcept { members_ |= bit(method); }
    constexpr void erase(auth_method method) noexcept { members_ &= ~bit(method); }

    /// "scram-sha-256, oauth": for messages.
    [[nodiscard]] std::string names() const {
        std::string text;
        for (std::size_t i = 0; i < auth_method_names.size(); ++i)
            if (contains(static_cast<auth_method>(i)))
                text.append(text.empty() ? "" : ", ").append(auth_method_names[i]);
        return text.empty() ? "nothing" : text;
    }

    constexpr bool operator==(const method_set&) const = default;

private:
    [[nodiscard]] static constexpr unsigned bit(auth_method method) noexcept {
        return 1U << static_cast<unsigned>(method);
    }

    unsigned members_ = 0;
};

} // namespace tusk::auth
