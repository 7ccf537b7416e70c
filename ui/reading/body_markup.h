// The markup that BodyWriter reads: an article's html, or what its plain text is made into piece by piece.
#pragma once

#include "base/article.h"

#include <QStringView>

namespace dateline {

bool isBlockElement(const QString &name);
// Characters that a text document takes for structure, and control characters, become spaces.
inline QChar shownCharacter(QChar c)
{
    const char16_t unit = c.unicode();
    const bool isStructure = unit == 0x2028 || unit == 0x2029 || unit == 0xfdd0 || unit == 0xfdd1 || unit == 0xfffc;
    return isStructure || (unit < 0x20 && unit != u'\n' && unit != u'\t') ? QChar(u' ') : c;
}

// Plain text as markup: paragraphs apart by blank lines.
QString markupOf(QStringView text);
// How much of a plain text is written as markup at once: whole paragraphs, else whole lines, where there are any.
qsizetype pieceLength(QStringView text);

// The images of sanitised html, in one walk: looking twice through a very long article would be felt when it is opened.
struct ImageCount {
    int all = 0;
    int remote = 0; // from http or https
};
ImageCount countImages(QStringView html);
// What comes before an article's html: its lead image, where the html shows none itself.
QString leadMarkup(const ArticleContent &content, const ImageCount &inText);

} // namespace dateline
