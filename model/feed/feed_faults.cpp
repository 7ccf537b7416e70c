#include "feed/feed_faults.h"

#include "text/plain_text.h"

#include <QCoreApplication>

namespace dateline {

namespace {

constexpr int longestDetail = 60;

constexpr std::array<const char *, size_t(FeedFault::OutOfOrder) + 1> sentenceOf = {
    QT_TRANSLATE_NOOP("FeedFault", "the file was packed (gzip) once more than it should be"),
    QT_TRANSLATE_NOOP("FeedFault", "something stands before the feed begins"),
    QT_TRANSLATE_NOOP("FeedFault", "the encoding is not the one that is stated: %1"),
    QT_TRANSLATE_NOOP("FeedFault", "a part of the text is in another encoding (Windows-1252) than the rest"),
    QT_TRANSLATE_NOOP("FeedFault", "a text was encoded twice: \"%1\""),
    QT_TRANSLATE_NOOP("FeedFault", "there are bytes that are no characters in the encoding used: %1"),
    QT_TRANSLATE_NOOP("FeedFault", "an \"&\" is not written as \"&amp;\""),
    QT_TRANSLATE_NOOP("FeedFault", "a \"<\" is not written as \"&lt;\""),
    QT_TRANSLATE_NOOP("FeedFault", "the entity %1 is HTML's, which a feed has to declare"),
    QT_TRANSLATE_NOOP("FeedFault", "the entity %1 is unknown"),
    QT_TRANSLATE_NOOP("FeedFault", "there is a control character"),
    QT_TRANSLATE_NOOP("FeedFault", "the prefix of <%1> is not declared"),
    QT_TRANSLATE_NOOP("FeedFault", "<%1> is never ended"),
    QT_TRANSLATE_NOOP("FeedFault", "</%1> ends nothing"),
    QT_TRANSLATE_NOOP("FeedFault", "a CDATA section is never ended"),
    QT_TRANSLATE_NOOP("FeedFault", "it is not quite JSON"),
    QT_TRANSLATE_NOOP("FeedFault", "there is markup in a title: \"%1\""),
    QT_TRANSLATE_NOOP("FeedFault", "the markup of a text is escaped twice, or said to be none"),
    QT_TRANSLATE_NOOP("FeedFault", "the date \"%1\" can't be understood"),
    QT_TRANSLATE_NOOP("FeedFault", "the link \"%1\" is relative, and nothing says to what"),
    QT_TRANSLATE_NOOP("FeedFault", "it has neither a guid nor a link to be known by"),
    QT_TRANSLATE_NOOP("FeedFault", "the guid \"%1\" is given to more than one item"),
    QT_TRANSLATE_NOOP("FeedFault", "the items are not in the order of their dates"),
};

} // namespace

void FeedFaults::add(FeedFault fault, const QString &place, const QString &detail)
{
    Tally &tally = m_tallies[size_t(fault)];
    if (tally.count++ > 0)
        return;
    tally.place = place;
    tally.detail = excerpt(detail, longestDetail);
}

void FeedFaults::include(const FeedFaults &others)
{
    for (size_t at = 0; at < m_tallies.size(); ++at) {
        Tally &tally = m_tallies[at];
        const Tally &other = others.m_tallies[at];
        const int count = tally.count + other.count;
        if (tally.count == 0)
            tally = other;
        tally.count = count;
    }
}

QStringList FeedFaults::sentences() const
{
    QStringList sentences;
    for (size_t at = 0; at < m_tallies.size(); ++at) {
        const Tally &tally = m_tallies[at];
        if (tally.count == 0)
            continue;
        QString sentence = QCoreApplication::translate("FeedFault", sentenceOf[at]);
        if (sentence.contains(u"%1"))
            sentence = sentence.arg(tally.detail);
        if (!tally.place.isEmpty())
            sentence = tally.place + QStringLiteral(": ") + sentence;
        if (tally.count > 1)
            sentence = QCoreApplication::translate("FeedFault", "%1 (%n times)", nullptr, tally.count).arg(sentence);
        sentences.append(sentence);
    }
    return sentences;
}

} // namespace dateline
