// The elements of Atom (RFC 4287, and the 0.3 draft) that make up an entry. RSS items use some of them too.
#pragma once

#include "feed/item_draft.h"
#include "feed/xml_reader.h"

namespace dateline {

// A title, summary or content: what it says, and whether that is markup.
struct AtomText {
    QString value;
    bool isHtml = false;
    QUrl base;
    QString source;        // where the content lies, where it is elsewhere
    bool isUsable = true;  // false for pictures and other things that aren't text
};

struct AtomLink {
    QString relation; // in lower case; "alternate" where none is given
    QString type;     // in lower case, without parameters
    QString address;
};

// atom:content of a type that is no text is base64 (RFC 4287, 4.1.3.3). A Text construct (3.1) should have no such type; where one has, it may
// be base64 all the same, or plain words: it is what reads as text.
enum class AtomConstruct : quint8 { Text, Content };

// All just after Start; they read up to and including the element's End.
AtomText readAtomText(XmlReader &reader, AtomConstruct construct);
QString readAtomTitle(XmlReader &reader);
QString readAtomPerson(XmlReader &reader);
AtomLink readAtomLink(XmlReader &reader);

// Reads an element of an entry into the draft. False, and nothing read, where it is none that is known.
bool readAtomItemElement(XmlReader &reader, ItemDraft &draft);

} // namespace dateline
