#include "analysis/reported_speech.h"

#include <algorithm>

namespace dateline {

namespace {

constexpr int LeastWords = 4;
constexpr size_t Furthest = 60; // token of a sentence at which a verb of saying is looked for
constexpr size_t Aside = 10;    // tokens between the verb and "that": "in a statement on Monday"

const quint64 That = foldedHash(u"that"), According = foldedHash(u"according"), To = foldedHash(u"to"), Told = foldedHash(u"told"),
              Tells = foldedHash(u"tells"), Telling = foldedHash(u"telling"), Not = foldedHash(u"not");

class Sayings final {
public:
    Sayings(const Sentence &sentence, const TokenisedText &text, const Speakers &speakers, const std::vector<bool> &isQuoted)
        : m_text(text), m_speakers(speakers), m_isQuoted(isQuoted), m_first(size_t(sentence.first)), m_last(size_t(sentence.last))
    {
        skipDateline();
    }

    std::vector<ReportedClause> run()
    {
        for (size_t at = m_first; at + 1 < m_last && at < m_first + Furthest; ++at) {
            if (m_isQuoted[at] || !m_text.tokens[at].isWord())
                continue;
            if (word(at) == According && word(at + 1) == To) {
                accordingTo(at);
                break;
            }
            // "the United States" states nothing.
            if (m_text.tokens[at].isCapitalised())
                continue;
            if (isSpeechParticiple(word(at)) || speechVerb(word(at)) != SpeechVerb::None || isCommitting(word(at)) || isUrging(word(at)))
                at = std::max(at, said(at));
        }
        return m_clauses;
    }

private:
    quint64 word(size_t token) const { return m_text.tokens[token].folded; }

    // "ANKARA, Sept 11 (Agency) — "
    void skipDateline()
    {
        for (size_t at = m_first + 1; m_first < 20 && at < std::min(m_first + 12, m_last); ++at) {
            const QStringView mark = m_text.word(at);
            const bool dash = mark == u"-" || mark == u"--" || mark == u"\u2013" || mark == u"\u2014";
            if (dash && !m_text.tokens[at].glued && m_text.tokens[m_first].letterCase == TokenCase::Upper) {
                m_first = at + 1;
                return;
            }
        }
    }

    int wordsIn(size_t first, size_t last) const
    {
        return int(std::count_if(m_text.tokens.begin() + std::ptrdiff_t(first), m_text.tokens.begin() + std::ptrdiff_t(last),
                                 [](const Token &token) { return token.isWord(); }));
    }

    // Gives the last token that needs no further look.
    size_t said(size_t cue)
    {
        const bool participle = isSpeechParticiple(word(cue));
        const SpeechVerb verb = participle ? SpeechVerb::Claims : speechVerb(word(cue));
        if (cue > m_first && word(cue - 1) == Not)
            return cue;
        if (verb == SpeechVerb::Calls) {
            if (const size_t end = called(cue); end > cue)
                return end;
        }
        std::optional<size_t> content = contentAfter(cue, verb);
        if (!content && !participle)
            content = infinitiveAfter(cue);
        if (!content) {
            if (!participle)
                closes(cue);
            return cue;
        }
        const std::optional<Speaker> speaker = participle || isConjoined(cue) ? subject(cue) : m_speakers.before(m_first, cue);
        return add(speaker, *content, contentEnd(*content)) ? m_last : cue;
    }

    // To the end of the sentence, but for direct speech that follows.
    size_t contentEnd(size_t content) const
    {
        size_t end = content;
        while (end < m_last && !m_isQuoted[end])
            ++end;
        return end;
    }

    bool add(const std::optional<Speaker> &speaker, size_t first, size_t last)
    {
        while (last > first && !m_text.tokens[last - 1].isWord() && m_text.tokens[last - 1].kind != TokenKind::Number && !m_speakers.isQuotationMark(last - 1))
            --last;
        while (first < last && (m_speakers.isMark(first, u',') || m_speakers.isMark(first, u';') || m_speakers.isMark(first, u':')))
            ++first;
        if (!speaker || first >= last || wordsIn(first, last) < LeastWords || (!m_clauses.empty() && first < m_clauses.back().last))
            return false;
        m_clauses.push_back({*speaker, first, last});
        return true;
    }

    std::optional<size_t> contentAfter(size_t cue, SpeechVerb verb) const
    {
        const size_t next = cue + 1;
        if (next >= m_last || m_isQuoted[next])
            return std::nullopt;
        if (word(next) == That && next + 1 < m_last)
            return next + 1;
        const bool toSomebody = word(cue) == Told || word(cue) == Tells || word(cue) == Telling;
        const bool aside = toSomebody || isPreposition(word(next)) || isTime(word(next)) || m_speakers.isMark(next, u',');
        for (size_t at = next; aside && at < std::min(next + Aside, m_last) && !m_isQuoted[at]; ++at) {
            if (word(at) == That && at + 1 < m_last)
                return at + 1;
        }
        if (toSomebody)
            return afterHearer(next);
        const bool onTime = isPreposition(word(next)) && next + 1 < m_last && isTime(word(next + 1));
        if (verb == SpeechVerb::Says && m_text.tokens[next].isWord() && !isPreposition(word(next)) && !isTime(word(next)) && !isConjunction(word(next)) && !isAuxiliary(word(next)))
            return next;
        const size_t start = onTime ? next + 2 : isTime(word(next)) ? next + 1 : next;
        if (start >= m_last || !beginsClause(start))
            return std::nullopt;
        switch (verb) {
        case SpeechVerb::Says: return std::optional(start);
        case SpeechVerb::Claims: return hasVerb(start) ? std::optional(start) : std::nullopt;
        case SpeechVerb::Finds: return isSubjectPronoun(word(start)) && hasVerb(start) ? std::optional(start) : std::nullopt;
        default: return std::nullopt;
        }
    }

    // "told reporters he …", "told the AP her …"
    std::optional<size_t> afterHearer(size_t next) const
    {
        for (size_t at = next + 1; at < std::min(next + 5, m_last) && m_text.tokens[at].isWord(); ++at) {
            const bool begins = opensClause(word(at)) && !opensClause(word(at - 1)) && !isPreposition(word(at - 1));
            if (begins && hasVerb(at))
                return at;
        }
        return std::nullopt;
    }

    // "vowed to fight", "urged them to fight", "called for an end"
    std::optional<size_t> infinitiveAfter(size_t cue) const
    {
        static const quint64 called = foldedHash(u"called"), calls = foldedHash(u"calls"), forWord = foldedHash(u"for"), on = foldedHash(u"on");
        size_t at = cue + 1;
        if (isCommitting(word(cue)) && at + 1 < m_last && word(at) == To)
            return at;
        if (!isUrging(word(cue)))
            return std::nullopt;
        if (word(cue) == called || word(cue) == calls) {
            if (word(at) == forWord && at + 1 < m_last)
                return at + 1;
            if (word(at) != on)
                return std::nullopt;
            ++at;
        }
        for (size_t to = at + 1; to < std::min(at + 8, m_last) && m_text.tokens[to].isWord(); ++to) {
            if (word(to) == To && !isPreposition(word(to - 1)))
                return at;
        }
        return std::nullopt;
    }

    // "… survived the vote and says that": the sentence's subject speaks.
    bool isConjoined(size_t cue) const
    {
        static const quint64 conjunction = foldedHash(u"and"), but = foldedHash(u"but"), then = foldedHash(u"then");
        size_t at = cue;
        while (at > m_first && isAuxiliary(word(at - 1)))
            --at;
        return at > m_first && (word(at - 1) == conjunction || word(at - 1) == but || word(at - 1) == then);
    }

    bool beginsClause(size_t at) const
    {
        const Token &token = m_text.tokens[at];
        if (token.kind == TokenKind::Number || opensClause(token.folded))
            return true;
        return token.isWord() && !isTime(token.folded) && !isAuxiliary(token.folded)
            && (token.isCapitalised() || (!isPreposition(token.folded) && !isConjunction(token.folded) && hasVerb(at)));
    }

    bool hasVerb(size_t at) const { return hasVerb(at, m_last); }

    bool hasVerb(size_t at, size_t last) const
    {
        for (size_t token = at + 1; token < std::min(at + 19, last); ++token) {
            if (isFinite(word(token)) || speechVerb(word(token)) != SpeechVerb::None)
                return true;
        }
        return false;
    }

    // "…, Ann Smith said." and "…, said Ann Smith."
    bool closes(size_t cue)
    {
        if (!closesSpeech(word(cue)) || cue < m_first + 4 || (cue + 1 < m_last && m_speakers.isMark(cue + 1, u':')))
            return false;
        if (cue + 2 < m_last && m_speakers.isMark(cue + 1, u',') && m_speakers.isQuotationMark(cue + 2))
            return false;
        const bool ends = cue + 1 >= m_last || (m_speakers.isMark(cue + 1) && !m_speakers.isQuotationMark(cue + 1)) || isPreposition(word(cue + 1))
            || isTime(word(cue + 1)) || word(cue) == Told || isConjunction(word(cue + 1));
        size_t comma = cue;
        while (comma > m_first && cue - comma < 18 && !m_speakers.isMark(comma, u',') && !m_speakers.isQuotationMark(comma))
            --comma;
        if (!m_speakers.isMark(comma, u',') || comma < m_first + 3)
            return false;
        if (comma + 1 < cue)
            return ends && closeAt(comma, m_speakers.before(comma + 1, cue));
        if (!ends)
            return closeAt(comma, m_speakers.after(cue, m_last));
        // Apposition before the verb: "…, Ann Smith, the minister, said."
        const std::optional<Speaker> speaker = m_speakers.before(m_first, cue);
        return speaker && speaker->first > m_first && m_speakers.isMark(speaker->first - 1, u',') && closeAt(speaker->first - 1, speaker);
    }

    bool closeAt(size_t comma, const std::optional<Speaker> &speaker)
    {
        // "Speaking to reporters in Ankara, Ann Smith said"
        const QStringView begin = m_text.word(m_first);
        const bool isAside = isPreposition(word(m_first)) || isConjunction(word(m_first)) || begin.endsWith(u"ing") || begin.endsWith(u"ed");
        return comma > m_first && !m_isQuoted[comma - 1] && (!isAside || hasVerb(m_first, comma)) && add(speaker, m_first, comma);
    }

    // "called the plan “reckless”": up to the closing mark.
    size_t called(size_t cue)
    {
        size_t open = cue + 1;
        while (open < std::min(cue + 14, m_last) && !m_speakers.isQuotationMark(open))
            ++open;
        size_t close = open + 1;
        while (close < m_last && !m_speakers.isQuotationMark(close))
            ++close;
        if (close >= m_last || !m_speakers.isQuotationMark(open) || m_isQuoted[open])
            return cue;
        const bool participle = m_text.word(cue).endsWith(u"ing");
        const std::optional<Speaker> speaker = participle ? subject(cue) : m_speakers.before(m_first, cue);
        return speaker && add(speaker, cue + 1, close + 1) ? close : cue;
    }

    // Whose participle it is: the speaker of the sentence, or whom it begins with.
    std::optional<Speaker> subject(size_t cue) const
    {
        if (!m_clauses.empty())
            return m_clauses.back().speaker;
        const bool apart = cue > m_first && (m_speakers.isMark(cue - 1, u',') || isConjoined(cue));
        if (!apart || m_text.tokens[m_first].kind != TokenKind::Word)
            return std::nullopt;
        if (genderOfPronoun(word(m_first)) != Gender::Unknown)
            return m_speakers.before(m_first, m_first + 1);
        const std::optional<Speaker> named = m_speakers.named(m_first, std::min(m_first + 8, cue));
        return named && named->first <= m_first + 3 ? named : std::nullopt;
    }

    void accordingTo(size_t at)
    {
        if (at <= m_first + 1) {
            size_t comma = at + 2;
            while (comma < m_last && !m_speakers.isMark(comma, u','))
                ++comma;
            if (comma + 1 < m_last)
                add(sourceIn(at + 2, comma), comma + 1, contentEnd(comma + 1));
            return;
        }
        size_t end = at + 2;
        while (end < m_last && (!m_speakers.isMark(end) || m_text.tokens[end].glued) && !m_speakers.isMark(end, u',') && !m_speakers.isMark(end, u'.'))
            ++end;
        if (std::none_of(m_isQuoted.begin() + std::ptrdiff_t(m_first), m_isQuoted.begin() + std::ptrdiff_t(at), [](bool quoted) { return quoted; }))
            add(sourceIn(at + 2, end), m_first, at);
    }

    std::optional<Speaker> sourceIn(size_t first, size_t last) const
    {
        return last > first ? m_speakers.after(first - 1, last) : std::nullopt;
    }

    const TokenisedText &m_text;
    const Speakers &m_speakers;
    const std::vector<bool> &m_isQuoted;
    size_t m_first, m_last;
    std::vector<ReportedClause> m_clauses;
};

}

std::vector<ReportedClause> reportedIn(const Sentence &sentence, const TokenisedText &text, const Speakers &speakers, const std::vector<bool> &isQuoted)
{
    return Sayings(sentence, text, speakers, isQuoted).run();
}

} // namespace dateline
