/// \file
/// All of tusk's synchronous interface, with the codecs of the everyday types.
#pragma once

#include <tusk/arrow.hpp>
#include <tusk/columns.hpp>
#include <tusk/connection.hpp>
#include <tusk/cursor.hpp>
#include <tusk/dbapi.hpp>
#include <tusk/error.hpp>
#include <tusk/params.hpp>
#include <tusk/row.hpp>
#include <tusk/rows.hpp>
#include <tusk/stream.hpp>
#include <tusk/types/array.hpp>
#include <tusk/types/bool.hpp>
#include <tusk/types/bytea.hpp>
#include <tusk/types/chrono.hpp>
#include <tusk/types/date.hpp>
#include <tusk/types/floating.hpp>
#include <tusk/types/integer.hpp>
#include <tusk/types/interval.hpp>
#include <tusk/types/json.hpp>
#include <tusk/types/numeric.hpp>
#include <tusk/types/text.hpp>
#include <tusk/types/time_of_day.hpp>
#include <tusk/types/timestamp.hpp>
#include <tusk/types/uuid.hpp>
