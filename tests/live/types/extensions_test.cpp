// The types that extensions bring. Their numbers differ from database to database: the catalogue tells them.
#include "tests/live/connections.hpp"

#include <tusk/types/composite.hpp>

#include <catch2/catch.hpp>

using namespace tusk;
using namespace tusk::test;

namespace {

/// A database of the role tusk's own, since an extension is there once in a database. The extension lies in a schema
/// that no search path leads to.
class extended_database {
public:
    explicit extended_database(const std::string& extension)
        : keeper_(connect_in_autocommit()),
          name_(extension + "_" + std::to_string(keeper_.backend_pid())),
          session_((keeper_.execute("CREATE DATABASE " + name_ + " TEMPLATE template0"),
                    connect_in_autocommit("dbname=" + name_))) {
        session_.execute("CREATE SCHEMA \"odd Schema\"");
        session_.execute("CREATE EXTENSION " + extension + " SCHEMA \"odd Schema\"");
    }
    extended_database(const extended_database&) = delete;
    extended_database& operator=(const extended_database&) = delete;
    ~extended_database() {
        session_.close();
        try {
            keeper_.execute("DROP DATABASE " + name_ + " WITH (FORCE)");
        } catch (const error&) {
            static_cast<void>(name_); // the server is thrown away with everything that is left in it
        }
    }

    [[nodiscard]] connection& session() noexcept { return session_; }

private:
    connection keeper_;
    std::string name_;
    connection session_;
};

/// False, and said so, where the server comes without the extension.
bool is_available(const std::string& extension) {
    connection session = connect_in_autocommit();
    const bool available =
        ask<bool>(session, "SELECT EXISTS (SELECT FROM pg_available_extensions WHERE name = $1)", extension);
    if (!available) WARN("not tested: this server comes without the extension " << extension);
    return available;
}

} // namespace

TEST_CASE("hstores arrive as maps, are printed and return exactly") {
    if (!is_available("hstore")) return;
    extended_database place("hstore");
    connection& session = place.session();
    session.cursor().execute_script(R"(
        SET search_path = "odd Schema", public, pg_catalog; SELECT setseed(0.25);
        CREATE TEMP TABLE samples AS
            SELECT g AS n, (SELECT coalesce(hstore(array_agg(word), array_agg(nullif(reverse(word), 'a'))), '')
                            FROM (SELECT string_agg(substr(E'ab,{}"\'\\ =>NULä山\t\n', 1 + trunc(random() * 18)::int, 1),
                                                    '') AS word
                                  FROM generate_series(1, (g % 9) * 5) AS letter GROUP BY letter % (g % 9)) words) AS v
            FROM generate_series(1, 500) g;
        RESET search_path)");
    auto texts = session.cursor();
    texts.execute_script("SELECT v FROM samples ORDER BY n");
    auto cursor = session.execute("SELECT v, format('%s', v), \"odd Schema\".hstore_send(v) FROM samples ORDER BY n");
    const rows all = cursor.fetchall();
    REQUIRE(all.size() == 500);
    for (const row_view row : all) {
        const auto text = row[1].as<std::string>();
        INFO(text);
        REQUIRE(row[0].source().wire_format == format::binary);
        CHECK(row[0].to_string() == text);
        const auto value = row[0].as<hstore>();
        CHECK((*texts.fetchone())[0].as<hstore>() == value);
        const auto sent_back =
            session.execute("SELECT \"odd Schema\".hstore_send($1::\"odd Schema\".hstore)", value).fetchone();
        CHECK((*sent_back)[0].as<std::vector<std::byte>>() == row[2].as<std::vector<std::byte>>());
    }
}

TEST_CASE("hstores lie in arrays and composites, and go to no other type") {
    if (!is_available("hstore")) return;
    extended_database place("hstore");
    connection& session = place.session();
    const std::vector<hstore> several{{{"a", "1"}, {"b", std::nullopt}}, {}};
    CHECK(ask<std::vector<hstore>>(session, "SELECT $1::\"odd Schema\".hstore[]", several) == several);
    session.execute("CREATE TYPE tagged AS (name text, tags \"odd Schema\".hstore)");
    const std::tuple<std::string, hstore> tagged{"Eiger", several[0]};
    CHECK(ask<std::tuple<std::string, hstore>>(session, "SELECT $1::tagged", tagged) == tagged);
    CHECK(ask<std::string>(session, "SELECT $1::\"odd Schema\".hstore::text", "a=>1") == "\"a\"=>\"1\"");
    CHECK_THROWS_AS(session.execute("SELECT $1::jsonb", several[0]), data_error);
    CHECK_THROWS_AS(session.execute("SELECT $1::text", several[0]), data_error);
    CHECK_THROWS_AS(ask<std::string>(session, "SELECT 'a=>1'::\"odd Schema\".hstore"), data_error);
    CHECK(is_usable(session));
}

TEST_CASE("citext is a string in every way") {
    if (!is_available("citext")) return;
    extended_database place("citext");
    connection& session = place.session();
    for (const std::string text : {"", "Eiger", "ä \"b\\", "NULL"}) {
        const auto answer = session.execute("SELECT $1::\"odd Schema\".citext", text).fetchone();
        CHECK((*answer)[0].source().wire_format == format::binary);
        CHECK((*answer)[0].as<std::string>() == text);
        CHECK((*answer)[0].to_string() == text);
    }
    const std::vector<std::string> several{"a", "", "NULL"};
    CHECK(ask<std::vector<std::string>>(session, "SELECT $1::\"odd Schema\".citext[]", several) == several);
}

TEST_CASE("ltree, lquery and ltxtquery are read as strings, and take strings") {
    if (!is_available("ltree")) return;
    extended_database place("ltree");
    connection& session = place.session();
    for (const auto& [type, text] :
         {std::pair("ltree", "Top.Science.a_1"), std::pair("ltree", ""), std::pair("lquery", "*.Astro@*|b.!c.*{1,3}"),
          std::pair("ltxtquery", "a & !( b | c* )")}) {
        INFO(type << " " << text);
        const std::string made = std::string("$1::\"odd Schema\".") + type;
        const auto answer = session.execute("SELECT " + made + ", format('%s', " + made + ")", text).fetchone();
        CHECK((*answer)[0].source().wire_format == format::binary);
        CHECK((*answer)[0].as<std::string>() == text);
        CHECK((*answer)[0].to_string() == (*answer)[1].as<std::string>());
        const std::vector<std::string> several{text, text};
        CHECK(ask<std::vector<std::string>>(session, "SELECT " + made + "[]", several) == several);
    }
}
