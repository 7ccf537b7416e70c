// ValueTable: the table `value`: canonical names of all facet values by folded key, with ids that never change, and `alias`,
// the other spellings of entities. Throws SQLite::Exception.
#pragma once

#include "base/correction.h"
#include "store/connection.h"
#include "store/index_change.h"

#include <QCache>
#include <QHash>
#include <QSet>

#include <functional>
#include <optional>
#include <vector>

namespace dateline {

Facet facetOf(EntityKind kind);
// A facet on disk; 0 and nothing where it has no values.
int facetCode(Facet facet);
std::optional<Facet> facetOfCode(qint64 code);

class ValueTable final {
public:
    struct Found {
        quint32 id = 0;
        QString name; // the canonical one
    };

    explicit ValueTable(Connection &connection);

    // The value with this key, made where it is missing. Writer only.
    Found ensure(Facet facet, const QString &key, const QString &name);
    // Tells the facet index, with the next commit, how a value is shown.
    void announce(const IndexedValue &value) { m_made.push_back(value); }
    void addAlias(quint32 value, const QString &spelling);
    // Values made since the last call, for the facet index.
    std::vector<IndexedValue> takeMade();
    // After a rollback: what was made isn't there.
    void forget();

    QString name(quint32 value);
    std::optional<EntityName> entity(quint32 value); // nothing where it is none
    quint32 idOf(Facet facet, const QString &key);   // 0 where there is none
    // Values of the facet with this key, or with this spelling.
    std::vector<quint32> find(Facet facet, const QString &key);
    // Ids of all values of the facet, by key.
    QHash<QString, quint32> idsOf(Facet facet);
    void forEach(const std::function<void(const IndexedValue &)> &visit);

private:
    quint32 add(Facet facet, const QString &key, const QString &name);

    Connection &m_connection;
    QCache<std::pair<int, QString>, Found> m_cache;
    QCache<std::pair<quint32, QString>, bool> m_aliases;
    std::vector<IndexedValue> m_made;
};

} // namespace dateline
