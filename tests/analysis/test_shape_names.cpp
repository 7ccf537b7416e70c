#include "loaded_analysis.h"

using namespace dateline;
using dateline::testing::LoadedAnalysis;

class TestShapeNames final : public QObject {
    Q_OBJECT

    LoadedAnalysis m_loaded;

private slots:
    void finds_names_by_shape_where_the_script_has_case_data()
    {
        QTest::addColumn<QString>("text");
        QTest::addColumn<QString>("language");
        QTest::addColumn<QString>("name");
        QTest::newRow("fr") << "Le ministre a rencontré lundi Jeanne Moreau à la mairie de la ville." << "fr" << "Jeanne Moreau";
        QTest::newRow("es") << "El ministro se reunió el lunes con Carmen Laforet en la ciudad." << "es" << "Carmen Laforet";
        QTest::newRow("ru") << "В понедельник министр встретил там Ивана Петрова и его жену." << "ru" << "Ивана Петрова";
        QTest::newRow("country, by the name that it has in every article") << "Le ministre est arrivé lundi en Allemagne pour une visite." << "fr" << "Germany";
        QTest::newRow("country without case") << "德国总统周一访问了首都，并会见了部长。" << "zh" << "Germany";
    }

    void finds_names_by_shape_where_the_script_has_case()
    {
        QFETCH(QString, text);
        QFETCH(QString, language);
        QFETCH(QString, name);
        QStringList names;
        for (const Entity &entity : m_loaded.analyse({}, text, language).entities)
            names.append(entity.name);
        QVERIFY2(names.contains(name), qPrintable(names.join(u", ")));
    }

    void does_not_take_German_nouns_for_people()
    {
        for (const Entity &entity : m_loaded.analyse({}, QStringLiteral("Gestern hat Bauer Land gekauft und dem Minister Holz Preise genannt."), QStringLiteral("de")).entities)
            QVERIFY(entity.kind != EntityKind::Person);
    }
};

QTEST_GUILESS_MAIN(TestShapeNames)
#include "test_shape_names.moc"
