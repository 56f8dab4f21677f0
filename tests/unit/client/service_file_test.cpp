// The service file: libpq's rules and limits. conninfo_libpq_test.cpp compares the two on thousands of files.
#include "client/service_file.hpp"
#include "surroundings.hpp"

#include <tusk/error.hpp>
#include <tusk/params.hpp>

#include <catch2/catch.hpp>

#include <sstream>
#include <string>

using Catch::Contains;
using namespace tusk::client;
using tusk::connect_sources;
using tusk::params;
using tusk::test::surroundings;

namespace {

std::optional<settings> find(const std::string& text, std::string_view service = "a") {
    std::istringstream stream(text);
    return find_service(stream, service, "services");
}

/// The section as `keyword=value;` of each.
std::string found_in(const std::string& text, std::string_view service = "a") {
    const auto found = find(text, service);
    if (!found) return "none";
    std::string all;
    for (const setting& each : *found) all.append(each.keyword + "=").append(each.value.view()) += ";";
    return all;
}

std::string message_of(const std::string& text) {
    try {
        static_cast<void>(find(text));
    } catch (const tusk::operational_error& e) {
        return e.what();
    }
    FAIL("this was accepted: " << text);
    return {};
}

} // namespace

TEST_CASE("a section is what stands between its name and the next one") {
    CHECK(found_in("[b]\nuser=x\n[a]\nhost=db\nport=1\n[c]\nuser=y\n") == "host=db;port=1;");
    CHECK(found_in("[a]\nhost=db") == "host=db;");
    CHECK(found_in("[a]\n[a]\nhost=db\n").empty());
    CHECK(found_in("host=db\n") == "none");
    CHECK(found_in("") == "none");
    CHECK(found_in("[ab]\nhost=x\n[a]\nhost=y\n") == "host=y;");
    CHECK(found_in("[]\nhost=x\n", "") == "host=x;");
    CHECK(found_in("[a] more\nhost=x\n") == "host=x;");
    CHECK(found_in("[a b]\nhost=x\n", "a b") == "host=x;");
}

TEST_CASE("spaces around a line, empty lines and comments do not count") {
    CHECK(found_in(" \t[a]\r\n\n # host=x\n#\n\v host=db \f\r\n") == "host=db;");
    CHECK(found_in("[a]\nhost= db x\n") == "host= db x;");
    CHECK(found_in("[a]\nhost='db'\n") == "host='db';");
    CHECK(found_in("[a]\noptions=a=b#c\n") == "options=a=b#c;");
    CHECK(found_in("[a]\nhost=\n") == "host=;");
}

TEST_CASE("the first value of a keyword counts") { CHECK(found_in("[a]\nhost=x\nhost=y\n") == "host=x;"); }

TEST_CASE("lines that cannot be understood are named by their number") {
    CHECK_THAT(message_of("[a]\n\nsesame\n"), Contains("services") && Contains("line 3") && !Contains("sesame"));
    CHECK_THAT(message_of("[a]\nhots=sesame\n"), Contains("did you mean \"host\"") && !Contains("sesame"));
    CHECK_THAT(message_of("[a]\nsesame=x\n"), Contains("unknown keyword") && !Contains("sesame"));
    CHECK_THAT(message_of("[a]\nhost =x\n"), Contains("no space"));
    CHECK_THAT(message_of("[a]\nservice=b\n"), Contains("remove \"service\""));
    CHECK_THAT(message_of("[a]\nservicefile=b\n"), Contains("remove \"servicefile\""));
    CHECK_THAT(message_of(std::string("[a]\nhost=a\0b\n", 13)), Contains("line 2"));
    // Elsewhere nothing is looked at.
    CHECK(found_in("nonsense\n[b]\nnonsense\n[a]\nhost=x\n[c]\nnonsense\n") == "host=x;");
}

TEST_CASE("lines have libpq's longest length") {
    const auto line_of = [](std::size_t length) { return "user=" + std::string(length - 5, 'u'); };
    CHECK(found_in("[a]\n" + line_of(1021) + "\n").size() == 1022);
    CHECK(found_in("[a]\n" + line_of(1022)).size() == 1023);
    CHECK_THAT(message_of("[a]\n" + line_of(1022) + "\n"), Contains("line 2") && Contains("longer"));
    CHECK_THAT(message_of("[a]\n" + line_of(1023)), Contains("line 2"));
    CHECK_THAT(message_of("#" + std::string(5000, 'x') + "\n[a]\n"), Contains("line 1"));
    CHECK(found_in("[a]\n[b]\n" + std::string(5000, 'x')).empty());
}

TEST_CASE("a section that refers to an LDAP server is refused by name") {
    CHECK_THROWS_AS(find("[a]\nldap://ldap.example.com/dc=x?y?base?(z)\n"), tusk::not_supported_error);
    CHECK_THROWS_WITH(find("[a]\nldap://h/\n"), Contains("LDAP") && Contains("line 2"));
    CHECK(found_in("[b]\nldap://h/\n[a]\nhost=x\n") == "host=x;");
}

TEST_CASE("the service file is the one named, else the user's, and the system's where that has no such section") {
    surroundings around;
    around.write(".pg_service.conf", "[mine]\nuser=own\n[both]\nuser=own\n");
    around.write("etc/pg_service.conf", "[ours]\nuser=shared\n[both]\nuser=shared\n");
    const std::string named = around.write("named", "[it]\nuser=named\n");
    CHECK(params::load("service=mine").user == "own");
    CHECK(params::load("service=both").user == "own");
    CHECK(params::load("service=ours").user == "shared");
    CHECK(params::load("service=it servicefile=" + named).user == "named");
    CHECK(params::load("service=ours servicefile=" + named).user == "shared");
    CHECK_THROWS_AS(params::load("service=mine servicefile=" + named), tusk::operational_error);
    around.set("PGSERVICEFILE", named);
    around.set("PGSERVICE", "it");
    CHECK(params::load("").user == "named");
    CHECK(params::load("").service == "it");
    CHECK(params{.service = "ours"}.completed().user == "shared");
    around.remove("etc/pg_service.conf");
    CHECK_THROWS_WITH(params::load("service=ours"), Contains("\"ours\"") && Contains("not found"));
}

TEST_CASE("a service file that was named must exist, another one need not") {
    surroundings around;
    CHECK_THROWS_AS(params::load("service=a"), tusk::operational_error);
    CHECK_THROWS_WITH(params::load("service=a servicefile=/nowhere/services"),
                      Contains("/nowhere/services") && Contains("No such file"));
    CHECK_THROWS_AS(params::load("service=''"), tusk::operational_error);
    CHECK_NOTHROW(params::load("servicefile=/nowhere/services"));
    around.set("PGSERVICE", "");
    CHECK_THROWS_AS(params::load(""), tusk::operational_error);
}

TEST_CASE("no service file is read when files shall not be, but one that a parameter names") {
    surroundings around{{"PGSERVICE", "a"}};
    const connect_sources no_files{.environment = true, .files = false, .keywords = {}};
    around.write(".pg_service.conf", "[a]\nuser=own\n");
    around.write("etc/pg_service.conf", "[b]\nuser=shared\n");
    const std::string named = around.write("named", "[c]\nuser=named\n");
    CHECK(params::load("user=anna", no_files).user == "anna");
    CHECK_THROWS_WITH(params::load("service=a", no_files), Contains("\"a\"") && Contains("does not let"));
    CHECK(params::load("service=c servicefile=" + named, no_files).user == "named");
    CHECK_THROWS_AS(params::load("service=b servicefile=" + named, no_files), tusk::operational_error);
    // What is complete has what the file said already.
    const params loaded = params::load("service=c servicefile=" + named);
    around.remove("named");
    CHECK(loaded.completed() == loaded);
}
