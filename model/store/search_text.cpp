#include "store/search_text.h"

#include "base/folding.h"

#include <QList>

#include <algorithm>

namespace dateline {
namespace {

// Scripts written without spaces between words. Hangul is not among them: Korean has spaces.
bool isUnspaced(char32_t letter)
{
    switch (QChar::script(letter)) {
    case QChar::Script_Han:
    case QChar::Script_Hiragana:
    case QChar::Script_Katakana:
    case QChar::Script_Bopomofo:
    case QChar::Script_Thai:
    case QChar::Script_Lao:
    case QChar::Script_Khmer:
    case QChar::Script_Myanmar:
    case QChar::Script_Tibetan:
        return !QChar::isMark(letter);
    default:
        return false;
    }
}

bool mayHoldUnspaced(const QString &text)
{
    // Thai (U+0E00) is the first of them.
    return std::any_of(text.begin(), text.end(), [](QChar c) { return c.unicode() >= 0x0e00; });
}

QString withLettersApart(const QString &text)
{
    QString apart;
    apart.reserve(text.size() * 2);
    bool wasUnspaced = false;
    const QList<uint> letters = text.toUcs4();
    for (char32_t letter : letters) {
        const bool isMark = QChar::isMark(letter);
        const bool unspaced = isUnspaced(letter);
        if (unspaced || (wasUnspaced && !isMark))
            apart += u' ';
        apart += QChar::fromUcs4(letter);
        wasUnspaced = unspaced || (wasUnspaced && isMark);
    }
    return apart;
}

} // namespace

QString searchText(QStringView text)
{
    QString form = folded(text);
    return mayHoldUnspaced(form) ? withLettersApart(form) : form;
}

QString matchExpression(const QString &words, bool isPrefix)
{
    QString form = searchText(words);
    const QList<uint> letters = form.toUcs4();
    if (std::none_of(letters.begin(), letters.end(), [](uint letter) { return QChar::isLetterOrNumber(letter); }))
        return {};
    form.replace(u'"', u' '); // punctuation to the tokenizer anyway
    form.replace(QChar(0), u' ');
    return u'"' + form + (isPrefix ? QStringLiteral("\" *") : QStringLiteral("\""));
}

} // namespace dateline
