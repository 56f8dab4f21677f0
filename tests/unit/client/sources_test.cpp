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

TEST_CASE("every environment variable reaches its parameter") {
    const auto [variable, value, keyword] = GENERATE(table<std::string, std::string, std::string>(
        {{"PGHOST", "db", "host"},
         {"PGHOSTADDR", "192.0.2.1", "hostaddr"},
         {"PGPORT", "5433", "port"},
         {"PGDATABASE", "peaks", "dbname"},
         {"PGUSER", "anna", "user"},
         {"PGPASSWORD", "sesame", "password"},
         {"PGPASSFILE", "/p", "passfile"},
         {"PGREQUIREAUTH", "md5", "require_auth"},
         {"PGTARGETSESSIONATTRS", "standby", "target_session_attrs"},
         {"PGLOADBALANCEHOSTS", "random", "load_balance_hosts"},
         {"PGCONNECT_TIMEOUT", "7", "connect_timeout"},
         {"PGREQUIREPEER", "postgres", "requirepeer"},
         {"PGGSSENCMODE", "disable", "gssencmode"},
         {"PGOPTIONS", "-c geqo=off", "options"},
         {"PGAPPNAME", "app", "application_name"},
         {"PGSSLMODE", "require", "sslmode"},
         {"PGSSLROOTCERT", "/r", "sslrootcert"},
         {"PGSSLCRL", "/l", "sslcrl"},
         {"PGSSLCRLDIR", "/d", "sslcrldir"},
         {"PGSSLCERT", "/c", "sslcert"},
         {"PGSSLKEY", "/k", "sslkey"},
         {"PGSSLCERTMODE", "disable", "sslcertmode"},
         {"PGSSLSNI", "0", "sslsni"},
         {"PGCHANNELBINDING", "require", "channel_binding"},
         {"PGSSLMINPROTOCOLVERSION", "TLSv1.3", "ssl_min_protocol_version"},
         {"PGSSLMAXPROTOCOLVERSION", "TLSv1.3", "ssl_max_protocol_version"},
         {"PGMINPROTOCOLVERSION", "3.2", "min_protocol_version"},
         {"PGMAXPROTOCOLVERSION", "3.2", "max_protocol_version"}}));
    CAPTURE(variable);
    surroundings around;
    const params expected = params::load(keyword + "='" + value + "'");
    const params without = params::load("");
    const params closed = params::load("", connect_sources::none());
    around.set(variable, value);
    CHECK(params::load("") == expected);
    CHECK(params::load("") != without);
    CHECK(params{}.completed() == expected);
    CHECK(params::load("", connect_sources::none()) == closed);
}

TEST_CASE("two variables at once: TLS from the first byte") {
    const surroundings around{{"PGSSLMODE", "require"}, {"PGSSLNEGOTIATION", "direct"}};
    CHECK(params::load("").sslnegotiation == tusk::ssl_negotiation::direct);
}

TEST_CASE("the environment is not asked when it shall not be") {
    const surroundings around{{"PGHOST", "db"},         {"PGUSER", "nobody"},  {"PGSSLMODE", "wrong"},
                              {"PGSERVICE", "nowhere"}, {"PGREQUIRESSL", "1"}, {"HOME", "/nowhere"}};
    const params found = params::load("", {.environment = false, .files = true, .keywords = {}});
    CHECK(found.endpoints == endpoints{{tusk::default_socket_folder(), "", 5432}});
    CHECK(found.user == getpwuid(geteuid())->pw_name);
    CHECK(found.sslmode == tusk::ssl_mode::prefer);
    CHECK(found.passfile == std::string(getpwuid(geteuid())->pw_dir) + "/.pgpass");
}

TEST_CASE("a wrong value names where it came from") {
    surroundings around{{"PGSSLMODE", "sometimes"}};
    CHECK_THROWS_WITH(params::load(""),
                      Contains("sslmode") && Contains("environment variable PGSSLMODE") && Contains("\"sometimes\""));
    CHECK_THROWS_AS(params::load(""), tusk::programming_error);
    CHECK(params::load("sslmode=require").sslmode == tusk::ssl_mode::require);
    around.reset();
    around.set("PGCONNECT_TIMEOUT", "");
    CHECK_THROWS_WITH(params::load(""), Contains("PGCONNECT_TIMEOUT"));
    around.reset();
    around.set("PGPORT", "70000");
    CHECK_THROWS_WITH(params::load(""), Contains("no port") && Contains("PGPORT"));
    around.set("PGPORT", "5432,5433");
    CHECK_THROWS_WITH(params::load("host=a,b,c"), Contains("list of 2") && Contains("PGPORT"));
    around.reset();
    const std::string file = around.write(".pg_service.conf", "[a]\n\nport=1\nsslmode=maybe\n");
    CHECK_THROWS_WITH(params::load("service=a"), Contains(file) && Contains("line 4") && Contains("\"maybe\""));
}

TEST_CASE("a variable that is set but empty is a value: the default where there is one") {
    const surroundings around{{"PGUSER", ""}, {"PGPORT", ""}, {"PGDATABASE", ""}, {"PGHOST", ""}, {"PGSSLSNI", ""}};
    const params found = params::load("");
    CHECK(found.user == getpwuid(geteuid())->pw_name);
    CHECK(found.dbname == found.user);
    CHECK(found.endpoints == endpoints{{tusk::default_socket_folder(), "", 5432}});
    CHECK_FALSE(found.sslsni);
}

TEST_CASE("PGREQUIRESSL still means sslmode=require, below PGSSLMODE") {
    surroundings around{{"PGREQUIRESSL", "1"}};
    CHECK(params::load("").sslmode == tusk::ssl_mode::require);
    CHECK(params::load("sslmode=disable").sslmode == tusk::ssl_mode::disable);
    CHECK(params::load("sslrootcert=system sslmode=verify-full").sslmode == tusk::ssl_mode::verify_full);
    CHECK_THROWS_AS(params::load("sslrootcert=system"), tusk::programming_error);
    around.set("PGSSLMODE", "allow");
    CHECK(params::load("").sslmode == tusk::ssl_mode::allow);
    around.reset();
    around.set("PGREQUIRESSL", "0");
    CHECK(params::load("").sslmode == tusk::ssl_mode::prefer);
}

TEST_CASE("the system's authorities make sslmode verify-full, wherever they were asked for") {
    surroundings around{{"PGSSLROOTCERT", "system"}};
    CHECK(params::load("").sslmode == tusk::ssl_mode::verify_full);
    CHECK(params{}.completed().sslmode == tusk::ssl_mode::verify_full);
    CHECK_THROWS_AS(params::load("sslmode=prefer"), tusk::programming_error);
    around.set("PGSSLMODE", "require");
    CHECK_THROWS_AS(params::load(""), tusk::programming_error);
}

TEST_CASE("PGCLIENTENCODING is the terminal's, and not asked") {
    const surroundings around{{"PGCLIENTENCODING", "LATIN1"}};
    CHECK_NOTHROW(params::load(""));
}

TEST_CASE("files in the home are filled in where they exist") {
    surroundings around;
    const auto home = [&](const char* name) { return (around.home() / name).string(); };
    const params none = params::load("");
    CHECK(none.passfile == home(".pgpass"));
    CHECK(none.sslrootcert.empty());
    CHECK(none.sslcert.empty());
    CHECK(none.sslkey.empty());
    CHECK(none.sslcrl.empty());
    for (const char* name : {"root.crt", "root.crl", "postgresql.crt"})
        around.write(std::string(".postgresql/") + name, "");
    const params found = params::load("");
    CHECK(found.sslrootcert == home(".postgresql/root.crt"));
    CHECK(found.sslcrl == home(".postgresql/root.crl"));
    CHECK(found.sslcert == home(".postgresql/postgresql.crt"));
    // Not there, which whoever shows the certificate has to say.
    CHECK(found.sslkey == home(".postgresql/postgresql.key"));
    CHECK(params::load("sslcrldir=/d").sslcrl.empty());
    CHECK(params::load("sslcertmode=disable").sslcert.empty());
    CHECK(params::load("sslrootcert=/r sslcrl=/l sslcert=/c sslkey=/k passfile=/p").completed() ==
          params::load("sslrootcert=/r sslcrl=/l sslcert=/c sslkey=/k passfile=/p"));
    CHECK(params::load("sslrootcert=/r").sslrootcert == "/r");
    for (const params& closed : {params::load("", {.environment = true, .files = false, .keywords = {}}),
                                 params::load("", connect_sources::none())}) {
        CHECK(closed.passfile.empty());
        CHECK(closed.sslrootcert.empty());
        CHECK(closed.sslcert.empty());
        CHECK(closed.sslcrl.empty());
    }
}

TEST_CASE("without HOME, the home is the one that the operating system knows") {
    surroundings around{{"HOME", ""}};
    const std::string expected = std::string(getpwuid(geteuid())->pw_dir) + "/.pgpass";
    CHECK(params::load("").passfile == expected);
    around.unset("HOME");
    CHECK(params::load("").passfile == expected);
}

TEST_CASE("a dbname that is a connection string stands for what it says, below what is given beside it") {
    const surroundings around{{"PGUSER", "environment"}};
    const params found =
        params{.endpoints = {{.host = "here"}}, .dbname = "host=there port=1 dbname=peaks sslmode=require"}.completed();
    CHECK(found.dbname == "peaks");
    CHECK(found.sslmode == tusk::ssl_mode::require);
    CHECK(found.endpoints == endpoints{{.host = "here", .port = 1}});
    CHECK(found.user == "environment");
    CHECK(params{.dbname = "postgresql://otto@there/"}.completed().user == "otto");
    CHECK(params{.dbname = "postgresql://otto@there/"}.completed().dbname == "otto");
    // Once, and only where a struct is completed: in a string it is a name.
    CHECK(params{.dbname = "dbname='dbname=x'"}.completed().dbname == "dbname=x");
    CHECK(params::load("dbname='host=there'").dbname == "host=there");
    CHECK(params{.dbname = "peaks"}.completed().dbname == "peaks");
    CHECK_THROWS_AS(params{.dbname = "a=b"}.completed(), tusk::programming_error);
}

TEST_CASE("a string may contain the keywords that the program allows, and no others") {
    const surroundings around{{"PGSSLMODE", "require"}};
    const connect_sources few{.environment = true, .files = true, .keywords = {{"host", "dbname", "user"}}};
    CHECK(params::load("host=db user=anna", few).user == "anna");
    CHECK(params::load("postgresql://anna@db/peaks", few).dbname == "peaks");
    CHECK(params::load("host=db", few).sslmode == tusk::ssl_mode::require);
    for (const char* refused : {"host=db sslkey=sesame", "postgresql://anna:sesame@db", "postgresql://db:5432",
                                "postgresql://db?ssl=true", "requiressl=0", "service=sesame"}) {
        CAPTURE(refused);
        CHECK_THROWS_AS(params::load(refused, few), tusk::programming_error);
        CHECK_THROWS_WITH(params::load(refused, few),
                          Contains("not allowed here") && Contains("host, dbname, user") && !Contains("sesame"));
    }
    CHECK_THROWS_WITH(params::load("host=db sslkey=x", few), Contains("sslkey at position 9"));
    CHECK_THROWS_AS(params{.dbname = "sslkey=x"}.completed(few), tusk::programming_error);
    CHECK_THROWS_AS(params::load("host=db", {.environment = true, .files = true, .keywords = {{}}}),
                    tusk::programming_error);
}
