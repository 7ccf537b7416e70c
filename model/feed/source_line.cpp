#include "feed/source_line.h"

#include "text/plain_text.h"
#include "text/urls.h"

namespace dateline {

namespace {

// Longer labels first, because the first that fits is taken.
constexpr QStringView labels[] = {
    u"read the full story at", u"read the full story", u"read the original article", u"read the original", u"read full article",
    u"read more at", u"read more on", u"read more", u"full story", u"full article", u"originally published at",
    u"originally published by", u"originally published on", u"original article", u"original source", u"original",
    u"article source", u"sources", u"source", u"via", u"link", u"url", u"quellen", u"quelle", u"fuentes", u"fuente",
    u"fontes", u"fonte", u"izvori", u"izvor", u"источники", u"источник",
    u"извор", u"джерело", u"bronnen", u"bron",
    u"źródło", u"zdroj", u"kilder", u"kilde", u"källa", u"lähde", u"kaynak", u"sursa", u"sursă", u"forrás", u"πηγή", u"burimi",
    u"المصدر", u"מקור", u"منبع", u"स्रोत", u"来源", u"來源", u"出典", u"출처",
};

bool isSeparator(QChar c)
{
    return QStringView(u":：-–—|>").contains(c);
}

// Without the marks that surround a label or link in plain text and Markdown.
QStringView stripped(QStringView text)
{
    static constexpr QStringView marks = u"()[]<>{}*_#\"'“”«»,;|-–—:：→►";
    while (!text.isEmpty() && (text.front().isSpace() || marks.contains(text.front())))
        text = text.sliced(1);
    while (!text.isEmpty() && (text.back().isSpace() || marks.contains(text.back())))
        text.chop(1);
    return text;
}

qsizetype addressStart(QStringView text)
{
    const qsizetype https = text.indexOf(u"https://", 0, Qt::CaseInsensitive);
    const qsizetype http = text.indexOf(u"http://", 0, Qt::CaseInsensitive);
    if (https >= 0 && (http < 0 || https < http))
        return https;
    return http >= 0 ? http : text.indexOf(u"www.", 0, Qt::CaseInsensitive);
}

QString addressOf(QStringView text)
{
    const bool isBare = text.startsWith(u"www.", Qt::CaseInsensitive);
    const QString address = (isBare ? u"https://" : u"") + text.toString();
    return webAddress(address).value_or(QString());
}

// Splits "Reuters (https://…)" or "[Reuters](https://…)" into name and address.
SourceLine nameAndAddress(QStringView text)
{
    const qsizetype start = addressStart(text);
    if (start < 0)
        return {simplified(stripped(text)), {}};
    qsizetype end = start;
    while (end < text.size() && !text[end].isSpace() && text[end] != u'>' && text[end] != u'"' && text[end] != u']')
        ++end;
    const bool isInBrackets = start > 0 && text[start - 1] == u'(';
    QStringView address = text.sliced(start, end - start);
    while (!address.isEmpty() && (address.back() == u',' || address.back() == u';' || address.back() == u'.'
                                  || (address.back() == u')' && (isInBrackets || !address.contains(u'(')))))
        address.chop(1);
    const QString before = simplified(stripped(text.first(start)));
    const QString after = simplified(stripped(text.sliced(end)));
    const QString between = before.isEmpty() || after.isEmpty() ? QString() : QStringLiteral(" ");
    return {before + between + after, addressOf(address)};
}

bool isNameLike(const QString &name)
{
    return name.size() <= 80 && name.count(u' ') < 10 && !name.endsWith(u'.') && !name.endsWith(u'?') && !name.endsWith(u'!');
}

} // namespace

std::optional<SourceLine> sourceLine(const QString &line)
{
    if (line.size() > 2048)
        return std::nullopt;
    const QStringView text = stripped(line);
    for (const QStringView label : labels) {
        if (!text.startsWith(label, Qt::CaseInsensitive))
            continue;
        const QStringView rest = text.sliced(label.size());
        if (rest.isEmpty())
            return SourceLine{};
        const bool isLatin = label.front().unicode() < 0x250;
        if (isLatin && (rest.front().isLetterOrNumber() || rest.front() == u'\''))
            continue; // "Sourced from …"
        const bool isParted = isSeparator(rest.trimmed().front()) || rest.startsWith(u"](") || rest.startsWith(u" (http");
        SourceLine found = nameAndAddress(rest);
        if (found.address.isEmpty() && addressStart(rest) >= 0)
            return std::nullopt; // an address that can't be opened is text, and text isn't lost
        // Without a colon or link, only a short name in capitals: "Via Reuters", not "Source close to the minister".
        const bool isPlainName = !found.name.isEmpty() && found.name.front().isUpper() && found.name.count(u' ') < 3;
        if (!isNameLike(found.name) || (!isParted && found.address.isEmpty() && !isPlainName))
            return std::nullopt;
        return found;
    }
    return std::nullopt;
}

QString addressLine(const QString &line)
{
    if (line.size() > 8192)
        return {};
    const SourceLine found = nameAndAddress(line);
    const bool hasMarks = line.startsWith(u'[') && line.contains(u"](http") && line.endsWith(u')');
    const bool isMarkdownLink = hasMarks && isNameLike(found.name);
    return found.name.isEmpty() || isMarkdownLink ? found.address : QString();
}

} // namespace dateline
