/// \file
/// libpq as the oracle for connection parameters. It is loaded while the tests run, never linked: so any version of it
/// can judge.
#pragma once

#include <map>
#include <memory>
#include <optional>
#include <string>
#include <utility>
#include <vector>

namespace tusk::test {

/// Values by their keywords.
using keyword_values = std::map<std::string, std::string>;

/// What came of an attempt to connect. No server is ever there: a try to reach one means that all parameters were
/// found good.
struct libpq_attempt {
    bool accepted = false;
    std::string message;
    keyword_values values; ///< with those from the service file, the environment and libpq's defaults
    // Of the host that was tried last:
    std::string host;
    std::string port;
    std::string user;
    std::string dbname;
    std::string password; ///< also from the password file
};

/// One version of libpq.
class libpq {
public:
    /// The one that TUSK_LIBPQ names, else PostgreSQL 18's where it was fetched, else the system's.
    static const libpq& oracle();

    [[nodiscard]] int major_version() const { return version_ / 10'000; }
    [[nodiscard]] std::string name() const;
    /// Whether it has that keyword.
    [[nodiscard]] bool knows(const std::string& keyword) const { return defaults_.contains(keyword); }
    /// Keywords with the values that are compiled in; empty where there is none.
    [[nodiscard]] const keyword_values& defaults() const { return defaults_; }

    /// The values in a connection string; nothing where it cannot be read.
    [[nodiscard]] std::optional<keyword_values> parse(const std::string& text) const;
    [[nodiscard]] libpq_attempt connect(const std::string& text) const;
    /// The same for values one by one, of which dbname may be a connection string.
    [[nodiscard]] libpq_attempt connect(const std::vector<std::pair<std::string, std::string>>& given) const;

    libpq(const libpq&) = delete;
    libpq& operator=(const libpq&) = delete;
    ~libpq();

private:
    struct functions;
    explicit libpq(const std::string& file);

    std::unique_ptr<functions> call_;
    int version_ = 0;
    keyword_values defaults_;
};

} // namespace tusk::test
