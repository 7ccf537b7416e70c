// Addresses as people type, paste and click them.
#include "library/typed_address.h"

#include <QTest>

using namespace dateline;

class TestTypedAddress final : public QObject {
    Q_OBJECT

private slots:
    void anAddressIsTriedAsItWasMeant_data()
    {
        QTest::addColumn<QString>("typed");
        QTest::addColumn<QString>("url");
        QTest::addColumn<QString>("fallback");
        const auto row = [](const char *typed, const char *url, const char *fallback) { QTest::newRow(typed) << QString::fromUtf8(typed) << QString::fromUtf8(url) << QString::fromUtf8(fallback); };
        row("https://a.example/feed", "https://a.example/feed", "");
        row("http://a.example/feed", "http://a.example/feed", "");
        row(" a.example/feed \n", "https://a.example/feed", "http://a.example/feed");
        row("//a.example", "https://a.example", "http://a.example");
        row("//reader:secret@a.example/feed", "https://reader:secret@a.example/feed", ""); // a login isn't told to whoever listens
        row("//:secret@a.example/feed", "https://:secret@a.example/feed", "");
        row("localhost:8080/x", "https://localhost:8080/x", "http://localhost:8080/x");
        row("feed:https://a.example/feed", "https://a.example/feed", "");
        row("FEED://a.example/feed", "https://a.example/feed", "http://a.example/feed");
        row("feed:a.example/feed", "https://a.example/feed", "http://a.example/feed");
        row("mailto:desk@a.example", "", "");
        row("javascript:alert(1)", "", "");
        row("file:///etc/passwd", "", "");
        row("foo bar", "", "");
        row("", "", "");
    }

    void anAddressIsTriedAsItWasMeant()
    {
        QFETCH(QString, typed);
        const TypedAddress address = typedAddress(typed);
        QTEST(address.url, "url");
        QTEST(address.fallback, "fallback");
    }
};

QTEST_GUILESS_MAIN(TestTypedAddress)
#include "test_typed_address.moc"
