// Typed identifiers. All are row numbers of the store, so 0 is never valid. They are 32 bits wide
// because an article's id is also its place in the facet index's bitmaps.
#pragma once

#include <QHashFunctions>
#include <QMetaType>

#include <compare>

namespace dateline {

template <class Tag>
struct Id {
    quint32 value = 0;

    constexpr bool isValid() const { return value != 0; }
    constexpr auto operator<=>(const Id &) const = default;
    friend size_t qHash(Id id, size_t seed = 0) { return ::qHash(id.value, seed); }
};

using ArticleId = Id<struct ArticleTag>;
using SourceId = Id<struct SourceTag>;
using StoryId = Id<struct StoryTag>;
using SavedFilterId = Id<struct SavedFilterTag>;
using CorrectionId = Id<struct CorrectionTag>;

} // namespace dateline

Q_DECLARE_METATYPE(dateline::ArticleId)
Q_DECLARE_METATYPE(dateline::SourceId)
