// SpanMapper: where the words of an article's plain text stand in what is shown.
//
// Annotations count in `text`, but the view is built from `html`, whose white space and line breaks differ, and which may hold
// words that the text lacks (or the other way about). The mapper walks both at once, white space aside, and finds its way
// back after a difference. Linear: all searching together is bounded by a small multiple of the text's length; when that is
// used up, what can't be aligned stays unmapped. A value without I/O.
#pragma once

#include <QList>
#include <QString>

namespace dateline {

class SpanMapper final {
public:
    explicit SpanMapper(const QString &text);

    // The next piece of shown text, in order. Gives, for each UTF-16 unit of it, its offset in the text, or -1. White space
    // has an offset only where the text has some at the same place.
    QList<qint32> append(QStringView piece);

private:
    void skipSpace();
    bool matchesAt(qsizetype position, QStringView key) const;
    bool findAgain(QStringView key);

    QString m_text;
    qsizetype m_position = 0;
    qsizetype m_budget;      // comparisons left for finding the way back
    bool m_isLost = false;
};

} // namespace dateline
