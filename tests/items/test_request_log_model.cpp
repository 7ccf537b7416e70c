#include "items/request_log_model.h"

#include <QAbstractItemModelTester>
#include <QSignalSpy>
#include <QTest>

using namespace dateline;

class TestRequestLogModel final : public QObject {
    Q_OBJECT
private:
    static RequestRecord record(int number, int status = 200)
    {
        RequestRecord made;
        made.at = QDateTime(QDate(2026, 3, 4), QTime(12, 0), Qt::UTC).addSecs(number);
        made.cause = RequestCause::Refresh;
        made.address = QStringLiteral("https://example.org/%1").arg(number);
        made.status = status;
        made.bytes = 12'345;
        made.milliseconds = 80;
        if (status == 0 || status >= 400)
            made.error = QStringLiteral("The server\tfailed.");
        return made;
    }

    static QList<RequestRecord> records(int first, int last)
    {
        QList<RequestRecord> made;
        for (int number = first; number <= last; ++number)
            made += record(number);
        return made;
    }

private slots:
    void the_latest_stands_first()
    {
        RequestLogModel model;
        QAbstractItemModelTester tester(&model);
        model.setRecords({record(1), record(2, 304), record(3, 0)});
        const auto text = [&](int row, int column) { return model.index(row, column).data().toString(); };
        QCOMPARE(text(0, RequestLogModel::Address), u"GET https://example.org/3"_qs);
        QCOMPARE(text(0, RequestLogModel::Status), u"–"_qs);
        QCOMPARE(text(0, RequestLogModel::Outcome), u"The server failed."_qs);
        QVERIFY(model.index(0, 0).data(RequestLogModel::IsFailureRole).toBool());
        QCOMPARE(text(1, RequestLogModel::Outcome), u"Unchanged"_qs);
        QCOMPARE(text(2, RequestLogModel::Cause), causeName(RequestCause::Refresh));
        QVERIFY(!model.index(2, 0).data(RequestLogModel::IsFailureRole).toBool());
        QVERIFY(model.index(2, 0).data(RequestLogModel::SearchRole).toString().contains(u"example.org/1"_qs));
    }

    void a_log_that_moves_on_keeps_what_it_still_holds()
    {
        RequestLogModel model;
        QAbstractItemModelTester tester(&model);
        QSignalSpy reset(&model, &QAbstractItemModel::modelReset);
        model.setRecords(records(1, 10));
        const QPersistentModelIndex kept(model.index(4, RequestLogModel::Address)), lost(model.index(9, RequestLogModel::Address));
        QCOMPARE(kept.data().toString(), u"GET https://example.org/6"_qs);
        model.setRecords(records(4, 13));
        QCOMPARE(model.rowCount(), 10);
        QVERIFY(!lost.isValid());
        QCOMPARE(kept.data().toString(), u"GET https://example.org/6"_qs);
        QCOMPARE(kept.row(), 7);
        model.setRecords(records(4, 13)); // nothing new
        QCOMPARE(kept.row(), 7);
        model.setRecords(records(20, 25)); // nothing is left
        QVERIFY(!kept.isValid());
        QCOMPARE(model.rowCount(), 6);
        model.setRecords({});
        QCOMPARE(model.rowCount(), 0);
        QCOMPARE(reset.size(), 0);
    }

    void requests_that_look_alike_are_told_apart_by_their_place()
    {
        RequestLogModel model;
        QAbstractItemModelTester tester(&model);
        QList<RequestRecord> alike(5, record(1));
        model.setRecords(alike);
        alike += record(2);
        alike.removeFirst();
        model.setRecords(alike);
        QCOMPARE(model.rowCount(), 5);
        QCOMPARE(model.index(0, RequestLogModel::Address).data().toString(), u"GET https://example.org/2"_qs);
    }

    void rows_are_copied_oldest_first_with_tabs_between()
    {
        RequestLogModel model;
        model.setRecords({record(1), record(2), record(3, 500)});
        QCOMPARE(model.text({0, 2, 99}), toText(record(1)) + u'\n' + toText(record(3, 500)) + u'\n');
        QCOMPARE(model.text({0}).count(u'\t'), 6);
        QCOMPARE(model.text({}), QString());
    }
};

QTEST_GUILESS_MAIN(TestRequestLogModel)
#include "test_request_log_model.moc"
