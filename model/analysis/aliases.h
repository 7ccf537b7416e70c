// The names that well-known organisations, places and people go by: "UN", "U.N." and "United Nations" are one thing in every
// article. Compiled from resources/words/aliases.tsv into one hash table, used in place.
#pragma once

#include "analysis/model_file.h"
#include "analysis/tokens.h"
#include "base/annotations.h"

#include <QString>

namespace dateline {

// What one spelling can stand for.
struct Alias {
    quint32 entity = 0;   // number of the entity: equal for all its spellings
    quint16 country = 0;  // packed; this short name is meant where the article names the country. 0: everywhere
    EntityKind kind = EntityKind::Organisation;
    quint8 flags = 0;

    enum Flag : quint8 { Last = 1, Surname = 2 };
    bool is(Flag flag) const { return (flags & flag) != 0; }
};

class AliasTable final {
public:
    static Result<AliasTable> open(QByteArrayView bytes, const QString &name);
    // Compiles lists of the form of resources/words/aliases.tsv. A line that can't be read is named in the error.
    static Result<QByteArray> compile(const QByteArray &list);

    // All that a name can stand for (nameKey); empty where it isn't known.
    std::span<const Alias> find(quint64 key) const;
    // The canonical name of an entity.
    QString name(quint32 entity) const;
    // The entity that stands for a whole country (packed code), if it has a name of its own here.
    std::optional<quint32> ofCountry(quint16 country) const;

private:
    struct Slot {
        quint32 check = 0;
        quint32 aliases = 0; // 0: empty; else one more than the first alias
    };
    struct Name {
        quint32 start = 0;   // UTF-16 units in the text of all names
        quint16 length = 0;
        quint16 country = 0; // packed, of an entity that is one
    };

    ModelFile m_file;
    std::span<const Slot> m_slots;
    std::span<const Alias> m_aliases;
    std::span<const Name> m_names;
    std::span<const char16_t> m_text;
    friend class AliasCompiler;
};

// The key of a name by its words: case, diacritics, punctuation and a leading "the" don't tell names apart.
class NameKey final {
public:
    void add(quint64 foldedWord);
    quint64 value() const { return m_value; }

private:
    quint64 m_value = 0x6e616d65;
};
quint64 nameKey(QStringView name);

} // namespace dateline
