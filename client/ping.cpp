#include "transport/ping.hpp"

#include "auth/unacceptable.hpp"
#include "client/plan.hpp"
#include "client/tls_plan.hpp"
#include "transport/blocking_driver.hpp"

namespace tusk {

server_state ping(std::string_view conninfo, const connect_options& options) {
    return ping(params::load(conninfo, options.sources), options);
}

server_state ping(const params& given, const connect_options& options) {
    const params parameters = given.completed(options.sources);
    const transport::connect_plan plan = client::make_plan(parameters, options);
    protocol::channel ch;
    transport::stream wire;
    const auto tls = client::make_tls_context(parameters, options);
    transport::blocking_driver driver(wire, client::make_driver_settings(parameters, tls));
    try {
        return driver.run(ch, transport::ping(ch, plan));
    } catch (const auth::caller_failure& thrown) {
        std::rethrow_exception(thrown.cause);
    }
}

} // namespace tusk
