#include "tests/live/types/settings.hpp"

#include "tests/live/types/cpp_examination.hpp"
#include "tests/live/types/examination.hpp"

#include <catch2/catch.hpp>

#include <deque>

namespace tusk::test {

namespace {

constexpr auto way = direction::set_oddly;

/// One combination of settings.
struct setting {
    std::string script;
    bool rounds = false;         ///< extra_float_digits is 0: the server drops digits, and its text is another number
    bool may_be_refused = false; ///< days or spans of time are printed in a style that tusk does not guess at
};

/// Every DateStyle with both zones; the other settings take turns, so that each meets several of those.
std::vector<setting> all_settings() {
    constexpr const char* styles[] = {"ISO", "SQL", "Postgres", "German"};
    constexpr const char* orders[] = {"DMY", "MDY", "YMD"};
    constexpr const char* zones[] = {"Asia/Kathmandu", "America/St_Johns"};
    constexpr const char* intervals[] = {"postgres", "postgres_verbose", "sql_standard", "iso_8601"};
    constexpr const char* bytea[] = {"hex", "escape"};
    std::vector<setting> all;
    for (std::size_t style = 0; style < 4; ++style)
        for (std::size_t order = 0; order < 3; ++order)
            for (std::size_t zone = 0; zone < 2; ++zone) {
                const std::size_t turn = all.size();
                const std::size_t interval = (turn + style) % 4;
                const bool rounds = (style + order + zone) % 2 == 0;
                all.push_back({std::string("SET DateStyle = '") + styles[style] + ", " + orders[order] +
                                   "'; SET TimeZone = '" + zones[zone] + "'; SET IntervalStyle = '" +
                                   intervals[interval] + "'; SET bytea_output = '" + bytea[(turn / 2) % 2] +
                                   "'; SET extra_float_digits = " + (rounds ? "0" : "1"),
                               rounds, style != 0 || interval != 0});
            }
    return all;
}

/// The values of a subject as they come under the settings that everything else is printed with.
class reference {
public:
    reference(const subject& examined, connection& session, findings& line)
        : examined_(&examined),
          line_(&line),
          query_(query_of(examined, examined.array_like || !examined.has_array ? "v" : "v, ARRAY[v, NULL]")),
          asked_(fetch(session)),
          texts_(printed_rows(session, query_)) {
        for (const cpp_type& each : cpp_types_of(examined.type))
            if (readers_.empty()) readers_ = {each.read, each.read_array};
    }

    void compare(connection& session, const setting& set) {
        compare_asked(session, set);
        if (!readers_.empty()) compare_texts(session, set);
    }

private:
    [[nodiscard]] rows fetch(connection& session) const {
        auto cursor = session.execute(query_);
        return cursor.fetchall();
    }

    /// What is asked for as text depends on settings by nature, and is looked at with the texts.
    void compare_asked(connection& session, const setting& set) {
        const rows now = fetch(session);
        REQUIRE(now.size() == asked_.size());
        auto before = asked_.begin();
        for (const row& each : now) {
            std::size_t column = 0;
            for (const value field : each) {
                if (field.source().wire_format == format::binary)
                    line_->check(way, same_bytes(field.bytes(), (*before)[column].bytes()), [&] {
                        return set.script + ": other bytes of " + excerpt((*before)[column].to_string());
                    });
                ++column;
            }
            ++before;
        }
    }

    /// Those that are printed as always have been read before.
    void compare_texts(connection& session, const setting& set) {
        const rows now = printed_rows(session, query_);
        REQUIRE(now.size() == texts_.size());
        REQUIRE(now.size() == asked_.size());
        auto usual = texts_.begin();
        auto original = asked_.begin();
        for (const row& each : now) {
            std::size_t column = 0;
            for (const value field : each) {
                if (!same_bytes(field.bytes(), (*usual)[column].bytes()))
                    compare_text(session, set, field, (*original)[column], readers_[column]);
                ++column;
            }
            ++usual;
            ++original;
        }
    }

    void compare_text(connection& session, const setting& set, const value& text, const value& original,
                      read_function read) try {
        const auto kept = read(text);
        const auto ours = encoded(kept->sent(), original.type(), format::binary);
        if (!ours) return;
        const bool same = *ours == protocol::as_text(original.bytes());
        if (same || (set.rounds && *ours == understood(session, text, original)))
            line_->same(way);
        else
            line_->different(way, set.script + ": " + excerpt(text.to_string()) + " is read as another value than " +
                                      excerpt(original.to_string()));
    } catch (const conversion_error& trouble) {
        if (set.may_be_refused || (set.rounds && is_refused(session, text, original)))
            line_->refused(way);
        else
            line_->different(way, set.script + ": " + excerpt(text.to_string()) + " is refused: " + trouble.what());
    } catch (const error& trouble) {
        line_->different(way, set.script + ": " + excerpt(text.to_string()) + ": " + trouble.what());
    }

    /// What the server takes a text of its own for, that it dropped digits from.
    [[nodiscard]] std::string understood(connection& session, const value& text, const value& original) const {
        const bool in_array = original.type().kind() == type_kind::array;
        auto cursor = session.execute("SELECT $1::" + examined_->type + (in_array ? "[]" : ""), text.to_string());
        return std::string(protocol::as_text((*cursor.fetchone())[0].bytes()));
    }

    /// Whether the server does not take its own text back: rounded up, the largest double is none any more.
    [[nodiscard]] bool is_refused(connection& session, const value& text, const value& original) const try {
        static_cast<void>(understood(session, text, original));
        return false;
    } catch (const data_error&) {
        return true;
    }

    const subject* examined_;
    findings* line_;
    std::string query_;
    rows asked_;
    rows texts_;
    std::vector<read_function> readers_{};
};

} // namespace

void examine_under_all_settings(laboratory& place, report& all) {
    connection& session = place.session();
    std::deque<reference> references;
    for (const subject& each : place.subjects())
        if (each.missing.empty()) references.emplace_back(each, session, all.of(each.type));
    for (const setting& each : all_settings()) {
        session.cursor().execute_script(each.script);
        for (reference& before : references) before.compare(session, each);
    }
    session.cursor().execute_script(std::string(laboratory::usual_settings));
}

} // namespace tusk::test
