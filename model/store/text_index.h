// TextIndex: full text of titles and texts (FTS5, contentless). Throws SQLite::Exception.
#pragma once

#include "store/connection.h"
#include "store/dense_set.h"

#include <QCache>

#include <span>
#include <string>
#include <vector>

namespace dateline {

class TextIndex final {
public:
    explicit TextIndex(Connection &connection);

    void add(quint32 article, const QString &title, const QString &text);
    // Title and text must be those that were added.
    void remove(quint32 article, const QString &title, const QString &text);
    void clear();
    // How many bytes of words are gathered in memory before they go to the tables: more makes many additions faster. Holds until changed.
    void holdInMemory(int bytes);
    static constexpr int UsualBytes = 1024 * 1024; // FTS5's own
    // Joins the segments of the index into one, in which nothing is left of what was removed; about so many of its pages (4 KB) in a call. The
    // first call begins that, later ones go on. False where nothing was left to be done.
    bool mergeSome(int pages, bool isFirst);
    // Throws where the index is damaged.
    void check();

    // Articles that hold what matchExpression() made.
    DenseSet find(const QString &expression);
    // Must be called once, outside a transaction, before findBeginning().
    void nameVocabulary();
    // Articles that hold a word, or the last word of several, which begins so. The same as find(matchExpression(words, true)), but faster:
    // the words that begin so are looked up in the index's vocabulary, and the sets of frequent ones remembered. Who types needs
    // many of them again with the next key.
    DenseSet findBeginning(const QString &words);
    // What find() found is remembered while the generation of the database stays the same: who types asks for the same words
    // with each key.
    void rememberAt(quint64 generation);
    // The articles of `among` that match, best first (BM25, a word in the title counting four times).
    std::vector<quint32> ranked(const QString &expression, const DenseSet &among);

private:
    struct VocabularyWord {
        std::string word;
        qint64 articles;
    };
    // Words of the index, in byte order, that begin with `prefix`.
    struct Vocabulary {
        std::string prefix;
        std::vector<VocabularyWord> words;
    };

    DenseSet search(const QString &expression);
    std::span<const VocabularyWord> wordsBeginning(const std::string &prefix);
    Vocabulary readVocabulary(const std::string &prefix);

    Connection &m_connection;
    quint64 m_generation = 0; // of what is remembered; 0: nothing is
    QCache<QString, DenseSet> m_found;
    Vocabulary m_vocabulary;
};

} // namespace dateline
