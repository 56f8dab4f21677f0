// What the tests of PEP 249 start from: a connection of their own, and six rows that only this connection sees.
#pragma once

#include "tests/support/live_server.hpp"

#include <tusk/tusk.hpp>

#include <array>
#include <string>
#include <string_view>
#include <vector>

namespace tusk::test {

[[nodiscard]] inline connection fresh_connection() { return connect(the_server().uri()); }

/// In the order of the alphabet.
inline constexpr std::array<std::string_view, 6> peak_names{"Aconcagua", "Denali",     "Eiger",
                                                            "Elbrus",    "Matterhorn", "Puncak Jaya"};

/// The table peaks(name) without rows; temporary, so that it goes with its connection.
inline void make_empty_table(cursor& cur) { cur.execute("CREATE TEMPORARY TABLE peaks (name text PRIMARY KEY)"); }

/// The table with all of `peak_names`.
inline void make_peaks(cursor& cur) {
    make_empty_table(cur);
    cur.executemany("INSERT INTO peaks VALUES ($1)", peak_names);
}

inline constexpr std::string_view select_peaks = "SELECT name FROM peaks ORDER BY name";

/// The first column of some rows.
[[nodiscard]] inline std::vector<std::string> names_in(const rows& fetched) {
    std::vector<std::string> names;
    for (const row& each : fetched) names.push_back(each[0].as<std::string>());
    return names;
}

/// `count` of `peak_names` from `first` on.
[[nodiscard]] inline std::vector<std::string> names_from(std::size_t first, std::size_t count) {
    return {peak_names.begin() + first, peak_names.begin() + first + count};
}

} // namespace tusk::test
