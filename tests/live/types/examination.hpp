// The ways that every value of a type is sent, whatever C++ knows of the type: the server judges each.
#pragma once

#include "tests/live/types/laboratory.hpp"
#include "tests/live/types/report.hpp"

namespace tusk::test {

/// The text of every field in the format of the simple protocol, which is what the type's output function makes.
[[nodiscard]] rows printed_rows(connection& session, const std::string& sql);

[[nodiscard]] bool same_bytes(byte_view a, byte_view b) noexcept;

/// "SELECT `expression` FROM the subject's table ORDER BY n".
[[nodiscard]] std::string query_of(const subject& examined, const std::string& expression);

/// Checks that what is selected is printed by tusk as by the server.
void compare_printed(connection& session, findings& line, direction way, const std::string& sql);

/// The values by themselves, in arrays of all kinds, and in records of all kinds; and what was printed sent back.
void examine(connection& session, const subject& examined, findings& line);

/// Sends values back as parameters of a type, many at once, and checks that the same bytes return. Not all
/// `must_return`: the server may refuse some.
class return_trip {
public:
    return_trip(connection& session, findings& line, direction way, std::string type, bool must_return = true)
        : session_(session), line_(line), way_(way), type_(std::move(type)), must_return_(must_return) {}

    /// `original` is good until `finish`, and so is what `sent` looks at.
    void add(const value& original, parameter sent);
    void finish();

private:
    void send(std::size_t first, std::size_t count);
    void send_each(std::size_t first, std::size_t count, const std::string& trouble);

    connection& session_;
    findings& line_;
    direction way_;
    std::string type_;
    bool must_return_;
    std::vector<value> originals_;
    std::vector<parameter> sent_;
};

} // namespace tusk::test
