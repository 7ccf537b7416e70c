// ContentCodec: an article's content as it lies in the table `content`: four plain columns, the rest compressed in one blob.
#pragma once

#include "base/article.h"

#include <QByteArray>

#include <optional>

namespace dateline {

struct PackedContent {
    QString url;
    QString title;
    QString lead;    // the start of the text, plain, so that a list needn't unpack anything
    QByteArray body; // all else
};

// With every string made valid UTF-16 (a lone surrogate becomes U+FFFD, lengths stay), as only that can be stored.
ArticleContent storable(ArticleContent content);
// `published` isn't packed: the table `article` holds it. `content` must be storable.
PackedContent pack(const ArticleContent &content);
// Nothing where the body is damaged.
std::optional<ArticleContent> unpack(const PackedContent &packed, const Moment &published);
// All of it in one blob, the date too; for a second version of an article beside the one in `content`.
QByteArray packAlone(const ArticleContent &content);
std::optional<ArticleContent> unpackAlone(QByteArrayView blob);
// The first words, one line, at most 200 characters.
QString snippet(const QString &lead);

} // namespace dateline
