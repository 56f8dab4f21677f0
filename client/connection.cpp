#include "client/server_version.hpp"
#include "client/session.hpp"

#include <tusk/connection.hpp>
#include <tusk/credentials.hpp>

#include <utility>

namespace tusk {

namespace {

/// A connection that was moved from is closed like any other.
detail::session& open(const std::shared_ptr<detail::session>& session) {
    if (session == nullptr) throw interface_error("the connection was moved to another object");
    session->require_open();
    return *session;
}

} // namespace

connection::connection(std::shared_ptr<detail::session> session) noexcept : session_(std::move(session)) {}

connection& connection::operator=(connection&& other) noexcept {
    if (this == &other) return *this;
    close_untraced();
    session_ = std::move(other.session_);
    return *this;
}

connection::~connection() { close_untraced(); }

cursor connection::cursor() {
    static_cast<void>(open(session_));
    return tusk::cursor(session_);
}

void connection::commit() { open(session_).commit(); }
void connection::rollback() { open(session_).rollback(); }
bool connection::autocommit() const { return open(session_).autocommit(); }
void connection::autocommit(bool on) { open(session_).autocommit(on); }

void connection::close() noexcept {
    if (session_ != nullptr) session_->close();
}

void connection::close_untraced() noexcept {
    // The stream that a trace goes to was often made after the connection, and so it is gone already.
    if (session_ != nullptr) session_->close_untraced();
}

bool connection::closed() const noexcept { return session_ == nullptr || session_->closed(); }

void connection::cancel(std::chrono::milliseconds longest) { open(session_).cancel(longest); }

std::future<void> connection::async_cancel(std::chrono::milliseconds longest) {
    static_cast<void>(open(session_));
    return std::async(std::launch::async, [session = session_, longest] { session->cancel(longest); });
}

void connection::forget_types() { open(session_).forget_types(); }
void connection::operation_timeout(std::chrono::milliseconds longest) { open(session_).operation_timeout(longest); }

transaction_status connection::transaction_status() const {
    return session_ == nullptr ? tusk::transaction_status::unknown : session_->transaction_status();
}

int connection::server_version() const {
    return client::version_number(parameter_status("server_version").value_or(""));
}

std::optional<std::string> connection::parameter_status(std::string_view name) const {
    return open(session_).parameter_status(name);
}

connection_info connection::info() const { return open(session_).info(); }
std::int32_t connection::backend_pid() const { return open(session_).backend_pid(); }
bool connection::encrypted() const { return open(session_).encrypted(); }
std::string_view connection::login_method() const { return open(session_).login_method(); }
std::vector<server_report> connection::notices() { return open(session_).notices(); }

void connection::on_notice(std::function<void(const server_report&)> handler) {
    open(session_).on_notice(std::move(handler));
}

std::vector<notification> connection::notifications() { return open(session_).notifications(); }
void connection::trace(std::ostream& out) { open(session_).trace(&out); }
void connection::untrace() { open(session_).trace(nullptr); }

connection connect(std::string_view conninfo, const connect_options& options) {
    return connect(params::load(conninfo, options.sources), options);
}

connection connect(const params& parameters, const connect_options& options) {
    return connection(std::make_shared<detail::session>(parameters.completed(options.sources), options));
}

connection connect(const credentials& form, const connect_options& options) {
    return connect(form.to_params(), options);
}

} // namespace tusk
