#include "client/arrow_export.hpp"
#include "client/session.hpp"

#include <tusk/cursor.hpp>

#include <algorithm>
#include <utility>

namespace tusk {

using detail::result_pointer;

cursor::cursor(std::shared_ptr<detail::session> session) noexcept : session_(std::move(session)) {}

void cursor::require_open() const {
    if (session_ == nullptr) throw interface_error("the cursor is closed: ask the connection for a new one");
    session_->require_open();
}

const detail::result_set& cursor::require_rows() const {
    require_open();
    if (result_ == nullptr)
        throw programming_error("there is nothing to fetch: no statement has been executed, or it failed, or it was "
                                "executemany() or stream(), which leave no rows with the cursor");
    if (result_->shape == nullptr)
        throw programming_error("there is nothing to fetch: the last statement (" + result_->command_tag +
                                ") returned no result set");
    return *result_;
}

void cursor::forget_result() noexcept {
    walk_.reset();
    result_.reset();
    if (!following_.empty()) following_.clear();
    position_ = 0;
    rowcount_ = -1;
}

void cursor::show(result_pointer result) {
    result_ = std::move(result);
    position_ = 0;
    rowcount_ = result_->affected.value_or(-1);
    walk_.emplace(result_->rows);
}

std::span<const oid> cursor::pinned_types(std::size_t parameters) const noexcept {
    // Every type in Parse is a parameter to the server, which would then ask for its value.
    return std::span(input_types_).first(std::min(parameters, input_types_.size()));
}

cursor& cursor::execute_with(std::string_view sql, std::span<const parameter> values) & {
    require_open();
    const auto previous = std::move(result_); // the parameters may be views into it
    forget_result();
    show(session_->execute(sql, values, pinned_types(values.size())));
    return *this;
}

cursor& cursor::execute_sets(std::string_view sql, const detail::parameter_source& next_set) {
    require_open();
    const auto previous = std::move(result_); // the parameters may be views into it
    forget_result();
    rowcount_ = session_->execute_many(sql, next_set, input_types_);
    return *this;
}

cursor& cursor::execute_script(std::string_view sql) & {
    require_open();
    const auto previous = std::move(result_); // the script may be a view into it
    forget_result();
    following_ = session_->execute_script(sql);
    nextset();
    return *this;
}

stream cursor::stream_with(std::string_view sql, std::span<const parameter> values) {
    require_open();
    const auto previous = std::move(result_); // the parameters may be views into it
    forget_result();
    auto begun = session_->begin_stream(sql, values, pinned_types(values.size()));
    return {session_, std::move(begun.shape), begun.ticket};
}

void cursor::setinputsizes(std::initializer_list<oid> types) {
    require_open();
    input_types_.assign(types);
}

void cursor::setoutputsize(std::size_t, std::optional<std::size_t>) { require_open(); }

std::optional<row> cursor::fetchone() {
    const detail::result_set& result = require_rows();
    byte_view body;
    if (!walk_->next(body)) return std::nullopt;
    ++position_;
    return row(row_view(*result.shape, body.data() + sizeof(std::uint16_t)), result_);
}

std::size_t cursor::left() const noexcept { return result_->rows.size() - position_; }

rows cursor::fetchmany(std::size_t count) {
    static_cast<void>(require_rows());
    tusk::rows taken(result_, position_, std::min(count, left()));
    *walk_ = detail::row_walk(result_->rows, position_ + taken.size());
    position_ += taken.size();
    return taken;
}

rows cursor::fetchall() {
    static_cast<void>(require_rows());
    tusk::rows taken(result_, position_, left());
    skip_all();
    return taken;
}

result_pointer cursor::result_for_rows() const {
    static_cast<void>(require_rows());
    return result_;
}

void cursor::skip_all() noexcept {
    position_ = result_->rows.size();
    walk_->skip_all();
}

arrow_table cursor::to_arrow() {
    const detail::result_set& result = require_rows();
    arrow_table taken = arrow::export_rows(result, position_, left());
    skip_all();
    return taken;
}

bool cursor::nextset() {
    require_open();
    if (following_.empty()) return false;
    result_pointer next = std::move(following_.front());
    following_.pop_front();
    show(std::move(next));
    return true;
}

std::optional<std::span<const column>> cursor::description() const {
    require_open();
    if (result_ == nullptr || result_->shape == nullptr) return std::nullopt;
    return std::span<const column>(result_->shape->columns());
}

std::int64_t cursor::rowcount() const {
    require_open();
    return rowcount_;
}

std::optional<std::size_t> cursor::rownumber() const {
    require_open();
    if (result_ == nullptr || result_->shape == nullptr) return std::nullopt;
    return position_;
}

const std::string& cursor::statusmessage() const {
    require_open();
    static const std::string none;
    return result_ == nullptr ? none : result_->command_tag;
}

void cursor::close() noexcept {
    forget_result();
    session_.reset();
}

} // namespace tusk
