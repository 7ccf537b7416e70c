#include "items/row_steps.h"

#include <QRandomGenerator>
#include <QTest>

using namespace dateline;

namespace {

QStringList applied(QStringList rows, const QStringList &wanted, const QList<RowStep> &steps)
{
    for (const RowStep &step : steps) {
        if (step.kind == RowStep::Kind::Remove)
            rows.remove(step.first, step.last - step.first + 1);
        else if (step.kind == RowStep::Kind::Move)
            rows.move(step.first, step.to);
        else
            for (int row = step.first; row <= step.last; ++row)
                rows.insert(row, wanted.at(row));
    }
    return rows;
}

QStringList randomRows(QRandomGenerator &random)
{
    QStringList rows;
    for (int i = 0; i < 12; ++i) {
        if (random.bounded(2))
            rows.insert(random.bounded(int(rows.size()) + 1), QString(QChar(u'a' + i)));
    }
    return rows;
}

} // namespace

class TestRowSteps : public QObject {
    Q_OBJECT
private slots:
    void equalListsNeedNoStep() { QVERIFY(rowSteps({u"a"_qs, u"b"_qs}, {u"a"_qs, u"b"_qs}).isEmpty()); }

    void neighboursGoAndComeTogether()
    {
        const QList<RowStep> steps = rowSteps({u"a"_qs, u"b"_qs, u"c"_qs, u"d"_qs}, {u"a"_qs, u"x"_qs, u"y"_qs, u"d"_qs});
        QCOMPARE(steps, (QList<RowStep>{{RowStep::Kind::Remove, 1, 2, 0}, {RowStep::Kind::Insert, 1, 2, 0}}));
    }

    void anyListBecomesAnyOther()
    {
        QRandomGenerator random(11);
        for (int round = 0; round < 3000; ++round) {
            const QStringList present = randomRows(random);
            const QStringList wanted = randomRows(random);
            QCOMPARE(applied(present, wanted, rowSteps(present, wanted)), wanted);
        }
    }

    void aMovedRowAlwaysMovesUp()
    {
        QRandomGenerator random(12);
        for (int round = 0; round < 500; ++round) {
            for (const RowStep &step : rowSteps(randomRows(random), randomRows(random)))
                QVERIFY(step.kind != RowStep::Kind::Move || step.to < step.first);
        }
    }
};

QTEST_GUILESS_MAIN(TestRowSteps)
#include "test_row_steps.moc"
