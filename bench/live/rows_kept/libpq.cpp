// libpq keeps every result.
#include "bench/live/support/libpq_readings.hpp"

using namespace bench;

int main(int argc, char* argv[]) { return run<libpq::statement_session<libpq::readings>>(argc, argv); }
