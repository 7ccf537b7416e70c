// TextIndex: full text of titles and texts (FTS5, contentless). Throws SQLite::Exception.
#pragma once

#include "store/connection.h"
#include "store/posting_list.h"

#include <vector>

namespace dateline {

class TextIndex final {
public:
    explicit TextIndex(Connection &connection) : m_connection(connection) {}

    void add(quint32 article, const QString &title, const QString &text);
    // Title and text must be those that were added.
    void remove(quint32 article, const QString &title, const QString &text);
    void clear();
    // Throws where the index is damaged.
    void check();

    // Articles that hold what matchExpression() made.
    IdBitmap find(const QString &expression);
    // The articles of `among` that match, best first (BM25, a word in the title counting four times).
    std::vector<quint32> ranked(const QString &expression, const IdBitmap &among);

private:
    Connection &m_connection;
};

} // namespace dateline
