#include "cli/export_format.h"

#include "cli/article_json.h"

#include <QCoreApplication>
#include <QRegularExpression>

namespace dateline {

namespace {

// Images are not loaded when the file is opened, so that reading it tells nobody.
constexpr char htmlHead[] = R"(<!DOCTYPE html>
<html>
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta http-equiv="Content-Security-Policy" content="default-src 'none'; style-src 'unsafe-inline'; img-src data:">
<title>%TITLE%</title>
<style>
:root { color-scheme: light dark; }
body { font: 1.06rem/1.6 Georgia, "Noto Serif", serif; max-width: 40rem; margin: 2rem auto; padding: 0 1rem; }
article { border-top: 1px solid #8886; padding: 1rem 0 2rem; }
h1, h2 { line-height: 1.25; }
.about { font: .86rem/1.4 system-ui, sans-serif; opacity: .75; }
img { max-width: 100%; height: auto; }
pre, table { overflow-x: auto; display: block; }
</style>
</head>
<body>
<h1>%TITLE%</h1>
)";

QString headline(const StoredArticle &article)
{
    return article.content.title.isEmpty() ? QCoreApplication::translate("Export", "(no title)") : article.content.title;
}

QStringList aboutParts(const StoredArticle &article)
{
    QStringList parts{article.sourceTitle, article.content.authors.join(QStringLiteral(", ")), article.content.published.toText()};
    parts.removeAll(QString());
    return parts;
}

QString markdownEscaped(const QString &text)
{
    static const QRegularExpression special(QStringLiteral(R"(([\\`*_\[\]<>]))"));
    static const QRegularExpression lineStart(QStringLiteral(R"(^(\s*)([#+\-=~|]))"), QRegularExpression::MultilineOption);
    static const QRegularExpression listNumber(QStringLiteral(R"(^(\s*\d+)([.)]))"), QRegularExpression::MultilineOption);
    QString escaped = text;
    escaped.replace(special, QStringLiteral("\\\\1"));
    escaped.replace(lineStart, QStringLiteral("\\1\\\\2"));
    escaped.replace(listNumber, QStringLiteral("\\1\\\\2"));
    return escaped;
}

// The address between angle brackets, where only these and line ends would end it.
QString markdownLink(const QString &url)
{
    QString target = url;
    target.replace(u'<', QStringLiteral("%3C")).replace(u'>', QStringLiteral("%3E")).replace(u'\n', QString());
    return target;
}

QByteArray markdownArticle(const StoredArticle &article)
{
    const ArticleContent &content = article.content;
    const QString title = markdownEscaped(headline(article));
    QString text = QStringLiteral("\n## ")
        + (content.url.isEmpty() ? title : QStringLiteral("[%1](<%2>)").arg(title, markdownLink(content.url))) + QStringLiteral("\n\n");
    if (const QStringList about = aboutParts(article); !about.isEmpty())
        text += u'*' + markdownEscaped(about.join(QStringLiteral(" · "))) + QStringLiteral("*\n\n");
    return (text + markdownEscaped(content.text) + u'\n').toUtf8();
}

QByteArray htmlArticle(const StoredArticle &article)
{
    const ArticleContent &content = article.content;
    const QString title = headline(article).toHtmlEscaped();
    QString html = QStringLiteral("<article>\n<h2>")
        + (content.url.isEmpty() ? title : QStringLiteral("<a href=\"%1\" rel=\"noreferrer\">%2</a>").arg(content.url.toHtmlEscaped(), title))
        + QStringLiteral("</h2>\n<p class=\"about\">") + aboutParts(article).join(QStringLiteral(" · ")).toHtmlEscaped() + QStringLiteral("</p>\n");
    if (content.html.isEmpty()) {
        for (const QString &paragraph : content.text.split(QStringLiteral("\n\n"), Qt::SkipEmptyParts))
            html += QStringLiteral("<p>") + paragraph.toHtmlEscaped() + QStringLiteral("</p>\n");
    } else {
        html += content.html;
    }
    return (html + QStringLiteral("\n</article>\n")).toUtf8();
}

} // namespace

Result<ExportFormat> exportFormatFromName(const QString &name)
{
    if (name == u"jsonl")
        return ExportFormat::JsonLines;
    if (name == u"opml")
        return ExportFormat::Opml;
    if (name == u"markdown")
        return ExportFormat::Markdown;
    if (name == u"html")
        return ExportFormat::Html;
    return failure(ErrorKind::Usage,
                   name.isEmpty() ? QCoreApplication::translate("Export", "Say which format: --format jsonl, opml, markdown or html.")
                                  : QCoreApplication::translate("Export", "--format takes jsonl, opml, markdown or html, not \"%1\".").arg(name));
}

QByteArray exportHead(ExportFormat format, const QString &title)
{
    if (format == ExportFormat::Markdown)
        return "# " + markdownEscaped(title).toUtf8() + "\n";
    if (format == ExportFormat::Html)
        return QByteArray(htmlHead).replace("%TITLE%", title.toHtmlEscaped().toUtf8());
    return {};
}

QByteArray exportedArticle(ExportFormat format, const StoredArticle &article)
{
    switch (format) {
    case ExportFormat::JsonLines: return articleJson(article);
    case ExportFormat::Markdown: return markdownArticle(article);
    case ExportFormat::Html: return htmlArticle(article);
    case ExportFormat::Opml: break; // holds feeds, not articles
    }
    return {};
}

QByteArray exportFoot(ExportFormat format)
{
    return format == ExportFormat::Html ? "</body>\n</html>\n" : QByteArray();
}

} // namespace dateline
