#include "feed/xml_entities.h"

#include "text/entities.h"

namespace dateline {

namespace {

constexpr int mostEntities = 1000;
constexpr int mostLookedUp = 4096;
constexpr int deepestNesting = 8;
constexpr qsizetype longestExpansion = 1 << 18; // UTF-16 units in the whole document
constexpr qsizetype longestName = 64;

bool isNameCharacter(QChar c)
{
    return c.isLetterOrNumber() || c == u'_' || c == u'-' || c == u'.' || c == u':';
}

bool isControl(QChar c)
{
    return c.unicode() < 0x20 ? c != u'\n' && c != u'\t' && c != u'\r' : c.unicode() == 0xFFFE || c.unicode() == 0xFFFF;
}

QChar predefinedCharacter(QStringView name)
{
    if (name == u"amp")
        return u'&';
    if (name == u"lt")
        return u'<';
    if (name == u"gt")
        return u'>';
    if (name == u"quot")
        return u'"';
    return name == u"apos" ? QChar(u'\'') : QChar();
}

} // namespace

void XmlEntities::declare(QStringView subset)
{
    static constexpr QStringView keyword = u"<!ENTITY";
    for (qsizetype at = subset.indexOf(keyword); at >= 0; at = subset.indexOf(keyword, at)) {
        at += keyword.size();
        const auto skipSpace = [&] {
            while (at < subset.size() && subset[at].isSpace())
                ++at;
        };
        skipSpace();
        const qsizetype start = at;
        while (at < subset.size() && isNameCharacter(subset[at]))
            ++at;
        const QString name = subset.sliced(start, at - start).toString();
        skipSpace();
        if (name.isEmpty() || at >= subset.size() || m_declared.size() >= mostEntities)
            continue; // a parameter entity, or the end
        QString value; // stays empty for SYSTEM and PUBLIC
        if (subset[at] == u'"' || subset[at] == u'\'') {
            const qsizetype end = subset.indexOf(subset[at], at + 1);
            if (end < 0)
                return;
            value = subset.sliced(at + 1, qMin(end - at - 1, longestExpansion)).toString();
            at = end + 1;
        }
        if (!m_declared.contains(name))
            m_declared.insert(name, value);
    }
}

void XmlEntities::appendLiteral(QStringView raw, QString &into)
{
    qsizetype start = 0;
    for (qsizetype at = 0; at < raw.size(); ++at) {
        if (isControl(raw[at])) {
            into.append(raw.sliced(start, at - start));
            into.append(u' '); // most often a line end that some word processor left
            start = at + 1;
        }
    }
    into.append(raw.sliced(start));
}

void XmlEntities::expand(QStringView raw, QString &into)
{
    expand(raw, into, 0);
}

void XmlEntities::expand(QStringView raw, QString &into, int depth)
{
    while (!raw.isEmpty()) {
        const qsizetype ampersand = raw.indexOf(u'&');
        appendLiteral(ampersand < 0 ? raw : raw.first(ampersand), into);
        if (ampersand < 0)
            return;
        raw = raw.sliced(ampersand);
        raw = raw.sliced(expandReference(raw, into, depth));
    }
}

// Looking a name up takes far longer than all else here, so each is looked up once.
QString XmlEntities::characterOf(const QString &reference)
{
    if (const auto known = m_lookedUp.constFind(reference); known != m_lookedUp.cend())
        return *known;
    const QString character = withEntitiesDecoded(reference);
    if (m_lookedUp.size() < mostLookedUp)
        m_lookedUp.insert(reference, character);
    return character;
}

// `raw` starts with '&'. Returns how many characters of it were used up.
qsizetype XmlEntities::expandReference(QStringView raw, QString &into, int depth)
{
    qsizetype end = 1;
    while (end < raw.size() && end <= longestName && (isNameCharacter(raw[end]) || (end == 1 && raw[end] == u'#')))
        ++end;
    const QStringView name = raw.sliced(1, end - 1);
    if (end >= raw.size() || raw[end] != u';' || name.isEmpty()) {
        ++m_bareAmpersands;
        into.append(u'&');
        return 1;
    }
    if (const QChar predefined = predefinedCharacter(name); !predefined.isNull()) {
        into.append(predefined);
        return end + 1;
    }
    if (const auto declared = m_declared.constFind(name.toString()); declared != m_declared.cend()) {
        m_spent += declared->size();
        if (depth >= deepestNesting || m_spent > longestExpansion)
            m_isOverLimit = true;
        else
            expand(*declared, into, depth + 1);
        return end + 1;
    }
    const QString reference = raw.first(end + 1).toString();
    const QString character = characterOf(reference);
    if (name.front() != u'#' || character == reference) {
        ++(character == reference ? m_unknown : m_undeclared);
        m_lastName = reference;
    }
    appendLiteral(character, into);
    return end + 1;
}

} // namespace dateline
