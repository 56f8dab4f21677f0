// A type of your own as parameter, column, and array: one specialisation of tusk::codec.
#include <tusk/tusk.hpp>

#include <iostream>
#include <stdexcept>

/// An angle, kept in whole seconds of arc, which is how the database stores it: as int4.
struct arc {
    int seconds = 0;

    friend bool operator==(const arc&, const arc&) = default;
    friend std::ostream& operator<<(std::ostream& out, const arc& angle) {
        return out << angle.seconds / 3600 << "° " << angle.seconds / 60 % 60 << "′ " << angle.seconds % 60 << "″";
    }
};

/// What int's codec does, with an arc in the int's place, is all there is to say.
template <>
struct tusk::codec<arc> {
    static constexpr oid type = oid::int4;
    static constexpr oid array_type = oid::int4_array;

    static constexpr bool reads(oid column) noexcept { return column == oid::int4; }
    static arc read_binary(byte_view bytes, oid column) { return checked(codec<int>::read_binary(bytes, column)); }
    static arc read_text(std::string_view text, oid column) { return checked(codec<int>::read_text(text, column)); }

    static constexpr std::optional<format> writes(oid parameter) noexcept { return codec<int>::writes(parameter); }
    static void write_binary(byte_writer& out, arc angle, oid parameter) {
        codec<int>::write_binary(out, angle.seconds, parameter);
    }
    static void write_text(byte_writer& out, arc angle, oid parameter) {
        codec<int>::write_text(out, angle.seconds, parameter);
    }

private:
    /// A value that no arc can be is a conversion_error; tusk adds which column it was.
    static arc checked(int seconds) {
        if (seconds < 0 || seconds >= 360 * 3600)
            throw conversion_error("an angle of " + std::to_string(seconds) + "″");
        return {seconds};
    }
};

int main(int argc, char* argv[]) try {
    auto conn = tusk::connect(argc > 1 ? argv[1] : "");
    const std::vector<arc> bearings = {{0}, {163'845}, {1'295'999}};
    auto cur = conn.execute("select bearing, $1::int4[] from unnest($1::int4[]) as bearing", bearings);
    for (const auto& [bearing, all] : cur.rows<arc, std::vector<arc>>()) {
        std::cout << bearing << '\n';
        if (all != bearings) throw std::logic_error("the array came back as another");
    }
    try {
        cur.execute("select -1 as bearing");
        std::cout << cur.fetchone().value()[0].as<arc>() << '\n';
    } catch (const tusk::data_error& trouble) {
        std::cout << trouble.what() << '\n';
    }
} catch (const std::exception& trouble) {
    std::cerr << trouble.what() << '\n';
    return 1;
}
