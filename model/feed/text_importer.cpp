#include "feed/text_importer.h"

#include "feed/item_draft.h"
#include "feed/source_line.h"
#include "feed/text_head.h"
#include "feed/text_lines.h"
#include "text/charset.h"
#include "text/dates.h"
#include "text/plain_text.h"

#include <QCoreApplication>

namespace dateline {

namespace {

constexpr int linesOfFoot = 8; // that are not blank
constexpr qsizetype longestFile = 64 << 20;

QString message(const char *text)
{
    return QCoreApplication::translate("TextImporter", text);
}

void dropTrailingBlanks(QList<TextLine> &lines)
{
    while (!lines.isEmpty() && lines.constLast().text.isEmpty())
        lines.removeLast();
}

void takeSource(const SourceLine &source, ArticleContent &content)
{
    QString name = source.name;
    // "Reuters, 11 September 2025"
    for (qsizetype comma = name.indexOf(u','); comma > 0; comma = name.indexOf(u',', comma + 1)) {
        const Moment moment = parseHumanDate(QStringView(name).sliced(comma + 1));
        if (!moment.isKnown())
            continue;
        if (!content.published.isKnown())
            content.published = moment;
        name.truncate(comma);
    }
    if (content.sourceName.isEmpty())
        content.sourceName = name;
    if (content.url.isEmpty())
        content.url = source.address;
}

// Where the article's head has named another source already, one of the two would be lost.
bool contradicts(const SourceLine &source, const ArticleContent &content)
{
    const auto differ = [](const QString &a, const QString &b) { return !a.isEmpty() && !b.isEmpty() && a != b; };
    return differ(source.address, content.url) || differ(source.name, content.sourceName);
}

// True where a line below the label "Source" says where from: a link, or the one name.
bool takeBelowLabel(const QString &line, bool isOnlyLine, ArticleContent &content)
{
    const QString address = addressLine(line);
    if (!address.isEmpty() && content.url.isEmpty()) {
        content.url = address;
        return true;
    }
    const auto source = sourceLine(QStringLiteral("Source: ") + line);
    if (!address.isEmpty() || !isOnlyLine || !source)
        return false;
    takeSource(*source, content);
    return true;
}

// The label may stand some lines from the end, with links below it.
void readSourceLabel(QList<TextLine> &lines, ArticleContent &content)
{
    int below = 0;
    for (qsizetype at = lines.size() - 1; at > 0 && below < linesOfFoot; --at) {
        const QString &line = lines[at].text;
        if (line.isEmpty())
            continue;
        const auto source = sourceLine(line);
        if (source && (below == 0 || source->isBare())) {
            if (contradicts(*source, content))
                return; // it stays in the text
            takeSource(*source, content);
            lines.removeAt(at);
            for (qsizetype i = at; i < lines.size();) {
                const bool isTaken = !lines[i].text.isEmpty() && takeBelowLabel(lines[i].text, below == 1, content);
                if (isTaken)
                    lines.removeAt(i);
                else
                    ++i;
            }
            return;
        }
        // Below a label stand links and one short name; anything else is text.
        if (addressLine(line).isEmpty() && (below > 0 || line.size() > 80))
            return;
        ++below;
    }
}

void readFoot(QList<TextLine> &lines, ArticleContent &content)
{
    dropTrailingBlanks(lines);
    readSourceLabel(lines, content);
    dropTrailingBlanks(lines);
    if (lines.size() < 2 || !content.url.isEmpty())
        return;
    content.url = addressLine(lines.constLast().text);
    if (!content.url.isEmpty())
        lines.removeLast();
}

} // namespace

Result<ArticleContent> parseTextArticle(QByteArrayView bytes, const QString &fileName)
{
    if (bytes.size() > longestFile)
        return failure(ErrorKind::Full,
                       message(QT_TRANSLATE_NOOP("TextImporter", "%1 is too large for one article.")).arg(fileName));
    if (looksBinary(bytes))
        return failure(ErrorKind::Input, message(QT_TRANSLATE_NOOP("TextImporter", "%1 is not a text file.")).arg(fileName));
    const DecodedText decoded = decodeText(bytes);
    QList<TextLine> lines = textLines(decoded.text);
    dropTrailingBlanks(lines);
    if (lines.isEmpty())
        return failure(ErrorKind::Input, message(QT_TRANSLATE_NOOP("TextImporter", "%1 is empty.")).arg(fileName));
    ArticleContent content;
    content.ref = fileName;
    if (decoded.invalid > 0)
        content.problems.append(
            message(QT_TRANSLATE_NOOP("TextImporter", "%1 characters could not be decoded")).arg(decoded.invalid));
    const QString whole = joinedParagraphs(lines);
    readFoot(lines, content);
    readTextHead(lines, content);
    content.text = joinedParagraphs(lines);
    if (content.text.isEmpty())
        content.text = whole; // nothing but a date or a link: better that than an empty article
    if (!content.published.isKnown())
        content.published = datelineMoment(content.text);
    content.html = htmlFromText(content.text);
    ensureTitle(content);
    return content;
}

} // namespace dateline
