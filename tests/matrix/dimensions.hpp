/// \file
/// What the matrix varies. Every choice is a piece of a connection string, or a server, or a home folder.
#pragma once

#include <array>
#include <cstddef>
#include <cstdint>
#include <initializer_list>
#include <string>
#include <string_view>
#include <vector>

namespace tusk::test {

enum class dim : std::uint8_t {
    server,
    rule,
    password,
    sslmode,
    sslnegotiation,
    host,
    root,
    crl,
    certificate,
    sslcertmode,
    channel_binding,
    require_auth,
    tls_versions,
    protocol,
    home,
};
inline constexpr std::size_t dimensions = 15;

struct choice {
    std::string name;
    std::string conninfo{}; ///< what it adds to the connection string
    int since = 0;          ///< the first version of libpq that knows it
};

struct dimension {
    std::string_view name;
    int since; ///< the first version of libpq that knows its keywords; before that the first choice is the only one
    /// The first one is what a cell takes that does not care: it adds the least.
    std::vector<choice> choices;
};

/// Indexed by `dim`.
[[nodiscard]] const std::array<dimension, dimensions>& all_dimensions();

/// One choice of each dimension, by its index.
class cell {
public:
    [[nodiscard]] std::size_t operator[](dim which) const { return chosen_[static_cast<std::size_t>(which)]; }
    [[nodiscard]] const choice& at(dim which) const;
    [[nodiscard]] bool is(dim which, std::string_view name) const { return at(which).name == name; }
    void choose(dim which, std::size_t index) {
        chosen_[static_cast<std::size_t>(which)] = static_cast<std::uint8_t>(index);
    }
    /// \throws std::logic_error when the dimension has no such choice
    void choose(dim which, std::string_view name);

    /// The same with the first choice wherever that version of libpq does not know the one made.
    [[nodiscard]] cell as_known_to(int libpq_version) const;
    /// Everything but the port.
    [[nodiscard]] std::string conninfo() const;
    /// "sslmode=require certificate=wrong …": what differs from the first choices.
    [[nodiscard]] std::string describe() const;
    auto operator<=>(const cell&) const = default;

private:
    std::array<std::uint8_t, dimensions> chosen_{};
};

} // namespace tusk::test
