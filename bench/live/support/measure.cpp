#include "bench/live/support/measure.hpp"

#include <charconv>
#include <chrono>
#include <cstdio>
#include <exception>
#include <fstream>
#include <iostream>
#include <stdexcept>
#include <string_view>
#include <sys/resource.h>
#include <system_error>
#include <vector>

namespace bench {

namespace {

template <class Number>
bool take_option(std::string_view argument, std::string_view name, Number& target) {
    if (argument.substr(0, name.size()) != name) return false;
    argument.remove_prefix(name.size());
    const auto [end, error] = std::from_chars(argument.data(), argument.data() + argument.size(), target);
    if (error != std::errc() || end != argument.data() + argument.size() || target < 0)
        throw std::invalid_argument("'" + std::string(argument) + "' is no count for " + std::string(name));
    return true;
}

task parse(int argc, char* argv[]) {
    task wanted;
    for (int i = 1; i < argc; ++i) {
        const std::string_view argument = argv[i];
        if (take_option(argument, "--rows=", wanted.rows) || take_option(argument, "--repeats=", wanted.repeats) ||
            take_option(argument, "--rounds=", wanted.rounds) || take_option(argument, "--warm-ups=", wanted.warm_ups))
            continue;
        if (argument.substr(0, 2) == "--" || !wanted.server.empty())
            throw std::invalid_argument("'" + std::string(argument) + "' is one argument too many");
        wanted.server = argument;
    }
    if (wanted.server.empty())
        throw std::invalid_argument(
            "which server? usage: PROGRAM [--rows=N] [--repeats=N] [--rounds=N] [--warm-ups=N] 'host=… user=…'");
    return wanted;
}

/// The most memory that this program ever occupied, in kibibytes.
long peak_memory() {
    // Linux hands getrusage's number down from the program that started this one, which may have been larger.
    std::ifstream status("/proc/self/status");
    for (std::string word; status >> word;)
        if (long peak = 0; word == "VmHWM:" && status >> peak) return peak;
    rusage used{};
    getrusage(RUSAGE_SELF, &used);
    return used.ru_maxrss;
}

std::int64_t microseconds(const timeval& time) {
    return static_cast<std::int64_t>(time.tv_sec) * 1'000'000 + static_cast<std::int64_t>(time.tv_usec);
}

/// The CPU time of all threads of this process, in the program itself and in the system on its behalf.
std::int64_t cpu_microseconds() {
    rusage used{};
    getrusage(RUSAGE_SELF, &used);
    return microseconds(used.ru_utime) + microseconds(used.ru_stime);
}

std::int64_t wall_microseconds() {
    const auto now = std::chrono::steady_clock::now().time_since_epoch();
    return std::chrono::duration_cast<std::chrono::microseconds>(now).count();
}

struct round_cost {
    std::int64_t cpu = 0;
    std::int64_t wall = 0;
};

struct findings {
    std::int64_t rows = -1;
    std::uint64_t checksum = 0;
    std::vector<round_cost> rounds;
};

/// Does one piece of work. It must find the same rows each time.
void work_once(session& with, findings& found, round_cost& cost) {
    digest seen;
    with.before();
    const std::int64_t cpu = cpu_microseconds(), wall = wall_microseconds();
    const std::int64_t rows = with.work(seen);
    cost.cpu += cpu_microseconds() - cpu;
    cost.wall += wall_microseconds() - wall;
    with.after(seen);
    if (found.rows == -1) {
        found.rows = rows;
        found.checksum = seen.value();
    }
    if (found.rows != rows || found.checksum != seen.value())
        throw std::runtime_error("a repetition of the work saw other rows than the first one");
}

findings run_rounds(session& with, const task& wanted) {
    findings found;
    for (int round = -wanted.warm_ups; round < wanted.rounds; ++round) {
        round_cost cost;
        for (int repeat = 0; repeat < wanted.repeats; ++repeat) work_once(with, found, cost);
        if (round >= 0) found.rounds.push_back(cost);
    }
    return found;
}

void print_costs(const char* name, const findings& found, std::int64_t round_cost::*part) {
    std::printf(", \"%s\": [", name);
    const char* separator = "";
    for (const round_cost& cost : found.rounds) {
        std::printf("%s%lld", separator, static_cast<long long>(cost.*part));
        separator = ", ";
    }
    std::printf("]");
}

void print(const findings& found, long peak_growth) {
    std::printf("{\"rows\": %lld, \"checksum\": \"%016llx\"", static_cast<long long>(found.rows),
                static_cast<unsigned long long>(found.checksum));
    print_costs("cpu_us", found, &round_cost::cpu);
    print_costs("wall_us", found, &round_cost::wall);
    std::printf(", \"peak_growth_kib\": %ld}\n", peak_growth);
}

} // namespace

int measure(int argc, char* argv[], std::unique_ptr<session> (*open)(const task&)) try {
    const long peak_at_start = peak_memory();
    const task wanted = parse(argc, argv);
    const std::unique_ptr<session> opened = open(wanted);
    const findings found = run_rounds(*opened, wanted);
    print(found, peak_memory() - peak_at_start);
    return 0;
} catch (const std::exception& error) {
    std::cerr << argv[0] << ": " << error.what() << '\n';
    return 1;
}

} // namespace bench
