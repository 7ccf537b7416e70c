#include "analysis/aliases.h"

#include "analysis/gazetteer.h"

#include <QFile>
#include <QTest>

using namespace dateline;

class TestAliases final : public QObject {
    Q_OBJECT

    const QByteArray m_list = "# a comment\n"
                              "country\tRS\tSerbia\t\n"
                              "organisation\t*\tInternational Criminal Court\tICC\n"
                              "organisation\t*\tInternational Cricket Council\tICC\n"
                              "organisation\tGB\tScottish National Party\tSNP|Scottish Nationalists\n"
                              "person\t*\tAleksandar Vucic\t~Vučić\n";

    static QStringList meanings(const AliasTable &table, const QString &name)
    {
        QStringList names;
        for (const Alias &alias : table.find(nameKey(name)))
            names.append(table.name(alias.entity));
        return names;
    }

private slots:
    void finds_all_that_a_name_stands_for()
    {
        const QByteArray bytes = AliasTable::compile(m_list).value();
        const AliasTable table = AliasTable::open(bytes, QString()).value();
        QCOMPARE(meanings(table, QStringLiteral("Scottish Nationalists")), QStringList{"Scottish National Party"});
        QCOMPARE(meanings(table, QStringLiteral("the Scottish national party")), QStringList{"Scottish National Party"});
        QCOMPARE(meanings(table, QStringLiteral("VUCIC")), QStringList{"Aleksandar Vucic"});
        QCOMPARE(meanings(table, QStringLiteral("ICC")), (QStringList{"International Criminal Court", "International Cricket Council"}));
        QVERIFY(meanings(table, QStringLiteral("Nobody")).isEmpty());
        QVERIFY(meanings(AliasTable(), QStringLiteral("ICC")).isEmpty());
    }

    void a_short_spelling_wants_its_country_and_a_long_one_does_not()
    {
        const QByteArray bytes = AliasTable::compile(m_list).value();
        const AliasTable table = AliasTable::open(bytes, QString()).value();
        QCOMPARE(table.find(nameKey(u"SNP")).front().country, packed(u"GB"));
        QCOMPARE(table.find(nameKey(u"Scottish Nationalists")).front().country, quint16(0));
    }

    void a_country_has_a_name_but_no_spelling()
    {
        const QByteArray bytes = AliasTable::compile(m_list).value();
        const AliasTable table = AliasTable::open(bytes, QString()).value();
        QCOMPARE(table.name(table.ofCountry(packed(u"RS")).value()), QStringLiteral("Serbia"));
        QVERIFY(!table.ofCountry(packed(u"NO")));
        QVERIFY(meanings(table, QStringLiteral("Serbia")).isEmpty());
    }

    void refuses_lists_and_files_that_it_cannot_read()
    {
        QVERIFY(!AliasTable::compile("planet\t*\tMars\t\n"));
        QVERIFY(!AliasTable::compile("place\t*\tMars\n"));
        QByteArray bytes = AliasTable::compile(m_list).value();
        QVERIFY(!AliasTable::open(bytes.left(bytes.size() - 8), QString()));
        for (qsizetype at = 0; at < bytes.size(); at += 7) {
            QByteArray damaged = bytes;
            damaged[at] = char(damaged[at] ^ 0x55);
            QVERIFY(!AliasTable::open(damaged, QString()));
        }
    }

    void the_compiled_file_is_what_the_list_says()
    {
        const QString folder = qEnvironmentVariable("DATELINE_RESOURCES");
        QFile list(folder + u"/words/aliases.tsv"), compiled(folder + u"/models/aliases.bin");
        QVERIFY(list.open(QIODevice::ReadOnly) && compiled.open(QIODevice::ReadOnly));
        QVERIFY2(AliasTable::compile(list.readAll()).value() == compiled.readAll(), "run compile_aliases again");
    }
};

QTEST_GUILESS_MAIN(TestAliases)
#include "test_aliases.moc"
