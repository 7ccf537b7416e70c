// ArticleTable: the tables `article` and `content`. Throws SQLite::Exception.
#pragma once

#include "base/article.h"
#include "store/connection.h"
#include "store/content_codec.h"

#include <functional>
#include <optional>
#include <vector>

namespace dateline {

// 64 bits of the hashes that find an article within its source. A collision would need 2^32 articles in one source.
struct ArticleKeys {
    qint64 identity = 0;
    std::optional<qint64> link; // only where the identity is a guid and there is a link
};
ArticleKeys keysOf(const ArticleContent &content);
// What the columns `published` and `precision` say; what they can't mean is unknown.
Moment momentFrom(qint64 seconds, qint64 precision);

// One row of `article`.
struct ArticleRow {
    quint32 id = 0;
    SourceId source;
    ArticleKeys keys;
    Moment published;
    qint64 received = 0; // seconds since 1970 UTC
    QByteArray facets;
};

// One row of `content`, packed.
struct ContentRow {
    QByteArray hash;
    PackedContent packed;
    QByteArray annotations;
};

// Articles of a source that was removed (source_table.h) are there for nobody but idsOf() and remove().
class ArticleTable final {
public:
    explicit ArticleTable(Connection &connection) : m_connection(connection) {}

    // The stored article that is the same as one with these keys; 0 where there is none. A guid decides before a link; a link
    // finds an article whose guid isn't known on one side.
    quint32 find(SourceId source, const ArticleContent &content, const ArticleKeys &keys);
    quint32 add(const ArticleRow &article, const ContentRow &content); // gives the new id; article.id is ignored
    void replace(const ArticleRow &article, const ContentRow &content);
    // The row of an article whose content stays, though its feed has changed it to what has that hash.
    void replaceRow(const ArticleRow &article, const QByteArray &hash);
    void replaceAnnotations(quint32 id, const QByteArray &facets, const QByteArray &annotations);
    void replaceFacets(quint32 id, const QByteArray &facets);
    void move(quint32 id, SourceId source, const QByteArray &facets);
    void remove(quint32 id); // with content, state and tags
    std::vector<quint32> idsOf(SourceId source); // ascending

    std::optional<ArticleRow> row(quint32 id);
    std::optional<ContentRow> content(quint32 id);
    QByteArray hash(quint32 id);
    QByteArray annotations(quint32 id); // as found
    // Calls visit for each row, by id, until it says no; `keys` and source are left out.
    void forEach(const std::function<bool(const ArticleRow &)> &visit);

private:
    quint32 findIdentity(SourceId source, qint64 identity);

    Connection &m_connection;
};

// What `published` and `precision` mean.
Moment momentFrom(qint64 seconds, qint64 precision);

} // namespace dateline
