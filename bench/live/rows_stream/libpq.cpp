// The whole result at once, as libpq gives it unless one asks for single rows; libpq_single.cpp does.
#include "bench/live/support/libpq_readings.hpp"

using namespace bench;

int main(int argc, char* argv[]) { return run<libpq::statement_session<libpq::readings>>(argc, argv); }
