// Each field decoded where it was received.
#include "bench/live/support/floor_readings.hpp"

using namespace bench;

int main(int argc, char* argv[]) { return run<wire::statement_session<wire::readings>>(argc, argv); }
