#include "ui/reading/body_markup.h"

#include <QSet>

namespace dateline {
namespace {

constexpr qsizetype plainPiece = 16 * 1024; // characters

} // namespace

bool isBlockElement(const QString &name)
{
    static const QSet<QString> names = {
        QStringLiteral("p"), QStringLiteral("div"), QStringLiteral("section"), QStringLiteral("article"), QStringLiteral("header"),
        QStringLiteral("footer"), QStringLiteral("main"), QStringLiteral("aside"), QStringLiteral("figure"),
        QStringLiteral("figcaption"), QStringLiteral("h1"), QStringLiteral("h2"), QStringLiteral("h3"), QStringLiteral("h4"),
        QStringLiteral("h5"), QStringLiteral("h6"), QStringLiteral("ul"), QStringLiteral("ol"), QStringLiteral("li"),
        QStringLiteral("dl"), QStringLiteral("dt"), QStringLiteral("dd"), QStringLiteral("blockquote"), QStringLiteral("pre"),
        QStringLiteral("hr"), QStringLiteral("table"), QStringLiteral("caption"), QStringLiteral("tr"), QStringLiteral("td"),
        QStringLiteral("th"), QStringLiteral("address"), QStringLiteral("details"), QStringLiteral("summary")};
    return names.contains(name);
}

QString markupOf(QStringView text)
{
    QString markup = text.toString().toHtmlEscaped();
    markup.replace(QStringLiteral("\n\n"), QStringLiteral("<p>"));
    markup.replace(u'\n', QStringLiteral("<br>"));
    return markup;
}

qsizetype pieceLength(QStringView text)
{
    if (text.size() <= plainPiece)
        return text.size();
    const QStringView piece = text.first(plainPiece);
    for (const QStringView separator : {QStringView(u"\n\n"), QStringView(u"\n"), QStringView(u" ")}) {
        const qsizetype at = piece.lastIndexOf(separator);
        if (at > 0)
            return at + separator.size();
    }
    return piece.back().isHighSurrogate() ? plainPiece - 1 : plainPiece;
}

ImageCount countImages(QStringView html)
{
    ImageCount count;
    for (qsizetype at = html.indexOf(u'<'); at >= 0; at = html.indexOf(u'<', at + 1)) {
        const QStringView tag = html.sliced(at);
        if (!tag.startsWith(QLatin1String("<img ")))
            continue;
        ++count.all;
        if (tag.startsWith(QLatin1String("<img src=\"http")))
            ++count.remote;
    }
    return count;
}

QString leadMarkup(const ArticleContent &content, const ImageCount &inText)
{
    return inText.all > 0 || content.image.isEmpty() ? QString() : QStringLiteral("<img src=\"%1\">").arg(content.image.toHtmlEscaped());
}

} // namespace dateline
