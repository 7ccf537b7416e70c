// Tags and text out of XML-like text, however broken it is: the lexical half of XmlReader.
// Never fails: what cannot be a tag is text. Linear in the input. Views point into the text given, which must outlive it.
#pragma once

#include <QList>
#include <QStringView>

namespace dateline {

struct XmlAttribute {
    QStringView name;  // as written, with its prefix
    QStringView value; // as written: entities not yet expanded
};

class XmlTokenizer final {
public:
    enum class Kind : quint8 { Start, End, Text, Literal, Doctype, Finished };

    explicit XmlTokenizer(QStringView text) : m_text(text) {}

    Kind next();

    // Start, End: the name as written. Text: with entities. Literal: a CDATA section's content. Doctype: its internal subset.
    QStringView content() const { return m_content; }
    const QList<XmlAttribute> &attributes() const { return m_attributes; }
    bool closesItself() const { return m_closesItself; }
    // The name of the innermost open element; ends a CDATA section that nobody ended.
    void setOpenElement(QStringView name) { m_openElement = name; }
    // Where the present token starts.
    qsizetype offset() const { return m_start; }
    // True once the text ended in the middle of a tag or section.
    bool isCut() const { return m_isCut; }
    // True once a CDATA section was found to have no end of its own.
    bool hasOpenSection() const { return m_hasOpenSection; }
    QStringView text() const { return m_text; }

private:
    // The next place of a fixed text, remembered so that repeated vain searches stay linear.
    struct Landmark {
        QStringView text;
        qsizetype rare = 0;   // which of its characters feeds hold least of: that one is looked for
        qsizetype found = -2; // -2: not yet looked for, -1: no more of them
    };
    qsizetype next(Landmark &landmark, qsizetype from) const;

    Kind readMarkup();
    Kind readText();
    Kind readCdata();
    Kind readDoctype();
    bool skip(Landmark &end, qsizetype openLength);
    bool readStartTag();
    bool readEndTag();
    bool readAttribute(qsizetype &at);
    qsizetype nameEnd(qsizetype from) const;
    qsizetype spaceEnd(qsizetype from) const;

    QStringView m_text;
    QStringView m_content;
    QStringView m_openElement;
    QList<XmlAttribute> m_attributes;
    qsizetype m_at = 0;
    qsizetype m_start = 0;
    bool m_closesItself = false;
    bool m_isCut = false;
    bool m_hasOpenSection = false;
    Landmark m_commentEnd{u"-->", 0};
    Landmark m_cdataStart{u"<![CDATA[", 2};
    Landmark m_cdataEnd{u"]]>", 0};
    Landmark m_instructionEnd{u"?>", 0};
    Landmark m_tagEnd{u">", 0};
    Landmark m_quote{u"\"", 0};
    Landmark m_apostrophe{u"'", 0};
};

} // namespace dateline
