// Types as a catalogue would describe them, for the tests of codecs that ask what a type is made of.
#pragma once

#include <tusk/type.hpp>

#include <memory>
#include <string>
#include <utility>
#include <vector>

namespace tusk::test {

inline type_pointer make_type(std::uint32_t number, std::string name, type_kind kind, type_pointer made_of = nullptr) {
    type_info made;
    made.number = static_cast<oid>(number);
    made.name = std::move(name);
    made.kind = kind;
    made.made_of = std::move(made_of);
    return std::make_shared<const type_info>(std::move(made));
}

inline type_pointer make_base_type(std::uint32_t number, std::string name, binary_form form) {
    type_info made;
    made.number = static_cast<oid>(number);
    made.name = std::move(name);
    made.kind = type_kind::base;
    made.form = form;
    return std::make_shared<const type_info>(std::move(made));
}

inline type_pointer make_composite(std::uint32_t number, std::string name, std::vector<type_field> fields) {
    type_info made;
    made.number = static_cast<oid>(number);
    made.name = std::move(name);
    made.kind = type_kind::composite;
    made.fields = std::move(fields);
    return std::make_shared<const type_info>(std::move(made));
}

} // namespace tusk::test
