#include "transport/attempts.hpp"

#include <tusk/error.hpp>

namespace tusk::transport {

void failed_attempts::add(const std::string& place, std::exception_ptr failure) {
    ++count_;
    last_is_refusal_ = false;
    try {
        std::rethrow_exception(failure);
    } catch (const database_error& trouble) {
        last_is_refusal_ = trouble.report() != nullptr;
        list_ += "\n  " + place + ": " + trouble.what();
    } catch (const std::exception& trouble) {
        list_ += "\n  " + place + ": " + trouble.what();
    } catch (...) { // thrown by a function of the user's, which ends the search
        list_ += "\n  " + place + ": an exception that is no std::exception";
    }
    last_ = std::move(failure);
}

void failed_attempts::raise() const {
    if (count_ == 1 || last_is_refusal_) std::rethrow_exception(last_);
    throw operational_error("no connection, after " + std::to_string(count_) + " attempts:" + list_);
}

} // namespace tusk::transport
