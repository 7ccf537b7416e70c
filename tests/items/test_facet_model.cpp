#include "base/answer.h"
#include "items/facet_model.h"

#include <QAbstractItemModelTester>
#include <QRandomGenerator>
#include <QSignalSpy>
#include <QTest>

using namespace dateline;

namespace {

Answer answerWith(const QList<FacetCount> &countries)
{
    Answer answer;
    answer.facets[Facet::Country] = countries;
    return answer;
}

Query query(const QString &text)
{
    return Query::parse(text).value();
}

QStringList labels(const FacetModel &model)
{
    QStringList all;
    for (int row = 0; row < model.rowCount(); ++row)
        all += model.index(row).data().toString();
    return all;
}

const QList<FacetCount> threeCountries = {{u"RS"_qs, u"Serbia"_qs, 40}, {u"XK"_qs, u"Kosovo"_qs, 20}, {u"BA"_qs, u"Bosnia & Herzegovina"_qs, 10}};

} // namespace

class TestFacetModel : public QObject {
    Q_OBJECT
private slots:
    void showsTheMostFrequentFirstWithTheirShares()
    {
        FacetModel model(Facet::Country);
        QAbstractItemModelTester tester(&model, QAbstractItemModelTester::FailureReportingMode::QtTest);
        model.setAnswer(answerWith(threeCountries));
        QCOMPARE(labels(model), (QStringList{u"Serbia"_qs, u"Kosovo"_qs, u"Bosnia & Herzegovina"_qs}));
        QCOMPARE(model.index(1).data(FacetModel::CountRole).toUInt(), 20U);
        QCOMPARE(model.index(1).data(FacetModel::ShareRole).toDouble(), 0.5);
        QCOMPARE(model.termAt(1), (QueryTerm{Field::Country, u"XK"_qs}));
    }

    void whatTheQueryNamesStaysAtTheTopEvenWhereItCountsNothing()
    {
        FacetModel model(Facet::Country);
        QAbstractItemModelTester tester(&model, QAbstractItemModelTester::FailureReportingMode::QtTest);
        model.setAnswer(answerWith(threeCountries));
        model.setQuery(query(u"-country:XK country:DE"_qs));
        QCOMPARE(labels(model), (QStringList{u"Germany"_qs, u"Kosovo"_qs, u"Serbia"_qs, u"Bosnia & Herzegovina"_qs}));
        QCOMPARE(model.presenceAt(0), Query::Presence::Included);
        QCOMPARE(model.index(0).data(FacetModel::CountRole).toUInt(), 0U);
        QCOMPARE(model.presenceAt(1), Query::Presence::Excluded);
        QCOMPARE(model.pickedCount(), 2);
        QVERIFY(model.index(0).data(Qt::AccessibleTextRole).toString().contains(u"included"_qs));
    }

    void theLimitSaysHowManyItHides()
    {
        FacetModel model(Facet::Country);
        model.setAnswer(answerWith(threeCountries));
        model.setLimit(1);
        QCOMPARE(model.rowCount(), 1);
        QCOMPARE(model.hiddenCount(), 2);
        model.setLimit(200);
        QCOMPARE(model.hiddenCount(), 0);
    }

    void thePatternFindsWordsByTheirBeginnings_data()
    {
        QTest::addColumn<QString>("pattern");
        QTest::addColumn<QStringList>("found");
        QTest::newRow("beginning") << u"ser"_qs << QStringList{u"Serbia"_qs};
        QTest::newRow("second word, any case") << u"HERZ"_qs << QStringList{u"Bosnia & Herzegovina"_qs};
        QTest::newRow("two words") << u"bos herz"_qs << QStringList{u"Bosnia & Herzegovina"_qs};
        QTest::newRow("within a word") << u"rbia"_qs << QStringList{};
    }

    void thePatternFindsWordsByTheirBeginnings()
    {
        QFETCH(QString, pattern);
        QFETCH(QStringList, found);
        FacetModel model(Facet::Country);
        model.setLimit(1);
        model.setAnswer(answerWith(threeCountries));
        model.setPattern(pattern);
        QCOMPARE(labels(model), found);
    }

    void valuesGivenTwiceAreShownOnce()
    {
        FacetModel model(Facet::Country);
        QAbstractItemModelTester tester(&model, QAbstractItemModelTester::FailureReportingMode::QtTest);
        model.setAnswer(answerWith({{u"RS"_qs, u"Serbia"_qs, 4}, {u"RS"_qs, u"Serbia"_qs, 3}}));
        QCOMPARE(model.rowCount(), 1);
    }

    void randomAnswersAndQueriesNeedNoReset()
    {
        FacetModel model(Facet::Country);
        QAbstractItemModelTester tester(&model, QAbstractItemModelTester::FailureReportingMode::QtTest);
        QSignalSpy reset(&model, &FacetModel::modelReset);
        QRandomGenerator random(3);
        const QStringList codes = {u"RS"_qs, u"XK"_qs, u"BA"_qs, u"DE"_qs, u"FR"_qs, u"IT"_qs, u"US"_qs, u"GB"_qs};
        for (int round = 0; round < 300; ++round) {
            QList<FacetCount> counts;
            Query named;
            for (const QString &code : codes) {
                if (random.bounded(3))
                    counts.insert(random.bounded(int(counts.size()) + 1), FacetCount{code, code, quint32(random.bounded(50))});
                if (random.bounded(4) == 0)
                    named = random.bounded(2) ? named.including({Field::Country, code}) : named.excluding({Field::Country, code});
            }
            model.setAnswer(answerWith(counts));
            model.setQuery(named);
            model.setLimit(random.bounded(10));
            for (int row = 0; row < model.rowCount(); ++row)
                QCOMPARE(model.presenceAt(row), named.presence(model.termAt(row)));
        }
        QCOMPARE(reset.count(), 0);
    }
};

QTEST_GUILESS_MAIN(TestFacetModel)
#include "test_facet_model.moc"
