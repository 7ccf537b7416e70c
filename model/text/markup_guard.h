// A gate in front of the HTML parser: rewrites outside markup, token by token, into markup that can't hurt the parser.
//
// An HTML5 parser is not linear on hostile input: it may take quadratic time and memory on deep nesting, thousands of
// attributes or unclosed formatting elements (each is opened again in every block that follows), and foreign content
// (svg, math) and raw text are where parsers disagree, which is what mutation attacks live on. What leaves here is UTF-8
// whose end tags all have a start tag, at most 512 levels deep, of bounded weight, without foreign content, comments or
// declarations, and with every attribute in double quotes.
#pragma once

#include <QByteArray>
#include <QStringView>

namespace dateline {

enum class MarkupUse : quint8 {
    Reading, // only what the sanitiser may output, what tells it where an image lies, and "hidden" on what isn't seen
    Page,    // everything but foreign content, frames and selects: for taking a page apart
};

struct GuardedMarkup {
    QByteArray utf8;
    bool truncated = false; // over 16 MiB, 512 levels, or 250,000 tags: what was read is kept, as text where need be
};

// Linear in the input; never fails.
GuardedMarkup guardedMarkup(QStringView html, MarkupUse use);

} // namespace dateline
