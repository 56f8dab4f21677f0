# `cmake --install`: the library, its headers, and the two ways by which others find them: find_package(tusk) and
# pkg-config. <tusk/async.hpp> alone needs Asio, so Asio is a matter of those who include it, not of the package.
include(GNUInstallDirs)
include(CMakePackageConfigHelpers)

option(TUSK_INSTALL "Make the rules that install tusk" ${PROJECT_IS_TOP_LEVEL})
if(NOT TUSK_INSTALL)
    return()
endif()

# Until 1.0 every minor version may change the interface, and so the binary interface.
set_target_properties(tusk PROPERTIES
    VERSION ${PROJECT_VERSION}
    SOVERSION ${PROJECT_VERSION_MAJOR}.${PROJECT_VERSION_MINOR})

install(TARGETS tusk EXPORT tusk-targets)
install(DIRECTORY ${PROJECT_SOURCE_DIR}/include/tusk TYPE INCLUDE
    FILES_MATCHING PATTERN "*.hpp" PATTERN "*.inc")
install(FILES ${PROJECT_SOURCE_DIR}/LICENSE DESTINATION ${CMAKE_INSTALL_DATADIR}/licenses/tusk)

set(package_folder ${CMAKE_INSTALL_LIBDIR}/cmake/tusk)
install(EXPORT tusk-targets NAMESPACE tusk:: DESTINATION ${package_folder})
configure_package_config_file(cmake/tusk-config.cmake.in tusk-config.cmake INSTALL_DESTINATION ${package_folder})
write_basic_package_version_file(tusk-config-version.cmake COMPATIBILITY SameMinorVersion)
install(FILES ${PROJECT_BINARY_DIR}/tusk-config.cmake ${PROJECT_BINARY_DIR}/tusk-config-version.cmake
    DESTINATION ${package_folder})

# Who links the archive links OpenSSL too; the shared library brings it along, and is declared as imported in its headers.
if(TUSK_SHARED)
    set(TUSK_PC_REQUIRES "Requires.private: libssl >= 3.0, libcrypto >= 3.0")
    set(TUSK_PC_DEFINITIONS "-DTUSK_SHARED")
else()
    set(TUSK_PC_REQUIRES "Requires: libssl >= 3.0, libcrypto >= 3.0")
    set(TUSK_PC_DEFINITIONS "")
endif()
# The file finds the headers from where it lies itself, so that the installed tree may be moved.
cmake_path(RELATIVE_PATH CMAKE_INSTALL_PREFIX BASE_DIRECTORY ${CMAKE_INSTALL_FULL_LIBDIR}/pkgconfig
    OUTPUT_VARIABLE TUSK_PC_PREFIX)
configure_file(cmake/tusk.pc.in tusk.pc @ONLY)
install(FILES ${PROJECT_BINARY_DIR}/tusk.pc DESTINATION ${CMAKE_INSTALL_LIBDIR}/pkgconfig)
