// Well-formed documents are read exactly as Qt's own reader reads them; broken ones still balance.
#include "feed/xml_reader.h"

#include <QRandomGenerator>
#include <QTest>
#include <QXmlStreamReader>

using namespace dateline;

namespace {

// One line a token: "<name attr=value", ">name", "text".
QStringList tokensOf(const QString &text)
{
    XmlReader reader(text, {});
    QStringList tokens;
    QString run;
    const auto flush = [&] {
        if (!run.isEmpty())
            tokens.append(run);
        run.clear();
    };
    for (auto token = reader.next(); token != XmlReader::Token::Finished; token = reader.next()) {
        if (token == XmlReader::Token::Text) {
            run += reader.depth() > 0 ? reader.text() : QString();
            continue;
        }
        flush();
        QString line = (token == XmlReader::Token::Start ? u'<' : u'>') + reader.name();
        if (token == XmlReader::Token::Start) {
            for (const XmlAttribute &attribute : reader.rawAttributes())
                line += u' ' + attribute.name.toString() + u'=' + reader.attributeValue(attribute);
        }
        tokens.append(line);
    }
    flush();
    return tokens;
}

QStringList tokensOfQt(const QString &text)
{
    QXmlStreamReader reader(text);
    QStringList tokens;
    QString run;
    while (!reader.atEnd()) {
        reader.readNext();
        if (reader.isCharacters()) {
            run += reader.text();
            continue;
        }
        if (!run.isEmpty() && (reader.isStartElement() || reader.isEndElement() || reader.isEndDocument()))
            tokens.append(std::exchange(run, QString()));
        if (reader.isStartElement()) {
            QString line = u'<' + reader.name().toString().toLower();
            const QXmlStreamAttributes attributes = reader.attributes();
            for (const QXmlStreamAttribute &attribute : attributes)
                line += u' ' + attribute.qualifiedName().toString() + u'=' + attribute.value().toString();
            tokens.append(line);
        } else if (reader.isEndElement()) {
            tokens.append(u'>' + reader.name().toString().toLower());
        }
    }
    if (reader.hasError())
        tokens.append(reader.errorString());
    return tokens;
}

QString randomElement(QRandomGenerator &random, int depth)
{
    static const QStringList names = {"a", "bc", "p:d", "Title", "x-y.z"};
    static const QStringList texts = {"words", "&amp;", "&lt;b&gt;", " ", "<![CDATA[a < b & c]]>", "<!-- <x> -->", "<?php x?>", "é🌍", "&#65;&#x42;", "a > b"};
    const QString name = names[random.bounded(names.size())];
    QString element = u'<' + name;
    if (random.bounded(2))
        element += QStringLiteral(" one = \"1 &lt; 'x' > 2\"");
    if (random.bounded(3) == 0)
        element += QStringLiteral("\n two='\"y\" &amp; é'");
    if (random.bounded(5) == 0)
        return element + QStringLiteral(" />");
    element += u'>';
    for (int i = random.bounded(5); i > 0; --i)
        element += random.bounded(2) && depth < 8 ? randomElement(random, depth + 1) : texts[random.bounded(texts.size())];
    return element + QStringLiteral("</") + name + QStringLiteral(" >");
}

} // namespace

class TestXmlReader final : public QObject {
    Q_OBJECT

private slots:
    void wellFormedDocumentsReadAsInQt();
    void brokenDocumentsBalance();
    void vocabulariesFollowTheirScope();
    void basesAndLanguagesFollowTheirScope();
    void problemsNameTheirPlace();
    void entitiesAreBounded();
};

void TestXmlReader::wellFormedDocumentsReadAsInQt()
{
    QRandomGenerator random(42);
    for (int i = 0; i < 2000; ++i) {
        const QString text = QStringLiteral("<?xml version=\"1.0\"?><!DOCTYPE r [<!ENTITY own \"mine\">]>\n<r xmlns:p=\"urn:p\">&own;")
            + randomElement(random, 0) + QStringLiteral("</r>\n<!-- end -->");
        QStringList wanted = tokensOfQt(text);
        wanted[0] += QStringLiteral(" xmlns:p=urn:p"); // Qt keeps declarations apart from attributes
        const QStringList got = tokensOf(text);
        QVERIFY2(got == wanted, qPrintable(text + '\n' + got.join('|') + '\n' + wanted.join('|')));
    }
}

void TestXmlReader::brokenDocumentsBalance()
{
    QRandomGenerator random(43);
    for (int i = 0; i < 3000; ++i) {
        QString text = randomElement(random, 0) + randomElement(random, 0);
        for (int damage = random.bounded(1, 8); damage > 0 && !text.isEmpty(); --damage)
            text.remove(random.bounded(int(text.size())), random.bounded(1, 4));
        XmlReader reader(text, {});
        qsizetype depth = 0;
        for (auto token = reader.next(); token != XmlReader::Token::Finished; token = reader.next()) {
            depth += token == XmlReader::Token::Start ? 1 : token == XmlReader::Token::End ? -1 : 0;
            QVERIFY(depth >= 0);
            QCOMPARE(reader.depth(), depth);
        }
        QCOMPARE(depth, 0);
    }
}

void TestXmlReader::vocabulariesFollowTheirScope()
{
    XmlReader reader(u"<a xmlns='http://www.w3.org/2005/Atom' xmlns:x='http://purl.org/dc/elements/1.1/'><b xmlns=''/><x:c/><media:d/><e xmlns:x='urn:none'><x:f/></e><x:g/></a>", {});
    QHash<QString, Vocabulary> seen;
    for (auto token = reader.next(); token != XmlReader::Token::Finished; token = reader.next())
        seen.insert(reader.name(), reader.vocabulary());
    QVERIFY(seen.value("a") == Vocabulary::Atom);
    QVERIFY(seen.value("b") == Vocabulary::None);
    QVERIFY(seen.value("c") == Vocabulary::Dublin);
    QVERIFY(seen.value("d") == Vocabulary::Media);
    QVERIFY(seen.value("e") == Vocabulary::Atom);
    QVERIFY(seen.value("f") == Vocabulary::Other);
    QVERIFY(seen.value("g") == Vocabulary::Dublin);
}

void TestXmlReader::basesAndLanguagesFollowTheirScope()
{
    XmlReader reader(u"<a xml:base='b/' xml:lang='en'><c xml:base='../d/'/><e xml:lang='sr'/></a>", QUrl("https://x.example/f"));
    QStringList seen;
    for (auto token = reader.next(); token != XmlReader::Token::Finished; token = reader.next()) {
        if (token == XmlReader::Token::Start)
            seen.append(reader.base().toString() + ' ' + reader.language());
    }
    QCOMPARE(seen, (QStringList{"https://x.example/b/ en", "https://x.example/d/ en", "https://x.example/b/ sr"}));
}

void TestXmlReader::problemsNameTheirPlace()
{
    XmlReader reader(u"<a>\n <item>\n  <item/>\n</item></a>", {});
    while (reader.next() != XmlReader::Token::Finished) {
    }
    QCOMPARE(reader.problems().size(), 1);
    QVERIFY2(reader.problems()[0].startsWith("line 3, column 3"), qPrintable(reader.problems()[0]));
}

void TestXmlReader::entitiesAreBounded()
{
    XmlEntities entities;
    entities.declare(u" <!ENTITY a \"b\"> <!ENTITY loop \"&loop;\"> <!ENTITY % p \"q\"> <!ENTITY a 'second'> <!ENTITY x SYSTEM 'file:///x'>");
    QString text;
    entities.expand(u"&a; &x; &loop; &#0; &#xD800; &#128; &amp;amp; &", text);
    QCOMPARE(text, QString("b   \uFFFD \uFFFD € &amp; &"));
    QVERIFY(entities.isOverLimit());
}

QTEST_GUILESS_MAIN(TestXmlReader)
#include "test_xml_reader.moc"
