#include "bench/replay/recording.hpp"

#include <array>
#include <cstdint>
#include <fstream>
#include <stdexcept>

namespace bench::replay {

namespace {

template <class Recording>
auto parts_of(Recording& whole) {
    return std::array{&whole.parameters,   &whole.parameter_description,
                      &whole.text_columns, &whole.binary_columns,
                      &whole.text_rows,    &whole.binary_rows};
}

} // namespace

void recording::save(const std::string& path) const {
    std::ofstream file(path, std::ios::binary);
    for (const std::string* part : parts_of(*this)) {
        const std::uint64_t size = part->size();
        file.write(reinterpret_cast<const char*>(&size), sizeof size);
        file.write(part->data(), static_cast<std::streamsize>(size));
    }
    if (!file.flush()) throw std::runtime_error("cannot write " + path);
}

recording recording::load(const std::string& path) {
    recording loaded;
    std::ifstream file(path, std::ios::binary);
    for (std::string* part : parts_of(loaded)) {
        std::uint64_t size = 0;
        if (!file.read(reinterpret_cast<char*>(&size), sizeof size)) throw std::runtime_error("cannot read " + path);
        part->resize(size);
        if (!file.read(part->data(), static_cast<std::streamsize>(size)))
            throw std::runtime_error(path + " ends too early: record it again");
    }
    return loaded;
}

} // namespace bench::replay
