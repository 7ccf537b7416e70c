// Markup from outside, rebuilt from an allow-list. Nothing reaches the store that has not passed here.
#pragma once

#include <QString>
#include <QUrl>

namespace dateline {

struct SanitisedHtml {
    QString html;   // only allow-listed elements and attributes; links and images absolute
    QString text;   // plain text of the same: paragraphs apart by "\n\n", lines by "\n" (what `text` of an article is)
    QString image;  // the first image that isn't a tracking pixel, or empty
    bool truncated = false; // the input was over a limit (16 MiB, 512 levels); what was read is kept
};

// Parses with gumbo (HTML5) and rebuilds. Scripts, styles, forms, frames, objects, foreign namespaces, event handlers and
// style attributes never survive; links only by http, https, mailto; images also by data: (png, jpeg, gif, webp up to
// 64 KiB). Relative addresses are resolved against `base`; those that can't be are dropped, their text is kept.
// Linear in the input; never fails.
SanitisedHtml sanitiseHtml(QStringView html, const QUrl &base = {});

} // namespace dateline
