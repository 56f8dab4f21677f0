#include "tests/live/types/samples.hpp"

#include <stdexcept>

namespace tusk::test {

const std::vector<type_samples>& all_samples() {
    static const std::vector<type_samples> all = [] {
        std::vector<type_samples> collected;
        for (const auto family :
             {number_samples(), text_samples(), time_samples(), network_samples(), geometry_samples(),
              document_samples(), catalogue_samples(), range_samples(), user_defined_samples(), extension_samples()})
            collected.insert(collected.end(), family.begin(), family.end());
        return collected;
    }();
    return all;
}

std::string quoted(std::string_view text) {
    std::string result = "'";
    for (const char c : text) result += c == '\'' ? std::string("''") : std::string(1, c);
    return result + "'";
}

std::vector<std::string> expressions_of(const type_samples& samples) {
    std::vector<std::string> all;
    for (const std::string& each : samples.literals) all.push_back(quoted(each) + "::" + samples.type);
    all.insert(all.end(), samples.expressions.begin(), samples.expressions.end());
    return all;
}

std::vector<std::string> samples_of(std::string_view type, int server_version) {
    std::vector<std::string> all;
    for (const type_samples& each : all_samples())
        if (each.type == type && each.since <= server_version)
            for (std::string& expression : expressions_of(each)) all.push_back(std::move(expression));
    if (all.empty()) throw std::logic_error("no samples of " + std::string(type));
    return all;
}

std::vector<std::string> array_samples_of(std::string_view type, int server_version) {
    const std::vector<std::string> samples = samples_of(type, server_version);
    const std::string array_type = "::" + std::string(type) + "[]";
    std::string every = "ARRAY[NULL";
    for (const std::string& each : samples) every += ", " + each;
    const std::string& first = samples.front();
    const std::string& last = samples.back();
    const std::string null = "NULL::" + std::string(type);
    return {
        every + "]" + array_type,
        "ARRAY[" + first + "]",
        "ARRAY[[" + first + ", " + last + "], [" + null + ", " + first + "], [" + last + ", " + null + "]]",
        "'{}'" + array_type,
        "array_fill(" + last + ", ARRAY[2, 3], ARRAY[0, -5])",
        "array_fill(" + null + ", ARRAY[1, 1, 1, 1, 1, 2])",
    };
}

} // namespace tusk::test
