#include "types/lexeme_text.hpp"
#include "types/tsquery_tree.hpp"

namespace tusk {

namespace {

using kind = tsquery::kind;
using node = tsquery::node;

// Which operator binds more tightly ("Parsing Queries"): not, followed by, and, or.
constexpr int priority_of(kind what) noexcept {
    switch (what) {
    case kind::disjunction: return 1;
    case kind::conjunction: return 2;
    case kind::phrase: return 3;
    default: return 4;
    }
}

constexpr std::pair<std::uint8_t, std::string_view> weight_letters[] = {
    {tsquery::weight_a, "A"}, {tsquery::weight_b, "B"}, {tsquery::weight_c, "C"}, {tsquery::weight_d, "D"}};

// Writes a tree in infix notation, with a stack of what remains to be written instead of recursion: a server can send
// a tree as deep as its message is long.
class tsquery_printer {
public:
    explicit tsquery_printer(const std::vector<node>& nodes) : nodes_(&nodes), second_(nodes.size()) {
        detail::require_tree(nodes);
        find_second_operands();
    }

    [[nodiscard]] std::string print() {
        if (nodes_->empty()) return {};
        remaining_.push_back({part::tree, nodes_->size() - 1, 0, false});
        while (!remaining_.empty()) {
            const task next = remaining_.back();
            remaining_.pop_back();
            switch (next.what) {
            case part::tree: tree(next); break;
            case part::sign: sign((*nodes_)[next.node]); break;
            case part::closing: text_ += " )"; break;
            }
        }
        return std::move(text_);
    }

private:
    enum class part : std::uint8_t { tree, sign, closing };
    struct task {
        part what;
        std::size_t node;
        int outer_priority;
        bool follows_phrase; ///< it is the second operand of <N>, which is not associative
    };

    void find_second_operands() {
        std::vector<std::size_t> beginnings; // of the results that are on the stack when the tree is walked
        for (std::size_t i = 0; i < nodes_->size(); ++i) {
            const std::size_t operands = detail::operands_of((*nodes_)[i].what);
            if (operands == 0) beginnings.push_back(i);
            if (operands != 2) continue;
            second_[i] = beginnings.back();
            beginnings.pop_back();
        }
    }

    void tree(const task& wanted) {
        const node& root = (*nodes_)[wanted.node];
        if (root.what == kind::operand) return operand(root);
        const int priority = priority_of(root.what);
        const bool is_phrase = root.what == kind::phrase;
        if (priority < wanted.outer_priority || (is_phrase && wanted.follows_phrase)) {
            text_ += "( ";
            remaining_.push_back({part::closing, 0, 0, false});
        }
        remaining_.push_back({part::tree, wanted.node - 1, priority, is_phrase});
        if (root.what == kind::negation) {
            text_ += '!';
            return;
        }
        remaining_.push_back({part::sign, wanted.node, 0, false});
        remaining_.push_back({part::tree, second_[wanted.node] - 1, priority, false});
    }

    void operand(const node& leaf) {
        detail::append_lexeme(text_, leaf.lexeme);
        if (leaf.weights != 0 || leaf.is_prefix) text_ += ':';
        if (leaf.is_prefix) text_ += '*';
        for (const auto& [bit, letter] : weight_letters)
            if ((leaf.weights & bit) != 0) text_ += letter;
    }

    void sign(const node& operation) {
        if (operation.what == kind::conjunction)
            text_ += " & ";
        else if (operation.what == kind::disjunction)
            text_ += " | ";
        else if (operation.distance == 1)
            text_ += " <-> ";
        else
            text_ += " <" + std::to_string(operation.distance) + "> ";
    }

    const std::vector<node>* nodes_;
    std::vector<std::size_t> second_; ///< of an operator of two operands: where its second one begins
    std::vector<task> remaining_;
    std::string text_;
};

// Reads infix notation into reverse Polish notation: operators wait on a stack until one that binds less tightly, or
// as tightly, comes behind their operands.
class tsquery_parser {
public:
    explicit tsquery_parser(std::string_view text) noexcept : reader_(text, oid::tsquery) {}

    [[nodiscard]] std::vector<node> parse() {
        if (reader_.at_end()) return {};
        do operand();
        while (binary_operator());
        while (!waiting_.empty()) {
            if (waiting_.back().is_parenthesis) reader_.fail();
            emit();
        }
        if (!reader_.at_end()) reader_.fail();
        return std::move(nodes_);
    }

private:
    struct waiting {
        bool is_parenthesis = false;
        node operation;
    };

    // What opens before an operand, the operand, and what closes behind it.
    void operand() {
        while (true) {
            if (reader_.take("!"))
                waiting_.push_back({false, {kind::negation}});
            else if (reader_.take("( "))
                waiting_.push_back({true, {}});
            else
                break;
        }
        node leaf;
        leaf.lexeme = reader_.lexeme();
        if (reader_.take(":")) flags(leaf);
        nodes_.push_back(std::move(leaf));
        while (reader_.take(" )")) close();
    }

    void flags(node& leaf) {
        leaf.is_prefix = reader_.take("*");
        for (const auto& [bit, letter] : weight_letters)
            if (reader_.take(letter)) leaf.weights |= bit;
        if (!leaf.is_prefix && leaf.weights == 0) reader_.fail();
    }

    void close() {
        while (!waiting_.empty() && !waiting_.back().is_parenthesis) emit();
        if (waiting_.empty()) reader_.fail();
        waiting_.pop_back();
    }

    [[nodiscard]] bool binary_operator() {
        node operation;
        if (reader_.take(" & "))
            operation.what = kind::conjunction;
        else if (reader_.take(" | "))
            operation.what = kind::disjunction;
        else if (reader_.take(" <"))
            phrase(operation);
        else
            return false;
        const int priority = priority_of(operation.what);
        while (!waiting_.empty() && !waiting_.back().is_parenthesis &&
               priority_of(waiting_.back().operation.what) >= priority)
            emit();
        waiting_.push_back({false, std::move(operation)});
        return true;
    }

    void phrase(node& operation) {
        operation.what = kind::phrase;
        if (!reader_.take("->")) {
            operation.distance = reader_.number<std::int16_t>();
            reader_.expect(">");
        }
        reader_.expect(" ");
    }

    void emit() {
        nodes_.push_back(std::move(waiting_.back().operation));
        waiting_.pop_back();
    }

    detail::lexeme_reader reader_;
    std::vector<node> nodes_;
    std::vector<waiting> waiting_;
};

} // namespace

std::string tsquery::to_string() const { return tsquery_printer(nodes).print(); }

tsquery tsquery::parse(std::string_view text) { return {tsquery_parser(text).parse()}; }

} // namespace tusk
