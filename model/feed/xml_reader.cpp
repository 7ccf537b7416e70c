// Balance over the tokenizer: an end tag closes its element and whatever is open within it; an end tag without an element
// is dropped; an <item> or <entry> within an open one closes that first, so that one spoilt item does not end the feed.
#include "feed/xml_reader.h"

#include <QCoreApplication>

#include <algorithm>

namespace dateline {

namespace {

constexpr qsizetype mostBindings = 256;
constexpr qsizetype mostProblems = 50;

QStringView localName(QStringView name)
{
    return name.sliced(name.lastIndexOf(u':') + 1);
}

QStringView prefixOf(QStringView name)
{
    const qsizetype colon = name.lastIndexOf(u':');
    return colon < 0 ? QStringView() : name.first(colon);
}

bool isSame(QStringView a, QStringView b)
{
    return a.compare(b, Qt::CaseInsensitive) == 0;
}

bool isBoundary(QStringView local)
{
    return isSame(local, u"item") || isSame(local, u"entry");
}

bool isOuter(QStringView local)
{
    return isBoundary(local) || isSame(local, u"channel") || isSame(local, u"feed") || isSame(local, u"rss")
        || isSame(local, u"rdf");
}

QUrl resolved(const QUrl &base, const QUrl &address)
{
    return base.isEmpty() || !address.isRelative() ? address : base.isRelative() ? QUrl() : base.resolved(address);
}

} // namespace

XmlReader::XmlReader(QStringView text, const QUrl &base) : m_tokenizer(text), m_bases{Base{0, base, base}}, m_isBaseOpen(base.isEmpty()) {}

void XmlReader::setDocumentBase(const QUrl &base)
{
    m_bases.first() = {0, base, base};
    for (qsizetype at = 1; at < m_bases.size(); ++at)
        m_bases[at].url = resolved(m_bases[at - 1].url, m_bases[at].stated);
}

XmlReader::Token XmlReader::next()
{
    for (;;) {
        if (m_pendingEnds > 0) {
            --m_pendingEnds;
            closeElement();
            return Token::End;
        }
        const auto kind = m_isHeld ? XmlTokenizer::Kind::Start : m_tokenizer.next();
        switch (kind) {
        case XmlTokenizer::Kind::Start:
            if (startElement())
                return Token::Start;
            if (m_overflow > 0)
                return separator();
            break;
        case XmlTokenizer::Kind::End:
            if (!endElement() && m_isTooDeep)
                return separator();
            break;
        case XmlTokenizer::Kind::Doctype:
            m_entities.declare(m_tokenizer.content());
            break;
        case XmlTokenizer::Kind::Text:
        case XmlTokenizer::Kind::Literal:
            m_text.resize(0);
            m_isLiteral = kind == XmlTokenizer::Kind::Literal;
            if (m_isLiteral)
                XmlEntities::appendLiteral(m_tokenizer.content(), m_text);
            else
                m_entities.expand(m_tokenizer.content(), m_text);
            noteText(kind);
            return Token::Text;
        case XmlTokenizer::Kind::Finished:
            if (m_elements.isEmpty()) {
                finish();
                return Token::Finished;
            }
            m_isCut = true;
            m_pendingEnds = m_elements.size();
            break;
        }
    }
}

// A blank in the place of an element that is passed over: what it kept apart stays apart.
XmlReader::Token XmlReader::separator()
{
    m_text = QStringLiteral(" ");
    m_isLiteral = false;
    return Token::Text;
}

void XmlReader::finish()
{
    m_isCut = m_isCut || m_tokenizer.isCut();
    if (m_isTooDeep)
        addProblem(QCoreApplication::translate("Feed", "elements nested more than %1 deep were passed over").arg(deepest));
    if (m_entities.isOverLimit())
        addProblem(QCoreApplication::translate("Feed", "entities that grow without bound were not expanded"));
    if (m_isCut)
        addProblem(QCoreApplication::translate("Feed", "it ends too early"));
}

// Only the first of its kind pays for its place.
void XmlReader::addFault(FeedFault fault, const QString &detail)
{
    m_faults.add(fault, m_faults.has(fault) ? QString() : place(), detail);
}

void XmlReader::noteText(XmlTokenizer::Kind kind)
{
    if (kind == XmlTokenizer::Kind::Text && m_tokenizer.content() == u"<")
        addFault(FeedFault::BareLessThan);
    if (m_tokenizer.hasOpenSection() && !m_faults.has(FeedFault::OpenSection))
        addFault(FeedFault::OpenSection);
    if (m_entities.faults() == m_notedReferences)
        return;
    m_notedReferences = m_entities.faults();
    const auto noteNew = [this](FeedFault fault, int count, const QString &detail) {
        if (count > 0 && !m_faults.has(fault))
            addFault(fault, detail);
    };
    noteNew(FeedFault::BareAmpersand, m_entities.bareAmpersands(), {});
    noteNew(FeedFault::UndeclaredEntity, m_entities.undeclared(), m_entities.lastName());
    noteNew(FeedFault::UnknownEntity, m_entities.unknown(), m_entities.lastName());
}

// An end tag that also ends others: those lacked their own.
void XmlReader::noteEnds(qsizetype open)
{
    if (open + 1 < m_elements.size())
        addFault(FeedFault::MissingEnd, m_elements.constLast().name.toString());
}

void XmlReader::skip()
{
    const qsizetype outside = depth() - 1;
    for (Token token = next(); token != Token::Finished && depth() > outside; token = next()) {
    }
}

// False where nothing is to be handed over yet.
bool XmlReader::startElement()
{
    const QStringView name = m_tokenizer.content();
    if (!m_isHeld && isBoundary(localName(name))) {
        const qsizetype open = findOpen(name);
        if (open >= 0) {
            addProblem(QCoreApplication::translate("Feed", "an item begins before the one before it has ended"));
            m_pendingEnds = m_elements.size() - open;
            m_isHeld = true;
            m_overflow = 0;
            return false;
        }
    }
    m_isHeld = false;
    if (m_elements.size() >= deepest) {
        m_isTooDeep = true;
        m_overflow += m_tokenizer.closesItself() ? 0 : 1;
        return false;
    }
    m_elements.append({name, Vocabulary::None});
    applyXmlAttributes();
    m_vocabulary = vocabularyOf(name);
    m_elements.last().vocabulary = m_vocabulary;
    setName(name);
    m_tokenizer.setOpenElement(name);
    m_pendingEnds = m_tokenizer.closesItself() ? 1 : 0;
    return true;
}

// Arranges for the ends that an end tag brings about. False where it closes nothing.
bool XmlReader::endElement()
{
    const QStringView name = m_tokenizer.content();
    if (m_overflow > 0 && !isOuter(localName(name))) {
        --m_overflow;
        return false;
    }
    const qsizetype open = findOpen(name);
    if (open < 0) {
        addFault(FeedFault::StrayEnd, name.toString());
        return false;
    }
    m_overflow = 0;
    noteEnds(open);
    m_pendingEnds = m_elements.size() - open;
    return true;
}

qsizetype XmlReader::findOpen(QStringView name) const
{
    for (qsizetype at = m_elements.size() - 1; at >= 0; --at) {
        if (isSame(m_elements[at].name, name))
            return at;
    }
    return -1;
}

void XmlReader::closeElement()
{
    const qsizetype closed = m_elements.size();
    m_vocabulary = m_elements.constLast().vocabulary;
    setName(m_elements.constLast().name);
    m_elements.removeLast();
    while (!m_bindings.isEmpty() && m_bindings.constLast().depth >= closed)
        m_bindings.removeLast();
    while (m_bases.constLast().depth >= closed)
        m_bases.removeLast();
    while (!m_languages.isEmpty() && m_languages.constLast().depth >= closed)
        m_languages.removeLast();
    m_tokenizer.setOpenElement(m_elements.isEmpty() ? QStringView() : m_elements.constLast().name);
}

// xmlns, xml:base and xml:lang of the element just opened.
void XmlReader::applyXmlAttributes()
{
    const qsizetype level = m_elements.size();
    for (const XmlAttribute &attribute : m_tokenizer.attributes()) {
        const QStringView prefix = prefixOf(attribute.name);
        const bool isDefault = isSame(attribute.name, u"xmlns");
        if ((isDefault || isSame(prefix, u"xmlns")) && m_bindings.size() < mostBindings) {
            const QStringView bound = isDefault ? QStringView() : localName(attribute.name);
            m_bindings.append({level, bound, vocabularyOfNamespace(attributeValue(attribute))});
        } else if (isSame(attribute.name, u"xml:base")) {
            const QUrl stated(attributeValue(attribute).trimmed());
            if (stated.isValid())
                m_bases.append({level, stated, resolved(base(), stated)});
        } else if (isSame(attribute.name, u"xml:lang")) {
            m_languages.append({level, attributeValue(attribute).trimmed()});
        }
    }
}

Vocabulary XmlReader::vocabularyOf(QStringView name)
{
    const QStringView prefix = prefixOf(name);
    for (auto binding = m_bindings.crbegin(); binding != m_bindings.crend(); ++binding) {
        if (binding->prefix == prefix) {
            const bool isUnknownDefault = prefix.isEmpty() && binding->vocabulary == Vocabulary::Other;
            if (isUnknownDefault)
                return Vocabulary::None;
            // Well-known prefixes are bound to wrong addresses more often than to other vocabularies.
            return binding->vocabulary == Vocabulary::Other ? vocabularyOfPrefix(prefix) : binding->vocabulary;
        }
    }
    if (prefix.isEmpty())
        return Vocabulary::None;
    addFault(FeedFault::UndeclaredPrefix, name.toString());
    return vocabularyOfPrefix(prefix);
}

void XmlReader::setName(QStringView name)
{
    const QStringView local = localName(name);
    m_name.resize(local.size());
    std::transform(local.begin(), local.end(), m_name.begin(), [](QChar c) {
        return c.unicode() < 0x80 ? QChar(c >= u'A' && c <= u'Z' ? char16_t(c.unicode() + 0x20) : c.unicode()) : c.toLower();
    });
}

QString XmlReader::attribute(QStringView name) const
{
    for (const XmlAttribute &candidate : m_tokenizer.attributes()) {
        if (isSame(candidate.name, name))
            return attributeValue(candidate);
    }
    for (const XmlAttribute &candidate : m_tokenizer.attributes()) {
        if (isSame(localName(candidate.name), name) && !isSame(prefixOf(candidate.name), u"xmlns"))
            return attributeValue(candidate);
    }
    return {};
}

QString XmlReader::attributeValue(const XmlAttribute &attribute) const
{
    QString value;
    m_entities.expand(attribute.value, value);
    return value;
}

QString XmlReader::place()
{
    const QStringView text = m_tokenizer.text();
    for (; m_counted < m_tokenizer.offset(); ++m_counted) {
        if (text[m_counted] == u'\n') {
            ++m_line;
            m_lineStart = m_counted + 1;
        }
    }
    return QCoreApplication::translate("Feed", "line %1, column %2").arg(m_line).arg(m_tokenizer.offset() - m_lineStart + 1);
}

void XmlReader::addProblem(const QString &what)
{
    if (m_problems.size() < mostProblems)
        m_problems.append(place() + QStringLiteral(": ") + what);
}

} // namespace dateline
