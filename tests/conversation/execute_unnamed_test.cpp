// Parse, Bind, Describe and Execute in one burst, for a statement that is not prepared.
#include "tests/conversation/conversations.hpp"
#include "tests/conversation/messages.hpp"

#include <catch2/catch.hpp>

using namespace tusk;
using namespace tusk::test;
using namespace tusk::test::from_server;

namespace {

const std::string sql = "select id, name from peaks";
const std::string request = from_client::parse("", sql) + from_client::bind() + from_client::describe_portal() +
                            from_client::execute() + from_client::sync();
const std::string two = columns({"id", "name"});

} // namespace

TEST_CASE("an unprepared statement's rows come with what they are") {
    const auto answer =
        parsed() + bound() + two + row({"1", "one"}) + row({"2", std::nullopt}) + complete("SELECT 2") + ready();
    check_answers(session(request, answer), executing_unnamed(sql), "columns id name: 1|one, 2|NULL; SELECT 2");
    check_answers(session(request, parsed() + bound() + two + complete("SELECT 0") + ready()), executing_unnamed(sql),
                  "columns id name: SELECT 0");
    check_answers(session(request, parsed() + bound() + no_data() + complete("UPDATE 7") + ready()),
                  executing_unnamed(sql), "no columns: UPDATE 7");
    check_answers(session(request, parsed() + bound() + no_data() + empty_query() + ready()), executing_unnamed(sql),
                  "no columns: ");
}

TEST_CASE("BEGIN shares an unprepared statement's burst") {
    const auto answer = parsed() + bound() + complete("BEGIN") + parsed() + bound() + two + row({"1", "one"}) +
                        complete("SELECT 1") + ready('T');
    check_answers(session(from_client::command("BEGIN") + request, answer), executing_unnamed(sql, true),
                  "columns id name: 1|one; SELECT 1");
}

TEST_CASE("an error at any step of an unprepared statement is the server's, and the connection stays in step") {
    for (const std::string& before : {std::string(), parsed(), parsed() + bound(), parsed() + bound() + two,
                                      parsed() + bound() + two + row({"1", "one"})}) {
        script plan = session(request, before + failed("22012", "division by zero") + ready());
        expect_question(plan);
        check_answers(plan, then_ask(executing_unnamed(sql)),
                      "ERROR: division by zero (SQLSTATE 22012)" + right_answer);
    }
}

TEST_CASE("rows other than described, and descriptions that are malformed, break an unprepared statement") {
    for (const std::string& odd : {no_data() + row({"1"}), two + row({"1"}), two + row({"1", "2", "3"}), two + two,
                                   message('T', "x"), row({"1", "2"}), parameters({}) + two})
        check_refused(session(request, parsed() + bound() + odd), executing_unnamed(sql));
}
