#include "article_generator.h"

#include <QDateTime>
#include <QJsonDocument>
#include <QJsonObject>
#include <QRegularExpression>

#include <cmath>

namespace dateline::bench {

ArticleGenerator::ArticleGenerator(const QByteArray &edition, quint32 seed) : m_chance(seed)
{
    static const QRegularExpression sentenceEnd(QStringLiteral("(?<=[.!?])\\s+(?=[A-Z])"));
    for (const QByteArray &line : edition.split('\n')) {
        const QString text = QJsonDocument::fromJson(line).object().value(QStringLiteral("text")).toString();
        if (const QStringList sentences = text.split(sentenceEnd, Qt::SkipEmptyParts); sentences.size() > 3)
            m_themes += sentences;
    }
}

// A made-up person: a few are in many articles, most in one, as in the news.
QString ArticleGenerator::somebody()
{
    static const QStringList given{QStringLiteral("Anna"), QStringLiteral("David"), QStringLiteral("Maria"), QStringLiteral("Ahmed"),
                                   QStringLiteral("Elena"), QStringLiteral("Carlos"), QStringLiteral("Grace"), QStringLiteral("Ivan")};
    static const QStringList syllables{QStringLiteral("ba"), QStringLiteral("lo"), QStringLiteral("mer"), QStringLiteral("ti"), QStringLiteral("ko"),
                                       QStringLiteral("ran"), QStringLiteral("vel"), QStringLiteral("du"), QStringLiteral("sin"), QStringLiteral("har")};
    constexpr double people = 400'000;
    const int rank = static_cast<int>(std::pow(people, m_chance.generateDouble()));
    QString surname;
    for (int left = rank + 10; left > 0; left /= 10)
        surname += syllables[left % 10];
    surname[0] = surname[0].toUpper();
    return given[rank % given.size()] + u' ' + surname;
}

QByteArray ArticleGenerator::next(int words)
{
    const auto any = [this](const QStringList &list) { return list[m_chance.bounded(static_cast<int>(list.size()))]; };
    const QStringList &theme = m_themes[m_chance.bounded(static_cast<int>(m_themes.size()))];
    const QStringList &other = m_themes[m_chance.bounded(static_cast<int>(m_themes.size()))];
    QString text;
    int written = 0;
    for (int sentence = 0; written < words; ++sentence) {
        const QString &next = any(m_chance.bounded(5) < 4 ? theme : other);
        written += static_cast<int>(next.count(u' ')) + 1;
        text += (sentence == 0 ? QString() : sentence % 4 == 0 ? QStringLiteral("\n\n") : QStringLiteral(" ")) + next;
    }
    if (m_chance.bounded(2) == 0)
        text += QStringLiteral("\n\nThe report was written by ") + somebody() + QStringLiteral(", who spoke to ") + somebody() + u'.';
    const QDateTime start(QDate(2022, 1, 1), QTime(0, 0), Qt::UTC);
    const QString number = QString::number(++m_count);
    const QJsonObject article{
        {QStringLiteral("id"), QString(QStringLiteral("bench-") + number)},
        {QStringLiteral("title"), QString(any(theme).section(u' ', 0, 10) + QStringLiteral(" (") + number + u')')},
        {QStringLiteral("text"), text},
        {QStringLiteral("published"), start.addSecs(m_chance.bounded(3 * 365 * 86'400)).toString(Qt::ISODate)},
        {QStringLiteral("url"), QString(QStringLiteral("https://example.org/bench/") + number)},
        {QStringLiteral("source"), QString(QStringLiteral("Source ") + QString::number(m_chance.bounded(500)))},
    };
    return QJsonDocument(article).toJson(QJsonDocument::Compact) + '\n';
}

} // namespace dateline::bench
