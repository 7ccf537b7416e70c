// A cursor over markup that finds tags as the HTML Standard's tokeniser does (§13.2.5), without building anything.
// Not part of the folder's face; used by markup_guard only.
#pragma once

#include <QByteArrayView>
#include <QVarLengthArray>

#include <gumbo.h>

namespace dateline {

struct MarkupAttribute {
    QByteArrayView name;  // as written, any case
    QByteArrayView value; // as written, references not decoded
};

struct MarkupTag {
    GumboTag tag = GUMBO_TAG_UNKNOWN;
    bool isEnd = false;
    QByteArrayView name; // as written
    QVarLengthArray<MarkupAttribute, 16> attributes; // the first 64; empty for an end tag
};

// True where "<" at `at` opens a start or end tag.
bool isTagAt(QByteArrayView markup, qsizetype at);

// Reads the tag at `at` into `tag`; gives the place behind it, or the end of the markup where the tag is cut off.
qsizetype readTag(QByteArrayView markup, qsizetype at, MarkupTag &tag);

// The place of "</name" (any case, followed by white space, "/" or ">") at or behind `from`, or -1; with `orStart` of "<name" where that
// comes first.
qsizetype findEndTag(QByteArrayView markup, QByteArrayView name, qsizetype from, bool orStart = false);

bool equalsIgnoringCase(QByteArrayView a, QByteArrayView b);

} // namespace dateline
