#include <tusk/types/text_only.hpp>

namespace tusk {

void detail::throw_text_only(oid column) {
    throw conversion_error("a binary " + type_name(column) + " cannot be read (" +
                           std::string(text_only_reason(column)) +
                           "): ask for the column as text, or cast it to text in the statement");
}

} // namespace tusk
