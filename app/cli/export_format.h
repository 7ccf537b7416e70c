// What an export writes: head, articles, foot, in one of the formats.
#pragma once

#include "base/article.h"
#include "base/result.h"

#include <QByteArray>

namespace dateline {

enum class ExportFormat : quint8 { JsonLines, Opml, Markdown, Html };

// Fails with Usage.
Result<ExportFormat> exportFormatFromName(const QString &name);

// All in UTF-8. The page in HTML holds everything it needs and may load nothing from outside.
QByteArray exportHead(ExportFormat format, const QString &title);
QByteArray exportedArticle(ExportFormat format, const StoredArticle &article);
QByteArray exportFoot(ExportFormat format);

} // namespace dateline
