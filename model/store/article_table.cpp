#include "store/article_table.h"

#include "store/id_range.h"

#include "base/identity.h"

#include <QCryptographicHash>
#include <QtEndian>

#include <new>

namespace dateline {
namespace {

qint64 hash64(const QString &key)
{
    const QByteArray hash = QCryptographicHash::hash(key.toUtf8(), QCryptographicHash::Sha256);
    return qFromLittleEndian<qint64>(hash.constData());
}

std::optional<qint64> linkKey(const ArticleContent &content)
{
    const QString key = addressKey(content.url);
    return key.isEmpty() ? std::nullopt : std::optional(hash64(u"u:" + key));
}

void updateRow(Connection &connection, const ArticleRow &article)
{
    Statement update = connection.prepare("UPDATE article SET identity = ?2, link = ?3, published = ?4, precision = ?5, facets = ?6 WHERE id = ?1");
    update.bind(1, article.id).bind(2, article.keys.identity);
    article.keys.link ? update.bind(3, *article.keys.link) : update.bindNull(3);
    update.bind(4, article.published.epoch()).bind(5, static_cast<qint64>(article.published.precision()));
    update.bind(6, article.facets).run();
}

void bindContent(Statement &statement, const ContentRow &content)
{
    statement.bind(2, content.hash).bind(3, content.packed.url).bind(4, content.packed.title).bind(5, content.packed.lead);
    statement.bind(6, content.annotations).bind(7, content.packed.body);
}

} // namespace

ArticleKeys keysOf(const ArticleContent &content)
{
    ArticleKeys keys;
    keys.identity = hash64(identityKey(content));
    if (!content.guid.isEmpty())
        keys.link = linkKey(content);
    return keys;
}

Moment momentFrom(qint64 seconds, qint64 precision)
{
    switch (static_cast<Moment::Precision>(precision)) {
    case Moment::Precision::Day: return Moment::onDay(QDateTime::fromSecsSinceEpoch(seconds, Qt::UTC).date());
    case Moment::Precision::Second: return Moment::atEpoch(seconds);
    case Moment::Precision::Unknown: break;
    }
    return {};
}

quint32 ArticleTable::findIdentity(SourceId source, qint64 identity)
{
    Statement select = m_connection.prepare("SELECT id FROM article WHERE source = ? AND identity = ? ORDER BY id LIMIT 1");
    select.bind(1, source.value).bind(2, identity);
    return select.step() ? static_cast<quint32>(select.number(0)) : 0;
}

quint32 ArticleTable::find(SourceId source, const ArticleContent &content, const ArticleKeys &keys)
{
    if (const quint32 same = findIdentity(source, keys.identity))
        return same;
    if (!content.guid.isEmpty()) // a feed that began to give guids
        return keys.link ? findIdentity(source, *keys.link) : 0;
    Statement select = m_connection.prepare("SELECT id FROM article WHERE source = ? AND link = ? ORDER BY id DESC LIMIT 1");
    select.bind(1, source.value).bind(2, keys.identity);
    return select.step() ? static_cast<quint32>(select.number(0)) : 0; // a feed that ceased to
}

quint32 ArticleTable::add(const ArticleRow &article, const ContentRow &content)
{
    {
        Statement insert = m_connection.prepare(
            "INSERT INTO article (source, identity, link, published, precision, received, facets) VALUES (?, ?, ?, ?, ?, ?, ?)");
        insert.bind(1, article.source.value).bind(2, article.keys.identity);
        article.keys.link ? insert.bind(3, *article.keys.link) : insert.bindNull(3);
        insert.bind(4, article.published.epoch()).bind(5, static_cast<qint64>(article.published.precision()));
        insert.bind(6, article.received).bind(7, article.facets).run();
    }
    const int64_t id = m_connection.database().getLastInsertRowid();
    if (id > INT32_MAX)
        throw std::bad_alloc(); // ids are bits of bitmaps; two thousand million articles later
    IdRange::given(m_connection, QStringLiteral("article"), id);
    Statement insert = m_connection.prepare("INSERT INTO content (id, hash, url, title, lead, annotations, body) VALUES (?, ?, ?, ?, ?, ?, ?)");
    insert.bind(1, id);
    bindContent(insert, content);
    insert.run();
    return static_cast<quint32>(id);
}

void ArticleTable::replace(const ArticleRow &article, const ContentRow &content)
{
    updateRow(m_connection, article);
    Statement update =
        m_connection.prepare("UPDATE content SET hash = ?2, url = ?3, title = ?4, lead = ?5, annotations = ?6, body = ?7 WHERE id = ?1");
    update.bind(1, article.id);
    bindContent(update, content);
    update.run();
}

void ArticleTable::replaceRow(const ArticleRow &article, const QByteArray &hash)
{
    updateRow(m_connection, article);
    m_connection.prepare("UPDATE content SET hash = ? WHERE id = ?").bind(1, hash).bind(2, article.id).run();
}

void ArticleTable::replaceAnnotations(quint32 id, const QByteArray &facets, const QByteArray &annotations)
{
    replaceFacets(id, facets);
    m_connection.prepare("UPDATE content SET annotations = ? WHERE id = ?").bind(1, annotations).bind(2, id).run();
}

void ArticleTable::replaceFacets(quint32 id, const QByteArray &facets)
{
    m_connection.prepare("UPDATE article SET facets = ? WHERE id = ?").bind(1, facets).bind(2, id).run();
}

void ArticleTable::move(quint32 id, SourceId source, const QByteArray &facets)
{
    m_connection.prepare("UPDATE article SET source = ?, facets = ? WHERE id = ?").bind(1, source.value).bind(2, facets).bind(3, id).run();
}

void ArticleTable::remove(quint32 id)
{
    m_connection.prepare("DELETE FROM article WHERE id = ?").bind(1, id).run();
}

std::vector<quint32> ArticleTable::idsOf(SourceId source)
{
    Statement select = m_connection.prepare("SELECT id FROM article WHERE source = ? ORDER BY id");
    select.bind(1, source.value);
    std::vector<quint32> ids;
    while (select.step())
        ids.push_back(static_cast<quint32>(select.number(0)));
    return ids;
}

std::optional<ArticleRow> ArticleTable::row(quint32 id)
{
    Statement select =
        m_connection.prepare("SELECT source, identity, link, published, precision, received, facets FROM article WHERE id = ? "
                             "AND source NOT IN (SELECT id FROM source WHERE kind < 0)");
    select.bind(1, id);
    if (!select.step())
        return std::nullopt;
    ArticleRow article;
    article.id = id;
    article.source = {static_cast<quint32>(select.number(0))};
    article.keys.identity = select.number(1);
    if (!select.isNull(2))
        article.keys.link = select.number(2);
    article.published = momentFrom(select.number(3), select.number(4));
    article.received = select.number(5);
    article.facets = select.blob(6);
    return article;
}

std::optional<ContentRow> ArticleTable::content(quint32 id)
{
    Statement select = m_connection.prepare("SELECT hash, url, title, lead, annotations, body FROM content WHERE id = ?");
    select.bind(1, id);
    if (!select.step())
        return std::nullopt;
    return ContentRow{select.blob(0), {select.text(1), select.text(2), select.text(3), select.blob(5)}, select.blob(4)};
}

QByteArray ArticleTable::hash(quint32 id)
{
    Statement select = m_connection.prepare("SELECT hash FROM content WHERE id = ?");
    select.bind(1, id);
    return select.step() ? select.blob(0) : QByteArray();
}

QByteArray ArticleTable::annotations(quint32 id)
{
    Statement select = m_connection.prepare("SELECT annotations FROM content WHERE id = ?");
    select.bind(1, id);
    return select.step() ? select.blob(0) : QByteArray();
}

void ArticleTable::forEach(const std::function<bool(const ArticleRow &)> &visit)
{
    const IdRange ids(m_connection, QStringLiteral("article"));
    Statement select = m_connection.prepare("SELECT id, published, precision, received, facets FROM article "
                                            "WHERE source NOT IN (SELECT id FROM source WHERE kind < 0) ORDER BY id");
    ArticleRow article;
    while (select.step()) {
        article.id = ids.checked(select.number(0));
        article.published = momentFrom(select.number(1), select.number(2));
        article.received = select.number(3);
        const QByteArrayView facets = select.view(4);
        article.facets = QByteArray::fromRawData(facets.data(), facets.size());
        if (!visit(article))
            return;
    }
}

} // namespace dateline
