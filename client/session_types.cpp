// The types that are not built in: what the catalogue says of them is asked once, when one is first met.
#include "client/operation.hpp"
#include "client/server_version.hpp"
#include "client/session.hpp"

#include <tusk/decode.hpp>
#include <tusk/types/array.hpp>
#include <tusk/types/integer.hpp>
#include <tusk/types/text.hpp>

#include <algorithm>
#include <iterator>

namespace tusk::detail {

using client::catalogue_row;

bool session::learn_types(std::span<const oid> types) {
    if (asking_catalogue_) return false; // its own types are built in, or the server lies
    std::vector<oid> unknown;
    std::copy_if(types.begin(), types.end(), std::back_inserter(unknown), [this](oid type) { return types_.lacks(type); });
    if (unknown.empty()) return false;
    const result_pointer answer = ask_catalogue(unknown);
    std::vector<catalogue_row> rows(answer ? answer->rows.size() : 0);
    if (answer) {
        const decode_plan<catalogue_row> plan(*answer->shape);
        row_walk walk(answer->rows);
        byte_view body;
        for (catalogue_row& row : rows)
            if (walk.next(body)) plan.decode(body, row);
    }
    try {
        types_.learn(unknown, rows);
    } catch (const protocol_error&) {
        close_hard();
        throw;
    }
    return true;
}

/// Null: this server has no such catalogue. Not every one that speaks the protocol is a PostgreSQL; types of which
/// nothing is known travel as text.
result_pointer session::ask_catalogue(const std::vector<oid>& types) {
    const auto reported = ch_.mail.parameters.find("server_version");
    const int version = reported == ch_.mail.parameters.end() ? 0 : client::version_number(reported->second);
    struct asking {
        explicit asking(bool& flag) noexcept : flag_(flag) { flag_ = true; }
        asking(const asking&) = delete;
        asking& operator=(const asking&) = delete;
        ~asking() { flag_ = false; }
        bool& flag_;
    };
    const asking now(asking_catalogue_);
    const parameter values[] = {types};
    try {
        return execute_once(client::type_catalogue::question(version), values, {});
    } catch (const programming_error&) {
        if (!idle()) throw; // the user's transaction has failed
        return nullptr;
    } catch (const not_supported_error&) {
        if (!idle()) throw;
        return nullptr;
    }
}

void session::forget_types() {
    const operation now(*this);
    types_.clear();
    for (std::string& name : statements_.clear()) statements_to_close_.push_back(std::move(name));
}

} // namespace tusk::detail
