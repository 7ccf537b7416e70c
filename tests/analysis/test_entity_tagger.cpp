#include "analysis/entity_tagger.h"
#include "analysis/tagger_features.h"
#include "loaded_analysis.h"

#include <set>

using namespace dateline;
using dateline::testing::LoadedAnalysis;

class TestEntityTagger final : public QObject {
    Q_OBJECT

    LoadedAnalysis m_loaded;

    // "Angela Merkel/person" for each mention, in order of the text.
    QStringList found(const QString &title, const QString &text) const
    {
        std::vector<std::pair<std::pair<int, int>, QString>> mentions;
        for (const Entity &entity : m_loaded.analyse(title, text, QStringLiteral("en")).entities) {
            for (const Span &span : entity.mentions)
                mentions.push_back({{span.part == Part::Text, span.start}, dateline::testing::covered(span, title, text) + u'/' + entityKindName(entity.kind)});
        }
        std::sort(mentions.begin(), mentions.end());
        QStringList result;
        for (const auto &[at, mention] : mentions)
            result.append(mention);
        return result;
    }

private slots:
    void finds_names_in_news_data()
    {
        QTest::addColumn<QString>("text");
        QTest::addColumn<QStringList>("mentions");
        QTest::newRow("plain") << "Chancellor Angela Merkel met Emmanuel Macron in Berlin on Tuesday."
            << QStringList{"Angela Merkel/person", "Emmanuel Macron/person", "Berlin/place"};
        QTest::newRow("organisation") << "The United Nations said on Friday that Microsoft Corp. would help."
            << QStringList{"United Nations/organisation", "Microsoft Corp./organisation"};
        QTest::newRow("possessive is no part") << "Germany's economy shrank, the Bundesbank said."
            << QStringList{"Germany/place", "Bundesbank/organisation"};
        QTest::newRow("nobody") << "The rain fell all day and nobody came to the market." << QStringList{};
        QTest::newRow("capitals") << "ANGELA MERKEL ARRIVES IN PARIS FOR TALKS" << QStringList{"ANGELA MERKEL/person", "PARIS/place"};
    }

    void finds_names_in_news()
    {
        QFETCH(QString, text);
        QTEST(found({}, text), "mentions");
    }

    void names_in_a_headline_lie_in_the_title()
    {
        const QStringList mentions = found(QStringLiteral("Angela Merkel Visits Warsaw"), QStringLiteral("Merkel arrived in Warsaw on Monday."));
        QVERIFY2(mentions.contains(u"Warsaw/place") && mentions.contains(u"Merkel/person"), qPrintable(mentions.join(u' ')));
    }

    void a_tag_may_only_follow_where_its_name_goes_on()
    {
        for (int from = 0; from < tags::Count; ++from) {
            for (int to = 0; to < tags::Count; ++to) {
                const bool inside = from != 0 && ((from - 1) % 4 == tags::Begin || (from - 1) % 4 == tags::Inside);
                const bool continues = to != 0 && ((to - 1) % 4 == tags::Inside || (to - 1) % 4 == tags::Last);
                const bool sameKind = from != 0 && to != 0 && (from - 1) / 4 == (to - 1) / 4;
                QCOMPARE(tags::follows(from, to), inside ? continues && sameKind : !continues);
            }
        }
    }

    void a_compiled_model_keeps_the_order_of_weights()
    {
        // One feature (the word itself) that speaks for a person, one against.
        EntityTagger::Weights weights;
        const QString text = QStringLiteral("Bob walks");
        TokenisedArticle article;
        article.title = tokenised(QStringView(), Part::Title, {});
        article.text = tokenised(text, Part::Text, {});
        const QByteArray words = Lexicon::compile({});
        const Lexicon lexicon = Lexicon::open(words, QString()).value();
        const ArticleFacts facts(article, lexicon, {}, {});
        std::vector<quint64> bob, walks;
        appendFeatures(facts, article.text, article.text.sentences.front(), 0, bob);
        appendFeatures(facts, article.text, article.text.sentences.front(), 1, walks);
        std::set<quint64> others(walks.begin(), walks.end());
        for (const quint64 key : bob) {
            EntityTagger::Weights::Row row;
            row.key = key;
            row.weights[size_t(tags::of(0, tags::Unit) - 1)] = others.count(key) ? 0.f : 1.f;
            weights.rows.push_back(row);
        }
        const QByteArray bytes = EntityTagger::compile(weights);
        const auto tagger = EntityTagger::open(bytes, QString());
        QVERIFY(tagger);
        const std::vector<TaggedName> names = tagger->tag(facts, article.text);
        QCOMPARE(names.size(), size_t(1));
        QCOMPARE(names.front(), (TaggedName{0, 1, NameKind::Person}));
    }
};

QTEST_GUILESS_MAIN(TestEntityTagger)
#include "test_entity_tagger.moc"
