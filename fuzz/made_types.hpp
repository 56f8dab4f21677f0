// Types as users make them, as a catalogue would describe them.
#pragma once

#include "tests/unit/types/made_types.hpp"

namespace fuzz {

[[nodiscard]] inline const std::vector<tusk::type_pointer>& made_types() {
    using namespace tusk::test;
    using tusk::type_kind;
    using tusk::detail::built_in;
    static const std::vector<tusk::type_pointer> all = [] {
        const auto texts = make_type(20'001, "texts", type_kind::range, built_in(tusk::oid::text));
        const auto height = make_type(20'002, "height", type_kind::domain, built_in(tusk::oid::int4));
        const auto summit = make_composite(20'003, "summit", {{"name", built_in(tusk::oid::text)}, {"height", height}});
        const auto hstore = make_base_type(20'004, "hstore", tusk::binary_form::hstore);
        return std::vector<tusk::type_pointer>{
            texts,
            summit,
            hstore,
            make_type(20'005, "floats", type_kind::range, built_in(tusk::oid::float8)),
            make_type(20'006, "summits", type_kind::range, summit),
            make_type(20'007, "lists", type_kind::range, built_in(tusk::oid::text_array)),
            make_type(20'008, "multitexts", type_kind::multirange, texts),
            make_type(20'009, "texts[]", type_kind::array, texts),
            make_type(20'010, "hstore[]", type_kind::array, hstore),
            make_composite(20'011, "tour", {{"names", texts}, {"tags", hstore}}),
            make_base_type(20'012, "ltree", tusk::binary_form::versioned_text),
        };
    }();
    return all;
}

} // namespace fuzz
