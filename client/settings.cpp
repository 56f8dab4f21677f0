#include "client/settings.hpp"

#include <algorithm>
#include <utility>

namespace tusk::client {

const setting* find_last(const settings& all, std::string_view keyword) noexcept {
    const auto found = std::find_if(all.rbegin(), all.rend(), [&](const setting& s) { return s.keyword == keyword; });
    return found == all.rend() ? nullptr : &*found;
}

void add_unless_given(settings& all, setting further) {
    if (find_last(all, further.keyword) == nullptr) all.push_back(std::move(further));
}

} // namespace tusk::client
