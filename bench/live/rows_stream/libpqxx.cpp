// libpqxx keeps every result.
#include "bench/live/support/libpqxx_statement.hpp"

using namespace bench;

int main(int argc, char* argv[]) { return run<libpqxx::statement_session<libpqxx::readings>>(argc, argv); }
