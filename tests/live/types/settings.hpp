// The settings under which the server prints values in other ways.
#pragma once

#include "tests/live/types/laboratory.hpp"
#include "tests/live/types/report.hpp"

namespace tusk::test {

/// Asks for all values again under every DateStyle, every IntervalStyle, two odd time zones, both forms of bytea and
/// both numbers of float digits: binary values stay the same; texts are read as the same values, or are refused.
void examine_under_all_settings(laboratory& place, report& all);

} // namespace tusk::test
