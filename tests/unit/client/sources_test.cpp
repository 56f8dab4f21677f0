// Where values come from that the connection string does not give: the service file, the environment, the home.
#include "surroundings.hpp"

#include <tusk/error.hpp>
#include <tusk/params.hpp>

#include <catch2/catch.hpp>

#include <pwd.h>
#include <string>
#include <unistd.h>

using namespace std::chrono_literals;
using Catch::Contains;
using tusk::connect_sources;
using tusk::params;
using tusk::test::surroundings;
using endpoints = std::vector<params::endpoint>;

TEST_CASE("each source fills what those before it left open") {
    surroundings around{{"PGHOST", "environment"}, {"PGUSER", "environment"}, {"PGDATABASE", "environment"}};
    around.write(".pg_service.conf", "[here]\nuser=file\nhost=file\n");
    const params found = params::load("host=string service=here");
    CHECK(found.endpoints == endpoints{{.host = "string", .port = 5432}});
    CHECK(found.user == "file");
    CHECK(found.dbname == "environment");
    CHECK(found.application_name.empty());
    CHECK(found.complete);
    CHECK(params{.endpoints = {{.host = "string"}}, .service = "here"}.completed() == found);
}

TEST_CASE("a value that was given counts, be it the default or empty") {
    const surroundings around{{"PGSSLMODE", "require"}, {"PGPORT", "1"}, {"PGHOST", "db"}, {"PGAPPNAME", "app"}};
    CHECK(params::load("").sslmode == tusk::ssl_mode::require);
    CHECK(params::load("sslmode=prefer").sslmode == tusk::ssl_mode::prefer);
    CHECK(params::load("").endpoints == endpoints{{.host = "db", .port = 1}});
    CHECK(params::load("host='' port=''").endpoints == endpoints{{tusk::default_socket_folder(), "", 5432}});
    CHECK(params::load("application_name=''").application_name.empty());
    CHECK(params::load("postgresql:///db?sslmode=prefer").sslmode == tusk::ssl_mode::prefer);
    CHECK(params::load("postgresql:///db").endpoints == endpoints{{.host = "db", .port = 1}});
    // A struct cannot tell a default that was given from one that was not.
    CHECK(params{.sslmode = tusk::ssl_mode::prefer}.completed().sslmode == tusk::ssl_mode::require);
    CHECK(params{.sslmode = tusk::ssl_mode::disable}.completed().sslmode == tusk::ssl_mode::disable);
}

TEST_CASE("what is complete stays as it is") {
    surroundings around{{"PGSSLMODE", "require"}};
    const params loaded = params::load("sslmode=prefer dbname='host=elsewhere' user=anna");
    CHECK(loaded.completed() == loaded);
    CHECK(loaded.dbname == "host=elsewhere");
    params emptied = loaded;
    emptied.user.clear();
    around.set("PGUSER", "nobody");
    CHECK(emptied.completed().user == getpwuid(geteuid())->pw_name);
}
