#include "store/integrity_check.h"

#include "base/identity.h"
#include "store/annotation_codec.h"
#include "store/facet_loader.h"
#include "store/failure.h"
#include "store/index_opening.h"

#include <QCoreApplication>
#include <QFile>

#include <sqlite3.h>

namespace dateline {
namespace {

constexpr int MostProblems = 100;

QString tr(const char *text, const char *disambiguation = nullptr, int count = -1)
{
    return QCoreApplication::translate("Store", text, disambiguation, count);
}

// SQLite's words for what REINDEX puts right (integrity_check in its build.c); any other is damage to pages or rows.
bool isOfAnIndex(const QString &line)
{
    return line.contains(u"missing from index") || line.startsWith(u"wrong # of entries in index") || line.startsWith(u"non-unique entry in index");
}

} // namespace

void IntegrityCheck::found(const QString &problem)
{
    m_report.sound = false;
    if (m_report.found.size() < MostProblems)
        m_report.found += problem;
}

Result<CheckReport> IntegrityCheck::run(bool repair, Changes &changes)
{
    for (const auto step : {&IntegrityCheck::checkDatabase, &IntegrityCheck::checkReferences, &IntegrityCheck::checkContents,
                            &IntegrityCheck::checkFullTexts,
                            &IntegrityCheck::checkTexts, &IntegrityCheck::checkWords, &IntegrityCheck::checkFacets, &IntegrityCheck::checkMarks})
        attempt(step);
    m_report.isRepairable = m_report.isRepairable && !m_report.isDamaged;
    if (repair && m_report.isRepairable)
        repairAll(changes);
    return m_report;
}

// A damaged page ends one step; the others may find more.
void IntegrityCheck::attempt(void (IntegrityCheck::*step)())
{
    try {
        (this->*step)();
    } catch (const SQLite::Exception &exception) {
        if (!tellsOfDamage(exception))
            throw;
        if (!m_report.isDamaged)
            found(tr("The database is damaged: %1").arg(QString::fromUtf8(exception.what())));
        m_report.isDamaged = true;
    }
}

void IntegrityCheck::checkDatabase()
{
    Statement select = m_tables.connection.prepare("PRAGMA integrity_check");
    while (select.step()) {
        const QString line = select.text(0);
        if (line == u"ok")
            continue;
        throwWhereUnreadable(line);
        if (isOfAnIndex(line))
            m_indexesAreWrong = m_report.isRepairable = true;
        else
            m_report.isDamaged = true;
        found(tr("The database is damaged: %1").arg(line));
    }
}

void IntegrityCheck::checkReferences()
{
    Statement select = m_tables.connection.prepare("PRAGMA foreign_key_check");
    while (select.step()) {
        // An article whose source is gone isn't thrown away.
        (select.text(0) == u"article" ? m_report.isDamaged : m_report.isRepairable) = true;
        found(tr("A row of “%1” belongs to nothing.").arg(select.text(0)));
    }
}

// Every article has a content that can be read and is what was stored.
void IntegrityCheck::checkContents()
{
    if (const qint64 missing = m_tables.connection.number("SELECT count(*) FROM article WHERE id NOT IN (SELECT id FROM content)")) {
        m_report.isDamaged = true;
        found(tr("%n article(s) lack their content.", nullptr, static_cast<int>(missing)));
    }
    m_words.emplace(m_tables.connection);
    Statement select = m_tables.connection.prepare("SELECT c.id, c.url, c.title, c.lead, c.body, c.annotations, c.hash, a.published, a.precision, "
                                                   "CASE WHEN f.feed <> x'' THEN f.hash END FROM content c LEFT JOIN article a ON a.id = c.id "
                                                   "LEFT JOIN full_text f ON f.article = c.id ORDER BY c.id");
    while (select.step()) {
        if (isSound(select, select.isNull(9) ? select.blob(6) : select.blob(9)))
            continue;
        m_report.isDamaged = true;
        found(tr("Article %1 is damaged.").arg(select.number(0)));
    }
}

// `hash` is of what is shown: the feed's version or the page. Before annotations had sums, the hash of a page wasn't kept up with its date.
bool IntegrityCheck::isSound(const Statement &content, const QByteArray &hash)
{
    const auto id = static_cast<quint32>(content.number(0));
    const auto plain = unpack({content.text(1), content.text(2), content.text(3), content.blob(4)}, momentFrom(content.number(7), content.number(8)));
    if (!plain) {
        m_words->addUnknown(id);
        return false;
    }
    m_words->addArticle(id, plain->title, plain->text);
    const bool hasArticle = !content.isNull(7); // else another step tells
    const bool isComparable = hasArticle && (content.isNull(9) || haveSum(content.view(5)));
    return (!isComparable || contentHash(*plain) == hash) && unpackAnnotations(content.view(5), [](quint32) { return QString(); });
}

// Of an article that shows its page, the feed's version can be read, and what it is called by is its hash.
void IntegrityCheck::checkFullTexts()
{
    Statement select = m_tables.connection.prepare("SELECT f.article, f.feed, f.hash, c.hash FROM full_text f JOIN content c ON c.id = f.article WHERE f.feed <> x''");
    while (select.step()) {
        const auto feed = unpackAlone(select.view(1));
        if (feed && contentHash(*feed) == select.blob(3))
            continue;
        m_lostFeedVersions.push_back(static_cast<quint32>(select.number(0)));
        m_report.isRepairable = true;
        found(tr("What the feed carried of article %1 is damaged; the page's text is shown.").arg(select.number(0)));
    }
}

// From now on what is shown counts as the feed's, which the next refresh corrects.
void IntegrityCheck::dropFeedVersions()
{
    for (quint32 id : m_lostFeedVersions) {
        m_tables.connection.prepare("UPDATE content SET hash = (SELECT hash FROM full_text WHERE article = ?1) WHERE id = ?1").bind(1, id).run();
        m_tables.fullTexts.remove(id);
    }
}

// The text index is sound in itself and holds just the articles that there are.
void IntegrityCheck::checkTexts()
{
    const bool mayWrite = m_tables.connection.number("PRAGMA query_only") == 0; // FTS5 is asked by an INSERT, which changes nothing
    try {
        if (mayWrite)
            m_tables.text.check();
    } catch (const SQLite::Exception &exception) {
        const int code = exception.getErrorCode() & 0xff;
        if (code == SQLITE_IOERR || code == SQLITE_NOMEM) // of the disk or the machine, not of the index
            throw;
        m_textsAreWrong = m_report.isRepairable = true;
        found(tr("The index of words is damaged: %1").arg(QString::fromUtf8(exception.what())));
    }
    const qint64 differing = m_tables.connection.number("SELECT (SELECT count(*) FROM article WHERE id NOT IN (SELECT id FROM article_text_docsize)) + "
                                                        "(SELECT count(*) FROM article_text_docsize WHERE id NOT IN (SELECT id FROM article))");
    if (differing > 0) {
        m_textsAreWrong = m_report.isRepairable = true;
        found(tr("The index of words differs from the articles in %n place(s).", nullptr, static_cast<int>(differing)));
    }
}

// Each article is found by its words, and by no others.
void IntegrityCheck::checkWords()
{
    if (m_textsAreWrong || !m_words)
        return;
    try {
        m_words->addIndex();
    } catch (const SQLite::Exception &exception) {
        if (!tellsOfDamage(exception))
            throw;
        m_textsAreWrong = m_report.isRepairable = true;
        found(tr("The index of words is damaged: %1").arg(QString::fromUtf8(exception.what())));
        return;
    }
    const std::vector<quint32> differing = m_words->differing();
    if (differing.empty())
        return;
    m_textsAreWrong = m_report.isRepairable = true;
    found(tr("The index of words has other words than %n article(s), for one article %1.", nullptr, static_cast<int>(differing.size())).arg(differing.back()));
}

// What the reader made is as the witnesses know it.
void IntegrityCheck::checkMarks()
{
    if (!m_indexFile.isEmpty())
        m_marks.compareCopy(stateFolder(m_indexFile));
    m_report.isRepairable = m_report.isRepairable || !m_marks.found().isEmpty();
    for (const QString &difference : m_marks.found())
        found(difference);
}

void IntegrityCheck::checkFacets()
{
    const std::unique_ptr<FacetIndex> built = loadFacetIndex(m_tables.connection);
    const QStringList differences = m_tables.gate.hasIndex() ? built->differences(m_tables.index()) : QStringList(QStringLiteral("all"));
    if (!differences.isEmpty()) {
        m_facetsAreWrong = m_report.isRepairable = true;
        found(tr("The filter index differs from the articles: %1.").arg(differences.join(QStringLiteral(", "))));
    }
    checkIndexFile(*built);
}

// That there is none, or one that is too old, is no fault.
void IntegrityCheck::checkIndexFile(const FacetIndex &built)
{
    const bool isDamaged = QFile::exists(m_indexFile) && !IndexFile::open(m_indexFile);
    const OpenedIndex opened = isDamaged ? OpenedIndex() : indexFromFile(m_tables.connection, m_indexFile);
    const QStringList differences = opened.index ? built.differences(*opened.index) : QStringList();
    if (!differences.isEmpty())
        m_marks.compare(built, *opened.index);
    if (!isDamaged && differences.isEmpty())
        return;
    m_facetsAreWrong = m_report.isRepairable = true;
    found(isDamaged ? tr("The file of the filter index is damaged.")
                    : tr("The file of the filter index differs from the articles: %1.").arg(differences.join(QStringLiteral(", "))));
}

void IntegrityCheck::repairAll(Changes &changes)
{
    if (!m_tables.gate.hasIndex())
        m_tables.gate.replace(loadFacetIndex(m_tables.connection), storedGeneration(m_tables.connection));
    WriteTransaction transaction(m_tables);
    if (m_indexesAreWrong) {
        m_tables.connection.run("REINDEX");
        m_report.repaired += tr("The indexes of the database were built anew.");
    }
    const bool hasMarks = !m_marks.found().isEmpty(); // before what names they lack goes with them
    if (hasMarks) {
        changes.corrections = m_marks.bringBack();
        m_report.repaired += tr("What the database had lost of marks, tags, notes and names was brought back.");
    }
    dropFeedVersions();
    if (!m_lostFeedVersions.empty())
        m_report.repaired += tr("What was damaged of the feed's versions was removed.");
    const bool hadLostRows = removeLostRows(changes);
    if (hadLostRows)
        m_report.repaired += tr("Rows that belong to nothing were removed.");
    if (m_textsAreWrong) {
        rebuildTexts();
        m_report.repaired += tr("The index of words was built anew.");
    }
    if (m_facetsAreWrong || hadLostRows || hasMarks) { // which the index holds too
        transaction.commitUntold(changes);
        m_tables.gate.replace(loadFacetIndex(m_tables.connection), changes.generation);
    } else {
        transaction.commit(changes);
    }
    if (m_facetsAreWrong)
        m_report.repaired += tr("The filter index was built anew.");
}

// Gives whether there were any.
bool IntegrityCheck::removeLostRows(Changes &changes)
{
    const SQLite::Database &database = m_tables.connection.database();
    const auto before = database.getTotalChanges();
    m_tables.connection.run("DELETE FROM correction WHERE article IS NOT NULL AND article NOT IN (SELECT id FROM article)");
    changes.corrections = changes.corrections || database.getTotalChanges() > before;
    m_tables.connection.run("DELETE FROM content WHERE id NOT IN (SELECT id FROM article);"
                            "DELETE FROM state WHERE article NOT IN (SELECT id FROM article);"
                            "DELETE FROM full_text WHERE article NOT IN (SELECT id FROM article);"
                            "DELETE FROM tagged WHERE article NOT IN (SELECT id FROM article) OR tag NOT IN (SELECT id FROM value);"
                            "DELETE FROM found_entity WHERE value NOT IN (SELECT id FROM value);"
                            "DELETE FROM alias WHERE value NOT IN (SELECT id FROM value)");
    return database.getTotalChanges() > before;
}

void IntegrityCheck::rebuildTexts()
{
    m_tables.text.clear();
    Statement select = m_tables.connection.prepare("SELECT id, url, title, lead, body FROM content WHERE id IN (SELECT id FROM article)");
    while (select.step()) {
        const PackedContent packed{select.text(1), select.text(2), select.text(3), select.blob(4)};
        const auto content = unpack(packed, {});
        // Of a damaged article the title and the lead can still be found.
        m_tables.text.add(static_cast<quint32>(select.number(0)), packed.title, content ? content->text : packed.lead);
    }
}

} // namespace dateline
