#include "transport/attempts.hpp"

#include <tusk/error.hpp>

namespace tusk::transport {

void failed_attempts::add(const std::string& place, std::exception_ptr failure) {
    ++count_;
    refusal_.reset();
    earlier_ = list_;
    try {
        std::rethrow_exception(failure);
    } catch (const database_error& trouble) {
        if (trouble.report() != nullptr) refusal_ = *trouble.report();
        list_ += "\n  " + place + ": " + trouble.what();
    } catch (const std::exception& trouble) {
        list_ += "\n  " + place + ": " + trouble.what();
    } catch (...) { // thrown by a function of the user's, which ends the search
        list_ += "\n  " + place + ": an exception that is no std::exception";
    }
    last_ = std::move(failure);
}

void failed_attempts::raise() const {
    if (count_ == 1) std::rethrow_exception(last_);
    if (refusal_) {
        server_report told = *refusal_;
        if (!told.remark.empty()) told.remark += '\n';
        told.remark += "Tried before that:" + earlier_;
        throw_server_error(std::move(told));
    }
    throw operational_error("no connection, after " + std::to_string(count_) + " attempts:" + list_);
}

} // namespace tusk::transport
