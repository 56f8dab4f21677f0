// Files that a test compares with what it computes. With TUSK_WRITE_GOLDEN=1 in the environment the test writes them
// instead: look at the difference before committing it.
#pragma once

#include <catch2/catch.hpp>

#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <iterator>
#include <string>

inline bool writes_golden_files() {
    const char* const wish = std::getenv("TUSK_WRITE_GOLDEN");
    return wish != nullptr && *wish == '1';
}

/// Checks that the file `path`, given from the project's root, holds `content`.
inline void check_golden(const std::string& path, const std::string& content) {
    const std::filesystem::path file = std::filesystem::path(TUSK_SOURCE_DIR) / path;
    if (writes_golden_files()) {
        std::filesystem::create_directories(file.parent_path());
        std::ofstream(file, std::ios::binary) << content;
    }
    std::ifstream stored(file, std::ios::binary);
    INFO(file.string() << " (TUSK_WRITE_GOLDEN=1 writes it anew)");
    REQUIRE(stored.is_open());
    CHECK(std::string(std::istreambuf_iterator<char>(stored), {}) == content);
}
