#include "store/value_table.h"

#include "store/id_range.h"

#include "base/folding.h"

#include <array>
#include <optional>

namespace dateline {
namespace {

constexpr int CacheSize = 20'000;
constexpr qsizetype LongestName = 1000; // a name isn't a text; what is longer is cut

// Codes on disk: never renumber. Facets that aren't values (day, state, from) have none.
constexpr std::array<std::pair<Facet, int>, 10> Codes = {{
    {Facet::Topic, 1},
    {Facet::Country, 2},
    {Facet::Mentions, 3},
    {Facet::Person, 4},
    {Facet::Organisation, 5},
    {Facet::Place, 6},
    {Facet::Source, 7},
    {Facet::Language, 8},
    {Facet::Story, 9},
    {Facet::Tag, 10},
}};

} // namespace

int facetCode(Facet facet)
{
    for (const auto &[known, code] : Codes) {
        if (known == facet)
            return code;
    }
    return 0;
}

std::optional<Facet> facetOfCode(qint64 wanted)
{
    for (const auto &[facet, code] : Codes) {
        if (code == wanted)
            return facet;
    }
    return std::nullopt; // of a facet that a newer program adds
}

Facet facetOf(EntityKind kind)
{
    switch (kind) {
    case EntityKind::Person: return Facet::Person;
    case EntityKind::Organisation: return Facet::Organisation;
    case EntityKind::Place: break;
    }
    return Facet::Place;
}

ValueTable::ValueTable(Connection &connection) : m_connection(connection), m_cache(CacheSize), m_aliases(CacheSize) {}

ValueTable::Found ValueTable::ensure(Facet facet, const QString &fullKey, const QString &fullName)
{
    const QString key = fullKey.left(LongestName);
    const QString name = fullName.left(LongestName);
    const int code = facetCode(facet);
    if (const Found *known = m_cache.object({code, key}))
        return *known;
    Found found;
    {
        Statement select = m_connection.prepare("SELECT id, name FROM value WHERE facet = ? AND key = ?");
        select.bind(1, code).bind(2, key);
        if (select.step())
            found = {IdRange::given(m_connection, QStringLiteral("value"), select.number(0)), select.text(1)};
    }
    if (found.id == 0)
        found = {add(facet, key, name), name};
    m_cache.insert({code, key}, new Found(found));
    return found;
}

quint32 ValueTable::add(Facet facet, const QString &key, const QString &name)
{
    m_connection.prepare("INSERT INTO value (facet, key, name) VALUES (?, ?, ?)").bind(1, facetCode(facet)).bind(2, key).bind(3, name).run();
    const quint32 id = IdRange::given(m_connection, QStringLiteral("value"), m_connection.database().getLastInsertRowid());
    m_made.push_back({id, facet, key, name});
    return id;
}

void ValueTable::addAlias(quint32 value, const QString &spelling)
{
    const QString key = folded(spelling).left(LongestName);
    if (key.isEmpty() || m_aliases.contains({value, key}))
        return;
    m_connection.prepare("INSERT OR IGNORE INTO alias (key, value) VALUES (?, ?)").bind(1, key).bind(2, value).run();
    m_aliases.insert({value, key}, new bool(true));
}

std::vector<IndexedValue> ValueTable::takeMade()
{
    return std::exchange(m_made, {});
}

void ValueTable::forget()
{
    m_made.clear();
    m_cache.clear();
    m_aliases.clear();
}

QString ValueTable::name(quint32 value)
{
    Statement select = m_connection.prepare("SELECT name FROM value WHERE id = ?");
    select.bind(1, value);
    return select.step() ? select.text(0) : QString();
}

std::optional<EntityName> ValueTable::entity(quint32 value)
{
    Statement select = m_connection.prepare("SELECT facet, name FROM value WHERE id = ?");
    select.bind(1, value);
    const std::optional<Facet> facet = select.step() ? facetOfCode(select.number(0)) : std::nullopt;
    for (EntityKind kind : {EntityKind::Person, EntityKind::Organisation, EntityKind::Place}) {
        if (facet == facetOf(kind))
            return EntityName{kind, select.text(1)};
    }
    return std::nullopt;
}

quint32 ValueTable::idOf(Facet facet, const QString &key)
{
    Statement select = m_connection.prepare("SELECT id FROM value WHERE facet = ? AND key = ?");
    select.bind(1, facetCode(facet)).bind(2, key.left(LongestName));
    return select.step() ? IdRange::given(m_connection, QStringLiteral("value"), select.number(0)) : 0;
}

std::vector<quint32> ValueTable::find(Facet facet, const QString &key)
{
    // CROSS JOIN keeps the order: from the few values of the spelling, not from all of the facet.
    Statement select = m_connection.prepare("SELECT id FROM value WHERE facet = ?1 AND key = ?2 "
                                            "UNION SELECT v.id FROM alias a CROSS JOIN value v ON v.id = a.value WHERE a.key = ?2 AND v.facet = ?1");
    select.bind(1, facetCode(facet)).bind(2, key);
    std::vector<quint32> ids;
    while (select.step())
        ids.push_back(static_cast<quint32>(select.number(0)));
    return ids;
}

QHash<QString, quint32> ValueTable::idsOf(Facet facet)
{
    Statement select = m_connection.prepare("SELECT id, key FROM value WHERE facet = ?");
    select.bind(1, facetCode(facet));
    QHash<QString, quint32> ids;
    while (select.step())
        ids.insert(select.text(1), static_cast<quint32>(select.number(0)));
    return ids;
}

void ValueTable::forEach(const std::function<void(const IndexedValue &)> &visit)
{
    const IdRange ids(m_connection, QStringLiteral("value"));
    Statement select = m_connection.prepare("SELECT id, facet, key, name FROM value ORDER BY id");
    while (select.step()) {
        if (const std::optional<Facet> facet = facetOfCode(select.number(1)))
            visit({ids.checked(select.number(0)), *facet, select.text(2), select.text(3)});
    }
}

} // namespace dateline
