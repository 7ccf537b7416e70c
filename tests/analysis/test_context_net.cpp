#include "analysis/context_net.h"

#include <QTest>

#include <cmath>
#include <memory>
#include <random>

using namespace dateline;

namespace {

using Net = ContextNet;
using Numbers = std::vector<double>;

// What context_net.h describes, word for word: no row is skipped, no sum is shared.
class PlainNet final {
public:
    explicit PlainNet(const Net::Weights &weights) : m_weights(weights) {}

    std::vector<Numbers> scores(const std::vector<std::vector<ContextInput>> &sentences)
    {
        Numbers article(Net::Unit, 0);
        double words = 0;
        std::vector<std::vector<Numbers>> units;
        std::vector<Numbers> means;
        for (const auto &sentence : sentences) {
            Numbers mean(Net::Unit, 0);
            units.emplace_back();
            bool named = false;
            for (const ContextInput &input : sentence) {
                units.back().push_back(unit(input));
                add(mean, units.back().back(), 1);
                named |= input.candidate;
            }
            if (named) {
                add(article, mean, 1);
                words += double(sentence.size());
            }
            for (double &value : mean)
                value /= double(sentence.size());
            means.push_back(mean);
        }
        for (double &value : article)
            value /= words;
        struct Place {
            Numbers hidden;
            quint32 word;
            size_t sentence;
            bool candidate;
        };
        std::vector<Place> places;
        for (size_t number = 0; number < sentences.size(); ++number) {
            for (size_t at = 0; at < sentences[number].size(); ++at) {
                const ContextInput &input = sentences[number][at];
                places.push_back({hidden(units[number], input, at), input.elsewhere, number, input.candidate});
            }
        }
        std::vector<Numbers> result;
        for (const Place &place : places) {
            Numbers others(Net::Hidden, 0);
            int count = 0;
            for (const Place &other : places) {
                if (&other != &place && other.candidate && other.word != 0 && other.word == place.word) {
                    add(others, other.hidden, 1);
                    ++count;
                }
            }
            for (double &value : others)
                value /= std::max(count, 1);
            result.push_back(place.candidate ? tags(place.hidden, others, count > 0, means[place.sentence], article) : Numbers(Net::Scores, 0));
        }
        return result;
    }

private:
    template <class Row>
    static void add(Numbers &sums, const Row &row, double value)
    {
        for (size_t i = 0; i < sums.size(); ++i)
            sums[i] += value * double(row[i]);
    }

    static Numbers rectified(Numbers values)
    {
        for (double &value : values)
            value = std::max(value, 0.0);
        return values;
    }

    template <class Row>
    static Numbers from(const Row &bias)
    {
        return Numbers(bias.begin(), bias.end());
    }

    Numbers unit(const ContextInput &input) const
    {
        Numbers sums = from(m_weights.unitBias);
        for (size_t i = 0; input.vector && i < WordVectors::Dimensions; ++i)
            add(sums, m_weights.unit[i], double((*input.vector)[i]) / 64);
        for (size_t i = 0; i < input.signCount; ++i)
            add(sums, m_weights.unit[WordVectors::Dimensions + input.signs[i]], 1);
        for (size_t piece = 0; piece < input.pieceCount; ++piece)
            for (size_t i = 0; i < Net::Piece; ++i)
                add(sums, m_weights.unit[WordVectors::Dimensions + Net::Signs + i], double(m_weights.pieces[input.pieces[piece]][i]) / input.pieceCount);
        return rectified(sums);
    }

    Numbers hidden(const std::vector<Numbers> &units, const ContextInput &input, size_t at) const
    {
        Numbers sums = from(m_weights.hiddenBias);
        for (size_t place = 0; place < Net::Window; ++place)
            for (size_t i = 0; input.seen[place] != ContextInput::Outside && i < Net::Unit; ++i)
                add(sums, m_weights.hidden[place * Net::Unit + i], units[size_t(std::ptrdiff_t(at) + input.seen[place])][i]);
        return rectified(sums);
    }

    Numbers tags(const Numbers &own, const Numbers &others, bool hasOthers, const Numbers &sentence, const Numbers &article) const
    {
        Numbers all = own;
        all.insert(all.end(), others.begin(), others.end());
        all.push_back(hasOthers);
        all.insert(all.end(), sentence.begin(), sentence.end());
        all.insert(all.end(), article.begin(), article.end());
        Numbers top = from(m_weights.topBias);
        for (size_t i = 0; i < all.size(); ++i)
            add(top, m_weights.top[i], all[i]);
        top = rectified(top);
        Numbers sums = from(m_weights.outBias);
        for (size_t i = 0; i < Net::Top; ++i)
            add(sums, m_weights.out[i], top[i]);
        return sums;
    }

    const Net::Weights &m_weights;
};

std::unique_ptr<Net::Weights> randomWeights()
{
    auto weights = std::make_unique<Net::Weights>();
    std::mt19937 random(5);
    std::normal_distribution<float> normal(0, 0.15f);
    auto *numbers = reinterpret_cast<float *>(weights.get());
    for (size_t i = 0; i < sizeof(Net::Weights) / sizeof(float); ++i)
        numbers[i] = normal(random);
    return weights;
}

} // namespace

class TestContextNet final : public QObject {
    Q_OBJECT

private slots:
    void scores_are_those_of_the_plain_sums_of_its_description()
    {
        const QString title = QStringLiteral("Ama Mensah wins in Ghana");
        const QString text = QStringLiteral("Ama Mensah won on Sunday, the Electoral Commission of Ghana said. “A good day,” wrote Mensah. "
                                            "it rained all day in the hills.\n\nThe Commission (EC) met in Accra; Ms Mensah’s party cheered.");
        std::vector<WordVectors::Word> listed;
        std::mt19937 random(9);
        for (const QStringView word : {u"won", u"on", u"commission", u"of", u"ghana", u"a", u"said", u"in", u"the"}) {
            WordVectors::Word entry{foldedHash(word), {}};
            for (qint8 &number : entry.row)
                number = qint8(int(random() % 200) - 100);
            listed.push_back(entry);
        }
        const QByteArray vectorBytes = WordVectors::compile(listed), lexiconBytes = Lexicon::compile({});
        const WordVectors vectors = WordVectors::open(vectorBytes, QString()).value();
        const Lexicon lexicon = Lexicon::open(lexiconBytes, QString()).value();
        const TokenisedArticle article{tokenised(title, Part::Title, QStringLiteral("en")), tokenised(text, Part::Text, QStringLiteral("en"))};
        const ArticleFacts facts(article, lexicon, {}, {});
        const auto weights = randomWeights();
        const QByteArray bytes = Net::compile(*weights);
        const Net net = Net::open(bytes, QString()).value();

        const Net::ArticleScores scores = net.scores(article, facts, vectors);

        std::vector<std::vector<ContextInput>> sentences;
        std::vector<const Net::Row *> rows;
        for (const TokenisedText *part : {&article.title, &article.text}) {
            for (const Sentence &sentence : part->sentences) {
                Net::appendInputs(facts, *part, sentence, vectors, sentences.emplace_back());
                for (qint32 at = sentence.first; at < sentence.last; ++at)
                    rows.push_back(&scores.of(part->part)[size_t(at)]);
            }
        }
        const std::vector<Numbers> expected = PlainNet(*weights).scores(sentences);
        QCOMPARE(rows.size(), expected.size());
        int scored = 0;
        for (size_t at = 0; at < rows.size(); ++at) {
            for (size_t tag = 0; tag < Net::Scores; ++tag) {
                const double difference = std::abs(double((*rows[at])[tag]) - expected[at][tag]);
                QVERIFY2(difference < 1e-3, qPrintable(QStringLiteral("token %1 tag %2: %3 off").arg(at).arg(tag).arg(difference)));
                scored += expected[at][tag] != 0;
            }
        }
        QVERIFY(scored > 200);
        QCOMPARE(*scores.transitions, weights->transitions);
    }

    void words_far_from_any_capital_get_no_scores()
    {
        const QString text = QStringLiteral("then it rained all day in the green hills near Accra");
        const QByteArray vectorBytes = WordVectors::compile({}), lexiconBytes = Lexicon::compile({});
        const WordVectors vectors = WordVectors::open(vectorBytes, QString()).value();
        const Lexicon lexicon = Lexicon::open(lexiconBytes, QString()).value();
        const TokenisedArticle article{tokenised(QStringView(), Part::Title, {}), tokenised(text, Part::Text, {})};
        const ArticleFacts facts(article, lexicon, {}, {});
        std::vector<ContextInput> inputs;
        Net::appendInputs(facts, article.text, article.text.sentences.front(), vectors, inputs);
        QCOMPARE(inputs.size(), size_t(11));
        for (size_t at = 0; at < inputs.size(); ++at)
            QCOMPARE(inputs[at].candidate, at >= 9);
    }

    void empty_and_odd_texts_are_no_trouble()
    {
        const QByteArray vectorBytes = WordVectors::compile({}), lexiconBytes = Lexicon::compile({});
        const WordVectors vectors = WordVectors::open(vectorBytes, QString()).value();
        const Lexicon lexicon = Lexicon::open(lexiconBytes, QString()).value();
        const auto weights = randomWeights();
        const QByteArray bytes = Net::compile(*weights);
        const Net net = Net::open(bytes, QString()).value();
        for (const QString &text : {QString(), QStringLiteral("A"), QStringLiteral("…"), QString(3000, u'X'), QStringLiteral("A ").repeated(2000)}) {
            const TokenisedArticle article{tokenised(QStringView(), Part::Title, {}), tokenised(text, Part::Text, {})};
            const ArticleFacts facts(article, lexicon, {}, {});
            QCOMPARE(net.scores(article, facts, vectors).text.size(), article.text.tokens.size());
        }
    }

    void of_a_text_without_end_the_beginning_is_scored()
    {
        const QString text = QStringLiteral("Ab ").repeated(400'000);
        const QByteArray vectorBytes = WordVectors::compile({}), lexiconBytes = Lexicon::compile({});
        const WordVectors vectors = WordVectors::open(vectorBytes, QString()).value();
        const Lexicon lexicon = Lexicon::open(lexiconBytes, QString()).value();
        const auto weights = randomWeights();
        const QByteArray bytes = Net::compile(*weights);
        const TokenisedArticle article{tokenised(QStringView(), Part::Title, {}), tokenised(text, Part::Text, {})};
        const auto scores = Net::open(bytes, QString())->scores(article, ArticleFacts(article, lexicon, {}, {}), vectors);
        QCOMPARE(scores.text.size(), Net::MostWords);
    }

    void a_file_of_another_size_is_refused()
    {
        const QByteArray bytes = modelFile("DLCONTX1", {QByteArray(64, '\0')});
        QVERIFY(!Net::open(bytes, QStringLiteral("context.bin")));
    }
};

QTEST_GUILESS_MAIN(TestContextNet)
#include "test_context_net.moc"
