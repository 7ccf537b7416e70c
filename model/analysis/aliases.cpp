// Each line of the list is one entity; each of its spellings is a key that leads to all entities it can stand for. Open
// addressing with linear probing, as in gazetteer.cpp.
#include "analysis/aliases.h"

#include "analysis/gazetteer.h"
#include "analysis/hashing.h"

#include <algorithm>
#include <bit>
#include <map>

namespace dateline {

namespace {

constexpr QByteArrayView Magic = "DLALIAS1";

template <class T>
QByteArray bytesOf(const std::vector<T> &values)
{
    return QByteArray(reinterpret_cast<const char *>(values.data()), qsizetype(values.size() * sizeof(T)));
}

} // namespace

void NameKey::add(quint64 foldedWord)
{
    m_value = hashing::joined(m_value, foldedWord);
}

quint64 nameKey(QStringView name)
{
    static const quint64 article = foldedHash(u"the");
    NameKey key;
    const std::vector<Token> words = tokens(name);
    for (const Token &token : words) {
        const bool leading = &token == &words.front() && words.size() > 1 && token.folded == article;
        if (token.kind != TokenKind::Punctuation && !leading)
            key.add(token.folded);
    }
    return key.value();
}

class AliasCompiler final {
public:
    Result<QByteArray> compile(const QByteArray &list)
    {
        for (const QByteArray &line : list.split('\n')) {
            if (!line.isEmpty() && !line.startsWith('#') && !addLine(QString::fromUtf8(line)))
                return failure(ErrorKind::Input, QStringLiteral("unreadable line in the list of aliases"), QString::fromUtf8(line));
        }
        return laidOut();
    }

private:
    // kind, where, name, spellings: see resources/words/README.md.
    bool addLine(const QString &line)
    {
        const QStringList columns = line.split(u'\t');
        if (columns.size() != 4 || columns[2].isEmpty())
            return false;
        const bool country = columns[0] == u"country";
        const auto kind = country ? std::optional(EntityKind::Place) : entityKindFromName(columns[0]);
        if (!kind)
            return false;
        const quint32 entity = quint32(m_names.size());
        AliasTable::Name name;
        name.start = quint32(m_text.size());
        name.length = quint16(columns[2].size());
        name.country = country ? packed(columns[1]) : quint16(0);
        m_names.push_back(name);
        for (const QChar c : columns[2])
            m_text.push_back(c.unicode());
        if (!country)
            addSpelling(columns[2], {entity, 0, *kind, 0});
        const quint16 where = country || columns[1] == u"*" ? quint16(0) : packed(columns[1]);
        for (const QString &spelling : columns[3].split(u'|', Qt::SkipEmptyParts)) {
            const bool surname = spelling.startsWith(u'~');
            const QString plain = surname ? spelling.sliced(1) : spelling;
            const bool isShort = !plain.contains(u' ');
            addSpelling(plain, {entity, isShort ? where : quint16(0), *kind, quint8(surname ? Alias::Surname : 0)});
        }
        return true;
    }

    void addSpelling(const QString &spelling, Alias alias)
    {
        std::vector<Alias> &aliases = m_keys[nameKey(spelling)];
        if (std::none_of(aliases.begin(), aliases.end(), [&](const Alias &known) { return known.entity == alias.entity; }))
            aliases.push_back(alias);
    }

    QByteArray laidOut()
    {
        std::vector<Alias> all;
        std::vector<AliasTable::Slot> table(std::bit_ceil(m_keys.size() * 3 / 2 + 2));
        for (auto &[key, aliases] : m_keys) {
            size_t at = key & (table.size() - 1);
            while (table[at].aliases != 0)
                at = (at + 1) & (table.size() - 1);
            table[at] = {quint32(key >> 32), quint32(all.size()) + 1};
            aliases.back().flags |= Alias::Last;
            all.insert(all.end(), aliases.begin(), aliases.end());
        }
        return modelFile(Magic, {bytesOf(table), bytesOf(all), bytesOf(m_names), bytesOf(m_text)});
    }

    std::vector<AliasTable::Name> m_names;
    std::vector<char16_t> m_text;
    std::map<quint64, std::vector<Alias>> m_keys;
};

Result<QByteArray> AliasTable::compile(const QByteArray &list)
{
    return AliasCompiler().compile(list);
}

Result<AliasTable> AliasTable::open(QByteArrayView bytes, const QString &name)
{
    Result<ModelFile> file = ModelFile::open(bytes, Magic, 4, name);
    if (!file)
        return tl::unexpected(file.error());
    AliasTable table;
    table.m_file = *std::move(file);
    const auto entries = table.m_file.section<Slot>(0);
    const auto aliases = table.m_file.section<Alias>(1);
    const auto names = table.m_file.section<Name>(2);
    const auto text = table.m_file.section<char16_t>(3);
    if (!entries || !aliases || !names || !text || !std::has_single_bit(entries->size()) || aliases->empty() || !aliases->back().is(Alias::Last))
        return ModelFile::damaged(name, QStringLiteral("odd sections"));
    // A full table would make an unsuccessful search endless; what is out of bounds must never be followed.
    const bool sound = std::all_of(entries->begin(), entries->end(), [&](const Slot &slot) { return slot.aliases <= aliases->size(); })
        && std::any_of(entries->begin(), entries->end(), [](const Slot &slot) { return slot.aliases == 0; })
        && std::all_of(aliases->begin(), aliases->end(), [&](const Alias &alias) { return alias.entity < names->size() && alias.kind <= EntityKind::Place; })
        && std::all_of(names->begin(), names->end(), [&](const Name &one) { return one.start <= text->size() && one.length <= text->size() - one.start; });
    if (!sound)
        return ModelFile::damaged(name, QStringLiteral("odd entries"));
    table.m_slots = *entries;
    table.m_aliases = *aliases;
    table.m_names = *names;
    table.m_text = *text;
    return table;
}

std::span<const Alias> AliasTable::find(quint64 key) const
{
    if (m_slots.empty())
        return {};
    const size_t mask = m_slots.size() - 1;
    for (size_t at = key & mask; m_slots[at].aliases != 0; at = (at + 1) & mask) {
        if (m_slots[at].check != quint32(key >> 32))
            continue;
        const size_t first = m_slots[at].aliases - 1;
        size_t last = first;
        while (!m_aliases[last].is(Alias::Last))
            ++last;
        return m_aliases.subspan(first, last + 1 - first);
    }
    return {};
}

QString AliasTable::name(quint32 entity) const
{
    const Name &name = m_names[entity];
    return QString::fromUtf16(m_text.data() + name.start, name.length);
}

std::optional<quint32> AliasTable::ofCountry(quint16 country) const
{
    const auto found = std::find_if(m_names.begin(), m_names.end(), [country](const Name &name) { return name.country == country; });
    return found == m_names.end() ? std::nullopt : std::optional(quint32(found - m_names.begin()));
}

} // namespace dateline
