// Direct speech lies between quotation marks; its speaker stands beside a verb of saying, after or before it. Reported speech
// is a clause that a verb of saying opens ("Police said that …"), closes ("…, he added.") or "according to" frames.
#include "analysis/quotes.h"

#include <QHash>
#include <QSet>

#include <algorithm>
#include <array>
#include <optional>

namespace dateline {

namespace {

constexpr size_t MostQuotes = 2000;
constexpr qint32 LongestQuote = 3000;   // units; a mark that is never closed must not swallow the article
constexpr int LeastWords = 4;           // fewer are a term or a title in quotation marks
constexpr size_t Window = 14;           // tokens beside a quotation in which its speaker is looked for

struct QuotedRun {
    size_t first = 0; // the opening mark
    size_t last = 0;  // the closing mark
};

QSet<quint64> hashed(std::initializer_list<const char16_t *> words)
{
    QSet<quint64> set;
    for (const char16_t *word : words)
        set.insert(foldedHash(QStringView(word)));
    return set;
}

bool isSaying(quint64 word)
{
    static const QSet<quint64> verbs = hashed({u"said", u"says", u"say", u"saying", u"told", u"tells", u"added", u"adds", u"wrote", u"writes",
        u"tweeted", u"posted", u"explained", u"explains", u"noted", u"notes", u"argued", u"argues", u"insisted", u"insists", u"warned",
        u"warns", u"announced", u"claimed", u"claims", u"stated", u"states", u"declared", u"replied", u"asked", u"recalled", u"acknowledged",
        u"admitted", u"commented", u"concluded", u"continued", u"remarked", u"stressed", u"suggested", u"urged", u"vowed", u"responded",
        u"quipped", u"joked", u"lamented", u"confirmed", u"denied", u"believes", u"believe", u"observed", u"emphasized", u"emphasised",
        u"sagte", u"erklarte", u"betonte", u"dit", u"declare", u"affirme", u"explique", u"dijo", u"afirmo", u"explico", u"declaro", u"disse",
        u"ha detto", u"dichiarato", u"zei", u"сказал", u"сказала", u"заявил", u"заявила", u"сообщил", u"рекао", u"рекла", u"rekao", u"rekla",
        u"powiedzial", u"powiedziala"});
    return verbs.contains(word);
}

// Verbs that a clause of reported speech follows, in English.
bool isReporting(quint64 word)
{
    static const QSet<quint64> verbs = hashed({u"said", u"says", u"say", u"told", u"added", u"wrote", u"explained", u"noted", u"argued",
        u"argues", u"insisted", u"insists", u"warned", u"warns", u"announced", u"claimed", u"claims", u"stated", u"declared", u"acknowledged",
        u"admitted", u"stressed", u"suggested", u"confirmed", u"denied", u"believes", u"reported", u"alleged", u"predicted"});
    return verbs.contains(word);
}

// Verbs that stand after the whole of what was said: others have an object there ("…, the firm declared bankruptcy").
bool closesSentence(quint64 word)
{
    static const QSet<quint64> verbs = hashed({u"said", u"says", u"say", u"added", u"wrote", u"explained", u"noted", u"told", u"argued", u"stated", u"announced"});
    return verbs.contains(word);
}

bool isPronoun(quint64 word)
{
    static const QSet<quint64> pronouns = hashed({u"he", u"she"});
    return pronouns.contains(word);
}

class QuoteFinder final {
public:
    QuoteFinder(const TokenisedText &text, const QList<Entity> &entities, bool english) : m_text(text), m_english(english)
    {
        for (const Entity &entity : entities) {
            for (const Span &span : entity.mentions) {
                if (span.part == text.part && entity.kind != EntityKind::Place)
                    m_named.push_back({span, &entity});
            }
        }
        std::sort(m_named.begin(), m_named.end(), [](const Named &a, const Named &b) { return a.span.start < b.span.start; });
    }

    QList<Quote> run()
    {
        for (const QuotedRun &run : quotedRuns())
            addDirect(run);
        if (m_english)
            addReported();
        std::stable_sort(m_quotes.begin(), m_quotes.end(), [](const Quote &a, const Quote &b) { return a.content.start < b.content.start; });
        return m_quotes;
    }

private:
    struct Named {
        Span span;
        const Entity *entity = nullptr;
    };

    struct Speaker {
        Span source;
        QString name;
    };

    char16_t unit(size_t token) const { return m_text.text[m_text.tokens[token].start].unicode(); }
    bool isMark(size_t token) const { return m_text.tokens[token].kind == TokenKind::Punctuation && m_text.tokens[token].length == 1; }

    // Pairs of marks. A new paragraph may open again without having closed; a mark left open ends nowhere.
    std::vector<QuotedRun> quotedRuns() const
    {
        static const QHash<char16_t, QStringView> closers{{u'“', QStringView(u"”\"")}, {u'„', QStringView(u"“”\"")},
            {u'«', QStringView(u"»")}, {u'»', QStringView(u"«")}, {u'"', QStringView(u"\"”")}, {u'「', QStringView(u"」")},
            {u'『', QStringView(u"』")}, {u'‘', QStringView(u"’")}};
        std::vector<QuotedRun> runs;
        for (size_t at = 0; at < m_text.tokens.size() && runs.size() < MostQuotes; ++at) {
            const auto closer = isMark(at) ? closers.constFind(unit(at)) : closers.constEnd();
            if (closer == closers.constEnd())
                continue;
            for (size_t end = at + 1; end < m_text.tokens.size(); ++end) {
                const bool tooFar = m_text.tokens[end].start - m_text.tokens[at].start > LongestQuote;
                if (tooFar || m_text.tokens[end].startsParagraph)
                    break;
                if (isMark(end) && closer->contains(QChar(unit(end)))) {
                    runs.push_back({at, end});
                    at = end;
                    break;
                }
            }
        }
        return runs;
    }

    int wordsIn(size_t first, size_t last) const
    {
        int words = 0, ideographs = 0;
        for (size_t at = first; at < last; ++at) {
            words += m_text.tokens[at].isWord();
            ideographs += m_text.tokens[at].kind == TokenKind::Ideograph;
        }
        return words + ideographs / 2;
    }

    void addDirect(const QuotedRun &run)
    {
        if (run.last <= run.first + 1)
            return;
        const int words = wordsIn(run.first + 1, run.last);
        if (words < LeastWords || isWorkTitle(run))
            return;
        Quote quote;
        quote.direct = true;
        quote.content = m_text.span(run.first + 1, run.last);
        std::optional<Speaker> speaker = speakerAfter(run.last + 1);
        if (!speaker)
            speaker = speakerBefore(run.first);
        // The same speaker goes on where nothing but a cue stood between.
        if (!speaker && m_lastRun && sameParagraph(m_lastRun->last, run.first) && run.first - m_lastRun->last <= Window)
            speaker = m_lastSpeaker;
        const bool sentence = QStringView(u".,!?…").contains(QChar(unit(run.last - 1)));
        if (!speaker && (!sentence || words < 2 * LeastWords))
            return;
        if (speaker) {
            quote.source = speaker->source;
            quote.speaker = speaker->name;
        }
        m_lastRun = run;
        m_lastSpeaker = speaker;
        m_quotes.append(quote);
    }

    // "State of the Union": a few words, all the long ones with a capital.
    bool isWorkTitle(const QuotedRun &run) const
    {
        int longWords = 0, capitals = 0;
        for (size_t at = run.first + 1; at < run.last; ++at) {
            const Token &token = m_text.tokens[at];
            longWords += token.isWord() && token.length > 3;
            capitals += token.isWord() && token.length > 3 && token.isCapitalised();
        }
        return longWords > 0 && longWords <= 8 && capitals == longWords;
    }

    bool sameParagraph(size_t first, size_t last) const
    {
        return std::none_of(m_text.tokens.begin() + std::ptrdiff_t(first) + 1, m_text.tokens.begin() + std::ptrdiff_t(last) + 1,
                            [](const Token &token) { return token.startsParagraph; });
    }

    bool endsClause(size_t at) const
    {
        const char16_t c = unit(at);
        return m_text.tokens[at].startsParagraph || (isMark(at) && (c == u'.' || c == u'!' || c == u'?' || c == u'“' || c == u'"' || c == u'«' || c == u'„'));
    }

    // …," said NAME. …," NAME said.
    std::optional<Speaker> speakerAfter(size_t from) const
    {
        const size_t end = std::min(from + Window, m_text.tokens.size());
        for (size_t at = from; at < end && !endsClause(at); ++at) {
            if (!isSaying(m_text.tokens[at].folded))
                continue;
            size_t last = at + 1;
            while (last < end && !endsClause(last))
                ++last;
            if (const auto before = speakerIn(from, at, true))
                return before;
            return speakerIn(at + 1, last, false);
        }
        return std::nullopt;
    }

    // NAME said: "…
    std::optional<Speaker> speakerBefore(size_t to) const
    {
        size_t first = to;
        while (first > 0 && to - first < Window + 4 && !m_text.tokens[first].startsParagraph && (first == to || !endsClause(first - 1)))
            --first;
        for (size_t at = to; at-- > first;) {
            if (isSaying(m_text.tokens[at].folded))
                return speakerIn(first, at, true);
        }
        return std::nullopt;
    }

    // Who is named among these tokens, nearest to the verb; a pronoun stands for the person named last before.
    std::optional<Speaker> speakerIn(size_t first, size_t last, bool verbFollows) const
    {
        if (first >= last)
            return std::nullopt;
        const qint32 start = m_text.tokens[first].start, end = m_text.tokens[last - 1].end();
        const Named *found = nullptr;
        for (auto at = firstNamed(start); at != m_named.end() && at->span.start < end; ++at) {
            if (at->span.end() > end)
                break;
            const bool better = !found || (at->entity->kind == EntityKind::Person && found->entity->kind != EntityKind::Person)
                || (verbFollows && at->entity->kind == found->entity->kind);
            if (better)
                found = &*at;
            if (!verbFollows && found->entity->kind == EntityKind::Person)
                break;
        }
        if (found)
            return Speaker{found->span, found->entity->name};
        for (size_t at = first; at < last; ++at) {
            if (isPronoun(m_text.tokens[at].folded))
                return Speaker{m_text.span(at, at + 1), personBefore(m_text.tokens[at].start).value_or(m_text.word(at).toString())};
        }
        return roleIn(first, last);
    }

    // "the ministry", "police", "a spokesman for the company": the words themselves.
    std::optional<Speaker> roleIn(size_t first, size_t last) const
    {
        while (first < last && !m_text.tokens[first].isWord())
            ++first;
        while (last > first && !m_text.tokens[last - 1].isWord())
            --last;
        static const QSet<quint64> owners = hashed({u"his", u"her", u"its", u"their", u"this", u"that", u"which", u"who", u"it", u"they", u"i", u"you"});
        if (first >= last || last - first > 8 || owners.contains(m_text.tokens[first].folded))
            return std::nullopt;
        for (size_t at = first; at < last; ++at) {
            if (m_text.tokens[at].kind == TokenKind::Punctuation && unit(at) != u'-')
                return std::nullopt;
        }
        const Span span = m_text.span(first, last);
        return Speaker{span, m_text.text.sliced(span.start, span.length).toString().simplified()};
    }

    std::vector<Named>::const_iterator firstNamed(qint32 start) const
    {
        return std::lower_bound(m_named.begin(), m_named.end(), start, [](const Named &named, qint32 at) { return named.span.start < at; });
    }

    std::optional<QString> personBefore(qint32 start) const
    {
        auto at = firstNamed(start);
        for (int steps = 0; at != m_named.begin() && steps < 4; ++steps) {
            --at;
            if (start - at->span.start > 600)
                break;
            if (at->entity->kind == EntityKind::Person)
                return at->entity->name;
        }
        return std::nullopt;
    }

    bool overlapsQuote(const Span &span) const
    {
        const auto at = std::lower_bound(m_direct.begin(), m_direct.end(), span.start, [](const Span &s, qint32 start) { return s.end() <= start; });
        return at != m_direct.end() && at->start < span.end();
    }

    void addReported()
    {
        for (const Quote &quote : std::as_const(m_quotes))
            m_direct.push_back(quote.content);
        for (const Sentence &sentence : m_text.sentences) {
            if (m_quotes.size() >= qsizetype(MostQuotes))
                return;
            if (const auto quote = reportedIn(size_t(sentence.first), size_t(sentence.last)); quote && !overlapsQuote(quote->content))
                m_quotes.append(*quote);
        }
    }

    std::optional<Quote> reported(std::optional<Speaker> speaker, size_t first, size_t last) const
    {
        while (last > first && !m_text.tokens[last - 1].isWord() && m_text.tokens[last - 1].kind != TokenKind::Number)
            --last;
        if (!speaker || first >= last || wordsIn(first, last) < LeastWords)
            return std::nullopt;
        Quote quote;
        quote.speaker = speaker->name;
        quote.source = speaker->source;
        quote.content = m_text.span(first, last);
        return quote;
    }

    // After "ANKARA, Sept 11 (Agency) — ".
    size_t afterDateline(size_t first, size_t last) const
    {
        for (size_t at = first + 1; first < 20 && at < std::min(first + 12, last); ++at) {
            const QStringView word = m_text.word(at);
            const bool dash = word == u"-" || word == u"--" || word == u"\u2013" || word == u"\u2014";
            if (dash && !m_text.tokens[at].glued && m_text.tokens[first].letterCase == TokenCase::Upper)
                return at + 1;
        }
        return first;
    }

    std::optional<Quote> reportedIn(size_t begin, size_t last) const
    {
        const size_t first = afterDateline(begin, last);
        static const quint64 that = foldedHash(u"that"), according = foldedHash(u"according"), to = foldedHash(u"to"), told = foldedHash(u"told");
        for (size_t at = first; at + 1 < last && at < first + 60; ++at) {
            const Token &token = m_text.tokens[at];
            if (token.folded == according && m_text.tokens[at + 1].folded == to)
                return accordingTo(first, at, last);
            if (!isReporting(token.folded))
                continue;
            // "…, he added."
            if (at + 3 >= last && at > first + 4)
                return closing(first, at, last);
            // "…" said NAME is direct speech.
            if (at > first && !m_text.tokens[at - 1].isWord())
                continue;
            if (at - first > 14 || at == first)
                continue;
            size_t content = at + 1;
            for (size_t in = at + 1; in < std::min(at + 12, last); ++in) {
                if (m_text.tokens[in].folded == that) {
                    content = in + 1;
                    break;
                }
            }
            if (content == at + 1 && (token.folded == told || !startsClause(content)))
                continue;
            return reported(speakerIn(first, at, true), content, last);
        }
        return std::nullopt;
    }

    // A clause without "that" begins like a sentence does: with a name, a pronoun or an article.
    bool startsClause(size_t at) const
    {
        static const QSet<quint64> starts = hashed({u"the", u"it", u"he", u"she", u"they", u"there", u"we", u"his", u"her", u"their", u"its",
            u"this", u"these", u"some", u"many", u"more", u"such", u"no", u"any", u"all", u"a", u"an"});
        return m_text.tokens[at].isWord() && (m_text.tokens[at].isCapitalised() || starts.contains(m_text.tokens[at].folded));
    }

    std::optional<Quote> accordingTo(size_t first, size_t at, size_t last) const
    {
        if (at == first) {
            size_t comma = at + 2;
            while (comma < last && !(isMark(comma) && unit(comma) == u','))
                ++comma;
            return comma + 1 >= last ? std::nullopt : reported(speakerIn(at + 2, comma, false), comma + 1, last);
        }
        size_t end = at + 2;
        while (end < last && !isMark(end))
            ++end;
        return reported(speakerIn(at + 2, end, false), first, at);
    }

    std::optional<Quote> closing(size_t first, size_t at, size_t last) const
    {
        size_t comma = at;
        while (comma > first && !(isMark(comma) && unit(comma) == u','))
            --comma;
        if (comma == first || at - comma > 10 || !isSaying(m_text.tokens[at].folded) || !closesSentence(m_text.tokens[at].folded))
            return std::nullopt;
        std::optional<Speaker> speaker = speakerIn(comma + 1, at, true);
        if (!speaker)
            speaker = speakerIn(at + 1, last, false);
        return reported(speaker, first, comma);
    }

    const TokenisedText &m_text;
    bool m_english;
    std::vector<Named> m_named;
    std::vector<Span> m_direct;
    std::optional<QuotedRun> m_lastRun;
    std::optional<Speaker> m_lastSpeaker;
    QList<Quote> m_quotes;
};

} // namespace

QList<Quote> quotesOf(const TokenisedText &text, const QList<Entity> &entities, const QString &language)
{
    return QuoteFinder(text, entities, language.isEmpty() || language == u"en").run();
}

} // namespace dateline
