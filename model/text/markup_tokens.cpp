#include "text/markup_tokens.h"

#include <cstring>

namespace dateline {

namespace {

constexpr qsizetype maximumAttributes = 64;

bool isLetter(char c)
{
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z');
}

bool isBlank(char c)
{
    return c == ' ' || c == '\t' || c == '\n' || c == '\r' || c == '\f';
}

char lower(char c)
{
    return c >= 'A' && c <= 'Z' ? char(c + ('a' - 'A')) : c;
}

GumboTag tagNumber(QByteArrayView name)
{
    char small[24];
    if (name.size() >= qsizetype(sizeof small))
        return GUMBO_TAG_UNKNOWN;
    for (qsizetype i = 0; i < name.size(); ++i)
        small[i] = lower(name[i]);
    return gumbo_tagn_enum(small, unsigned(name.size()));
}

qsizetype readValue(QByteArrayView markup, qsizetype i, QByteArrayView &value)
{
    const qsizetype size = markup.size();
    while (i < size && isBlank(markup[i]))
        ++i;
    if (i >= size || markup[i] == '>')
        return i;
    if (markup[i] == '"' || markup[i] == '\'') {
        const qsizetype end = markup.indexOf(markup[i], i + 1);
        const qsizetype stop = end < 0 ? size : end;
        value = markup.sliced(i + 1, stop - i - 1);
        return end < 0 ? size : end + 1;
    }
    const qsizetype start = i;
    while (i < size && !isBlank(markup[i]) && markup[i] != '>')
        ++i;
    value = markup.sliced(start, i - start);
    return i;
}

qsizetype readAttribute(QByteArrayView markup, qsizetype i, MarkupAttribute &attribute)
{
    const qsizetype size = markup.size();
    const qsizetype start = i;
    if (markup[i] == '=')
        ++i; // "=" may begin a name, but not stand in it
    while (i < size && !isBlank(markup[i]) && markup[i] != '/' && markup[i] != '>' && markup[i] != '=')
        ++i;
    attribute.name = markup.sliced(start, i - start);
    attribute.value = {};
    qsizetype next = i;
    while (next < size && isBlank(markup[next]))
        ++next;
    return next < size && markup[next] == '=' ? readValue(markup, next + 1, attribute.value) : i;
}

} // namespace

bool equalsIgnoringCase(QByteArrayView a, QByteArrayView b)
{
    return a.size() == b.size() && a.compare(b, Qt::CaseInsensitive) == 0;
}

bool isTagAt(QByteArrayView markup, qsizetype at)
{
    const qsizetype name = at + 1 < markup.size() && markup[at + 1] == '/' ? at + 2 : at + 1;
    return name < markup.size() && isLetter(markup[name]);
}

qsizetype readTag(QByteArrayView markup, qsizetype at, MarkupTag &tag)
{
    const qsizetype size = markup.size();
    qsizetype i = at + 1;
    tag.isEnd = markup[i] == '/';
    i += tag.isEnd ? 1 : 0;
    const qsizetype start = i;
    while (i < size && !isBlank(markup[i]) && markup[i] != '/' && markup[i] != '>')
        ++i;
    tag.name = markup.sliced(start, i - start);
    tag.tag = tagNumber(tag.name);
    tag.attributes.clear();
    while (i < size && markup[i] != '>') {
        if (isBlank(markup[i]) || markup[i] == '/') {
            ++i;
            continue;
        }
        MarkupAttribute attribute;
        i = readAttribute(markup, i, attribute);
        if (!tag.isEnd && tag.attributes.size() < maximumAttributes)
            tag.attributes.append(attribute);
    }
    return i < size ? i + 1 : size;
}

qsizetype findEndTag(QByteArrayView markup, QByteArrayView name, qsizetype from, bool orStart)
{
    while (from < markup.size()) {
        const void *found = std::memchr(markup.data() + from, '<', size_t(markup.size() - from));
        if (!found)
            return -1;
        const qsizetype at = static_cast<const char *>(found) - markup.data();
        const bool isEnd = at + 1 < markup.size() && markup[at + 1] == '/';
        const qsizetype start = at + (isEnd ? 2 : 1);
        const qsizetype end = start + name.size();
        if (end < markup.size() && (isEnd || orStart) && equalsIgnoringCase(markup.sliced(start, name.size()), name)
            && (isBlank(markup[end]) || markup[end] == '/' || markup[end] == '>'))
            return at;
        from = at + 1;
    }
    return -1;
}

} // namespace dateline
