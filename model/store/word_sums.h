// WordSums: whether the index of words holds just the words of the articles, each in its place. Both sides are added up by article: a sum of hashes of
// (word, column, place), in which the order doesn't matter, so that neither has to be held or sorted. A sum takes 8 bytes an article.
//
// Belongs to the connection's thread, and once on a connection. Throws SQLite::Exception.
#pragma once

#include "store/connection.h"
#include "store/id_range.h"

#include <QHash>
#include <QSet>

#include <array>
#include <memory>
#include <vector>

struct Fts5Tokenizer;
struct fts5_tokenizer;
struct sqlite3_context;
struct sqlite3_value;

namespace dateline {

class WordSums final {
public:
    explicit WordSums(Connection &connection);
    ~WordSums();
    WordSums(const WordSums &) = delete;
    WordSums &operator=(const WordSums &) = delete;

    // An article's words, as TextIndex::add() gives them to the index.
    void addArticle(quint32 id, const QString &title, const QString &text);
    // One whose words can't be told, so that the index may hold any.
    void addUnknown(quint32 id) { m_unknown += id; }
    // All words of the index. A million articles take minutes.
    void addIndex();
    // Articles of which the two differ, once both sides were added; of ids that no article can have, 0.
    std::vector<quint32> differing() const;

private:
    static constexpr quint32 Together = 4096;
    using Sums = std::array<quint64, Together>;
    struct WordPlaces;

    void add(qint64 id, quint64 sum);
    void tokenize(quint32 id, int column, const QString &text);
    static int takeToken(void *given, int flags, const char *token, int size, int start, int end);
    static void takeOccurrence(sqlite3_context *context, int count, sqlite3_value **values);
    static void finish(sqlite3_context *context);

    Connection &m_connection;
    IdRange m_ids;
    std::unique_ptr<fts5_tokenizer> m_methods;
    Fts5Tokenizer *m_tokenizer = nullptr;
    QHash<quint32, Sums> m_sums; // by id / Together
    QSet<quint32> m_unknown;
    bool m_hasStrangeIds = false;
};

} // namespace dateline
