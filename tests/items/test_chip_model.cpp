#include "items/chip_model.h"

#include <QAbstractItemModelTester>
#include <QRandomGenerator>
#include <QSignalSpy>
#include <QTest>

using namespace dateline;

namespace {

Query query(const QString &text)
{
    return Query::parse(text).value();
}

QStringList labels(const ChipModel &model)
{
    QStringList all;
    for (int row = 0; row < model.rowCount(); ++row)
        all += model.index(row).data().toString();
    return all;
}

} // namespace

class TestChipModel : public QObject {
    Q_OBJECT
private slots:
    void saysEachPartInWords_data()
    {
        QTest::addColumn<QString>("text");
        QTest::addColumn<QStringList>("chips");
        QTest::newRow("country") << u"country:RS"_qs << QStringList{u"Country: Serbia"_qs};
        QTest::newRow("excluded word") << u"-football"_qs << QStringList{u"not “football”"_qs};
        QTest::newRow("excluded topic") << u"-topic:sport"_qs << QStringList{u"Topic: not Sport"_qs};
        QTest::newRow("alternatives") << u"country:RS OR country:XK"_qs << QStringList{u"Country: Serbia or Kosovo"_qs};
        QTest::newRow("mixed alternatives") << u"nato OR org:NATO"_qs << QStringList{u"“nato” or Organisation: NATO"_qs};
        QTest::newRow("state") << u"is:unread"_qs << QStringList{u"Unread"_qs};
        QTest::newRow("last days") << u"date:7d"_qs << QStringList{u"last 7 days"_qs};
        QTest::newRow("span") << u"after:2025-09-01 war before:2025-10-01"_qs << QStringList{u"September 2025"_qs, u"“war”"_qs};
        QTest::newRow("part of a month") << u"after:2025-09-02 before:2025-10-01"_qs << QStringList{u"2–30 September 2025"_qs};
        QTest::newRow("since") << u"after:2025-09-02"_qs << QStringList{u"since 2 September 2025"_qs};
        QTest::newRow("excluded group") << u"-(a b)"_qs << QStringList{u"not (“a” and “b”)"_qs};
        QTest::newRow("nothing") << QString() << QStringList{};
    }

    void saysEachPartInWords()
    {
        QFETCH(QString, text);
        QFETCH(QStringList, chips);
        ChipModel model;
        QAbstractItemModelTester tester(&model, QAbstractItemModelTester::FailureReportingMode::QtTest);
        model.setQuery(query(text));
        QCOMPARE(labels(model), chips);
    }

    void removesBothEndsOfASpan()
    {
        ChipModel model;
        model.setQuery(query(u"after:2025-09-01 war before:2025-10-01 -sport"_qs));
        QCOMPARE(model.without(0), query(u"war -sport"_qs));
        QCOMPARE(model.without(1), query(u"after:2025-09-01 before:2025-10-01 -sport"_qs));
    }

    void turnsAPartIntoItsOpposite()
    {
        ChipModel model;
        model.setQuery(query(u"country:RS -sport (a OR b)"_qs));
        QCOMPARE(model.turned(0).presence({Field::Country, u"RS"_qs}), Query::Presence::Excluded);
        QCOMPARE(model.turned(1).presence({Field::Word, u"sport"_qs}), Query::Presence::Included);
        QCOMPARE(model.turned(2), model.query());
        QCOMPARE(model.turned(9), model.query());
    }

    void randomQueriesNeedNoReset()
    {
        ChipModel model;
        QAbstractItemModelTester tester(&model, QAbstractItemModelTester::FailureReportingMode::QtTest);
        QSignalSpy reset(&model, &ChipModel::modelReset);
        QRandomGenerator random(4);
        const QStringList parts = {u"a"_qs, u"-b"_qs, u"country:RS"_qs, u"-topic:sport"_qs, u"(a OR b)"_qs, u"after:2024-01-01"_qs,
                                   u"before:2025-01-01"_qs, u"a"_qs};
        for (int round = 0; round < 300; ++round) {
            QStringList chosen;
            for (const QString &part : parts) {
                if (random.bounded(2))
                    chosen.insert(random.bounded(int(chosen.size()) + 1), part);
            }
            const Query wanted = query(chosen.join(u' '));
            model.setQuery(wanted);
            if (model.rowCount() > 0)
                QVERIFY(model.without(random.bounded(model.rowCount())).parts().size() < wanted.parts().size());
        }
        QCOMPARE(reset.count(), 0);
    }
};

QTEST_GUILESS_MAIN(TestChipModel)
#include "test_chip_model.moc"
