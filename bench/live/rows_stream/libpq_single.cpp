// libpq in single-row mode.
#include "bench/live/support/libpq_readings.hpp"

using namespace bench;

int main(int argc, char* argv[]) { return run<libpq::single_row_session<libpq::readings>>(argc, argv); }
