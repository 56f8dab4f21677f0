#include "tests/conversation/recorded.hpp"

#include "tests/conversation/messages.hpp"

namespace tusk::test {

using namespace from_server;

namespace {

const std::string burst = from_client::bind("s") + from_client::execute() + from_client::sync();

recorded prepared() {
    return {"prepare",
            from_client::parse("s", "select") + from_client::describe_statement("s") + from_client::sync(),
            {{parsed(), "1E"}, {parameters({oid::int4}), "tE"}, {columns({"a"}), "TnE"}, {ready(), "ZE"}},
            preparing("s", "select"),
            "parameters: 23; columns: a"};
}

recorded prepared_behind_a_preamble() {
    return {"prepare behind a preamble",
            from_client::close_statement("old") + from_client::command("BEGIN") + from_client::parse("s", "set") +
                from_client::describe_statement("s") + from_client::sync(),
            {{closed(), "3E"},
             {parsed(), "1E"},
             {bound(), "2E"},
             {complete("BEGIN"), "CIGHWE"},
             {parsed(), "1E"},
             {parameters({}), "tE"},
             {no_data(), "TnE"},
             {ready('T'), "ZE"}},
            preparing("s", "set", {}, {{"old"}, true}),
            "parameters:; no columns"};
}

// COPY and PortalSuspended are answered with errors of their own, which other tests look at.
const std::vector<recorded_message> rows_of_execute{
    {bound(), "2E"}, {row({"1"}), "DCIE"}, {row({"2"}), "DCIE"}, {complete("SELECT 2"), "DCIE"}, {ready(), "ZE"}};

recorded executed() { return {"execute", burst, rows_of_execute, executing(1), "1, 2; SELECT 2"}; }
recorded streamed() { return {"stream", burst, rows_of_execute, streaming(1), "1, 2; SELECT 2"}; }

recorded executed_without_rows() {
    return {"execute without rows",
            burst,
            {{bound(), "2E"}, {complete("UPDATE 1"), "CIE"}, {ready('T'), "ZE"}},
            executing(std::nullopt),
            "UPDATE 1"};
}

recorded queried() {
    return {"query",
            from_client::query("script"),
            {{columns({"a"}), "TCIE"},
             {row({"1"}), "DCE"},
             {complete("SELECT 1"), "DCE"},
             {complete("INSERT 0 1"), "TCIZE"},
             {ready(), "TCIZE"}},
            querying("script"),
            "1; SELECT 1 / INSERT 0 1"};
}

recorded queried_behind_begin() {
    return {"query behind BEGIN",
            from_client::query("BEGIN") + from_client::query("set"),
            {{complete("BEGIN"), "TCIE"}, {ready('T'), "ZE"}, {complete("SET"), "TCIE"}, {ready('T'), "TCIZE"}},
            querying("set", true),
            "SET"};
}

recorded executed_many() {
    const many what{.sets = 2};
    return {"execute many",
            set_bytes(what) + set_bytes(what) + from_client::sync(),
            {{bound(), "2E"},
             {complete("INSERT 0 1"), "DCIE"},
             {bound(), "2E"},
             {complete("INSERT 0 1"), "DCIE"},
             {ready(), "ZE"}},
            executing_many(what),
            "2 affected"};
}

} // namespace

std::string recorded::with(std::size_t position, const std::string& text, std::size_t dropped) const {
    std::string all;
    for (std::size_t i = 0; i < messages.size(); ++i) {
        if (i == position) all += text;
        if (i < position || i >= position + dropped) all += messages[i].bytes;
    }
    return all;
}

const std::vector<recorded>& recorded_conversations() {
    static const std::vector<recorded> all{
        prepared(), prepared_behind_a_preamble(), executed(),      streamed(), executed_without_rows(),
        queried(),  queried_behind_begin(),       executed_many(),
    };
    return all;
}

} // namespace tusk::test
