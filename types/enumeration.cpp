#include <tusk/types/enumeration.hpp>

namespace tusk::detail {

void throw_unknown_label(std::string_view label, std::string_view target, const std::string& known) {
    throw conversion_error("\"" + std::string(label) + "\" is no label of " + std::string(target) +
                           ", whose tusk::enum_labels are: " + known);
}

void throw_no_label(const std::string& value, std::string_view enumeration) {
    throw conversion_error("the value " + value + " of " + std::string(enumeration) +
                           " has no label: tusk::enum_labels does not list it");
}

} // namespace tusk::detail
