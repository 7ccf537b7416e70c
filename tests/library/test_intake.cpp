#include "library/intake.h"

#include <QBuffer>
#include <QFile>
#include <QTemporaryDir>
#include <QTest>

#include <cstring>

#include <sys/stat.h>

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

// Gives some bytes and then fails, as a disk with a bad spot does.
class FailingDevice final : public QIODevice {
public:
    explicit FailingDevice(const QByteArray &bytes) : m_bytes(bytes) { open(QIODevice::ReadOnly | QIODevice::Unbuffered); }
    bool isSequential() const override { return true; }

protected:
    qint64 readData(char *to, qint64 most) override
    {
        if (m_given == m_bytes.size()) {
            setErrorString(QStringLiteral("Input/output error"));
            return -1;
        }
        const qint64 size = qMin<qint64>(most, m_bytes.size() - m_given);
        std::memcpy(to, m_bytes.constData() + m_given, static_cast<size_t>(size));
        m_given += size;
        return size;
    }
    qint64 writeData(const char *, qint64) override { return -1; }

private:
    QByteArray m_bytes;
    qint64 m_given = 0;
};

} // namespace

class TestIntake final : public QObject {
    Q_OBJECT
private:
    QThreadPool m_pool;

private slots:
    void aPipeThatNobodyWritesIntoIsRefused()
    {
        QTemporaryDir folder;
        const QString pipe = folder.filePath(QStringLiteral("pipe"));
        QCOMPARE(mkfifo(QFile::encodeName(pipe).constData(), 0600), 0);
        QStringList failures;
        Intake intake(m_pool, nullptr, [&](IntakePiece &&piece) {
            for (const Error &error : piece.failures)
                failures += error.message;
            return true;
        });
        IntakeInput input;
        input.name = pipe;
        QVERIFY(intake.addFile(pipe, input));
        QVERIFY(intake.finish());
        QCOMPARE(failures.size(), 1);
        QVERIFY2(failures.first().contains(QStringLiteral("no regular file")), qPrintable(failures.first()));
    }

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

    void a_device_that_fails_in_the_middle_is_not_taken_for_its_end_data()
    {
        QTest::addColumn<QByteArray>("bytes");
        QTest::addColumn<int>("articles");
        QTest::newRow("at once") << QByteArray() << 0;
        QTest::newRow("lines") << lines(5'000) + "{\"id\": \"cut" << 5'000;
        QTest::newRow("many lines") << lines(50'000) << 50'000;
        QTest::newRow("a feed") << largeFeed(20) << 0;
        QTest::newRow("a large feed") << largeFeed(2000).chopped(1000) << 0;
        QTest::newRow("a text") << QByteArray("Words of a text. ").repeated(100'000) << 0;
    }

    void a_device_that_fails_in_the_middle_is_not_taken_for_its_end()
    {
        QFETCH(QByteArray, bytes);
        QFETCH(int, articles);
        qsizetype found = 0;
        QList<Error> failures;
        Intake intake(m_pool, nullptr, [&](IntakePiece &&piece) {
            found += piece.articles.size();
            failures += piece.failures;
            return true;
        });
        IntakeInput input;
        input.name = QStringLiteral("disk");
        FailingDevice device(bytes);
        intake.addStream(device, input);
        intake.finish();
        QCOMPARE(failures.size(), 1);
        QCOMPARE(failures[0].kind, ErrorKind::Unreadable);
        QVERIFY2(failures[0].message.contains(QStringLiteral("Input/output error")), qPrintable(failures[0].message));
        QCOMPARE(found, articles);
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
