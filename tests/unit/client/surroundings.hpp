/// \file
/// A process whose environment and home directory hold what a test put there, and nothing else.
#pragma once

#include <filesystem>
#include <initializer_list>
#include <map>
#include <string>

namespace tusk::test {

/// Takes all PG* variables and HOME away, sets those of a test, and puts everything back at the end. The home is a new
/// folder that ends with the object. For one thread only.
class surroundings {
public:
    surroundings(std::initializer_list<std::pair<const std::string, std::string>> variables = {});
    ~surroundings();
    surroundings(const surroundings&) = delete;
    surroundings& operator=(const surroundings&) = delete;

    void set(const std::string& variable, const std::string& value);
    void unset(const std::string& variable);
    /// Empties the environment again, but for HOME.
    void reset();

    /// Writes a file below the home, which nobody else may read, and returns its path.
    std::string write(const std::string& name, const std::string& text) const;
    void remove(const std::string& name) const;
    [[nodiscard]] bool has(const std::string& name) const;
    /// The variables and the files, for the message about a test that failed.
    [[nodiscard]] std::string shown() const;
    [[nodiscard]] const std::filesystem::path& home() const { return home_; }

private:
    void clear();

    std::map<std::string, std::string> before_;
    std::filesystem::path home_;
};

} // namespace tusk::test
