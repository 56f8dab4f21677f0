// JSON documents as parameters and columns by nlohmann::json, where that library is there (nlohmann-json3-dev).
#include <tusk/nlohmann_json.hpp>
#include <tusk/tusk.hpp>

#include <iostream>
#include <stdexcept>

int main(int argc, char* argv[]) try {
    auto conn = tusk::connect(argc > 1 ? argv[1] : "");
    const nlohmann::json eiger = {{"name", "Eiger"}, {"height", 3967}, {"faces", {"north", "west", "south"}}};
    auto cur = conn.execute("select $1::jsonb, $1::jsonb -> 'faces', $1::jsonb -> 'first_ascent'", eiger);
    for (const auto& [mountain, faces, ascent] :
         cur.rows<nlohmann::json, nlohmann::json, std::optional<nlohmann::json>>()) {
        if (mountain != eiger || ascent) throw std::logic_error("the document came back as another");
        std::cout << mountain["name"].get<std::string>() << " has " << faces.size() << " faces\n";
    }
} catch (const std::exception& trouble) {
    std::cerr << trouble.what() << '\n';
    return 1;
}
