#include "store/copy_choice.h"

#include "store/correction_table.h"
#include "store/disk_file.h"
#include "store/facet_loader.h"
#include "store/full_text_table.h"
#include "store/gzip_file.h"
#include "store/profile_history.h"
#include "store/readers_own.h"
#include "store/saved_filter_table.h"
#include "store/source_table.h"
#include "store/state_table.h"

#include <QCoreApplication>
#include <QDir>
#include <QFileInfo>
#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>
#include <QScopeGuard>

#include <cerrno>

#include <sqlite3.h>

namespace dateline {
namespace {

constexpr int Form = 1;
constexpr qsizetype MostBodies = 64 * 1024 * 1024; // bytes of packed articles in one copy
constexpr qsizetype ReadTogether = 500;
constexpr int MostOfADay = 1000;

QString hex(qint64 key)
{
    return QString::number(static_cast<quint64>(key), 16);
}

QJsonObject jsonOf(const EntityName &entity)
{
    return {{QStringLiteral("kind"), entityKindName(entity.kind)}, {QStringLiteral("name"), entity.name}};
}

QJsonObject jsonOf(const Correction &correction)
{
    QJsonObject json{{QStringLiteral("kind"), correctionKindName(correction.kind)}, {QStringLiteral("made"), correction.made.toString(Qt::ISODate)}};
    if (correction.isAboutEntity()) {
        json[u"entity"] = jsonOf(correction.entity);
        if (correction.kind == Correction::Kind::SameEntity)
            json[u"instead"] = jsonOf(correction.instead);
        return json;
    }
    json[u"value"] = correction.value;
    json[u"bearing"] = bearingName(correction.bearing);
    return json;
}

QJsonObject jsonOf(const Source &source)
{
    return {{QStringLiteral("id"), static_cast<qint64>(source.id.value)}, {QStringLiteral("kind"), static_cast<int>(source.kind)},
            {QStringLiteral("title"), source.title}, {QStringLiteral("url"), source.url}, {QStringLiteral("site"), source.site},
            {QStringLiteral("folder"), QJsonArray::fromStringList(source.folder)}, {QStringLiteral("country"), source.country},
            {QStringLiteral("language"), source.language}, {QStringLiteral("retention"), source.retention.toText()},
            {QStringLiteral("fullText"), fullTextCode(source.fullText)}};
}

// One run over the database.
class CopyWriter final {
public:
    CopyWriter(Connection &connection, GzipFile &file) : m_connection(connection), m_file(file) {}

    void run()
    {
        line(QStringLiteral("datelineState"), QJsonObject{{QStringLiteral("form"), Form},
                                                          {QStringLiteral("generation"), static_cast<qint64>(storedGeneration(m_connection))},
                                                          {QStringLiteral("history"), historyOf(m_connection)},
                                                          {QStringLiteral("made"), QDateTime::currentDateTimeUtc().toString(Qt::ISODateWithMs)}});
        Statement settings = m_connection.prepare("SELECT name, value FROM setting");
        while (settings.step()) {
            if (!isOfDatabase(settings.text(0)))
                line(QStringLiteral("setting"), {{QStringLiteral("name"), settings.text(0)}, {QStringLiteral("value"), settings.text(1)}});
        }
        for (const Source &source : SourceTable(m_connection).all())
            line(QStringLiteral("source"), jsonOf(source));
        for (const SavedFilter &filter : SavedFilterTable(m_connection).all())
            line(QStringLiteral("filter"), {{QStringLiteral("name"), filter.name}, {QStringLiteral("query"), filter.query}});
        for (const Correction &correction : m_corrections.ofEntities())
            line(QStringLiteral("correction"), jsonOf(correction));
        writeArticles();
        writeRead();
        line(QStringLiteral("end"), {{QStringLiteral("lines"), m_lines}});
    }
    // How many lines tell of something of the reader's.
    qint64 work() const { return m_work; }

private:
    void line(const QString &key, const QJsonObject &value)
    {
        const QByteArray bytes = QJsonDocument(QJsonObject{{key, value}}).toJson(QJsonDocument::Compact);
        m_file.write(bytes);
        ++m_lines;
        m_work += isWork(bytes);
    }

    // The latest first, so that these get the room there is.
    void writeArticles()
    {
        Statement marked = m_connection.prepare(std::string(ReadersOwnArticles) + " ORDER BY 1 DESC");
        while (marked.step())
            writeArticle(static_cast<quint32>(marked.number(0)));
    }

    void writeArticle(quint32 id)
    {
        const std::optional<ArticleRow> row = m_articles.row(id);
        const std::optional<ContentRow> content = m_articles.content(id);
        if (!row)
            return;
        if (!content) // then the last copy, which may have it, is the better one
            throw SQLite::Exception("a marked article lacks its content", SQLITE_CORRUPT);
        QJsonObject json{{QStringLiteral("source"), static_cast<qint64>(row->source.value)}, {QStringLiteral("identity"), hex(row->keys.identity)},
                         {QStringLiteral("url"), content->packed.url}, {QStringLiteral("title"), content->packed.title},
                         {QStringLiteral("lead"), content->packed.lead}, {QStringLiteral("published"), row->published.toText()},
                         {QStringLiteral("received"), row->received}, {QStringLiteral("flags"), m_states.flags(id).value_or(0)},
                         {QStringLiteral("tags"), QJsonArray::fromStringList(m_states.tags(id))}, {QStringLiteral("note"), m_states.note(id)}};
        if (row->keys.link)
            json[u"link"] = hex(*row->keys.link);
        QJsonArray corrections;
        for (const Correction &correction : m_corrections.ofArticle(id))
            corrections += jsonOf(correction);
        json[u"corrections"] = corrections;
        const std::optional<FullTextRow> page = m_fullTexts.find(id);
        const QByteArray feed = page ? page->feed : QByteArray();
        if (const qsizetype size = content->packed.body.size() + feed.size(); m_bodies + size <= MostBodies) { // both or none: a page alone would be taken for the feed's
            m_bodies += size;
            json[u"body"] = QString::fromLatin1(content->packed.body.toBase64());
            if (!feed.isEmpty())
                json[u"feed"] = QString::fromLatin1(feed.toBase64());
        }
        line(QStringLiteral("article"), json);
    }

    // Some hundred a line, for each source and flags.
    void writeRead()
    {
        Statement read = m_connection.prepare(
            "SELECT a.source, a.identity, s.flags FROM state s CROSS JOIN article a ON a.id = s.article WHERE a.source NOT IN (SELECT id FROM source WHERE kind < 0) AND s.flags & 2 = 0 AND s.flags <> 0 AND s.note = '' "
            "UNION ALL SELECT source, identity, flags FROM pending_state");
        QHash<std::pair<qint64, qint64>, QJsonArray> gathered;
        const auto put = [this](const std::pair<qint64, qint64> &of, const QJsonArray &identities) {
            line(QStringLiteral("read"), {{QStringLiteral("source"), of.first}, {QStringLiteral("flags"), of.second}, {QStringLiteral("identities"), identities}});
        };
        while (read.step()) {
            const std::pair<qint64, qint64> of{read.number(0), read.number(2)};
            QJsonArray &some = gathered[of];
            some.append(hex(read.number(1)));
            if (some.size() >= ReadTogether) {
                put(of, some);
                some = {};
            }
        }
        for (auto each = gathered.cbegin(); each != gathered.cend(); ++each) {
            if (!each.value().isEmpty())
                put(each.key(), each.value());
        }
    }

    Connection &m_connection;
    GzipFile &m_file;
    ArticleTable m_articles{m_connection};
    StateTable m_states{m_connection};
    CorrectionTable m_corrections{m_connection};
    FullTextTable m_fullTexts{m_connection};
    qint64 m_lines = 0;
    qint64 m_work = 0;
    qsizetype m_bodies = 0;
};

// Where another database was in this place today, or a disk has failed, the copy of today knows what the new one doesn't.
bool keepOther(const QString &target, const QString &unfinished)
{
    if (!QFileInfo::exists(target))
        return true;
    const std::optional<FoundCopy> known = lookedAt(target), fresh = lookedAt(unfinished);
    if (known && fresh && known->isWhole) {
        const bool isOfOther = !known->history.isEmpty() && known->history != fresh->history;
        if (!isOfOther && known->generation <= fresh->generation && !(known->work > 0 && fresh->work == 0))
            return true;
    }
    for (int number = 2; number < MostOfADay; ++number) {
        const QString other = target.chopped(CopySuffix.size()) + u'-' + QString::number(number) + CopySuffix;
        if (!QFileInfo::exists(other))
            return renameFile(target, other);
    }
    errno = EEXIST;
    return false;
}

} // namespace

QString stateFolder(const QString &database)
{
    return QFileInfo(database).absolutePath() + QStringLiteral("/state");
}

Result<void> writeStateCopy(const QString &database, QDate day)
{
    const QString folder = stateFolder(database);
    const QString target = folder + u'/' + CopyPrefix + day.toString(Qt::ISODate) + CopySuffix;
    const QString unfinished = target + QStringLiteral(".unfinished");
    const auto removing = qScopeGuard([&] { QFile::remove(unfinished); }); // where it has been renamed, there is none
    const auto failed = [&] {
        const QString reason = lastSystemError();
        return failure(ErrorKind::Unreadable, QCoreApplication::translate("Store", "The copy of what you marked, “%1”, can't be written.").arg(target), reason);
    };
    if (!QDir().mkpath(folder))
        return failed();
    qint64 work = 0;
    {
        Connection connection(database, Connection::Use::Reading);
        const Snapshot snapshot(connection);
        GzipFile file(unfinished, GzipFile::Use::Writing);
        CopyWriter writer(connection, file);
        writer.run();
        work = writer.work();
        if (!file.close())
            return failed();
    }
    if (work == 0 && newestStateCopy(folder).work > 0)
        return {}; // a database that was begun anew, perhaps because this one was lost
    if (!syncFile(unfinished) || !keepOther(target, unfinished) || !renameFile(unfinished, target) || !syncFolder(folder))
        return failed();
    removeOldCopies(folder);
    return {};
}

} // namespace dateline
