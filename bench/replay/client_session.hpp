// One client of the replay server: whatever it asks for, it gets the recorded answer.
#pragma once

#include "bench/replay/recording.hpp"

#include <cstddef>
#include <string>
#include <string_view>

namespace bench::replay {

class client_session {
public:
    /// \param socket a connected socket, which stays the caller's
    client_session(int socket, const recording& answers) noexcept : socket_(socket), answers_(&answers) {}

    /// Serves the client until it says goodbye or hangs up.
    void run();

private:
    void log_in();
    void answer(char type, std::string_view body);
    void answer_query(std::string_view sql);

    /// Waits until so many bytes are there. \throws hung_up
    void need(std::size_t size);
    [[nodiscard]] std::string_view take(std::size_t size);
    [[nodiscard]] std::string_view take_untyped_message();

    void say(char type, std::string_view body = {});
    /// Sends what was said so far, then these bytes without copying them.
    void flush(std::string_view then = {});
    void send(std::string_view bytes) const;

    int socket_;
    const recording* answers_;
    std::string received_;
    std::size_t next_ = 0;
    std::string said_;
    bool binary_ = false;
};

} // namespace bench::replay
