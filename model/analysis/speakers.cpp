// A speaker's name is a run of words without a verb: it is walked from the verb of saying outwards, until a mark or a word that no name
// holds. Its head is the person or organisation in it that hangs on no preposition ("a spokesman for Ann Smith" is not Ann Smith).
#include "analysis/speakers.h"

#include <algorithm>

namespace dateline {

namespace {

constexpr size_t LongestPhrase = 14;    // tokens
constexpr size_t LongestApposition = 22;
constexpr size_t ShownWords = 9;        // of a speaker without a name
constexpr size_t AntecedentSentences = 3;
constexpr size_t PrepositionReach = 5; // tokens before a name in which a preposition may hold it

bool isBarePronoun(quint64 word)
{
    static const quint64 they = foldedHash(u"they"), it = foldedHash(u"it");
    return word == they || word == it;
}

}

Speakers::Speakers(const TokenisedText &text, const QList<Entity> &entities, const std::vector<bool> &isQuoted, bool english)
    : m_text(text), m_isQuoted(isQuoted), m_english(english)
{
    for (const Entity &entity : entities) {
        if (entity.kind == EntityKind::Place)
            continue;
        for (const Span &span : entity.mentions) {
            if (span.part != text.part)
                continue;
            const auto at = std::lower_bound(text.tokens.begin(), text.tokens.end(), span.start, [](const Token &token, qint32 start) { return token.end() <= start; });
            const auto end = std::lower_bound(at, text.tokens.end(), span.end(), [](const Token &token, qint32 stop) { return token.start < stop; });
            if (at != end)
                m_named.push_back({size_t(at - text.tokens.begin()), size_t(end - text.tokens.begin()), &entity});
        }
    }
    std::sort(m_named.begin(), m_named.end(), [](const Named &a, const Named &b) { return a.first < b.first; });
    findGenders();
}

// By titles and common first names; of an entity, the first mention that tells.
void Speakers::findGenders()
{
    for (const Named &named : m_named) {
        Gender &gender = m_genders[named.entity];
        if (gender == Gender::Unknown && named.first > 0)
            gender = genderOfTitle(m_text.tokens[named.first - 1].folded);
        if (gender == Gender::Unknown)
            gender = genderOfTitle(m_text.tokens[named.first].folded);
        if (gender == Gender::Unknown && named.last > named.first + 1)
            gender = genderOfName(m_text.tokens[named.first].folded);
    }
    for (Named &named : m_named)
        named.gender = m_genders.value(named.entity);
}

void Speakers::heard(const Speaker &speaker)
{
    if (!speaker.entity || speaker.entity->kind != EntityKind::Person)
        return;
    m_heard.push_back({speaker.first, speaker.last, speaker.entity, m_genders.value(speaker.entity)});
}

bool Speakers::isQuotationMark(size_t token) const
{
    return isMark(token) && QStringView(u"\"“”„«»「」『』‘").contains(QChar(unit(token)));
}

Speakers::Place Speakers::namedFrom(size_t token) const
{
    return std::lower_bound(m_named.begin(), m_named.end(), token, [](const Named &named, size_t at) { return named.first < at; });
}

std::optional<Speaker> Speakers::before(size_t first, size_t cue) const
{
    size_t end = cue;
    while (end > first && (isAuxiliary(m_text.tokens[end - 1].folded) || m_text.word(end - 1).endsWith(u"ly")) && m_text.tokens[end - 1].isWord())
        --end;
    static const quint64 to = foldedHash(u"to");
    if (end == first || m_text.tokens[end - 1].folded == to)
        return std::nullopt;
    // "Ann Smith (R-Ohio) said", "Ann Smith (R-Ohio), said"
    const size_t bracket = isMark(end - 1, u',') && end > first + 1 ? end - 1 : end;
    if (isMark(bracket - 1, u')')) {
        size_t open = bracket - 1;
        while (open > first && bracket - open < LongestPhrase && !isMark(open, u'('))
            --open;
        return isMark(open, u'(') && open > first ? phrase(phraseStart(first, open), open) : std::nullopt;
    }
    if (!isMark(end - 1, u',') && !isMark(end - 1, u'-') && !isMark(end - 1, u'—'))
        return phrase(phraseStart(first, end), end);
    return besideApposition(first, end);
}

// Between commas: "Ann Smith, 58, who leads the party, said", "the mayor, Ann Smith, said". The name is looked for outwards, comma by comma.
std::optional<Speaker> Speakers::besideApposition(size_t first, size_t end) const
{
    const char16_t opening = unit(end - 1);
    std::optional<Speaker> role;
    size_t inner = end - 1;
    for (size_t comma = inner; comma > first + 1 && end - comma < LongestApposition && !isQuotationMark(comma - 1);) {
        --comma;
        if (!isMark(comma, opening))
            continue;
        const size_t start = phraseStart(first, comma);
        const bool hangs = start > first && isPreposition(m_text.tokens[start - 1].folded);
        const std::optional<Speaker> outer = hangs || start >= comma ? std::nullopt : phrase(start, comma);
        if (outer && outer->entity)
            return outer;
        const Named *named = opening == u',' && inner - comma < 8 ? head(comma + 1, inner) : nullptr;
        if (named && named->first == comma + 1 && named->entity->kind == EntityKind::Person)
            return speaker(named->first, named->last, named->entity);
        if (!role)
            role = outer;
        inner = comma;
    }
    return role;
}

std::optional<Speaker> Speakers::after(size_t cue, size_t last) const
{
    const size_t first = cue + 1, end = phraseEnd(first, last);
    const auto at = m_text.tokens.begin();
    if (std::any_of(at + std::ptrdiff_t(first), at + std::ptrdiff_t(end), [](const Token &token) { return isFinite(token.folded) || isNoSpeaker(token.folded); })
        || (end > first + 1 && (isSubjectPronoun(m_text.tokens[first].folded))))
        return std::nullopt;
    std::optional<Speaker> outer = phrase(first, end);
    if (!outer || outer->entity || !isMark(std::min(end, last - 1), u','))
        return outer;
    // "said the mayor, Ann Smith."
    const size_t innerEnd = phraseEnd(end + 1, last);
    const Named *inner = head(end + 1, innerEnd);
    const bool isWhole = inner && inner->entity->kind == EntityKind::Person && inner->first == end + 1 && inner->last == innerEnd;
    return isWhole ? speaker(inner->first, inner->last, inner->entity) : outer;
}

std::optional<Speaker> Speakers::named(size_t first, size_t last) const
{
    for (Place at = namedFrom(first); at != m_named.end() && at->last <= last; ++at) {
        const bool owns = at->last < m_text.tokens.size() && m_text.tokens[at->last].kind == TokenKind::Possessive;
        const bool hangs = m_english && at->first > first && isPreposition(m_text.tokens[at->first - 1].folded);
        if (!owns && !hangs)
            return speaker(at->first, at->last, at->entity);
    }
    return std::nullopt;
}

size_t Speakers::phraseStart(size_t first, size_t last) const
{
    size_t start = last;
    while (start > first && last - start < LongestPhrase) {
        const Token &token = m_text.tokens[start - 1];
        const bool joins = token.kind == TokenKind::Possessive || (isMark(start - 1) && (unit(start - 1) == u'-' || unit(start - 1) == u'.' || unit(start - 1) == u'&') && token.glued);
        if ((!token.isWord() && token.kind != TokenKind::Number && !joins && token.kind != TokenKind::Ideograph) || isConjunction(token.folded))
            break;
        if (speechVerb(token.folded) == SpeechVerb::Says || isFinite(token.folded))
            break;
        --start;
        if (token.startsParagraph)
            break;
    }
    static const quint64 conjunction = foldedHash(u"and");
    // "Why would anybody believe": a question, or what would have been said.
    if (m_english && start > first && isAsking(m_text.tokens[start - 1].folded))
        return last;
    while (start < last && (m_text.tokens[start].folded == conjunction || (isPreposition(m_text.tokens[start].folded) && !m_text.tokens[start].isCapitalised())))
        ++start;
    // "In January the institute", "After the vote his party": the name begins with the last article.
    if (m_english && start < last && isPreposition(m_text.tokens[start].folded)) {
        for (size_t token = last; --token > start + 1;) {
            if (opensClause(m_text.tokens[token].folded) && !isPreposition(m_text.tokens[token - 1].folded))
                return token;
        }
    }
    return start;
}

size_t Speakers::phraseEnd(size_t first, size_t last) const
{
    size_t end = first;
    while (end < last && end - first < LongestPhrase) {
        const Token &token = m_text.tokens[end];
        const bool joins = token.kind == TokenKind::Possessive || (isMark(end) && token.glued && (unit(end) == u'-' || unit(end) == u'&'));
        if ((!token.isWord() && token.kind != TokenKind::Number && !joins) || (end > first && token.startsParagraph) || endsSpeaker(token.folded) || isTime(token.folded))
            break;
        ++end;
    }
    return end;
}

// The one person, or else organisation, that these words are about; null where two of a kind compete.
const Speakers::Named *Speakers::head(size_t first, size_t last) const
{
    const Named *found = nullptr;
    for (Place at = namedFrom(first); at != m_named.end() && at->last <= last; ++at) {
        if (at->last < m_text.tokens.size() && m_text.tokens[at->last].kind == TokenKind::Possessive)
            continue;
        size_t ahead = at->first;
        while (ahead > first && opensClause(m_text.tokens[ahead - 1].folded))
            --ahead;
        bool hangs = false;
        for (size_t token = ahead; m_english && token-- > first && ahead - token <= PrepositionReach && !hangs;)
            hangs = isPreposition(m_text.tokens[token].folded) && (found == nullptr || token >= found->last);
        if (hangs)
            continue;
        const bool person = at->entity->kind == EntityKind::Person;
        if (found && found->entity != at->entity && found->entity->kind == at->entity->kind) {
            static const quint64 conjunction = foldedHash(u"and");
            if (at->first > found->last && m_text.tokens[at->first - 1].folded == conjunction)
                return nullptr;
            found = &*at; // "Trump adviser Ann Smith"
        } else if (!found || person) {
            found = &*at;
        }
    }
    return found;
}

std::optional<Speaker> Speakers::phrase(size_t first, size_t last) const
{
    static const quint64 who = foldedHash(u"who");
    while (last > first && !m_text.tokens[last - 1].isWord() && m_text.tokens[last - 1].kind != TokenKind::Ideograph && m_text.tokens[last - 1].kind != TokenKind::Number)
        --last;
    if (first >= last)
        return std::nullopt;
    if (m_english && (genderOfPronoun(m_text.tokens[last - 1].folded) != Gender::Unknown || isBarePronoun(m_text.tokens[last - 1].folded)))
        return pronoun(last - 1);
    // "Ann Smith, who said"
    if (m_text.tokens[last - 1].folded == who) {
        const size_t end = last - 1 > 0 && isMark(last - 2, u',') ? last - 2 : last - 1;
        const auto at = namedFrom(end > 6 ? end - 6 : 0);
        for (Place place = at; place != m_named.end() && place->last <= end; ++place) {
            if (place->last == end)
                return speaker(place->first, place->last, place->entity);
        }
        return std::nullopt;
    }
    if (const Named *found = head(first, last)) {
        // "Smith supporters" are not Smith; "Ann Smith of the ministry" is.
        const bool isWhole = !m_english || found->last == last || isPreposition(m_text.tokens[found->last].folded) || !m_text.tokens[found->last].isWord();
        for (size_t token = found->last; m_english && token < last; ++token) {
            if (speechVerb(m_text.tokens[token].folded) != SpeechVerb::None || m_text.word(token).endsWith(u"ed"))
                return std::nullopt;
        }
        if (isWhole)
            return speaker(found->first, found->last, found->entity);
        for (size_t token = found->last; token < last; ++token) {
            if (opensClause(m_text.tokens[token].folded) || token > found->last + 2)
                return std::nullopt;
        }
    }
    const bool hangs = first > 0 && isPreposition(m_text.tokens[first - 1].folded) && !m_text.tokens[first].startsParagraph && !m_text.tokens[first - 1].isCapitalised();
    return m_english && !hangs && last - first <= ShownWords && isRole(first, last) ? std::optional(speaker(first, last, nullptr)) : std::nullopt;
}

// "Police", "the ministry", "a spokesman for the company", "analysts": they begin like a name or an article, or end like a plural,
// and end with no word that wants another.
bool Speakers::isRole(size_t first, size_t last) const
{
    const Token &begin = m_text.tokens[first], &end = m_text.tokens[last - 1];
    if (isNoSpeaker(begin.folded) || isNoSpeaker(end.folded) || isPreposition(end.folded) || opensClause(end.folded) || isTime(end.folded))
        return false;
    const QStringView word = m_text.word(last - 1);
    if (!end.isCapitalised() && (word.endsWith(u"ed") || word.endsWith(u"ing") || word.endsWith(u"ly")))
        return false;
    return begin.isCapitalised() || opensClause(begin.folded) || word.endsWith(u's') || word == u"police";
}

Speaker Speakers::speaker(size_t first, size_t last, const Entity *entity) const
{
    Speaker result;
    result.source = m_text.span(first, last);
    result.entity = entity;
    result.name = entity ? entity->name : m_text.text.sliced(result.source.start, result.source.length).toString().simplified();
    result.first = first;
    result.last = last;
    return result;
}

std::optional<Speaker> Speakers::pronoun(size_t token) const
{
    const Gender gender = genderOfPronoun(m_text.tokens[token].folded);
    return speaker(token, token + 1, gender == Gender::Unknown ? nullptr : antecedent(token, gender));
}

// Sentence by sentence backwards: who spoke there, or else who alone is named there and fits. Where two fit, nobody.
const Entity *Speakers::antecedent(size_t token, Gender gender) const
{
    const auto fits = [gender](const Named &named) { return named.gender == Gender::Unknown || named.gender == gender; };
    auto sentence = std::upper_bound(m_text.sentences.begin(), m_text.sentences.end(), qint32(token), [](qint32 at, const Sentence &one) { return at < one.first; });
    size_t end = token;
    for (size_t steps = 0; steps < AntecedentSentences && sentence != m_text.sentences.begin(); ++steps) {
        --sentence;
        const size_t first = size_t(sentence->first);
        for (auto at = m_heard.rbegin(); at != m_heard.rend() && at->first >= first; ++at) {
            if (at->last <= end && fits(*at))
                return at->entity;
        }
        const Entity *found = nullptr;
        for (Place at = namedFrom(first); at != m_named.end() && at->last <= end; ++at) {
            if (at->entity->kind != EntityKind::Person || m_isQuoted[at->first] || !fits(*at) || at->entity == found)
                continue;
            if (found)
                return nullptr;
            found = at->entity;
        }
        if (found)
            return found;
        end = first;
    }
    return nullptr;
}

} // namespace dateline
