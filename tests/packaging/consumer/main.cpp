#include <tusk/tusk.hpp>

#include <iostream>

int main() {
    try {
        const auto connection = tusk::connect("postgresql://nobody@localhost:1/nothing"); // nobody listens there
    } catch (const tusk::operational_error& trouble) {
        std::cout << "as expected: " << trouble.what() << '\n';
        return 0;
    }
    return 1;
}
