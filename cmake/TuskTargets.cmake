# How every target of tusk is compiled, said once.

# tusk_configure(<target>): language level, warnings and include folders of our own code.
function(tusk_configure target)
    target_compile_features(${target} PUBLIC cxx_std_20)
    set_target_properties(${target} PROPERTIES
        CXX_EXTENSIONS OFF
        CXX_VISIBILITY_PRESET hidden
        VISIBILITY_INLINES_HIDDEN ON
        POSITION_INDEPENDENT_CODE ON)
    target_compile_options(${target} PRIVATE -Wall -Wextra -Wconversion -Wshadow -pedantic)
    # Optimising, g++ 12 sees overlaps in `"text" + std::string` that are not there (GCC's bug 105651).
    if(CMAKE_CXX_COMPILER_ID STREQUAL "GNU" AND CMAKE_CXX_COMPILER_VERSION VERSION_LESS 13)
        target_compile_options(${target} PRIVATE $<$<NOT:$<CONFIG:Debug>>:-Wno-restrict>)
    endif()
    # Between the sanitizers' checks g++ loses sight of what is initialised (its documentation of
    # -Wmaybe-uninitialized says so); builds without them look for it.
    if(CMAKE_CXX_COMPILER_ID STREQUAL "GNU" AND CMAKE_CXX_FLAGS MATCHES "-fsanitize=")
        target_compile_options(${target} PRIVATE -Wno-maybe-uninitialized)
        # The thread sanitizer does not follow Asio's fences. Asio's queues, through which our handlers go, have mutexes,
        # which it does follow.
        if(CMAKE_CXX_FLAGS MATCHES "-fsanitize=thread")
            target_compile_options(${target} PRIVATE -Wno-tsan)
        endif()
    endif()
    if(TUSK_WARNINGS_AS_ERRORS)
        target_compile_options(${target} PRIVATE -Werror)
    endif()
    # Files inside the project name each other from its root: "protocol/channel.hpp".
    target_include_directories(${target} PRIVATE ${PROJECT_SOURCE_DIR})
endfunction()

# tusk_component(<name> <sources...>): one layer of the library. A layer is an object library, so that `tusk` is a
# single archive for those who install it, while tests and fuzzers can link a layer alone.
function(tusk_component name)
    add_library(${name} OBJECT ${ARGN})
    tusk_configure(${name})
    target_include_directories(${name} PUBLIC
        $<BUILD_INTERFACE:${PROJECT_SOURCE_DIR}/include>
        $<INSTALL_INTERFACE:include>)
    if(TUSK_SHARED)
        target_compile_definitions(${name} PUBLIC TUSK_SHARED)
    endif()
endfunction()
