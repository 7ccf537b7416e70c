#include "feed/format_guess.h"

#include <QTest>

using namespace dateline;

Q_DECLARE_METATYPE(dateline::Format)

class TestFormatGuess final : public QObject {
    Q_OBJECT

private slots:
    void contentDecidesBeforeTheName_data();
    void contentDecidesBeforeTheName();
};

void TestFormatGuess::contentDecidesBeforeTheName_data()
{
    QTest::addColumn<QByteArray>("bytes");
    QTest::addColumn<QString>("name");
    QTest::addColumn<QByteArray>("type");
    QTest::addColumn<Format>("format");
    const QByteArray rss = "<?xml version=\"1.0\"?><rss version=\"2.0\"><channel><title>T</title></channel></rss>";
    QByteArray utf16("\xFF\xFE", 2);
    for (const char c : rss)
        utf16 += QByteArray(1, c) + '\0';
    QTest::newRow("nothing") << QByteArray() << "a.txt" << QByteArray() << Format::Empty;
    QTest::newRow("blanks") << QByteArray("\xEF\xBB\xBF \n") << "a.txt" << QByteArray() << Format::Empty;
    QTest::newRow("gzip") << QByteArray("\x1f\x8b\x08\0\0\0\0\0\0\3\xcb\x48", 12) << "feed.xml" << QByteArray("application/rss+xml") << Format::Binary;
    QTest::newRow("RSS in gzip") << QByteArray("\037\213\010\000\000\000\000\000\002\003\263\051\052\056\126\050\113\055\052\316\314\317\263\125\062\322\063\120\262\263\111\316\110\314\313\113\315\321\267\263\321\007\312\332\001\000\226\206\376\216\043\000\000\000", 54)
                                 << "feed.xml.gz" << QByteArray("application/gzip") << Format::Feed;
    QTest::newRow("page in gzip") << QByteArray("\037\213\010\000\000\000\000\000\002\003\263\311\050\311\315\261\263\111\312\117\251\264\253\260\321\007\323\066\372\140\101\000\000\331\154\257\033\000\000\000", 40)
                                  << "page.gz" << QByteArray() << Format::Binary;
    QTest::newRow("picture") << QByteArray("\x89PNG\r\n\x1a\n\0\0\0\rIHDR", 16) << "a.txt" << QByteArray() << Format::Binary;
    QTest::newRow("RSS") << rss << "a.txt" << QByteArray("text/html") << Format::Feed;
    QTest::newRow("RSS in UTF-16") << utf16 << "" << QByteArray() << Format::Feed;
    QTest::newRow("RSS after junk") << QByteArray("Warning: x\n") + rss << "" << QByteArray() << Format::Feed;
    QTest::newRow("RSS after a long comment") << "<?xml version=\"1.0\"?><!-- " + QByteArray(3000, 'x') + " -->" + rss << "" << QByteArray() << Format::Feed;
    QTest::newRow("RDF") << QByteArray("<rdf:RDF xmlns:rdf=\"http://www.w3.org/1999/02/22-rdf-syntax-ns#\"><item/></rdf:RDF>") << "" << QByteArray() << Format::Feed;
    QTest::newRow("Atom") << QByteArray("<feed xmlns=\"http://www.w3.org/2005/Atom\"/>") << "" << QByteArray() << Format::Feed;
    QTest::newRow("JSON Feed") << QByteArray("{\n \"version\": \"https://jsonfeed.org/version/1.1\", \"items\": []}") << "" << QByteArray() << Format::Feed;
    QTest::newRow("JSON Feed that is long") << "{\"title\": \"T\", \"items\": [{\"content_text\": \"" + QByteArray(20000, 'x') << "" << QByteArray() << Format::Feed;
    QTest::newRow("JSON Lines") << QByteArray("{\"id\":1,\"text\":\"a\"}\n{\"id\":2,\"text\":\"b\"}\n") << "" << QByteArray() << Format::JsonLines;
    QTest::newRow("JSON Lines of one") << QByteArray("{\"id\":1,\"text\":\"a\"}") << "" << QByteArray() << Format::JsonLines;
    QTest::newRow("JSON Lines that are long") << "{\"id\":1,\"text\":\"" + QByteArray(20000, 'x') + "\"}\n" << "" << QByteArray() << Format::JsonLines;
    QTest::newRow("other JSON") << QByteArray("{\n  \"a\": 1,\n  \"b\": 2\n}\n") << "" << QByteArray() << Format::Unknown;
    QTest::newRow("OPML") << QByteArray("<?xml version=\"1.0\"?><opml version=\"2.0\"><body/></opml>") << "x.xml" << QByteArray() << Format::Opml;
    QTest::newRow("page") << QByteArray("<!DOCTYPE html><html><head><title>T</title></head></html>") << "x.txt" << QByteArray() << Format::Page;
    QTest::newRow("page without html") << QByteArray("<!doctype html>\n<title>T</title><p>x") << "" << QByteArray() << Format::Page;
    QTest::newRow("page about feeds") << QByteArray("<html><body><pre>&lt;rss&gt;</pre></body></html>") << "" << QByteArray() << Format::Page;
    QTest::newRow("fragment") << QByteArray("<p>Hello <b>you</b></p>") << "" << QByteArray() << Format::Page;
    QTest::newRow("text") << QByteArray("11 September 2025\n\nTalks go on.") << "" << QByteArray() << Format::Text;
    QTest::newRow("text about markup") << QByteArray("Use <html> and <rss> wisely.") << "notes.txt" << QByteArray() << Format::Text;
    QTest::newRow("text with a number") << QByteArray("a < b") << "" << QByteArray() << Format::Text;
    QTest::newRow("text called feed") << QByteArray("words") << "feed.xml" << QByteArray() << Format::Text;
    QTest::newRow("long text in UTF-8") << QByteArray("\xD0\x96").repeated(5000) << "" << QByteArray() << Format::Text;
    QTest::newRow("picture in XML") << QByteArray("<svg xmlns=\"http://www.w3.org/2000/svg\"/>") << "" << QByteArray() << Format::Unknown;
}

void TestFormatGuess::contentDecidesBeforeTheName()
{
    QFETCH(QByteArray, bytes);
    QFETCH(QString, name);
    QFETCH(QByteArray, type);
    QFETCH(Format, format);
    QCOMPARE(int(guessFormat(bytes, name, type)), int(format));
}

QTEST_GUILESS_MAIN(TestFormatGuess)
#include "test_format_guess.moc"
