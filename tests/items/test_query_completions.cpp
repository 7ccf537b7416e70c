#include "items/query_completions.h"

#include <QTest>

using namespace dateline;

namespace {

Answer sample()
{
    Answer answer;
    answer.facets[Facet::Person] = {{u"Sergey Lavrov"_qs, u"Sergey Lavrov"_qs, 12}, {u"Ana Brnabić"_qs, u"Ana Brnabić"_qs, 9}};
    answer.facets[Facet::Country] = {{u"XK"_qs, u"Kosovo"_qs, 7}};
    return answer;
}

QStringList texts(const QueryCompletions &completions)
{
    QStringList all;
    for (const QueryCompletion &completion : completions.completions)
        all += completion.text;
    return all;
}

} // namespace

class TestQueryCompletions : public QObject {
    Q_OBJECT
private slots:
    void offersWhatMayComeNext_data()
    {
        QTest::addColumn<QString>("text");
        QTest::addColumn<QString>("first");
        QTest::addColumn<int>("start");
        QTest::newRow("a field") << u"coun"_qs << u"country:"_qs << 0;
        QTest::newRow("a field after words") << u"war top"_qs << u"topic:"_qs << 4;
        QTest::newRow("after a minus") << u"-top"_qs << u"topic:"_qs << 1;
        QTest::newRow("in a group") << u"(a OR coun"_qs << u"country:"_qs << 6;
        QTest::newRow("a country of the answer before others") << u"country:"_qs << u"country:XK"_qs << 0;
        QTest::newRow("a country by name") << u"country:serb"_qs << u"country:RS"_qs << 0;
        QTest::newRow("a person by the second name, folded") << u"person:BRNABIC"_qs << u"person:\"Ana Brnabić\""_qs << 0;
        QTest::newRow("a quoted value with a space") << u"x person:\"sergey la"_qs << u"person:\"Sergey Lavrov\""_qs << 2;
        QTest::newRow("a person without the field") << u"lavr"_qs << u"person:\"Sergey Lavrov\""_qs << 0;
        QTest::newRow("a state") << u"is:b"_qs << u"is:bookmarked"_qs << 0;
        QTest::newRow("a date") << u"date:y"_qs << u"date:yesterday"_qs << 0;
    }

    void offersWhatMayComeNext()
    {
        QFETCH(QString, text);
        QFETCH(QString, first);
        QFETCH(int, start);
        const QueryCompletions completions = completeQuery(text, text.size(), sample());
        QCOMPARE(texts(completions).value(0), first);
        QCOMPARE(completions.start, start);
        QCOMPARE(completions.start + completions.length, text.size());
    }

    void completesTheTermThatHoldsTheCursor()
    {
        const QueryCompletions completions = completeQuery(u"country:ser war"_qs, 11, {});
        QCOMPARE(completions.start, 0);
        QCOMPARE(completions.length, 11);
        QVERIFY(texts(completions).contains(u"country:RS"_qs));
    }

    void offersNothingWithinAPhrase()
    {
        QVERIFY(completeQuery(u"\"country"_qs, 8, sample()).completions.isEmpty());
    }

    void neverOffersMoreThanTwelveOrTheSameTwice()
    {
        for (const QString &text : {u"country:"_qs, u"a"_qs, u"ko"_qs, QString(), u"topic:"_qs}) {
            const QStringList all = texts(completeQuery(text, text.size(), sample()));
            QVERIFY(all.size() <= 12);
            QCOMPARE(QSet<QString>(all.begin(), all.end()).size(), all.size());
        }
    }

    void everyWholeCompletionIsAQuery()
    {
        for (const QString &text : {u"country:s"_qs, u"topic:"_qs, u"person:"_qs, u"is:"_qs, u"date:"_qs}) {
            for (const QString &completion : texts(completeQuery(text, text.size(), sample())))
                QVERIFY2(Query::parse(completion).has_value(), qPrintable(completion));
        }
    }

    void anyCursorInAnyTextIsSafe()
    {
        const QString text = u"-(\"a b\" OR person:\"x y) ((country: -"_qs;
        for (qsizetype cursor = 0; cursor <= text.size(); ++cursor) {
            const QueryCompletions completions = completeQuery(text, cursor, sample());
            QVERIFY(completions.start >= 0 && completions.length >= 0 && completions.start + completions.length <= text.size());
        }
    }
};

QTEST_GUILESS_MAIN(TestQueryCompletions)
#include "test_query_completions.moc"
