#include "article_generator.h"

#include <QDateTime>
#include <QJsonDocument>
#include <QJsonObject>
#include <QRegularExpression>

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
