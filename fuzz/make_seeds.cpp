// Makes the seeds of the fuzzers `session`, `frames` and `arrow`: sessions as an honest server leads them, from its own
// encoders, and results of every kind of column. `make_seeds FOLDER` writes them below fuzz/seeds; `make_seeds --check
// FOLDER` fails when what lies there is something else. Either way every session is played first, and the user must get
// to see what the script says.
#include "fuzz/arrow_seeds.hpp"
#include "fuzz/memory_server.hpp"
#include "fuzz/session_player.hpp"

#include <tusk/protocol/backend.hpp>

#include <filesystem>
#include <fstream>
#include <iostream>
#include <iterator>
#include <vector>

namespace {

using namespace tusk::protocol;
using namespace std::string_literals;
using script = fuzz::session_script;
namespace fs = std::filesystem;

// ---- the server's messages ------------------------------------------------------------------------------------------

template <class Message>
std::string bytes(const Message& message) {
    byte_buffer buffer;
    byte_writer out(buffer);
    message.encode(out);
    return std::string(as_text(buffer.view()));
}

std::string ready(char status = 'I') {
    return bytes(backend::ready_for_query{static_cast<backend::transaction_status>(status)});
}
std::string done(std::string_view tag) { return bytes(backend::command_complete{tag}); }
std::string error(std::string_view sqlstate, std::string_view message, std::string_view severity = "ERROR") {
    backend::error_response report;
    report.fields = {{'S', severity}, {'V', severity}, {'C', sqlstate}, {'M', message}};
    return bytes(report);
}
std::string notice() {
    backend::notice_response report;
    report.fields = {{'S', "NOTICE"}, {'V', "NOTICE"}, {'C', "00000"}, {'M', "a notice"}};
    return bytes(report);
}

const std::string turn(fuzz::clients_turn);
const std::string authenticated = bytes(backend::authentication_ok{});
const std::string parsed = bytes(backend::parse_complete{});
const std::string bound = bytes(backend::bind_complete{});

std::string session_begins(std::string_view key = "\1\2\3\4") {
    return bytes(backend::parameter_status{"server_version", "18.4"}) +
           bytes(backend::parameter_status{"client_encoding", "UTF8"}) +
           bytes(backend::backend_key_data{4711, as_bytes(key)}) + ready();
}
std::string sasl(const std::vector<std::string_view>& mechanisms) {
    // The server's two texts are filled in while the script is played, once the client's nonce is known.
    const std::string first("r="s.size() + 24 + "server,s=MDEyMzQ1Njc4OWFiY2RlZg==,i=1"s.size(),
                            fuzz::server_first_stands_here);
    const std::string final("v="s.size() + 44, fuzz::server_final_stands_here);
    return bytes(backend::authentication_sasl{mechanisms}) + turn +
           bytes(backend::authentication_sasl_continue{as_bytes(first)}) + turn +
           bytes(backend::authentication_sasl_final{as_bytes(final)}) + authenticated;
}

/// The answers to BEGIN, when it travels in front.
const std::string begun = parsed + bound + done("BEGIN");

std::string columns() {
    backend::row_description description;
    description.fields = {{"id", tusk::oid::none, 0, tusk::oid::int4, 4, -1, tusk::format::text},
                          {"name", tusk::oid::none, 0, tusk::oid::text, -1, -1, tusk::format::text}};
    return bytes(description);
}
std::string described() { return parsed + bytes(backend::parameter_description{{tusk::oid::int4}}) + columns(); }
std::string described_without_rows() {
    return parsed + bytes(backend::parameter_description{{tusk::oid::text}}) + bytes(backend::no_data{});
}
std::string binary_row(std::int32_t id, std::string_view name) {
    std::array<std::byte, 4> number;
    store_big_endian(number.data(), id);
    return bytes(backend::data_row{{number, as_bytes(name)}});
}
std::string text_row(std::string_view id) { return bytes(backend::data_row{{as_bytes(id), std::nullopt}}); }
const std::string two_rows = binary_row(1, "K2") + binary_row(-2, "Eiger");

// ---- the sessions ---------------------------------------------------------------------------------------------------

struct session {
    std::string name;
    unsigned switches;
    std::vector<script::call> calls;
    std::string stream;
    std::string shown; ///< to the user: a line for each call
};

constexpr unsigned plain = script::autocommit;
const std::string trusted = authenticated + session_begins() + turn;
const std::string in_by_trust = "connect: in the clear, none\n";

std::vector<session> logins() {
    const std::string hosts_refuse = error("28000", "no pg_hba.conf entry", "FATAL");
    return {
        {"login_trust", plain, {}, trusted, in_by_trust},
        {"login_password",
         plain,
         {},
         bytes(backend::authentication_cleartext_password{}) + trusted,
         "connect: in the clear, password\n"},
        {"login_md5",
         plain,
         {},
         bytes(backend::authentication_md5_password{{std::byte{1}, std::byte{2}, std::byte{3}, std::byte{4}}}) +
             trusted,
         "connect: in the clear, md5\n"},
        {"login_scram",
         plain,
         {},
         sasl({"SCRAM-SHA-256"}) + session_begins(),
         "connect: in the clear, scram-sha-256\n"},
        {"login_scram_plus",
         plain | script::sslmode_require | script::requires_channel_binding,
         {},
         "S" + sasl({"SCRAM-SHA-256-PLUS", "SCRAM-SHA-256"}) + session_begins(),
         "connect: encrypted, scram-sha-256-plus\n"},
        {"login_tls_refused", plain | script::sslmode_prefer, {}, "N" + trusted, in_by_trust},
        {"login_after_refusal",
         plain | script::sslmode_prefer,
         {},
         "S" + hosts_refuse + std::string(fuzz::next_connection) + trusted,
         in_by_trust},
        {"login_3_2",
         plain | script::protocol_3_2,
         {},
         authenticated + session_begins("0123456789abcdef"),
         in_by_trust},
        {"login_wrong_password",
         plain,
         {},
         bytes(backend::authentication_cleartext_password{}) +
             error("28P01", "password authentication failed", "FATAL"),
         "connect: FATAL: password authentication failed (SQLSTATE 28P01)\n"
         "What to do: check user and password; the server's pg_hba.conf says which method it applies\n"},
    };
}

std::vector<session> statements() {
    using call = script::call;
    const std::string prepared = described() + ready() + turn;
    const std::string rows_and_end = bound + two_rows + done("SELECT 2");
    const std::string insert = bound + done("INSERT 0 1");
    const std::string shown_rows = " 1 K2 | -2 Eiger | SELECT 2\n";
    return {
        {"execute",
         plain,
         {call::execute_cached, call::execute_cached, call::execute_uncached, call::close},
         trusted + prepared + rows_and_end + notice() + ready() + turn + rows_and_end + ready() + turn +
             // The third use closes what the cache has dropped.
             bytes(backend::close_complete{}) + prepared + rows_and_end + ready(),
         in_by_trust + "execute:" + shown_rows + "execute:" + shown_rows + "execute:" + shown_rows + "close:\n"},
        {"execute_in_transaction",
         0,
         {call::execute_cached, call::commit},
         trusted + begun + described() + ready('T') + turn + rows_and_end + ready('T') + turn + done("COMMIT") +
             ready(),
         in_by_trust + "execute:" + shown_rows + "commit: COMMIT\n"},
        {"execute_fails",
         plain,
         {call::execute_cached, call::rollback},
         trusted + prepared + error("22012", "division by zero") + ready() + turn + done("ROLLBACK") + ready(),
         in_by_trust + "execute: ERROR: division by zero (SQLSTATE 22012)\nrollback: ROLLBACK\n"},
        {"many",
         plain,
         {call::execute_many},
         trusted + described_without_rows() + ready() + turn + insert + insert + insert + ready(),
         in_by_trust + "many: 3\n"},
        {"many_huge",
         plain | script::receives_while_writing,
         {call::execute_huge},
         trusted + described_without_rows() + ready() + turn + insert + insert + insert + ready(),
         in_by_trust + "huge: 3\n"},
        {"many_failing",
         plain,
         {call::execute_failing},
         trusted + described_without_rows() + ready() + turn + insert + parsed + bound + done("ROLLBACK") + ready(),
         in_by_trust + "failing: the user's own failure\n"},
        {"script",
         0,
         {call::script},
         trusted + done("BEGIN") + ready('T') + columns() + text_row("1") + done("SELECT 1") +
             bytes(backend::empty_query_response{}) + ready('T'),
         in_by_trust + "script: 1 NULL | SELECT 1 \n"},
        {"stream",
         plain,
         {call::stream_all},
         trusted + prepared + rows_and_end + ready(),
         in_by_trust + "stream: 1 K2 -2 Eiger SELECT 2\n"},
        {"stream_left",
         plain,
         {call::stream_some, call::stream_all},
         trusted + prepared + rows_and_end + ready() + turn + rows_and_end + ready(),
         in_by_trust + "stream: 1 K2\nstream: 1 K2 -2 Eiger SELECT 2\n"},
        {"copy_refused",
         plain,
         {call::script},
         trusted + bytes(backend::copy_in_response{}) + error("57014", "COPY from stdin failed") + ready(),
         in_by_trust +
             "script: this statement is a COPY FROM STDIN, whose data has to be streamed: use INSERT or SELECT here\n"},
        {"cancel_and_notification",
         plain,
         {call::cancel, call::commit},
         trusted + bytes(backend::notification_response{1, "peaks", "K2"}) + turn + done("COMMIT") + ready(),
         in_by_trust + "cancel:\ncommit: COMMIT\n"},
    };
}

// ---- the files ------------------------------------------------------------------------------------------------------

std::string counted(const std::string& list) { return std::string(1, static_cast<char>(list.size())) + list; }

const std::string chunks = "\0\6\2\36"s;

/// As fuzz_session.cpp reads it.
std::string session_input(const session& each) {
    std::string calls;
    for (const script::call call : each.calls) calls += static_cast<char>(call);
    return std::string(1, static_cast<char>(each.switches)) + counted(calls) + counted(chunks) + each.stream;
}
/// As fuzz_frames.cpp reads it: what a server sends once encryption is settled, waited for in a way that takes it all.
std::string frames_input(const session& each) {
    const bool after_login = each.stream.starts_with(trusted);
    const auto expected = after_login ? expectation::draining : expectation::session_start;
    return std::string(1, static_cast<char>(after_login ? 1 : 0)) + static_cast<char>(expected) + counted(chunks) +
           (after_login ? each.stream.substr(trusted.size()) : each.stream);
}

bool plays(const session& each) {
    std::string calls;
    for (const script::call call : each.calls) calls += static_cast<char>(call);
    const std::string shown = fuzz::play({each.switches, as_bytes(calls), each.stream}, fuzz::chunk_sizes());
    if (shown == each.shown) return true;
    std::cerr << each.name << ": the user should have seen\n" << each.shown << "but saw\n" << shown;
    return false;
}

bool keep(const fs::path& path, const std::string& input, bool only_checks) {
    if (!only_checks) {
        fs::create_directories(path.parent_path());
        std::ofstream(path, std::ios::binary) << input;
        return true;
    }
    std::ifstream file(path, std::ios::binary);
    if (std::string(std::istreambuf_iterator<char>(file), {}) == input) return true;
    std::cerr << path.string() << " is not what make_seeds makes: run make_seeds without --check\n";
    return false;
}

} // namespace

int main(int argc, char* argv[]) {
    const bool only_checks = argc == 3 && argv[1] == "--check"s;
    if (argc != (only_checks ? 3 : 2)) {
        std::cerr << "usage: make_seeds [--check] FOLDER\n";
        return 2;
    }
    const fs::path folder = argv[argc - 1];
    std::vector<session> all = logins();
    for (session& each : statements()) all.push_back(std::move(each));
    bool good = true;
    for (const session& each : all) {
        good &= plays(each);
        good &= keep(folder / "session" / each.name, session_input(each), only_checks);
        good &= keep(folder / "frames" / each.name, frames_input(each), only_checks);
    }
    for (const fuzz::arrow_seed& each : fuzz::arrow_seeds())
        good &= keep(folder / "arrow" / each.name, each.input, only_checks);
    return good ? 0 : 1;
}
