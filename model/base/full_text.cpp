#include "base/full_text.h"

#include <algorithm>

namespace dateline {
namespace {

constexpr qsizetype ShortText = 1'000, BrokenOffText = 3'000; // characters
constexpr qsizetype LongestEnd = 40; // "[…] Read more", which feeds put behind what they cut

// Written without spaces: a character says about as much as two letters.
bool isIdeograph(QChar c)
{
    const QChar::Script script = c.unicode() < 0x2e80 ? QChar::Script_Latin : c.script();
    return script == QChar::Script_Han || script == QChar::Script_Hiragana || script == QChar::Script_Katakana || script == QChar::Script_Hangul;
}

bool breaksOff(QStringView text)
{
    const QStringView end = text.trimmed().last(std::min(text.trimmed().size(), LongestEnd));
    return end.contains(u'…') || end.contains(QLatin1String("..."));
}

} // namespace

std::optional<FullText> fullTextFromCode(QStringView code)
{
    for (const FullText rule : {FullText::Inherit, FullText::Never, FullText::WhenShort, FullText::Always}) {
        if (code == fullTextCode(rule))
            return rule;
    }
    return std::nullopt;
}

QString fullTextCode(FullText rule)
{
    switch (rule) {
    case FullText::Inherit: return {};
    case FullText::Never: return QStringLiteral("never");
    case FullText::WhenShort: return QStringLiteral("short");
    case FullText::Always: return QStringLiteral("always");
    }
    return {};
}

bool isTeaser(const ArticleContent &item)
{
    if (item.text.size() > BrokenOffText)
        return false;
    const qsizetype length = item.text.size() + std::count_if(item.text.begin(), item.text.end(), isIdeograph);
    return length < ShortText || breaksOff(item.text);
}

bool wantsFullText(FullText rule, const ArticleContent &item)
{
    if (item.url.isEmpty())
        return false;
    return rule == FullText::Always || (rule == FullText::WhenShort && isTeaser(item));
}

} // namespace dateline
