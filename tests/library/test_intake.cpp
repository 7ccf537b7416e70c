#include "library/intake.h"

#include <QBuffer>
#include <QTest>

using namespace dateline;

namespace {

QByteArray lines(int count, int from = 0)
{
    QByteArray all;
    for (int i = from; i < from + count; ++i)
        all += "{\"id\": \"" + QByteArray::number(i) + "\", \"text\": \"Number " + QByteArray::number(i) + "\"}\n";
    return all;
}

QByteArray largeFeed(int items)
{
    QByteArray feed = "<rss version=\"2.0\"><channel><title>Large</title>";
    for (int i = 0; i < items; ++i)
        feed += "<item><title>T</title><guid>" + QByteArray::number(i) + "</guid><description>" + QByteArray(900, 'x') + "</description></item>";
    return feed + "</channel></rss>";
}

} // namespace

class TestIntake final : public QObject {
    Q_OBJECT
private:
    QThreadPool m_pool;

private slots:
    void pieces_come_in_the_order_given()
    {
        QStringList refs;
        QList<int> ends;
        Intake intake(m_pool, nullptr, [&](IntakePiece &&piece) {
            for (const AnalysedArticle &article : piece.articles)
                refs.append(article.content.ref);
            if (piece.isLast)
                ends.append(piece.input.number);
            return true;
        });
        IntakeInput input;
        input.format = Format::JsonLines;
        QByteArray stream = lines(20'000, 10);
        QBuffer device(&stream);
        QVERIFY(device.open(QIODevice::ReadOnly));
        QVERIFY(intake.addBytes(lines(10), input));
        input.number = 1;
        QVERIFY(intake.addStream(device, input));
        input.number = 2;
        QVERIFY(intake.addBytes(lines(10, 20'010), input));
        QVERIFY(intake.finish());
        QCOMPARE(refs.size(), 20'020);
        for (int i = 0; i < refs.size(); ++i)
            QCOMPARE(refs[i], QString::number(i));
        QCOMPARE(ends, (QList<int>{0, 1, 2}));
    }

    void a_large_feed_comes_in_pieces_with_its_head_at_the_end()
    {
        QByteArray bytes = largeFeed(1000);
        QBuffer device(&bytes);
        QVERIFY(device.open(QIODevice::ReadOnly));
        int pieces = 0;
        QStringList guids;
        QString title;
        Intake intake(m_pool, nullptr, [&](IntakePiece &&piece) {
            ++pieces;
            for (const AnalysedArticle &article : piece.articles)
                guids.append(article.content.guid);
            if (piece.isLast)
                title = piece.head.title;
            return true;
        });
        QVERIFY(intake.addStream(device, {}));
        QVERIFY(intake.finish());
        QCOMPARE(title, QStringLiteral("Large"));
        QCOMPARE(guids.size(), 1000);
        QCOMPARE(guids.last(), QStringLiteral("999"));
        QVERIFY(pieces > 2);
    }

    void a_sink_that_wants_no_more_stops_it()
    {
        int taken = 0;
        Intake intake(m_pool, nullptr, [&](IntakePiece &&) { return ++taken < 3; });
        bool more = true;
        int given = 0;
        while (more && given < 1000) {
            more = intake.addBytes(lines(1), {});
            ++given;
        }
        QVERIFY(!more);
        QVERIFY(!intake.finish());
        QCOMPARE(taken, 3);
    }

    void failures_name_the_input_once()
    {
        QList<Error> failures;
        Intake intake(m_pool, nullptr, [&](IntakePiece &&piece) {
            failures += piece.failures;
            return true;
        });
        IntakeInput input;
        input.name = QStringLiteral("here.txt");
        QVERIFY(intake.addFile(QStringLiteral("/nowhere/here.txt"), input));
        QVERIFY(intake.addBytes({}, input));
        QVERIFY(intake.finish());
        QCOMPARE(failures.size(), 2);
        for (const Error &error : failures)
            QVERIFY2(error.message.startsWith(QStringLiteral("here.txt: ")), qPrintable(error.message));
        QCOMPARE(failures[0].kind, ErrorKind::NotFound);
        QCOMPARE(failureIn(input.name, failures[0]).message, failures[0].message);
    }
};

QTEST_GUILESS_MAIN(TestIntake)
#include "test_intake.moc"
