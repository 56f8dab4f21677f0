#include "client/arrow_array.hpp"

#include <memory>
#include <utility>

namespace tusk {

namespace {

/// The children of a struct, which it releases unless somebody has moved them away ("Moving an array", "Release
/// callback semantics – for producers").
template <class Struct>
class child_list {
public:
    child_list() = default;
    child_list(const child_list&) = delete;
    child_list& operator=(const child_list&) = delete;
    ~child_list() {
        for (Struct& child : children_)
            if (child.release != nullptr) child.release(&child);
    }

    /// Room for so many, empty ones.
    void resize(std::size_t count) {
        children_.resize(count);
        for (Struct& child : children_) pointers_.push_back(&child);
    }
    [[nodiscard]] Struct& operator[](std::size_t i) noexcept { return children_[i]; }
    [[nodiscard]] Struct** pointers() noexcept { return pointers_.empty() ? nullptr : pointers_.data(); }
    [[nodiscard]] std::int64_t size() const noexcept { return static_cast<std::int64_t>(children_.size()); }

private:
    std::vector<Struct> children_;
    std::vector<Struct*> pointers_;
};

/// What the private_data of a schema points at.
struct schema_owner {
    std::string format;
    std::string name;
    child_list<ArrowSchema> children;
};

/// What the private_data of an array points at.
struct array_owner {
    std::vector<arrow::buffer> buffers;
    std::vector<const void*> addresses;
    child_list<ArrowArray> children;
};

template <class Owner, class Struct>
void release(Struct* released) noexcept {
    if (released->release == nullptr) return;
    delete static_cast<Owner*>(released->private_data);
    released->release = nullptr;
    released->private_data = nullptr;
}

extern "C" {
static void tusk_release_arrow_schema(ArrowSchema* schema) { release<schema_owner>(schema); }
static void tusk_release_arrow_array(ArrowArray* array) { release<array_owner>(array); }
}

ArrowSchema schema_of(std::unique_ptr<schema_owner> owner, std::int64_t flags) noexcept {
    ArrowSchema schema{};
    schema.format = owner->format.c_str();
    schema.name = owner->name.c_str();
    schema.flags = flags;
    schema.n_children = owner->children.size();
    schema.children = owner->children.pointers();
    schema.release = &tusk_release_arrow_schema;
    schema.private_data = owner.release();
    return schema;
}

ArrowArray array_of(std::unique_ptr<array_owner> owner, std::size_t length, std::size_t null_count) noexcept {
    ArrowArray array{};
    array.length = static_cast<std::int64_t>(length);
    array.null_count = static_cast<std::int64_t>(null_count);
    array.n_buffers = static_cast<std::int64_t>(owner->addresses.size());
    array.buffers = owner->addresses.data();
    array.n_children = owner->children.size();
    array.children = owner->children.pointers();
    array.release = &tusk_release_arrow_array;
    array.private_data = owner.release();
    return array;
}

} // namespace

arrow_table arrow::assemble(array_parts parts, std::string name) {
    auto schema = std::make_unique<schema_owner>();
    auto array = std::make_unique<array_owner>();
    schema->format = std::move(parts.format);
    schema->name = std::move(name);
    schema->children.resize(parts.children.size());
    array->children.resize(parts.children.size());
    for (std::size_t i = 0; i < parts.children.size(); ++i)
        std::move(parts.children[i]).export_to(schema->children[i], array->children[i]);

    const std::size_t null_count = parts.validity.zeros();
    array->buffers.push_back(std::move(parts.validity).take());
    for (buffer& each : parts.buffers) array->buffers.push_back(std::move(each));
    for (buffer& each : array->buffers) {
        each.pad();
        array->addresses.push_back(each.data());
    }
    // Where nothing is null the bitmap may be left out, and the reader is spared it.
    if (null_count == 0) array->buffers[0] = {}, array->addresses[0] = nullptr;

    ArrowSchema finished_schema = schema_of(std::move(schema), parts.flags);
    ArrowArray finished_array = array_of(std::move(array), parts.length, null_count);
    return {finished_schema, finished_array};
}

arrow_table::arrow_table(ArrowSchema& schema, ArrowArray& array) noexcept
    : schema_(std::exchange(schema, {})), array_(std::exchange(array, {})) {}

arrow_table::arrow_table(arrow_table&& other) noexcept : arrow_table(other.schema_, other.array_) {}

arrow_table& arrow_table::operator=(arrow_table&& other) noexcept {
    // What this held is released with the temporary.
    arrow_table taken(std::move(other));
    std::swap(schema_, taken.schema_);
    std::swap(array_, taken.array_);
    return *this;
}

arrow_table::~arrow_table() {
    if (array_.release != nullptr) array_.release(&array_);
    if (schema_.release != nullptr) schema_.release(&schema_);
}

void arrow_table::export_to(ArrowSchema& schema, ArrowArray& array) && noexcept {
    schema = std::exchange(schema_, {});
    array = std::exchange(array_, {});
}

} // namespace tusk
