// One element's whole content as a value: plain text, or markup where it has child elements.
#pragma once

#include "feed/xml_reader.h"

namespace dateline {

struct XmlField {
    QString value;
    bool isMarkup = false; // it had child elements: `value` is HTML
    QUrl base;             // what its relative addresses are relative to
    QString language;
};

// How text beside child elements is meant: as markup that was escaped (RSS), or as text (XHTML).
enum class FieldText : quint8 { EscapedMarkup, PlainText };

// Just after Start: reads up to and including the element's End. At most 4 Mi UTF-16 units; the rest is dropped with a
// problem. Addresses under an xml:base of their own are made absolute.
XmlField readField(XmlReader &reader, FieldText text = FieldText::EscapedMarkup);

// The same as one trimmed line without markup, for names and addresses.
QString readLine(XmlReader &reader);

} // namespace dateline
