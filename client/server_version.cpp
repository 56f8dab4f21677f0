#include "client/server_version.hpp"

namespace tusk::client {

int version_number(std::string_view text) {
    int parts[3] = {0, 0, 0};
    int count = 0;
    for (std::size_t i = 0; i < text.size() && count < 3; ++i) {
        if (text[i] >= '0' && text[i] <= '9') {
            if (parts[count] < 1'000) parts[count] = parts[count] * 10 + (text[i] - '0');
        } else if (text[i] == '.') {
            ++count;
        } else {
            break;
        }
    }
    constexpr int first_with_two_parts = 10;
    if (parts[0] >= first_with_two_parts) return parts[0] * 10'000 + parts[1];
    return parts[0] * 10'000 + parts[1] * 100 + parts[2];
}

} // namespace tusk::client
