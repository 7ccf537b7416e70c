// Templates: the word, its neighbours, their spelling, groups of like words, lists of places, the run of capitalised words it
// stands in with the words at its ends, and how the article writes it elsewhere (after Ratinov & Roth 2009, "Design
// challenges and misconceptions in named entity recognition", and Krishnan & Manning 2006 for the last).
#include "analysis/tagger_features.h"

#include "analysis/hashing.h"

#include <algorithm>

namespace dateline {

namespace {

class FeatureWriter final {
public:
    FeatureWriter(const ArticleFacts &article, const TokenisedText &text, const Sentence &sentence, size_t at,
                  std::vector<quint64> &keys)
        : m_article(article), m_facts(article.of(text.part)), m_text(text), m_sentence(sentence), m_at(at), m_keys(keys),
          m_mode(sentence.shouts ? 2 : sentence.headline ? 1 : 0)
    {
    }

    void run()
    {
        add(1, 0);
        addWords();
        addSpelling();
        addGroups();
        addPlaces();
        addRun();
        addElsewhere();
    }

private:
    // A word outside the sentence is one of its own.
    const WordFacts &fact(int offset) const
    {
        static const WordFacts outside = [] { WordFacts facts; facts.word = 1; facts.shape = 1; return facts; }();
        const std::ptrdiff_t at = std::ptrdiff_t(m_at) + offset;
        return at < m_sentence.first || at >= m_sentence.last ? outside : m_facts[size_t(at)];
    }

    void add(quint64 id, quint64 value) { m_keys.push_back(hashing::joined(id, value)); }
    void add(quint64 id, quint64 left, quint64 right) { add(id, hashing::joined(left, right)); }

    quint64 shape(int offset) const
    {
        return m_mode == 2 ? quint64(3 + fact(offset).capitalised) : fact(offset).shape ^ quint64(m_mode);
    }

    void addWords()
    {
        for (int offset = -2; offset <= 2; ++offset)
            add(10 + quint64(offset + 2), fact(offset).word);
        add(15, fact(0).word, fact(0).letterCase + 8u * unsigned(m_mode));
        add(16, fact(-1).word, fact(0).word);
        add(17, fact(0).word, fact(1).word);
        add(18, fact(-1).word, fact(1).word);
        add(19, fact(-2).word, fact(-1).word);
        add(20, fact(1).word, fact(2).word);
    }

    void addSpelling()
    {
        add(30, shape(0));
        add(31, shape(-1), shape(0));
        add(32, shape(0), shape(1));
        add(33, shape(-1), hashing::joined(shape(0), shape(1)));
        add(34, shape(0), quint64(m_at == size_t(m_sentence.first)));
        add(35, fact(0).prefix2);
        add(36, fact(0).prefix3);
        add(37, fact(0).suffix2);
        add(38, fact(0).suffix3);
        add(39, fact(0).suffix4);
        add(40, fact(0).suffix3, shape(0));
        add(41, fact(1).suffix3);
        add(42, fact(-1).suffix3);
        add(43, quint64(m_text.tokens[m_at].glued), shape(-1));
        add(44, fact(-1).word, shape(0));
        add(45, fact(1).word, shape(0));
    }

    void addGroups()
    {
        for (int offset = -2; offset <= 2; ++offset) {
            add(50 + quint64(offset + 2), fact(offset).group.fine);
            add(60 + quint64(offset + 2), fact(offset).group.coarse, fact(offset).capitalised);
        }
        add(70, fact(-1).group.coarse, hashing::joined(fact(0).group.coarse, shape(0)));
        add(71, fact(0).group.coarse, hashing::joined(fact(1).group.coarse, shape(0)));
        add(72, fact(-1).group.fine, fact(0).group.fine);
        add(73, fact(0).group.fine, fact(1).group.fine);
        add(74, fact(0).group.rarity, shape(0));
        add(75, fact(-1).group.fine, shape(0));
        add(76, fact(1).group.fine, shape(0));
        add(77, fact(-1).group.coarse, hashing::joined(shape(0), fact(1).group.coarse));
        add(78, fact(0).group.fine, shape(0));
        add(79, fact(-2).group.coarse, hashing::joined(fact(-1).group.coarse, shape(0)));
        add(80, fact(2).group.coarse, hashing::joined(fact(1).group.coarse, shape(0)));
    }

    void addPlaces()
    {
        if (fact(0).places != 0) {
            add(90, fact(0).places, fact(0).capitalised);
            add(91, fact(0).places, fact(-1).word);
            add(92, fact(0).places, fact(1).group.fine);
            add(93, fact(0).places, hashing::joined(shape(-1), shape(1)));
        }
        add(94, fact(-1).places, shape(0));
        add(95, fact(1).places, shape(0));
        add(96, fact(-2).places, hashing::joined(fact(-1).word, shape(0)));
    }

    void addRun()
    {
        const WordFacts &own = fact(0);
        if (!own.capitalised)
            return;
        const int before = -int(own.runFirst) - 1, after = int(own.runLast) + 1;
        add(100, own.runFirst, own.runLast);
        add(101, fact(before).word, quint64(std::min<int>(own.runFirst, 2)));
        add(102, fact(after).word, quint64(std::min<int>(own.runLast, 2)));
        add(103, fact(before).group.fine, own.group.coarse);
        add(104, fact(after).group.fine, own.group.coarse);
        add(105, fact(after - 1).word, quint64(own.runLast > 0));
        add(106, fact(before + 1).word, quint64(own.runFirst > 0));
        add(107, fact(after - 1).group.fine, quint64(std::min<int>(own.runLast, 2)));
        add(108, fact(before + 1).group.fine, quint64(std::min<int>(own.runFirst, 2)));
        add(109, fact(before).word, fact(after).word);
        add(110, fact(after - 1).suffix3, own.runLast);
        add(111, fact(after + 1).group.coarse, fact(after).word);
    }

    void addElsewhere()
    {
        if (!m_text.tokens[m_at].isWord())
            return;
        const Occurrences &known = m_article.elsewhere(fact(0));
        const quint64 lower = std::min<quint64>(known.lower, 2), capital = std::min<quint64>(known.capital, 2);
        add(120, lower * 4 + capital, quint64(fact(0).letterCase) * 2 + (m_at == size_t(m_sentence.first)));
        add(121, lower * 4 + capital, shape(0));
        if (known.runLength < 2)
            return;
        const quint64 where = quint64(known.runLength) * 8 + known.runPlace;
        const bool here = known.runLength == 1 + fact(0).runFirst + fact(0).runLast;
        add(122, where, quint64(here));
        add(123, known.before.fine, quint64(here));
        add(124, known.after.fine, quint64(here));
        add(125, known.beforeWord, quint64(here));
        add(126, known.afterWord, quint64(here));
        add(127, known.before.coarse, hashing::joined(known.after.coarse, where));
    }

    const ArticleFacts &m_article;
    const std::vector<WordFacts> &m_facts;
    const TokenisedText &m_text;
    const Sentence &m_sentence;
    size_t m_at;
    std::vector<quint64> &m_keys;
    int m_mode;
};

} // namespace

void appendFeatures(const ArticleFacts &article, const TokenisedText &text, const Sentence &sentence, size_t at,
                    std::vector<quint64> &keys)
{
    FeatureWriter(article, text, sentence, at, keys).run();
}

} // namespace dateline
