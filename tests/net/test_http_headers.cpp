#include "net/http_headers.h"

#include <QTest>

using namespace dateline;

class TestHttpHeaders final : public QObject {
    Q_OBJECT
private slots:
    void what_is_packed_is_told_from_what_only_says_so_data()
    {
        QTest::addColumn<QByteArray>("encoding");
        QTest::addColumn<QByteArray>("body");
        QTest::addColumn<bool>("isUnpacked");
        const QByteArray text = "<rss>\r\n\t\xc3\xa9</rss>", binary("\x01\x9d\x00\x02", 4);
        QTest::newRow("none") << QByteArray() << binary << true;
        QTest::newRow("identity") << QByteArray("identity") << binary << true;
        QTest::newRow("gzip") << QByteArray("X-GZip") << binary << true;
        QTest::newRow("zstd") << QByteArray(" zstd") << binary << true;
        QTest::newRow("gzip of gzip, which feeds are unpacked from") << QByteArray("gzip, gzip") << binary << true;
        QTest::newRow("two kinds, which the network layer leaves as they are") << QByteArray("gzip, br") << binary << false;
        QTest::newRow("one that nobody has") << QByteArray("compress") << binary << false;
        QTest::newRow("a charset") << QByteArray("UTF-8") << text << true;
        QTest::newRow("nothing at all") << QByteArray("compress") << QByteArray() << true;
    }

    void what_is_packed_is_told_from_what_only_says_so()
    {
        QFETCH(QByteArray, encoding);
        QFETCH(QByteArray, body);
        QTEST(isUnpacked(encoding, body), "isUnpacked");
    }

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
        QTest::newRow("date of RFC 850") << QByteArray("Sunday, 06-Nov-94 08:49:37 GMT") << qint64(37);
        QTest::newRow("date of RFC 850 in this century") << QByteArray("Sunday, 06-Nov-26 08:49:37 GMT") << qint64(7 * 24 * 3600);
        QTest::newRow("date of asctime") << QByteArray("Sun Nov  6 08:49:37 1994") << qint64(37);
        QTest::newRow("date of asctime, two digits") << QByteArray("Sat Nov 12 08:49:00 1994") << qint64(6 * 24 * 3600);
        QTest::newRow("another zone") << QByteArray("Sun, 06 Nov 1994 08:49:37 CET") << qint64(0);
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

    void freshness_is_read_data()
    {
        QTest::addColumn<QByteArray>("control");
        QTest::addColumn<QByteArray>("expires");
        QTest::addColumn<int>("seconds");
        const QByteArray inAnHour = "Sun, 06 Nov 1994 09:49:37 GMT";
        QTest::newRow("nothing") << QByteArray() << QByteArray() << 0;
        QTest::newRow("max-age") << QByteArray("public, Max-Age=60") << inAnHour << 60;
        QTest::newRow("expires") << QByteArray("public") << inAnHour << 3'600;
        QTest::newRow("no-cache") << QByteArray("max-age=60, no-cache") << inAnHour << 0;
        QTest::newRow("no-store") << QByteArray("no-store") << inAnHour << 0;
        QTest::newRow("malformed") << QByteArray("max-age=soon") << inAnHour << 0;
        QTest::newRow("negative") << QByteArray("max-age=-5") << QByteArray() << 0;
        QTest::newRow("for ever") << QByteArray("max-age=99999999999") << QByteArray() << 7 * 86'400;
        QTest::newRow("past") << QByteArray() << QByteArray("Sun, 06 Nov 1994 07:49:37 GMT") << 0;
        QTest::newRow("at once") << QByteArray() << QByteArray("0") << 0;
        QTest::newRow("shared caches") << QByteArray("s-maxage=600") << QByteArray() << 0;
    }

    void freshness_is_read()
    {
        QFETCH(QByteArray, control);
        QFETCH(QByteArray, expires);
        QFETCH(int, seconds);
        QCOMPARE(freshFor(control, expires, "Sun, 06 Nov 1994 08:49:37 GMT"), std::chrono::seconds(seconds));
    }
};

QTEST_GUILESS_MAIN(TestHttpHeaders)
#include "test_http_headers.moc"
