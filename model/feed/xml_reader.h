// A pull reader for feeds and lists of feeds in XML that is often not well-formed.
// Elements are balanced whatever the text does: each Start gets its End. One document, one thread, no I/O.
#pragma once

#include "feed/feed_faults.h"
#include "feed/xml_entities.h"
#include "feed/xml_tokenizer.h"
#include "feed/xml_vocabulary.h"

#include <QStringList>
#include <QUrl>

namespace dateline {

class XmlReader final {
public:
    enum class Token : quint8 { Start, End, Text, Finished };

    static constexpr qsizetype deepest = 256; // elements nested deeper are passed over, their text is kept

    // `text` must outlive the reader. `base` is what relative addresses are relative to before any xml:base.
    XmlReader(QStringView text, const QUrl &base);

    Token next();
    // Just after Start: passes over everything up to and including the element's End.
    void skip();

    // Start, End: the element's name in lower case without prefix, and its vocabulary. An unknown default namespace counts
    // as none, because feeds make up names for their own.
    const QString &name() const { return m_name; }
    Vocabulary vocabulary() const { return m_vocabulary; }
    // Start: the value of an attribute by its name without prefix in lower case; empty where there is none.
    QString attribute(QStringView name) const;
    const QList<XmlAttribute> &rawAttributes() const { return m_tokenizer.attributes(); }
    QString attributeValue(const XmlAttribute &attribute) const;

    // Start, End, Text: where the token starts in the text.
    qsizetype offset() const { return m_tokenizer.offset(); }

    // Text: with references expanded.
    const QString &text() const { return m_text; }
    // Text: true where it came from a CDATA section.
    bool isLiteral() const { return m_isLiteral; }

    // Open elements; at Start the new one counts, at End the closed one doesn't.
    qsizetype depth() const { return m_elements.size(); }
    // In force in the innermost open element (xml:base, xml:lang).
    // A base may itself be relative, until somebody tells what it is relative to.
    const QUrl &base() const { return m_bases.constLast().url; }
    // True where the reader was given no base, so that the document's own words must do.
    bool isBaseOpen() const { return m_isBaseOpen; }
    void setDocumentBase(const QUrl &base);
    QString language() const { return m_languages.isEmpty() ? QString() : m_languages.constLast().text; }

    // True once the text ended before its elements did.
    bool isCut() const { return m_isCut; }
    // "line 3, column 14" of the present token, for messages.
    QString place();
    // Notes what could not be read, with the place. Bounded.
    void addProblem(const QString &what);
    QStringList problems() const { return m_problems; }
    void addFault(FeedFault fault, const QString &detail = {});
    // What is wrong with the text so far, though it could be read.
    const FeedFaults &faults() const { return m_faults; }

private:
    struct Element {
        QStringView name; // as written
        Vocabulary vocabulary = Vocabulary::None;
    };
    struct Binding {
        qsizetype depth = 0;
        QStringView prefix;
        Vocabulary vocabulary = Vocabulary::None;
    };
    struct Base {
        qsizetype depth = 0;
        QUrl stated;
        QUrl url; // resolved against the one outside it
    };
    struct Language {
        qsizetype depth = 0;
        QString text;
    };

    bool startElement();
    bool endElement();
    void closeElement();
    void finish();
    Token separator();
    void applyXmlAttributes();
    Vocabulary vocabularyOf(QStringView name);
    void setName(QStringView name);
    qsizetype findOpen(QStringView name) const;
    void noteText(XmlTokenizer::Kind kind);
    void noteEnds(qsizetype open);

    XmlTokenizer m_tokenizer;
    mutable XmlEntities m_entities;
    QList<Element> m_elements;
    QList<Binding> m_bindings;
    QList<Base> m_bases;
    QList<Language> m_languages;
    QString m_name;
    QString m_text;
    QStringList m_problems;
    FeedFaults m_faults;
    Vocabulary m_vocabulary = Vocabulary::None;
    bool m_isLiteral = false;
    bool m_isHeld = false;       // the present start tag waits until pending ends are out
    bool m_isCut = false;
    bool m_isBaseOpen = false;
    bool m_isTooDeep = false;
    int m_notedReferences = 0;   // faults of references that are told
    qsizetype m_pendingEnds = 0;
    qsizetype m_overflow = 0;    // open elements beyond the depth limit
    qsizetype m_counted = 0;     // how far lines are counted
    qsizetype m_line = 1;
    qsizetype m_lineStart = 0;
};

} // namespace dateline
