#include <tusk/protocol/bytes.hpp>
#include <tusk/secret_text.hpp>

#include <algorithm>
#include <ostream>

namespace tusk {

secret_text::~secret_text() { protocol::secure_wipe(characters_.data(), characters_.size()); }

void secret_text::reserve(std::size_t size) {
    if (size <= characters_.capacity()) return;
    secret_text bigger;
    bigger.characters_.reserve(size);
    bigger.characters_.assign(characters_.begin(), characters_.end());
    swap(bigger);
}

void secret_text::push_back(char character) {
    if (characters_.size() == characters_.capacity()) reserve(std::max<std::size_t>(32, characters_.capacity() * 2));
    characters_.push_back(character);
}

std::ostream& operator<<(std::ostream& out, const secret_text& secret) { return secret.empty() ? out : out << "***"; }

} // namespace tusk
