// All types that the server's catalogue has: none may be left out.
#pragma once

#include "tests/live/types/laboratory.hpp"
#include "tests/live/types/report.hpp"

namespace tusk::test {

/// Counts a subject's values, and tells in which format tusk asks for them and why.
void introduce(connection& session, const subject& examined, findings& line);

/// Every base, range, multirange, enum, composite and domain type of the database is a subject, or the type of a
/// table's rows, some of which are printed here. Those that tusk asks for as text have a reason for it.
void walk_catalogue(laboratory& place, report& all);

} // namespace tusk::test
