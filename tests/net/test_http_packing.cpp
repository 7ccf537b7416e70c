// Packed answers: gzip, deflate, brotli, zstd, and what only looks like them.
#include "asking_test.h"

#include <QRegularExpression>

using namespace dateline;

namespace {

// 1 MiB of blanks in 1 KB: deflate codes a run of 258 in two bits, so a small file can stand for a huge one.
QByteArray gzipBomb()
{
    QByteArray zlib = qCompress(QByteArray(32 * 1024 * 1024, ' '), 9).mid(4); // without Qt's own length
    return zlib;
}

QByteArray fixture(const QString &name)
{
    QFile file(QStringLiteral(TEST_DATA "/net/") + name);
    if (!file.open(QIODevice::ReadOnly))
        qFatal("no fixture %s", qPrintable(name));
    return file.readAll();
}

} // namespace

class TestHttpPacking final : public AskingTest {
    Q_OBJECT
private slots:
    void init() { begin(); }
    void cleanup() { end(); }

    void compressed_bodies_are_unpacked()
    {
        m_server->on("/feed", 200, qCompress(QByteArray("<rss>packed</rss>")).mid(4), "Content-Encoding: deflate\r\n");
        const auto answer = get(QStringLiteral("/feed"));
        QVERIFY2(answer, qPrintable(answer ? QString() : answer.error().message));
        QCOMPARE(answer->body, QByteArray("<rss>packed</rss>"));
    }

    void a_bomb_that_unpacks_beyond_the_limit_is_refused()
    {
        m_server->on("/bomb", 200, gzipBomb(), "Content-Encoding: deflate\r\n");
        const auto answer = get(QStringLiteral("/bomb"), [](HttpRequest &request) { request.maximumBytes = 1024 * 1024; });
        QVERIFY(!answer);
        QCOMPARE(answer.error().kind, ErrorKind::Input);
    }

    // Its end never comes, so that only what unpacking says can end it.
    void a_bomb_ends_when_it_is_seen_data()
    {
        QTest::addColumn<QByteArray>("body");
        QTest::addColumn<QString>("words");
        QTest::newRow("bomb") << gzipBomb() << QStringLiteral("enormous size");
        QTest::newRow("damaged") << gzipBomb().replace(200, 2'000, QByteArray(2'000, '\xff')) << QStringLiteral("can't be unpacked");
    }

    void a_bomb_ends_when_it_is_seen()
    {
        QTest::failOnWarning(QRegularExpression(QStringLiteral(".*")));
        QFETCH(QByteArray, body);
        QFETCH(QString, words);
        Behaviour open;
        open.head = "HTTP/1.1 200 OK\r\nContent-Encoding: deflate\r\nContent-Length: 100000000";
        open.body = body;
        open.fixesLength = false;
        open.closes = false;
        m_server->on("/bomb", open);
        const auto answer = get(QStringLiteral("/bomb"));
        QVERIFY(!answer);
        QCOMPARE(answer.error().kind, ErrorKind::Input);
        QVERIFY2(answer.error().message.contains(words), qPrintable(answer.error().message));
        QTest::qWait(0); // for what the network layer may still have to say
    }

    void gzip_is_unpacked_and_a_broken_one_is_a_failure()
    {
        const QByteArray packed = QByteArray::fromBase64("H4sIAAAAAAAC/7MpKi7WtytITM5OTbHRh7ABnPAYIhQAAAA=");
        m_server->on("/cut", 200, packed.left(14), "Content-Encoding: gzip\r\n");
        m_server->on("/rubbish", 200, "this is no gzip", "Content-Encoding: gzip\r\n");
        QVERIFY(!get(QStringLiteral("/rubbish")));
        const auto cut = get(QStringLiteral("/cut"));
        QVERIFY(!cut || cut->body.size() < 20);
    }

    void brotli_and_zstd_are_asked_for_and_unpacked_data()
    {
        QTest::addColumn<QByteArray>("encoding");
        QTest::addColumn<QString>("suffix");
        QTest::newRow("brotli") << QByteArray("br") << QStringLiteral("br");
        QTest::newRow("zstd") << QByteArray("zstd") << QStringLiteral("zst");
    }

    void brotli_and_zstd_are_asked_for_and_unpacked()
    {
        QFETCH(QByteArray, encoding);
        QFETCH(QString, suffix);
        const QByteArray header = "Content-Encoding: " + encoding + "\r\n", page = fixture(QStringLiteral("page.html")), packed = fixture(u"page.html." + suffix);
        m_server->on("/whole", 200, packed, header);
        m_server->on("/cut", 200, packed.left(packed.size() / 2), header);
        m_server->on("/rubbish", 200, "<html>not packed</html>", header);
        m_server->on("/bomb", 200, fixture(u"bomb." + suffix), header);
        const auto whole = get(QStringLiteral("/whole"));
        QVERIFY2(whole, qPrintable(whole ? QString() : whole.error().message));
        QCOMPARE(whole->body, page);
        const QByteArray request = m_server->requests.first().toLower();
        const QByteArray accepted = request.mid(request.indexOf("accept-encoding:")).split('\n').first();
        for (const QByteArray &name : {QByteArray("gzip"), QByteArray("deflate"), encoding})
            QVERIFY2(accepted.contains(name), accepted.constData());
        const auto cut = get(QStringLiteral("/cut"));
        QVERIFY(!cut || cut->body.size() < page.size()); // what came is no more than it is; feeds are read as far as they go
        QCOMPARE(get(QStringLiteral("/rubbish")).error().kind, ErrorKind::Input);
        const auto bomb = get(QStringLiteral("/bomb")); // 256 MiB in some hundred bytes
        QVERIFY(!bomb);
        QVERIFY2(bomb.error().kind == ErrorKind::Input, qPrintable(bomb.error().message + bomb.error().detail));
        QVERIFY2(bomb.error().message.contains(QLatin1String("unpack")), qPrintable(bomb.error().message));
    }

    void what_cannot_be_unpacked_is_said()
    {
        const QByteArray packed("\x1f\x9d\x90\x3c\x00\x01", 6);
        m_server->on("/old", 200, packed, "Content-Encoding: compress\r\n");
        m_server->on("/twice", 200, fixture(QStringLiteral("page.html.br")), "Content-Encoding: gzip, br\r\n");
        m_server->on("/charset", 200, "<rss/>", "Content-Encoding: UTF-8\r\n");
        const auto old = get(QStringLiteral("/old")), twice = get(QStringLiteral("/twice"));
        QVERIFY(!old && old.error().message.contains(QLatin1String("compress")));
        QVERIFY(!twice && twice.error().message.contains(QLatin1String("gzip, br")));
        QCOMPARE(get(QStringLiteral("/charset"))->body, QByteArray("<rss/>"));
    }
};

QTEST_GUILESS_MAIN(TestHttpPacking)
#include "test_http_packing.moc"
