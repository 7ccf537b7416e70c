#include "base/address_login.h"

#include <QTest>

using namespace dateline;

class TestAddressLogin final : public QObject {
    Q_OBJECT

private slots:
    void nothingButTheLoginIsTakenAway_data()
    {
        QTest::addColumn<QString>("address");
        QTest::addColumn<QString>("without");
        const auto row = [](const char *name, const char *address, const char *without) { QTest::newRow(name) << QString::fromUtf8(address) << QString::fromUtf8(without); };
        row("name and password", "https://ana:secret@example.org/feed", "https://example.org/feed");
        row("a name alone", "https://ana@example.org", "https://example.org");
        row("an @ in the password", "https://ana:se@cret@example.org/feed", "https://example.org/feed");
        row("a / in the password", "https://ana:se/cret@example.org/feed", "https://example.org/feed");
        row("a port and a query", "http://ana:secret@localhost:8951/feed?a=%20b#c", "http://localhost:8951/feed?a=%20b#c");
        row("IPv6", "http://ana:secret@[::1]:80/feed", "http://[::1]:80/feed");
        row("without a scheme", "//ana:secret@example.org/feed", "//example.org/feed");
        row("a host alone", "ana:secret@example.org/feed", "example.org/feed");
        row("another scheme", "ftp://ana:secret@example.org/feed", "ftp://example.org/feed");
        row("in the path", "https://social.example/@ana", "https://social.example/@ana");
        row("in the path, after a port", "https://social.example:443/@ana", "https://social.example:443/@ana");
        row("in the query", "https://example.org?to=a@b", "https://example.org?to=a@b");
        row("a mail address", "mailto:ana@example.org", "mailto:ana@example.org");
        row("a path with //", "feeds//ana:secret@example.org", "feeds//ana:secret@example.org");
        row("an address in the query of one without a scheme", "example.org/r?to=https://me@x.org/", "example.org/r?to=https://me@x.org/");
        row("an address in the path of one without a scheme", "example.org/https://me@x.org/", "example.org/https://me@x.org/");
        row("of a feed", "feed:https://ana:secret@example.org/feed", "feed:https://example.org/feed");
        row("a blank before it", " https://ana:secret@example.org/feed", " https://example.org/feed");
        row("a blank before it, and in the path", " https://social.example/@ana", " https://social.example/@ana");
        row("a host that is none, in the path", "https://exa mple.org/@user/feed", "https://exa mple.org/@user/feed");
        row("a host that is none, with a port", "https://exa mple.org:80/@user/feed", "https://exa mple.org:80/@user/feed");
        row("no IPv6, in the path", "https://[fe80::zz]/@user", "https://[fe80::zz]/@user");
        row("no IPv6, after a port", "https://[fe80::zz]:443/@user", "https://[fe80::zz]:443/@user");
        row("a / and a % in the password", "https://ana:se/c%ret@example.org/feed", "https://example.org/feed");
        row("a host that is none, and a login", "https://ana:secret@exa mple.org/feed", "https://exa mple.org/feed");
        row("digits and a / in the password", "https://ana:12345678/x@example.org/feed", "https://example.org/feed");
        row("nothing", "", "");
    }

    void nothingButTheLoginIsTakenAway()
    {
        QFETCH(QString, address);
        QTEST(withoutLogin(address), "without");
    }
};

QTEST_APPLESS_MAIN(TestAddressLogin)
#include "test_address_login.moc"
