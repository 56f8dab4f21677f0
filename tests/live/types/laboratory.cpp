#include "tests/live/types/laboratory.hpp"

#include "tests/live/connections.hpp"

#include <catch2/catch.hpp>

#include <algorithm>

namespace tusk::test {

namespace {

// The same on every run and every server: what is random is random but once.
constexpr std::string_view furniture = R"(
    SET client_min_messages = 'warning';
    CREATE SCHEMA "odd Schema";
    CREATE TABLE "odd Schema"."odd "" Table" ("odd Column" int);
    CREATE TABLE measured AS SELECT g % 7 AS a, g % 14 AS b, 'x' || g % 5 AS c FROM generate_series(1, 2000) g;
    CREATE STATISTICS measurements (ndistinct, dependencies, mcv) ON a, b, c FROM measured;
    ANALYZE measured;
    SELECT setseed(0.25);
    CREATE TABLE dice AS
        SELECT g, random() AS r, random() AS s, random() AS t, random() AS u, md5(random()::text) AS h,
               (SELECT coalesce(string_agg(substr(E'ab,{}()[]<>"\'\\ :;=>&|!*%@.~^NULLäß山🗻\t\n',
                                                  1 + trunc(random() * 44)::int, 1), ''), '')
                FROM generate_series(1, g % 9)) AS w,
               decode(left(md5(random()::text), 2 * (g % 17)), 'hex') AS b
        FROM generate_series(1, 250) g;
)";

} // namespace

laboratory::laboratory()
    : keeper_(connect_to("postgres")),
      name_("types_" + std::to_string(keeper_.backend_pid())),
      session_((keeper_.execute("CREATE DATABASE " + name_ + " TEMPLATE template0"), connect_to(name_))) {
    session_.cursor().execute_script(std::string(usual_settings));
    session_.cursor().execute_script(furniture);
    for (const type_samples& each : all_samples()) try {
            prepare(each);
        } catch (const error& trouble) {
            FAIL_CHECK("the samples of " << each.type << ": " << trouble.what());
        }
    add_pseudo_type("void", "pg_sleep(0)");
    add_pseudo_type("cstring", "textout(w)");
}

laboratory::~laboratory() {
    session_.close();
    try {
        keeper_.execute("DROP DATABASE " + name_ + " WITH (FORCE)");
    } catch (const error&) {
        static_cast<void>(name_); // the server is thrown away with everything that is left in it
    }
}

connection laboratory::connect_to(std::string_view database) const {
    const live_server& server = the_server();
    connection made = connect("postgresql://postgres@" + percent_encoded(server.socket_dir) + ":" +
                              std::to_string(server.port) + "/" + std::string(database));
    made.autocommit(true);
    return made;
}

void laboratory::prepare(const type_samples& samples) {
    if (session_.server_version() < samples.since) return;
    auto known = std::find_if(subjects_.begin(), subjects_.end(),
                              [&](const subject& each) { return each.type == samples.type; });
    if (known == subjects_.end()) {
        subjects_.push_back({.type = samples.type,
                             .text_because = samples.text_because,
                             .has_input = samples.has_input,
                             .reads_all = samples.reads_all});
        known = std::prev(subjects_.end());
        known->table = "samples_" + std::to_string(subjects_.size());
        declare(samples, *known);
    }
    if (!known->missing.empty()) return;
    const std::string insert = "INSERT INTO " + known->table + " (v) ";
    std::string script;
    for (const std::string& each : expressions_of(samples)) script += insert + "VALUES (" + each + ");";
    if (!samples.random.empty())
        script += insert + "SELECT (" + samples.random + ")::" + samples.type + " FROM dice ORDER BY g;";
    if (!samples.query.empty()) script += insert + samples.query + ";";
    if (!script.empty()) session_.cursor().execute_script(script);
}

void laboratory::declare(const type_samples& samples, subject& added) {
    if (!samples.extension.empty()) {
        if (!ask<bool>(session_, "SELECT EXISTS (SELECT FROM pg_available_extensions WHERE name = $1)",
                       samples.extension)) {
            added.missing = "the server comes without the extension " + samples.extension;
            return;
        }
        session_.execute("CREATE EXTENSION IF NOT EXISTS " + samples.extension);
    }
    if (!samples.declaration.empty()) session_.execute(samples.declaration);
    session_.execute("CREATE TABLE " + added.table + " (n int GENERATED ALWAYS AS IDENTITY, v " + samples.type + ")");
    session_.execute("INSERT INTO " + added.table + " (v) VALUES (NULL)");
    if (samples.type == "xml") try {
            session_.execute("SELECT '<a/>'::xml");
        } catch (const not_supported_error& refused) {
            added.missing = refused.what();
        }
    describe(added);
    added.pair = "pair_of_" + added.table;
    session_.execute("CREATE TYPE " + added.pair + " AS (one " + samples.type + ", other " + samples.type +
                     ", note text)");
}

void laboratory::describe(subject& added) {
    auto found = session_.execute("SELECT t.oid, t.typarray <> 0, t.typcategory = 'A',"
                                  "       CASE WHEN t.typsend <> 0 THEN t.typsend::regproc::text ELSE '' END "
                                  "FROM pg_attribute a JOIN pg_type t ON t.oid = a.atttypid "
                                  "WHERE a.attrelid = $1::text::regclass AND a.attname = 'v'",
                                  added.table);
    oid number{};
    std::tie(number, added.has_array, added.array_like, added.send) =
        found.fetchone()->get<oid, bool, bool, std::string>();
    added.number = static_cast<std::uint32_t>(number);
}

void laboratory::add_pseudo_type(std::string type, const std::string& expression) {
    const auto number = ask<oid>(session_, "SELECT $1::text::regtype::oid", type);
    subjects_.push_back({.type = std::move(type),
                         .table = "(SELECT g AS n, " + expression + " AS v FROM dice) AS made",
                         .number = static_cast<std::uint32_t>(number),
                         .has_input = false});
}

} // namespace tusk::test
