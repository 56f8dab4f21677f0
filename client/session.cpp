#include "client/session.hpp"

#include "auth/crypto.hpp"
#include "client/operation.hpp"
#include "client/plan.hpp"
#include "client/tls_plan.hpp"
#include "protocol/conversation.hpp"
#include "types/hex.hpp"

#include <array>
#include <cstddef>

namespace tusk::detail {

using namespace protocol;

namespace {

constexpr std::chrono::milliseconds farewell_timeout{200};

/// Statement names are shared by all sessions that a pooler sends to one server connection, so ours must not be
/// anybody else's. (std::random_device asks the processor what it is each time, which takes long in virtual machines.)
std::string make_statement_prefix() {
    std::array<std::byte, 8> random;
    auth::fill_with_random(random);
    std::string text = "tusk_";
    for (const std::byte byte : random) {
        std::array<char, 2> digits;
        print_hex(digits.data(), byte);
        text.append(digits.data(), digits.size());
    }
    return text + "_";
}

} // namespace

session::session(const params& parameters, const connect_options& options)
    : tls_(client::make_tls_context(parameters, options)),
      driver_settings_(client::make_driver_settings(parameters, tls_)),
      driver_(wire_, driver_settings_),
      without_names_(parameters.prefer_simple_protocol),
      statements_(without_names_ ? 0 : parameters.statement_cache_size),
      statement_prefix_(make_statement_prefix()) {
    // A walsender takes no BEGIN of ours.
    autocommit_ = parameters.replication != replication_mode::off;
    const transport::connect_plan plan = client::make_plan(parameters, options);
    user_ = plan.login.user;
    dbname_ = plan.dbname;
    peer_ = driver_.run(ch_, transport::establish(ch_, plan));
}

session::~session() { close(); }

std::unique_lock<std::mutex> session::lock() {
    if (feeding_here())
        throw interface_error("executemany() is taking its parameters in this thread, and they use its connection: "
                              "make them beforehand, or use another connection");
    return std::unique_lock(mutex_);
}

void session::close() noexcept {
    if (feeding_here()) return close_hard(); // the lock is ours; the executemany finds the connection gone
    const std::lock_guard held(mutex_);
    say_farewell();
}

void session::close_untraced() noexcept {
    if (feeding_here()) {
        stop_tracing();
        return close_hard();
    }
    const std::lock_guard held(mutex_);
    stop_tracing();
    say_farewell();
}

void session::say_farewell() noexcept {
    if (closed()) return;
    try {
        if (ch_.state() != condition::broken)
            driver_.run(ch_, terminate(ch_), transport::clock::now() + farewell_timeout);
    } catch (const std::exception&) {
        // The server notices by itself that the connection has ended.
        ch_.mark_broken();
    }
    close_hard();
}

void session::close_hard() noexcept {
    ch_.mark_broken();
    wire_.close();
    closed_.store(true, std::memory_order_release);
    free_stream();
}

void session::break_connection() noexcept {
    const std::lock_guard held(mutex_);
    close_hard();
}

void session::require_open() const {
    if (closed()) throw interface_error("the connection is closed, by close() or because it was lost: connect again");
}

void session::back_into_step() {
    if (ch_.state() == condition::draining) run(drain(ch_));
}

transport::clock::time_point session::deadline() const {
    return operation_timeout_.count() == 0 ? transport::no_deadline : transport::deadline_in(operation_timeout_);
}

void session::operation_timeout(std::chrono::milliseconds longest) {
    const auto held = lock();
    operation_timeout_ = longest;
}

void session::cancel(std::chrono::milliseconds longest) {
    require_open();
    if (peer_.login.cancel_key.empty()) throw not_supported_error("this server gave no key to cancel statements with");
    struct under_way {
        session& owner;
        explicit under_way(session& of) : owner(of) {
            const std::lock_guard lock(owner.cancel_mutex_);
            ++owner.cancels_under_way_;
        }
        ~under_way() {
            const std::lock_guard lock(owner.cancel_mutex_);
            --owner.cancels_under_way_;
            owner.cancelled_.notify_all();
        }
    };
    const under_way guard(*this);
    channel ch;
    transport::stream wire;
    transport::blocking_driver driver(wire, driver_settings_);
    driver.run(ch, transport::cancel(ch, peer_), transport::deadline_in(longest));
}

std::optional<std::string> session::parameter_status(std::string_view name) {
    const auto held = lock();
    require_open();
    const auto found = ch_.mail.parameters.find(name);
    if (found == ch_.mail.parameters.end()) return std::nullopt;
    return found->second;
}

connection_info session::info() const {
    require_open();
    connection_info result;
    result.host = peer_.place.host;
    result.address = peer_.place.address;
    result.port = peer_.place.port;
    result.unix_socket = peer_.place.kind == endpoint::family::unix_socket;
    result.user = user_;
    result.dbname = dbname_;
    result.login_method = peer_.login.method;
    result.protocol = tusk::protocol_version{peer_.login.version.code()};
    result.backend_pid = peer_.login.process_id;
    result.can_cancel = !peer_.login.cancel_key.empty();
    result.encrypted = peer_.encrypted;
    result.tls_version = peer_.tls.version;
    result.tls_cipher = peer_.tls.cipher;
    return result;
}

std::int32_t session::backend_pid() const {
    require_open();
    return peer_.login.process_id;
}

bool session::encrypted() const {
    require_open();
    return peer_.encrypted;
}

std::string_view session::login_method() const {
    require_open();
    return peer_.login.method;
}

std::vector<server_report> session::notices() {
    const auto held = lock();
    return ch_.mail.notices.take();
}

void session::on_notice(std::function<void(const server_report&)> handler) {
    const auto held = lock();
    notice_handler_ = std::move(handler);
}

std::vector<notification> session::notifications() {
    const auto held = lock();
    return ch_.mail.notifications.take();
}

void session::stop_tracing() noexcept {
    ch_.trace = nullptr;
    transcript_.reset();
}

void session::trace(std::ostream* out) {
    const auto held = lock();
    stop_tracing();
    if (out != nullptr) {
        transcript::options how;
        how.in_session = true;
        transcript_ = std::make_unique<transcript>(*out, how);
    }
    ch_.trace = transcript_.get();
}

} // namespace tusk::detail
