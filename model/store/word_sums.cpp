// The index's side is read through FTS5's vocabulary, which gives every word's every place; the articles' side is cut into words by FTS5's own
// tokenizer (https://sqlite.org/fts5.html, sections 7 and 8), made as 001_first.sql makes it.
#include "store/word_sums.h"

#include "store/search_text.h"

#include <sqlite3.h>

#include <algorithm>
#include <cstring>
#include <new>

namespace dateline {
namespace {

constexpr const char *TokenizerName = "unicode61";
constexpr const char *TokenizerOptions[] = {"remove_diacritics", "2", "categories", "L* N* Co M*"};
constexpr int LongestWord = 32768; // bytes; FTS5 cuts longer ones there
constexpr const char *Columns[] = {"title", "text"};

// SplitMix64's last step (Steele, Lea, Flood 2014): every bit of the input changes half of the bits.
quint64 mixed(quint64 value)
{
    value = (value ^ (value >> 30)) * 0xbf58476d1ce4e5b9;
    value = (value ^ (value >> 27)) * 0x94d049bb133111eb;
    return value ^ (value >> 31);
}

quint64 hashOf(const char *word, int size)
{
    quint64 hash = 0xcbf29ce484222325; // FNV-1a
    for (int i = 0; i < size; ++i)
        hash = (hash ^ static_cast<unsigned char>(word[i])) * 0x100000001b3;
    return hash;
}

quint64 hashOf(quint64 word, int column, qint64 place)
{
    return mixed(mixed(word) + static_cast<quint64>(place) * 2 + static_cast<quint64>(column));
}

fts5_api *fts5Of(sqlite3 *database)
{
    fts5_api *api = nullptr;
    sqlite3_stmt *statement = nullptr;
    if (sqlite3_prepare_v2(database, "SELECT fts5(?1)", -1, &statement, nullptr) == SQLITE_OK) {
        sqlite3_bind_pointer(statement, 1, static_cast<void *>(&api), "fts5_api_ptr", nullptr);
        sqlite3_step(statement);
    }
    sqlite3_finalize(statement);
    return api;
}

} // namespace

// What is being cut into words.
struct WordSums::WordPlaces {
    int number;
    qint64 place = -1;
    quint64 sum = 0;
};

WordSums::WordSums(Connection &connection)
    : m_connection(connection), m_ids(connection, QStringLiteral("article")), m_methods(std::make_unique<fts5_tokenizer>())
{
    fts5_api *fts5 = fts5Of(connection.database().getHandle());
    void *given = nullptr;
    int code = fts5 ? fts5->xFindTokenizer(fts5, TokenizerName, &given, m_methods.get()) : SQLITE_ERROR;
    if (code == SQLITE_OK)
        code = m_methods->xCreate(given, const_cast<const char **>(TokenizerOptions), static_cast<int>(std::size(TokenizerOptions)), &m_tokenizer);
    if (code != SQLITE_OK)
        throw SQLite::Exception("FTS5 has no such tokenizer", code);
}

WordSums::~WordSums()
{
    if (m_tokenizer)
        m_methods->xDelete(m_tokenizer);
}

void WordSums::add(qint64 id, quint64 sum)
{
    if (!m_ids.holds(id)) {
        m_hasStrangeIds = true;
        return;
    }
    const auto key = static_cast<quint32>(id);
    auto sums = m_sums.find(key / Together);
    if (sums == m_sums.end())
        sums = m_sums.insert(key / Together, Sums{});
    (*sums)[key % Together] += sum;
}

int WordSums::takeToken(void *given, int flags, const char *token, int size, int, int)
{
    WordPlaces &column = *static_cast<WordPlaces *>(given);
    if (!(flags & FTS5_TOKEN_COLOCATED) || column.place < 0)
        ++column.place;
    column.sum += hashOf(hashOf(token, std::min(size, LongestWord)), column.number, column.place);
    return SQLITE_OK;
}

void WordSums::tokenize(quint32 id, int number, const QString &text)
{
    WordPlaces column{number};
    const QByteArray utf8 = searchText(text).toUtf8();
    const int code = m_methods->xTokenize(m_tokenizer, &column, FTS5_TOKENIZE_DOCUMENT, utf8.constData(), static_cast<int>(utf8.size()), &takeToken);
    if (code != SQLITE_OK)
        throw SQLite::Exception("FTS5's tokenizer", code);
    add(id, 0 - column.sum);
}

void WordSums::addArticle(quint32 id, const QString &title, const QString &text)
{
    tokenize(id, 0, title);
    tokenize(id, 1, text);
}

// SQL aggregate sum_words(term, doc, col, offset).
void WordSums::takeOccurrence(sqlite3_context *context, int, sqlite3_value **values)
{
    try {
        auto *sums = static_cast<WordSums *>(sqlite3_user_data(context));
        const auto *word = reinterpret_cast<const char *>(sqlite3_value_text(values[0]));
        const auto *column = reinterpret_cast<const char *>(sqlite3_value_text(values[2]));
        const int number = column && std::strcmp(column, Columns[1]) == 0 ? 1 : 0;
        sums->add(sqlite3_value_int64(values[1]), hashOf(hashOf(word, sqlite3_value_bytes(values[0])), number, sqlite3_value_int64(values[3])));
    } catch (const std::bad_alloc &) { // must not pass through SQLite
        sqlite3_result_error_nomem(context);
    }
}

void WordSums::finish(sqlite3_context *context)
{
    sqlite3_result_null(context);
}

void WordSums::addIndex()
{
    // The table lives in the connection's temporary database, which a connection that only reads mayn't write to either.
    const bool readsOnly = m_connection.number("PRAGMA query_only") != 0;
    if (readsOnly)
        m_connection.run("PRAGMA query_only = OFF");
    m_connection.run("CREATE VIRTUAL TABLE IF NOT EXISTS temp.article_occurrences USING fts5vocab(main, article_text, instance)");
    if (readsOnly)
        m_connection.run("PRAGMA query_only = ON");
    sqlite3_create_function_v2(m_connection.database().getHandle(), "sum_words", 4, SQLITE_UTF8 | SQLITE_DIRECTONLY, this, nullptr, &takeOccurrence, &finish, nullptr);
    // A statement of its own: a kept one would hold on to the function, and so to this.
    SQLite::Statement(m_connection.database(), "SELECT sum_words(term, doc, col, offset) FROM temp.article_occurrences").executeStep();
}

std::vector<quint32> WordSums::differing() const
{
    std::vector<quint32> ids;
    if (m_hasStrangeIds)
        ids.push_back(0);
    for (auto sums = m_sums.cbegin(); sums != m_sums.cend(); ++sums) {
        for (quint32 i = 0; i < Together; ++i) {
            const quint32 id = sums.key() * Together + i;
            if ((*sums)[i] != 0 && !m_unknown.contains(id))
                ids.push_back(id);
        }
    }
    std::sort(ids.begin(), ids.end());
    return ids;
}

} // namespace dateline
