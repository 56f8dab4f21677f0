#include "tests/matrix/scripts.hpp"

#include <array>
#include <cstdio>
#include <memory>
#include <sstream>
#include <stdexcept>

namespace tusk::test {

std::vector<std::string> run_script(const std::string& script_and_arguments) {
    const std::string command = TUSK_SOURCE_DIR "/tests/support/" + script_and_arguments;
    FILE* const output = popen(command.c_str(), "re");
    if (output == nullptr) throw std::runtime_error("could not run " + command);
    std::string printed;
    std::array<char, 4096> buffer;
    while (const std::size_t size = std::fread(buffer.data(), 1, buffer.size(), output))
        printed.append(buffer.data(), size);
    if (pclose(output) != 0) throw std::runtime_error("failed: " + command);
    std::istringstream stream(printed);
    std::vector<std::string> words;
    for (std::string word; stream >> word;) words.push_back(word);
    return words;
}

} // namespace tusk::test
