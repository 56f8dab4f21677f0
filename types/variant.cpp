#include <tusk/types/variant.hpp>

namespace tusk::detail {

void throw_no_alternative(type_ref column) {
    throw conversion_error("no alternative of the std::variant reads " + column.name());
}

void throw_alternative_refused(type_ref parameter, std::string_view alternative) {
    throw conversion_error("the std::variant holds a " + std::string(alternative) + ", which cannot be sent as " +
                           parameter.name());
}

} // namespace tusk::detail
