// The fuzzers begin with the examples of every message; this keeps their files and the examples the same.
#include "golden.hpp"
#include "message_samples.hpp"

using namespace samples;

TEST_CASE("the seeds of the backend messages' fuzzer are the examples: type byte and body") {
    for (const auto& each : backend_messages()) {
        const std::string bytes = encode(each.message);
        check_golden("fuzz/seeds/backend_messages/" + each.name, bytes.substr(0, 1) + bytes.substr(5));
    }
}

TEST_CASE("the seeds of the frontend messages' fuzzer are the examples: type byte, what was asked for, and body") {
    for (const auto& each : frontend_messages()) {
        const std::string bytes = encode(each.message);
        const std::string asked_for(1, static_cast<char>(each.asked_for));
        check_golden("fuzz/seeds/frontend_messages/" + each.name, bytes.substr(0, 1) + asked_for + bytes.substr(5));
    }
    for (const auto& each : startup_packets())
        check_golden("fuzz/seeds/frontend_messages/" + each.name,
                     std::string("\0\0"sv) + encode(each.message).substr(4));
}
