/// \file
/// The messages that a server may send at any time, filed in one place and in bounded memory.
#pragma once

#include <tusk/error.hpp>
#include <tusk/notification.hpp>
#include <tusk/protocol/frame.hpp>

#include <cstddef>
#include <deque>
#include <functional>
#include <map>
#include <string>
#include <utility>
#include <vector>

namespace tusk::protocol {

/// A first-in first-out queue that forgets its oldest entries rather than grow without end.
template <class T>
class bounded_queue {
public:
    bounded_queue(std::size_t most_entries, std::size_t most_bytes) noexcept
        : most_entries_(most_entries), most_bytes_(most_bytes) {}

    /// `bytes` is what the entry holds in memory, roughly.
    void push(T entry, std::size_t bytes) {
        entries_.emplace_back(std::move(entry), bytes);
        bytes_ += bytes;
        while (entries_.size() > most_entries_ || (bytes_ > most_bytes_ && entries_.size() > 1)) {
            bytes_ -= entries_.front().second;
            entries_.pop_front();
            ++forgotten_;
        }
    }
    /// Hands out everything, oldest first, and is empty afterwards.
    [[nodiscard]] std::vector<T> take() {
        std::vector<T> all;
        all.reserve(entries_.size());
        for (auto& entry : entries_) all.push_back(std::move(entry.first));
        entries_.clear();
        bytes_ = 0;
        return all;
    }
    [[nodiscard]] std::size_t size() const noexcept { return entries_.size(); }
    /// How many entries had to be forgotten since the beginning.
    [[nodiscard]] std::size_t forgotten() const noexcept { return forgotten_; }

private:
    std::deque<std::pair<T, std::size_t>> entries_;
    std::size_t most_entries_;
    std::size_t most_bytes_;
    std::size_t bytes_ = 0;
    std::size_t forgotten_ = 0;
};

/// ParameterStatus, NoticeResponse and NotificationResponse, which may stand between any two messages
/// ("Asynchronous Operations"). No user code runs here: whoever owns the connection looks inside between operations.
class mailbox {
public:
    /// Files the message if it is one of the three; false when it is not, and the conversation must look at it.
    /// \throws protocol_error when it is one, but malformed, or when the server reports parameters without end.
    bool file(const frame& message);
    /// Forgets everything: the connection is another one now.
    void clear();

    /// The server's parameters, by name: as many as it chose to report, in no particular order.
    std::map<std::string, std::string, std::less<>> parameters;
    bounded_queue<server_report> notices{1'000, std::size_t{4} << 20};
    bounded_queue<notification> notifications{100'000, std::size_t{64} << 20};

private:
    void file_parameter(byte_view body);
    void file_notification(byte_view body);
};

} // namespace tusk::protocol
