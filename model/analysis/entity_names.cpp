#include "analysis/entity_names.h"

#include <algorithm>
#include <array>

namespace dateline {

namespace {

constexpr std::array<QStringView, 16> SmallWords{u"of", u"and", u"the", u"de", u"del", u"la", u"da", u"do", u"dos", u"van", u"der", u"von",
    u"bin", u"di", u"du", u"for"};
constexpr qsizetype LongestLetters = 4; // a word in capitals that may well be letters: "NATO", "USA"

QString inNameCase(const QString &word)
{
    QString result = word.toLower();
    bool starts = true;
    for (QChar &c : result) {
        if (starts)
            c = c.toUpper();
        starts = c == u'-' || c == u'\'' || c == u'\u2019' || c == u'.';
    }
    return result;
}

// Organisations may be letters through and through; people and places hardly ever are.
QString withoutShouting(const QString &form, EntityKind kind)
{
    const QStringList words = form.split(u' ', Qt::SkipEmptyParts);
    if (kind == EntityKind::Organisation && words.size() < 2)
        return form;
    QStringList result;
    for (const QString &word : words) {
        // Places that go by letters are countries, which have their names from the list.
        const qsizetype longest = kind == EntityKind::Place ? LongestLetters - 1 : LongestLetters;
        const bool keeps = word != word.toUpper() || (word.size() <= longest && kind != EntityKind::Person && words.size() == 1)
            || (word.size() <= 2 && kind != EntityKind::Person);
        const QString plain = word.toLower();
        if (!result.isEmpty() && std::any_of(SmallWords.begin(), SmallWords.end(), [&](QStringView small) { return plain == small; }))
            result.append(plain);
        else
            result.append(keeps ? word : inNameCase(word));
    }
    return result.join(u' ');
}

} // namespace

QString fullestName(const std::vector<EntityMention> &mentions, const std::vector<size_t> &of)
{
    const EntityMention *best = nullptr;
    const auto rank = [](const EntityMention &one) { return std::tuple(!one.shouted, one.words.size(), one.suffix != 0, one.form.size()); };
    for (const size_t number : of) {
        if (!best || rank(mentions[number]) > rank(*best))
            best = &mentions[number];
    }
    const bool capitals = best->form == best->form.toUpper() && best->form != best->form.toLower();
    return best->shouted && capitals ? withoutShouting(best->form, best->kind) : best->form;
}

QString plainAcronym(QString form)
{
    form.remove(u'.');
    const bool upper = std::all_of(form.begin(), form.end(), [](QChar c) { return c.isUpper(); });
    return upper && form.size() >= 2 && form.size() <= 6 ? form : QString();
}

QString initials(const QString &form)
{
    QString result;
    bool starts = true;
    for (const QChar c : form) {
        if (starts && c.isUpper())
            result += c;
        starts = c.isSpace() || c == u'-';
    }
    return result;
}

bool spells(const QString &acronym, const QString &name)
{
    if (acronym.size() < 2 || acronym.size() > 12 || acronym.size() >= name.size() || name.isEmpty() || acronym[0].toLower() != name[0].toLower())
        return false;
    qsizetype at = 0;
    for (const QChar c : acronym) {
        if (!c.isLetter())
            continue;
        while (at < name.size() && name[at].toLower() != c.toLower())
            ++at;
        if (at++ >= name.size())
            return false;
    }
    return acronym[0].isUpper();
}

} // namespace dateline
