#include <tusk/secret_text.hpp>

#include <ostream>

namespace tusk {

std::ostream& operator<<(std::ostream& out, const secret_text& secret) { return secret.empty() ? out : out << "***"; }

} // namespace tusk
