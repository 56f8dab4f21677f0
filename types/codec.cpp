#include <tusk/codec.hpp>

namespace tusk {

conversion_error::~conversion_error() = default;

} // namespace tusk
