#include "feed/text_lines.h"

#include "text/plain_text.h"

#include <algorithm>

namespace dateline {

namespace {

constexpr qsizetype widestColumn = 100; // that people wrap text at
constexpr qsizetype narrowestColumn = 45;

bool endsSentence(const QString &line)
{
    static constexpr QStringView closing = u".!?…:\"”’'»)]。！？";
    return !line.isEmpty() && closing.contains(line.back());
}

bool startsListItem(const QString &line)
{
    if (line.size() < 3)
        return false;
    if ((line[0] == u'-' || line[0] == u'*' || line[0].unicode() == 0x2022 || line[0].unicode() == 0x2013) && line[1] == u' ')
        return true;
    qsizetype digits = 0;
    while (digits < line.size() && line[digits].isDigit())
        ++digits;
    return digits > 0 && digits < 3 && digits + 1 < line.size() && (line[digits] == u'.' || line[digits] == u')')
        && line[digits + 1] == u' ';
}

// The column that a file is wrapped at, or 0 where its lines are as long as they came.
qsizetype wrapColumn(const QList<TextLine> &lines)
{
    qsizetype column = 0;
    qsizetype inner = 0;  // lines that another one follows at once
    qsizetype full = 0;
    for (const TextLine &line : lines)
        column = std::max(column, line.text.size());
    if (column > widestColumn || column < narrowestColumn)
        return 0;
    for (qsizetype i = 0; i + 1 < lines.size(); ++i) {
        if (lines[i].text.isEmpty() || lines[i + 1].text.isEmpty())
            continue;
        ++inner;
        // A wrapped line is full: the next one's first word would not have fitted.
        const qsizetype nextWord = lines[i + 1].text.indexOf(u' ');
        const qsizetype length = nextWord < 0 ? lines[i + 1].text.size() : nextWord;
        full += lines[i].text.size() + 1 + length >= column - 8;
    }
    return inner > 0 && full * 5 >= inner * 3 ? column : 0;
}

QString joinedWrapped(const QList<TextLine> &block, qsizetype column)
{
    QString text;
    for (qsizetype i = 0; i < block.size(); ++i) {
        const QString &line = block[i].text;
        if (i > 0) {
            const QString &before = block[i - 1].text;
            const bool wasShort = before.size() < column * 3 / 4 && endsSentence(before);
            const bool isParagraph = wasShort || (block[i].isIndented && !block[i - 1].isIndented);
            const bool isHyphenated = before.size() > 1 && before.endsWith(u'-') && before[before.size() - 2].isLetter();
            text += isParagraph ? QStringLiteral("\n\n") : startsListItem(line) ? QStringLiteral("\n")
                : isHyphenated ? QString() : QStringLiteral(" ");
        }
        text += line;
    }
    return text;
}

QString joinedLong(const QList<TextLine> &block)
{
    qsizetype total = 0;
    for (const TextLine &line : block)
        total += line.text.size();
    const bool areParagraphs = total / block.size() >= widestColumn * 4 / 5;
    QString text;
    for (const TextLine &line : block) {
        if (!text.isEmpty())
            text += areParagraphs ? QStringLiteral("\n\n") : QStringLiteral("\n");
        text += line.text;
    }
    return text;
}

} // namespace

QList<TextLine> textLines(QStringView text)
{
    QList<TextLine> lines;
    qsizetype start = 0;
    const auto add = [&](qsizetype end) {
        const QStringView line = text.sliced(start, end - start);
        lines.append({simplified(line), line.startsWith(u'\t') || line.startsWith(u"  ")});
    };
    for (qsizetype at = 0; at < text.size(); ++at) {
        const char16_t c = text[at].unicode();
        if (c != u'\n' && c != u'\r' && c != u'\f' && c != 0x2028 && c != 0x2029)
            continue;
        add(at);
        at += c == u'\r' && at + 1 < text.size() && text[at + 1] == u'\n' ? 1 : 0;
        start = at + 1;
        if (c == 0x2029)
            lines.append(TextLine());
    }
    add(text.size());
    return lines;
}

QString joinedParagraphs(const QList<TextLine> &lines)
{
    const qsizetype column = wrapColumn(lines);
    QStringList paragraphs;
    QList<TextLine> block;
    const auto close = [&] {
        if (!block.isEmpty())
            paragraphs.append(column > 0 ? joinedWrapped(block, column) : joinedLong(block));
        block.clear();
    };
    for (const TextLine &line : lines) {
        if (line.text.isEmpty())
            close();
        else
            block.append(line);
    }
    close();
    return paragraphs.join(QStringLiteral("\n\n"));
}

} // namespace dateline
