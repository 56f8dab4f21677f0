// record CONNINFO ROWS FILE: asks a server for that many readings, in text and in binary, and keeps what it answers.
#include "bench/live/support/queries.hpp"
#include "bench/live/support/wire.hpp"
#include "bench/replay/recording.hpp"

#include <exception>
#include <iostream>

namespace {

using namespace bench;

/// Appends a message to what was recorded of its kind.
void keep(const wire::message& received, std::string& part) {
    const std::size_t start = part.size();
    part.push_back(received.type);
    part.append(sizeof(std::int32_t), '\0');
    store(part.data() + start + 1, static_cast<std::int32_t>(received.size + sizeof(std::int32_t)));
    part.append(received.body, received.size);
}

/// Runs the statement in one format.
void record_rows(wire::connection& server, std::int64_t rows, std::int16_t format, std::string& columns,
                 std::string& answers) {
    wire::request messages;
    messages.begin_bind("readings", 1);
    messages.number(std::int32_t{sizeof rows});
    messages.number(rows);
    messages.end_bind(format);
    messages.describe_portal();
    messages.execute();
    messages.sync();
    server.send(messages);
    while (true) {
        const wire::message received = server.receive();
        if (received.type == 'T') keep(received, columns);
        if (received.type == 'D' || received.type == 'C') keep(received, answers);
        if (received.type == 'Z') return;
    }
}

replay::recording record(const std::string& conninfo, std::int64_t rows) {
    replay::recording made;
    wire::connection server(conninfo);
    made.parameters = server.parameters();
    wire::request messages;
    messages.parse("readings", queries::readings);
    messages.describe_statement("readings");
    messages.sync();
    server.send(messages);
    for (wire::message received = server.receive(); received.type != 'Z'; received = server.receive())
        if (received.type == 't') keep(received, made.parameter_description);
    record_rows(server, rows, 0, made.text_columns, made.text_rows);
    record_rows(server, rows, 1, made.binary_columns, made.binary_rows);
    return made;
}

} // namespace

int main(int argc, char* argv[]) try {
    if (argc != 4) {
        std::cerr << "usage: record 'host=… port=… user=… dbname=…' ROWS FILE\n";
        return 2;
    }
    record(argv[1], std::stoll(argv[2])).save(argv[3]);
    return 0;
} catch (const std::exception& error) {
    std::cerr << argv[0] << ": " << error.what() << '\n';
    return 1;
}
