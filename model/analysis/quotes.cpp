// Direct speech lies between quotation marks; its speaker stands beside a verb of saying, after or before it, or is the one who
// spoke last. A few quoted words in the middle of a reported clause belong to that clause.
#include "analysis/quotes.h"

#include "analysis/reported_speech.h"

#include <QHash>

#include <algorithm>

namespace dateline {

namespace {

constexpr size_t MostQuotes = 2000;
constexpr qint32 LongestQuote = 3000;   // units; a mark that is never closed must not swallow the article
constexpr int LeastWords = 4;           // fewer are a term or a title in quotation marks
constexpr size_t Window = 24;           // tokens beside a quotation in which its speaker is looked for

struct QuotedRun {
    size_t first = 0; // the opening mark
    size_t last = 0;  // the closing mark, or the paragraph's last token + 1
    bool goesOn = false; // in the next paragraph, which opens again
    bool whole = false;  // a sentence of its own, no part of the clause around it
};

class QuoteFinder final {
public:
    QuoteFinder(const TokenisedText &text, const QList<Entity> &entities, bool english)
        : m_text(text), m_isQuoted(text.tokens.size()), m_speakers(text, entities, m_isQuoted, english), m_english(english)
    {
    }

    QList<Quote> run()
    {
        findRuns();
        auto run = m_runs.begin();
        for (const Sentence &sentence : m_text.sentences) {
            if (m_quotes.size() >= qsizetype(MostQuotes))
                break;
            if (m_english)
                addReported(sentence);
            for (; run != m_runs.end() && run->first < size_t(sentence.last); ++run)
                addDirect(*run);
        }
        std::stable_sort(m_quotes.begin(), m_quotes.end(), [](const Quote &a, const Quote &b) { return a.content.start < b.content.start; });
        return m_quotes;
    }

private:
    char16_t unit(size_t token) const { return m_speakers.unit(token); }
    bool isMark(size_t token) const { return m_speakers.isMark(token); }

    void findRuns()
    {
        static const QHash<char16_t, QStringView> closers{{u'“', QStringView(u"”\"")}, {u'„', QStringView(u"“”\"")},
            {u'«', QStringView(u"»")}, {u'»', QStringView(u"«")}, {u'"', QStringView(u"\"”")}, {u'「', QStringView(u"」")},
            {u'『', QStringView(u"』")}, {u'‘', QStringView(u"’")}};
        for (size_t at = 0; at < m_text.tokens.size() && m_runs.size() < MostQuotes; ++at) {
            const auto closer = isMark(at) ? closers.constFind(unit(at)) : closers.constEnd();
            if (closer == closers.constEnd())
                continue;
            if (const auto run = runFrom(at, *closer)) {
                at = run->last - run->goesOn;
                m_runs.push_back(*run);
                if (run->whole && wordsIn(run->first + 1, run->last) >= LeastWords)
                    std::fill(m_isQuoted.begin() + std::ptrdiff_t(run->first), m_isQuoted.begin() + std::ptrdiff_t(at + 1), true);
            }
        }
    }

    std::optional<QuotedRun> runFrom(size_t open, QStringView closers) const
    {
        for (size_t at = open + 1; at < m_text.tokens.size(); ++at) {
            if (m_text.tokens[at].start - m_text.tokens[open].start > LongestQuote)
                break;
            if (m_text.tokens[at].startsParagraph) {
                if (!isMark(at, unit(open)))
                    break;
                return QuotedRun{open, at, true, true};
            }
            const bool inWord = at + 1 < m_text.tokens.size() && unit(at) == u'’' && m_text.tokens[at + 1].glued && m_text.tokens[at + 1].isWord();
            if (isMark(at) && closers.contains(QChar(unit(at))) && !inWord)
                return QuotedRun{open, at, false, isWhole(open, at)};
            if (isMark(at, unit(open)))
                break; // the first was never closed
        }
        return std::nullopt;
    }

    bool isMark(size_t token, char16_t mark) const { return m_speakers.isMark(token, mark); }

    // Begins like a sentence, where one may begin.
    bool isWhole(size_t open, size_t close) const
    {
        if (close <= open + 1)
            return false;
        if (!m_english || open == 0 || m_text.tokens[open].startsParagraph)
            return true;
        const bool capital = m_text.tokens[open + 1].isCapitalised() || m_text.tokens[open + 1].kind != TokenKind::Word;
        const bool apart = isMark(open - 1) || isSaying(m_text.tokens[open - 1].folded);
        const bool comma = isMark(close - 1, u',') || (isMark(close - 1, u'.') && isMark(open - 1));
        return apart && (capital || comma);
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

    void addReported(const Sentence &sentence)
    {
        for (const ReportedClause &clause : reportedIn(sentence, m_text, m_speakers, m_isQuoted)) {
            Quote quote;
            quote.speaker = clause.speaker.name;
            quote.source = clause.speaker.source;
            quote.content = m_text.span(clause.first, clause.last);
            m_speakers.heard(clause.speaker);
            m_reported.push_back(quote.content);
            m_quotes.append(quote);
        }
    }

    bool isReported(const Span &span) const
    {
        const auto at = std::lower_bound(m_reported.begin(), m_reported.end(), span.start, [](const Span &s, qint32 start) { return s.end() <= start; });
        return at != m_reported.end() && at->start < span.end();
    }

    void addDirect(const QuotedRun &run)
    {
        if (run.last <= run.first + 1)
            return;
        const int words = wordsIn(run.first + 1, run.last);
        Quote quote;
        quote.direct = true;
        quote.content = m_text.span(run.first + 1, run.last);
        if (words < LeastWords || isWorkTitle(run) || isReported(quote.content))
            return;
        std::optional<Speaker> speaker = m_goesOn ? m_lastSpeaker : speakerAfter(run);
        if (!speaker)
            speaker = speakerBefore(run);
        if (!speaker && m_lastRun && isSameVoice(*m_lastRun, run))
            speaker = m_lastSpeaker;
        const bool sentence = QStringView(u".,!?…。、！？").contains(QChar(unit(run.last - 1)));
        m_goesOn = run.goesOn;
        m_lastRun = run;
        m_lastSpeaker = speaker;
        if (!speaker && (!sentence || !run.whole || words < 2 * LeastWords))
            return;
        if (speaker) {
            quote.source = speaker->source;
            quote.speaker = speaker->name;
            m_speakers.heard(*speaker);
        }
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

    // The same speaker goes on where nothing but a cue stood between.
    bool isSameVoice(const QuotedRun &before, const QuotedRun &run) const
    {
        if (run.first <= before.last || run.first - before.last > Window || !run.whole)
            return false;
        // A paragraph of its own after what was said: the speaker goes on.
        const bool alone = run.last + 1 >= m_text.tokens.size() || m_text.tokens[run.last + 1].startsParagraph;
        const auto first = m_text.tokens.begin() + std::ptrdiff_t(before.last) + 1, last = m_text.tokens.begin() + std::ptrdiff_t(run.first) + 1;
        const auto paragraphs = std::count_if(first, last, [](const Token &token) { return token.startsParagraph; });
        return paragraphs == 0 || (paragraphs == 1 && alone && m_text.tokens[run.first].startsParagraph);
    }

    bool isClauseMark(size_t at) const
    {
        return isMark(at) && (QStringView(u".!?;。").contains(QChar(unit(at))) || m_speakers.isQuotationMark(at));
    }

    // …," said NAME. …," NAME said.
    std::optional<Speaker> speakerAfter(const QuotedRun &run) const
    {
        const size_t from = run.last + 1;
        if (run.goesOn || from >= m_text.tokens.size() || m_text.tokens[from].startsParagraph)
            return std::nullopt;
        const bool goesOver = QStringView(u",?!…").contains(QChar(unit(run.last - 1))) || isMark(run.last - 1, u'-') || isMark(run.last - 1, u'—')
            || isMark(from, u',') || !m_english;
        if (!goesOver && !isSaying(m_text.tokens[from].folded))
            return std::nullopt;
        size_t end = from;
        while (end < std::min(from + Window, m_text.tokens.size()) && !m_text.tokens[end].startsParagraph && !isClauseMark(end))
            ++end;
        for (size_t at = from; at < end; ++at) {
            if (!isSaying(m_text.tokens[at].folded))
                continue;
            const size_t first = isMark(from) ? from + 1 : from;
            std::optional<Speaker> speaker = at > first ? m_speakers.before(first, at) : std::nullopt;
            if (!speaker && at < first + 3)
                speaker = m_speakers.after(at, end);
            if (!speaker && !m_english)
                speaker = m_speakers.named(clauseStart(run.first), run.first);
            return speaker;
        }
        return std::nullopt;
    }

    size_t clauseStart(size_t to) const
    {
        size_t first = to;
        while (first > 0 && to - first < Window && !m_text.tokens[first].startsParagraph && !isClauseMark(first - 1))
            --first;
        return first;
    }

    // NAME said: "…  NAME: "…
    std::optional<Speaker> speakerBefore(const QuotedRun &run) const
    {
        const size_t to = run.first, first = clauseStart(to);
        if (m_text.tokens[to].startsParagraph || to == first)
            return std::nullopt;
        const bool colon = isMark(to - 1, u':') || isMark(to - 1, u'：');
        for (size_t at = to; at-- > first && (colon || to - at < 10);) {
            if (!isSaying(m_text.tokens[at].folded))
                continue;
            // "… attacked the plan, saying: “": whoever the clause begins with.
            if (m_english && isSpeechParticiple(m_text.tokens[at].folded)) {
                const auto subject = m_speakers.named(first, std::min(first + 6, at));
                return subject && subject->first <= first + 2 ? subject : std::nullopt;
            }
            if (const auto speaker = m_speakers.before(first, at))
                return speaker;
        }
        return colon ? m_speakers.named(first, to) : std::nullopt;
    }

    const TokenisedText &m_text;
    std::vector<bool> m_isQuoted; // by token
    Speakers m_speakers;
    bool m_english;
    std::vector<QuotedRun> m_runs;
    std::vector<Span> m_reported;
    std::optional<QuotedRun> m_lastRun;
    std::optional<Speaker> m_lastSpeaker;
    bool m_goesOn = false;
    QList<Quote> m_quotes;
};

} // namespace

QList<Quote> quotesOf(const TokenisedText &text, const QList<Entity> &entities, const QString &language)
{
    return QuoteFinder(text, entities, language.isEmpty() || language == u"en").run();
}

} // namespace dateline
