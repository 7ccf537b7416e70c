#include "cli/format_option.h"

#include <QCoreApplication>

namespace dateline {

Result<Format> formatFromName(const QString &name)
{
    if (name.isEmpty() || name == u"auto")
        return Format::Unknown;
    for (const Format format : {Format::Feed, Format::Opml, Format::Page, Format::Text, Format::JsonLines}) {
        if (name == formatName(format))
            return format;
    }
    return failure(ErrorKind::Usage,
                   QCoreApplication::translate("Arguments", "--as takes auto, feed, page, text, jsonl or opml, not \"%1\".").arg(name));
}

QString formatName(Format format)
{
    switch (format) {
    case Format::Feed: return QStringLiteral("feed");
    case Format::Opml: return QStringLiteral("opml");
    case Format::Page: return QStringLiteral("page");
    case Format::Text: return QStringLiteral("text");
    case Format::JsonLines: return QStringLiteral("jsonl");
    case Format::Unknown:
    case Format::Empty:
    case Format::Binary: break;
    }
    return QStringLiteral("auto");
}

} // namespace dateline
