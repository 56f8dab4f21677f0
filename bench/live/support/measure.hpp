// How every live benchmark runs: one program does one scenario's work with one driver, and prints what it cost.
//
//     bench/live/rows_stream/tusk --rows=1000000 --rounds=3 "host=/run/postgresql user=anna dbname=anna"
//
// A program defines a session and hands it to `run`:
//
//     class rows_stream : public bench::session {
//     public:
//         explicit rows_stream(const bench::task& task) : connection_(tusk::connect(task.server)) {}
//         std::int64_t work(bench::digest& seen) override { … }
//     };
//     int main(int argc, char* argv[]) { return bench::run<rows_stream>(argc, argv); }
#pragma once

#include "bench/live/support/digest.hpp"

#include <cstdint>
#include <memory>
#include <string>

namespace bench {

/// What a program is asked to do.
struct task {
    std::string server;       ///< `keyword=value` pairs, which every driver understands
    std::int64_t rows = 1000; ///< how many rows one piece of work reads or writes
    int repeats = 1;          ///< how many pieces of work make up one round, where one alone is too short to measure
    int rounds = 1;           ///< how many rounds are measured
    int warm_ups = 1;         ///< how many rounds run before that
};

/// A connection with everything that a round of work needs.
class session {
public:
    session() = default;
    session(const session&) = delete;
    session& operator=(const session&) = delete;
    virtual ~session() = default;

    /// Makes ready for one piece of work. Not measured.
    virtual void before() {}
    /// Does one piece of the scenario's work, and shows `seen` every value that it read.
    /// \return the number of rows that it read or wrote
    virtual std::int64_t work(digest& seen) = 0;
    /// Looks at what the work has done on the server, where it read nothing itself. Not measured.
    virtual void after(digest&) {}
};

/// Parses the command line, opens a session, runs the rounds and prints one line of JSON to standard output: rows,
/// checksum, the CPU and wall time of each round in microseconds, and by how many kibibytes the peak of memory grew
/// over that of the program's start.
/// \return the program's exit status
int measure(int argc, char* argv[], std::unique_ptr<session> (*open)(const task&));

template <class Session>
int run(int argc, char* argv[]) {
    return measure(argc, argv,
                   [](const task& wanted) -> std::unique_ptr<session> { return std::make_unique<Session>(wanted); });
}

} // namespace bench
