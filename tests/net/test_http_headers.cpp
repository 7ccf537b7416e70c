#include "net/http_headers.h"

#include <QTest>

using namespace dateline;

class TestHttpHeaders final : public QObject {
    Q_OBJECT
private slots:
    void content_type_is_split_into_type_and_charset_data()
    {
        QTest::addColumn<QByteArray>("header");
        QTest::addColumn<QByteArray>("type");
        QTest::addColumn<QByteArray>("charset");
        QTest::newRow("plain") << QByteArray("text/xml") << QByteArray("text/xml") << QByteArray();
        QTest::newRow("charset") << QByteArray("Text/XML; charset=ISO-8859-2") << QByteArray("text/xml") << QByteArray("ISO-8859-2");
        QTest::newRow("quoted") << QByteArray("text/html;Charset=\"utf-8\"") << QByteArray("text/html") << QByteArray("utf-8");
        QTest::newRow("other parameter first") << QByteArray("a/b; q=1; charset=x") << QByteArray("a/b") << QByteArray("x");
        QTest::newRow("empty") << QByteArray() << QByteArray() << QByteArray();
        QTest::newRow("rubbish") << QByteArray(";;;=;") << QByteArray() << QByteArray();
    }

    void content_type_is_split_into_type_and_charset()
    {
        QFETCH(QByteArray, header);
        const ContentType found = contentType(header);
        QTEST(found.type, "type");
        QTEST(found.charset, "charset");
    }

    void retry_after_is_seconds_or_a_date_data()
    {
        QTest::addColumn<QByteArray>("header");
        QTest::addColumn<qint64>("seconds");
        QTest::newRow("seconds") << QByteArray("120") << qint64(120);
        QTest::newRow("date") << QByteArray("Sun, 06 Nov 1994 08:49:37 GMT") << qint64(37);
        QTest::newRow("past") << QByteArray("Sun, 06 Nov 1994 08:00:00 GMT") << qint64(0);
        QTest::newRow("negative") << QByteArray("-5") << qint64(0);
        QTest::newRow("absurd") << QByteArray("99999999999") << qint64(7 * 24 * 3600);
        QTest::newRow("words") << QByteArray("soon") << qint64(0);
        QTest::newRow("missing") << QByteArray() << qint64(0);
    }

    void retry_after_is_seconds_or_a_date()
    {
        QFETCH(QByteArray, header);
        const QDateTime now(QDate(1994, 11, 6), QTime(8, 49), Qt::UTC);
        QTEST(qint64(retryAfter(header, now).count()), "seconds");
    }

    void a_stored_validator_cannot_smuggle_in_a_header()
    {
        QCOMPARE(headerValue(QStringLiteral("\"a\"\r\nX-Evil: 1")), QByteArray("\"a\"X-Evil: 1"));
    }
};

QTEST_GUILESS_MAIN(TestHttpHeaders)
#include "test_http_headers.moc"
