// A bar that fills while something long goes on. It shows on a terminal only: a log file gets none.
#pragma once

#include <cstddef>
#include <iostream>
#include <string>
#include <unistd.h>

class progress_bar {
public:
    explicit progress_bar(std::size_t total) : total_(total), shown_(isatty(STDOUT_FILENO) == 1) {}
    progress_bar(const progress_bar&) = delete;
    progress_bar& operator=(const progress_bar&) = delete;
    /// Wipes the bar away, also when an exception ends what it was counting.
    ~progress_bar() {
        if (shown_) std::cout << '\r' << std::string(width + 7, ' ') << '\r' << std::flush;
    }

    /// Draws only when the bar grows: calling this for every row is cheap.
    void advance(std::size_t done) {
        if (!shown_ || done < next_) return;
        const std::size_t filled = done * width / total_;
        next_ = ((filled + 1) * total_ + width - 1) / width;
        std::cout << "\r[" << std::string(filled, '#') << std::string(width - filled, '.') << "] "
                  << done * 100 / total_ << '%' << std::flush;
    }

private:
    static constexpr std::size_t width = 50;

    std::size_t total_;
    std::size_t next_ = 0; // the count at which the bar grows again
    bool shown_;
};
