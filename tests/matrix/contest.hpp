/// \file
/// Has tusk and libpq connect by the same string, each through a proxy that counts.
#pragma once

#include "tests/matrix/counting_proxy.hpp"
#include "tests/matrix/dimensions.hpp"
#include "tests/matrix/outcome.hpp"

namespace tusk::test {

struct contest_result {
    connect_outcome libpq;
    connect_outcome tusk;
};

class contest {
public:
    /// What both make of a cell, at the same time.
    [[nodiscard]] contest_result run(const cell& tried);

private:
    counting_proxy to_libpq_;
    counting_proxy to_tusk_;
};

} // namespace tusk::test
