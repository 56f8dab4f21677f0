/// \file
/// Stands between a client and a server, passes everything on, and notes how each connection began.
#pragma once

#include <cstdint>
#include <memory>
#include <string>
#include <thread>
#include <vector>

namespace tusk::test {

/// Listens on 127.0.0.1 and passes every connection on to one port there. A thread of its own does the work.
class counting_proxy {
public:
    counting_proxy();
    ~counting_proxy();
    counting_proxy(const counting_proxy&) = delete;
    counting_proxy& operator=(const counting_proxy&) = delete;

    [[nodiscard]] std::uint16_t port() const noexcept { return port_; }
    /// From now on connections go to that port.
    void lead_to(std::uint16_t port);
    /// Waits until all connections are over, and tells how each began since the last call, in the order in which they
    /// came: "startup" in the clear, "SSLRequest S TLS" with the server's answer and what followed it, "TLS" at once,
    /// "nothing", and so on.
    [[nodiscard]] std::vector<std::string> take();

private:
    struct implementation;
    void order(char what);

    std::unique_ptr<implementation> own_;
    std::uint16_t port_ = 0;
    std::thread thread_;
};

} // namespace tusk::test
