// Varied articles for load, made from the sentences of the sample edition: the same for the same seed.
#pragma once

#include <QByteArray>
#include <QRandomGenerator>
#include <QStringList>

namespace dateline::bench {

class ArticleGenerator final {
public:
    // `edition` is the sample edition's JSON Lines; each article keeps to one theme for most of its sentences.
    ArticleGenerator(const QByteArray &edition, quint32 seed);

    bool isEmpty() const { return m_themes.isEmpty(); }
    // One JSON line (design §4) of about `words` words, dated within three years, from one of 500 sources.
    QByteArray next(int words);

private:
    QString somebody();

    QList<QStringList> m_themes;
    QRandomGenerator m_chance;
    quint32 m_count = 0;
};

} // namespace dateline::bench
