/// \file
/// TUSK_API marks what a shared libtusk exports; it is empty in a static build.
#pragma once

#if defined(TUSK_SHARED)
#define TUSK_API __attribute__((visibility("default")))
#else
#define TUSK_API
#endif
