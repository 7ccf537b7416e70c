// Contentless, because the text is kept compressed in `content`: an index with its own copy would cost 2.1 KB an article, one
// with external content needs the text as SQL columns. The price: an entry is taken out by naming the words it has.
#include "store/text_index.h"

#include "store/search_text.h"

#include <sqlite3.h>

#include <new>

namespace dateline {
namespace {

// SQL function is_among(id): BM25 is worked out only for rows of the answer.
void isAmong(sqlite3_context *context, int, sqlite3_value **values)
{
    const auto *among = static_cast<const DenseSet *>(sqlite3_user_data(context));
    sqlite3_result_int(context, among->contains(static_cast<quint32>(sqlite3_value_int64(values[0]))));
}

// SQL aggregate collect(id): a common word stands in a million articles, and handing them out row by row takes four times as long.
void collect(sqlite3_context *context, int, sqlite3_value **values)
{
    try {
        static_cast<DenseSet *>(sqlite3_user_data(context))->add(static_cast<quint32>(sqlite3_value_int64(values[0])));
    } catch (const std::bad_alloc &) { // must not pass through SQLite
        sqlite3_result_error_nomem(context);
    }
}

void collected(sqlite3_context *context)
{
    sqlite3_result_null(context);
}

constexpr qsizetype MostRemembered = 24; // sets of an eighth of a megabyte for a million articles

} // namespace

TextIndex::TextIndex(Connection &connection) : m_connection(connection), m_found(MostRemembered) {}

void TextIndex::add(quint32 article, const QString &title, const QString &text)
{
    m_connection.prepare("INSERT INTO article_text (rowid, title, text) VALUES (?, ?, ?)").bind(1, article).bind(2, searchText(title)).bind(3, searchText(text)).run();
}

void TextIndex::remove(quint32 article, const QString &title, const QString &text)
{
    m_connection.prepare("INSERT INTO article_text (article_text, rowid, title, text) VALUES ('delete', ?, ?, ?)")
        .bind(1, article)
        .bind(2, searchText(title))
        .bind(3, searchText(text))
        .run();
}

void TextIndex::clear()
{
    m_connection.run("INSERT INTO article_text (article_text) VALUES ('delete-all')");
}

void TextIndex::check()
{
    m_connection.run("INSERT INTO article_text (article_text) VALUES ('integrity-check')");
}

void TextIndex::rememberAt(quint64 generation)
{
    if (generation != m_generation)
        m_found.clear();
    m_generation = generation;
}

DenseSet TextIndex::find(const QString &expression)
{
    if (const DenseSet *known = m_found.object(expression))
        return *known;
    DenseSet found = search(expression);
    if (m_generation != 0)
        m_found.insert(expression, new DenseSet(found));
    return found;
}

DenseSet TextIndex::search(const QString &expression)
{
    DenseSet found;
    sqlite3_create_function_v2(m_connection.database().getHandle(), "collect", 1, SQLITE_UTF8 | SQLITE_DIRECTONLY, &found, nullptr, &collect, &collected,
                               nullptr);
    // A statement of its own: a kept one would hold on to the function, and so to `found`.
    SQLite::Statement statement(m_connection.database(), "SELECT collect(rowid) FROM article_text WHERE article_text MATCH ?");
    statement.bind(1, expression.toStdString());
    statement.executeStep();
    return found;
}

std::vector<quint32> TextIndex::ranked(const QString &expression, const DenseSet &among)
{
    sqlite3_create_function_v2(m_connection.database().getHandle(), "is_among", 1, SQLITE_UTF8 | SQLITE_DIRECTONLY,
                               const_cast<DenseSet *>(&among), &isAmong, nullptr, nullptr, nullptr);
    // A statement of its own: a kept one would hold on to the function, and so to `among`.
    SQLite::Statement statement(m_connection.database(),
                                "SELECT rowid FROM article_text WHERE article_text MATCH ? AND is_among(rowid) "
                                "ORDER BY bm25(article_text, 4.0, 1.0), rowid DESC");
    statement.bind(1, expression.toStdString());
    std::vector<quint32> best;
    while (statement.executeStep())
        best.push_back(static_cast<quint32>(statement.getColumn(0).getInt64()));
    return best;
}

} // namespace dateline
