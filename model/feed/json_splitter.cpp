#include "feed/json_splitter.h"

namespace dateline {

namespace {

bool isSpace(char c)
{
    return c == ' ' || c == '\n' || c == '\r' || c == '\t';
}

// Past white space and commas.
qsizetype nextValue(QByteArrayView text, qsizetype at)
{
    while (at < text.size() && (isSpace(text[at]) || text[at] == ','))
        ++at;
    return at;
}

// The last character that is no space.
char lastMark(const QByteArray &text)
{
    qsizetype at = text.size() - 1;
    while (at >= 0 && isSpace(text[at]))
        --at;
    return at < 0 ? '\0' : text[at];
}

// `at` is on a quote; past the closing one, or the size where there is none.
qsizetype stringEnd(QByteArrayView text, qsizetype at)
{
    for (++at; at < text.size(); ++at) {
        if (text[at] == '\\')
            ++at;
        else if (text[at] == '"')
            return at + 1;
    }
    return text.size() + 1;
}

// Past the value that starts at `at`; more than the size where the text ends within it.
qsizetype valueEnd(QByteArrayView text, qsizetype at)
{
    qsizetype depth = 0;
    while (at < text.size()) {
        const char c = text[at];
        if (c == '"') {
            at = stringEnd(text, at);
            if (depth == 0)
                return at;
            continue;
        }
        if (c == '{' || c == '[')
            ++depth;
        else if ((c == '}' || c == ']') && (depth == 0 || --depth == 0))
            return depth == 0 && (c == '}' || c == ']') ? at + 1 : at;
        else if (depth == 0 && (c == ',' || isSpace(c)))
            return at;
        ++at;
    }
    return text.size() + 1;
}

} // namespace

bool forEachMember(QByteArrayView text, const std::function<bool(const JsonMember &)> &visit)
{
    qsizetype at = nextValue(text, 0);
    if (at >= text.size() || text[at] != '{')
        return false;
    for (at = nextValue(text, at + 1); at < text.size() && text[at] == '"'; at = nextValue(text, at)) {
        const qsizetype nameEnd = stringEnd(text, at);
        if (nameEnd > text.size())
            return false;
        JsonMember member{text.sliced(at + 1, nameEnd - at - 2), {}};
        at = nameEnd;
        while (at < text.size() && (isSpace(text[at]) || text[at] == ':'))
            ++at;
        const qsizetype end = valueEnd(text, at);
        member.value = text.sliced(qMin(at, text.size()), qMax<qsizetype>(0, qMin(end, text.size()) - at));
        if (!visit(member))
            return true;
        if (end > text.size())
            return false;
        at = end;
    }
    return at < text.size();
}

bool forEachElement(QByteArrayView text, const std::function<bool(QByteArrayView)> &visit)
{
    qsizetype at = nextValue(text, 0);
    if (at >= text.size() || text[at] != '[')
        return false;
    for (at = nextValue(text, at + 1); at < text.size() && text[at] != ']'; at = nextValue(text, at)) {
        const qsizetype end = valueEnd(text, at);
        if (!visit(text.sliced(at, qMin(end, text.size()) - at)))
            return true;
        if (end > text.size())
            return false;
        at = qMax(end, at + 1);
    }
    return at < text.size();
}

QByteArray repairedJson(QByteArrayView value)
{
    static constexpr char digits[] = "0123456789abcdef";
    QByteArray repaired;
    repaired.reserve(value.size());
    bool isInString = false;
    for (qsizetype at = 0; at < value.size(); ++at) {
        const char c = value[at];
        if (isInString && c == '\\' && at + 1 < value.size()) {
            repaired.append(c).append(value[++at]);
            continue;
        }
        if (c == '"')
            isInString = !isInString;
        if (isInString && static_cast<unsigned char>(c) < 0x20) {
            repaired.append("\\u00").append(digits[c >> 4]).append(digits[c & 15]);
        } else if (!isInString && c == ',') {
            const qsizetype next = nextValue(value, at);
            const char before = lastMark(repaired);
            const bool isNeeded = next < value.size() && value[next] != '}' && value[next] != ']' && before != '{' && before != '[';
            if (isNeeded)
                repaired.append(c);
            at = next - 1;
        } else {
            repaired.append(c);
        }
    }
    return repaired;
}

} // namespace dateline
