// Contentless, because the text is kept compressed in `content`: an index with its own copy would cost 2.1 KB an article, one
// with external content needs the text as SQL columns. The price: an entry is taken out by naming the words it has.
#include "store/text_index.h"

#include "store/search_text.h"

#include <sqlite3.h>

#include <algorithm>
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

// Searches that add what they find to one set. Only one at a time on a connection.
class Collecting final {
public:
    Collecting(Connection &connection, DenseSet &found)
        : m_function(connection, found), m_statement(connection.database(), "SELECT collect(rowid) FROM article_text WHERE article_text MATCH ?")
    {
    }
    void search(const QString &expression)
    {
        m_statement.bind(1, expression.toStdString());
        m_statement.executeStep();
        m_statement.reset();
    }

private:
    struct Function {
        Function(Connection &connection, DenseSet &found)
        {
            sqlite3_create_function_v2(connection.database().getHandle(), "collect", 1, SQLITE_UTF8 | SQLITE_DIRECTONLY, &found, nullptr, &collect, &collected, nullptr);
        }
    };
    Function m_function;
    SQLite::Statement m_statement; // of its own: a kept one would hold on to the function, and so to the set
};

constexpr qsizetype MostRemembered = 64; // sets of an eighth of a megabyte for a million articles
constexpr qint64 Frequent = 4'000;        // articles; the set of a rarer word is found again as fast as it is copied
constexpr size_t MostWords = 20'000;      // that begin alike: then FTS5 joins them better
constexpr size_t LeastPrefix = 3;

// FTS5 folds letters once more in its own way. Of these it makes what they are, so they can be compared with its vocabulary.
bool isPlainWord(const QString &form)
{
    return std::all_of(form.begin(), form.end(), [](QChar c) { return (c >= u'a' && c <= u'z') || (c >= u'0' && c <= u'9'); });
}

QString quoted(const std::string &word)
{
    return u'"' + QString::fromStdString(word) + u'"';
}

// The first text that comes behind all that begin with it.
std::string behind(std::string prefix)
{
    ++prefix.back(); // of a plain word
    return prefix;
}

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

void TextIndex::holdInMemory(int bytes)
{
    m_connection.prepare("INSERT INTO article_text (article_text, rank) VALUES ('hashsize', ?)").bind(1, bytes).run();
}

// As FTS5's documentation has it for "merge": begun by a negative number; fewer than two changed rows mean that there was nothing to do.
bool TextIndex::mergeSome(int pages, bool isFirst)
{
    const auto before = m_connection.database().getTotalChanges();
    m_connection.prepare("INSERT INTO article_text (article_text, rank) VALUES ('merge', ?)").bind(1, isFirst ? -pages : pages).run();
    return m_connection.database().getTotalChanges() - before >= 2;
}

void TextIndex::check()
{
    m_connection.run("INSERT INTO article_text (article_text) VALUES ('integrity-check')");
}

void TextIndex::rememberAt(quint64 generation)
{
    if (generation != m_generation) {
        m_found.clear();
        m_vocabulary = {};
    }
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

DenseSet TextIndex::findBeginning(const QString &words)
{
    const QString form = searchText(words);
    if (!isPlainWord(form) || static_cast<size_t>(form.size()) < LeastPrefix)
        return find(matchExpression(words, true));
    const std::span<const VocabularyWord> known = wordsBeginning(form.toStdString());
    if (known.size() > MostWords)
        return find(matchExpression(words, true));
    DenseSet found;
    for (const VocabularyWord &each : known) {
        if (each.articles >= Frequent)
            found |= find(quoted(each.word));
    }
    Collecting rare(m_connection, found);
    for (const VocabularyWord &each : known) {
        if (each.articles < Frequent)
            rare.search(quoted(each.word));
    }
    return found;
}

std::span<const TextIndex::VocabularyWord> TextIndex::wordsBeginning(const std::string &prefix)
{
    const bool isKnown = m_generation != 0 && !m_vocabulary.prefix.empty() && prefix.starts_with(m_vocabulary.prefix)
        && m_vocabulary.words.size() <= MostWords; // else some of them are missing
    if (!isKnown)
        m_vocabulary = readVocabulary(prefix);
    const auto isBefore = [](const VocabularyWord &each, const std::string &text) { return each.word < text; };
    const auto first = std::lower_bound(m_vocabulary.words.begin(), m_vocabulary.words.end(), prefix, isBefore);
    return {first, std::lower_bound(first, m_vocabulary.words.end(), behind(prefix), isBefore)};
}

TextIndex::Vocabulary TextIndex::readVocabulary(const std::string &prefix)
{
    Vocabulary read{prefix, {}};
    SQLite::Statement select(m_connection.database(), "SELECT term, doc FROM temp.article_words WHERE term >= ? AND term < ? LIMIT ?");
    select.bind(1, prefix);
    select.bind(2, behind(prefix));
    select.bind(3, static_cast<int64_t>(MostWords + 1));
    while (select.executeStep())
        read.words.push_back({select.getColumn(0).getString(), select.getColumn(1).getInt64()});
    return read;
}

// The table lives in the connection's temporary database, which a connection that only reads mayn't write to either.
void TextIndex::nameVocabulary()
{
    const bool readsOnly = m_connection.number("PRAGMA query_only") != 0;
    if (readsOnly)
        m_connection.run("PRAGMA query_only = OFF");
    m_connection.run("CREATE VIRTUAL TABLE temp.article_words USING fts5vocab(main, article_text, row)");
    if (readsOnly)
        m_connection.run("PRAGMA query_only = ON");
}

DenseSet TextIndex::search(const QString &expression)
{
    DenseSet found;
    Collecting(m_connection, found).search(expression);
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
