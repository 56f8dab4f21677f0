// How a transcript behaves; what it writes is in transcript_test.cpp.
#include "transcript_script.hpp"

#include <catch2/catch.hpp>

#include <stdexcept>

using namespace samples;

TEST_CASE("each line begins with the stamp, if there is one") {
    int count = 0;
    script stamped({[&] { return "#" + std::to_string(++count); }, true});
    stamped.client(frontend::sync{}).server(backend::ready_for_query{});
    CHECK(stamped.lines() == "#1\tF\t4\tSync\n#2\tB\t5\tReadyForQuery\tI\n");
}

TEST_CASE("a transcript begun in an open session takes the first bytes for a message") {
    script open({{}, true});
    open.client(frontend::query{"SELECT 1"});
    CHECK(open.lines() == "F\t13\tQuery\t\"SELECT 1\"\n");
}

TEST_CASE("lines go to a function, without their ends") {
    std::vector<std::string> lines;
    transcript trace([&](std::string_view line) { lines.emplace_back(line); }, {{}, true});
    const std::string burst = encode(frontend::flush{}) + encode(frontend::sync{});
    trace.frontend(as_bytes(burst));
    CHECK(lines == std::vector<std::string>{"F\t4\tFlush", "F\t4\tSync"});
}

TEST_CASE("a sink that fails does not disturb the conversation") {
    int calls = 0;
    transcript trace(
        [&](std::string_view) {
            ++calls;
            throw std::runtime_error("disk full");
        },
        {{}, true});
    const std::string sync = encode(frontend::sync{});
    CHECK_NOTHROW(trace.frontend(as_bytes(sync)));
    CHECK_NOTHROW(trace.backend({'Z', as_bytes("I")}));
    CHECK_NOTHROW(trace.encryption_answer('S'));
    CHECK(calls == 3);
}

TEST_CASE("every example is one line that names the message, and never malformed") {
    for (const auto& each : backend_messages()) {
        const std::string name =
            std::visit([](const auto& message) { return std::string(message.message_name); }, each.message);
        const std::string line = script({{}, true}).server(each.message).lines();
        INFO(line);
        CHECK(line.find("\t" + name) != std::string::npos);
        CHECK(line.find("malformed") == std::string::npos);
        CHECK(std::count(line.begin(), line.end(), '\n') == 1);
        CHECK(std::all_of(line.begin(), line.end(),
                          [](char c) { return (c >= 0x20 && c < 0x7f) || c == '\t' || c == '\n'; }));
    }
}

TEST_CASE("no answer to an authentication request is shown, whatever was asked for") {
    for (const std::string_view secret_body : {"SECRET\0"sv, "SECRET"sv, "SCRAM\0\0\0\0\6SECRET"sv, "SECRET\0\0"sv}) {
        const std::string message =
            std::string("p\0\0\0"sv) + static_cast<char>(secret_body.size() + 4) + std::string(secret_body);
        for (const int code : {-1, 3, 5, 7, 8, 9, 11}) {
            script asked({{}, true});
            if (code >= 0)
                asked.server_bytes('R', std::string("\0\0\0"sv) + static_cast<char>(code) + (code == 5 ? "salt" : ""));
            asked.client_bytes(message);
            INFO(asked.lines());
            CHECK(asked.lines().find("SECRET") == std::string::npos);
        }
    }
}
