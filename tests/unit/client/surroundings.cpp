#include "surroundings.hpp"

#include <cstdlib>
#include <fstream>
#include <iterator>
#include <stdexcept>
#include <string_view>
#include <unistd.h>
#include <vector>

namespace tusk::test {

namespace fs = std::filesystem;

namespace {

/// Those that decide about connections.
std::map<std::string, std::string> own_variables() {
    std::map<std::string, std::string> found;
    for (char** each = environ; *each != nullptr; ++each) {
        const std::string_view variable = *each;
        const std::string_view name = variable.substr(0, variable.find('='));
        if (name == "HOME" || name.starts_with("PG"))
            found.emplace(name, variable.substr(std::min(name.size() + 1, variable.size())));
    }
    return found;
}

} // namespace

surroundings::surroundings(std::initializer_list<std::pair<const std::string, std::string>> variables)
    : before_(own_variables()) {
    std::string pattern = (fs::temp_directory_path() / "tusk-home-XXXXXX").string();
    if (mkdtemp(pattern.data()) == nullptr) throw std::runtime_error("no temporary folder could be made");
    home_ = pattern;
    reset();
    for (const auto& [name, value] : variables) set(name, value);
}

surroundings::~surroundings() {
    clear();
    for (const auto& [name, value] : before_) set(name, value);
    std::error_code ignored;
    fs::remove_all(home_, ignored);
}

void surroundings::clear() {
    for (const auto& [name, value] : own_variables()) unset(name);
}

void surroundings::reset() {
    clear();
    set("HOME", home_.string());
    // No test shall depend on what this machine has.
    set("PGSYSCONFDIR", (home_ / "etc").string());
}

void surroundings::set(const std::string& variable, const std::string& value) {
    setenv(variable.c_str(), value.c_str(), 1);
}
void surroundings::unset(const std::string& variable) { unsetenv(variable.c_str()); }

std::string surroundings::write(const std::string& name, const std::string& text) const {
    const fs::path file = home_ / name;
    fs::create_directories(file.parent_path());
    std::ofstream(file, std::ios::binary) << text;
    fs::permissions(file, fs::perms::owner_read | fs::perms::owner_write);
    return file.string();
}

void surroundings::remove(const std::string& name) const { fs::remove(home_ / name); }
bool surroundings::has(const std::string& name) const { return fs::exists(home_ / name); }

std::string surroundings::shown() const {
    std::string text;
    for (const auto& [name, value] : own_variables()) text.append(name).append("=").append(value).append("\n");
    for (const fs::directory_entry& each : fs::recursive_directory_iterator(home_)) {
        if (!each.is_regular_file()) continue;
        std::ifstream file(each.path(), std::ios::binary);
        text.append("---- ").append(each.path().string()).append("\n");
        text.append(std::istreambuf_iterator<char>(file), {});
    }
    return text;
}

} // namespace tusk::test
