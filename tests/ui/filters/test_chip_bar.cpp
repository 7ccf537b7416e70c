#include "../../items/asked_answers.h"
#include "items/query_view.h"
#include "ui/filters/chip_bar.h"
#include "ui/filters/chip_button.h"
#include "ui/theme/theme.h"

#include <QSignalSpy>
#include <QTest>
#include <QToolButton>

using namespace dateline;

class TestChipBar : public QObject {
    Q_OBJECT
private slots:
    void initTestCase() { m_theme.applyTo(*qApp); }

    void init()
    {
        m_query = std::make_unique<QueryView>([](const Query &, const AnswerOptions &) { return readyResult<Answer>(Answer()); });
        m_query->setQuery(Query::parse(u"country:RS -topic:sport after:2024-01-01 before:2024-02-01"_qs).value());
        m_bar = std::make_unique<ChipBar>(m_theme, *m_query);
        m_bar->resize(500, 60);
        m_bar->show();
        m_bar->activateWindow();
        QVERIFY(QTest::qWaitForWindowActive(m_bar.get()));
    }

    void cleanup()
    {
        m_bar.reset();
        m_query.reset();
    }

    void showsThePartsInWords()
    {
        QCOMPARE(m_bar->chips().size(), 3);
        QCOMPARE(m_bar->chips().at(0)->label(), u"Country: Serbia"_qs);
        QVERIFY(m_bar->chips().at(1)->isNegated());
        QCOMPARE(m_bar->chips().at(2)->label(), u"January 2024"_qs);
    }

    void theCrossTakesAPartOff()
    {
        ChipButton *chip = m_bar->chips().at(0);
        QTest::mouseClick(chip, Qt::LeftButton, {}, QPoint(5, 5)); // not the cross
        QCOMPARE(m_bar->chips().size(), 3);
        QTest::mouseClick(chip, Qt::LeftButton, {}, chip->crossRect().center());
        QCOMPARE(m_query->query().toText(), u"-topic:sport after:2024-01-01 before:2024-02-01"_qs);
        QCOMPARE(m_bar->chips().size(), 2);
    }

    void keysTakePartsOffOneAfterAnother()
    {
        m_bar->chips().at(2)->setFocus();
        QTest::keyClick(m_bar->chips().at(2), Qt::Key_Delete);
        QCOMPARE(m_query->query().toText(), u"country:RS -topic:sport"_qs);
        QVERIFY(m_bar->chips().at(1)->hasFocus());
        QTest::keyClick(m_bar->chips().at(1), Qt::Key_Left);
        QVERIFY(m_bar->chips().at(0)->hasFocus());
        QTest::keyClick(m_bar->chips().at(0), Qt::Key_Backspace);
        QTest::keyClick(m_bar->chips().at(0), Qt::Key_Backspace);
        QVERIFY(m_query->query().isEmpty());
        QVERIFY(!m_bar->isVisible());
    }

    void returnTurnsAPartRound()
    {
        m_bar->chips().at(0)->setFocus();
        QTest::keyClick(m_bar->chips().at(0), Qt::Key_Return);
        QCOMPARE(m_query->query().presence({Field::Country, u"RS"_qs}), Query::Presence::Excluded);
    }

    void clearsAllAndAsksToSave()
    {
        QSignalSpy save(m_bar.get(), &ChipBar::saveRequested);
        const auto buttons = m_bar->findChildren<QToolButton *>();
        QCOMPARE(buttons.size(), 2);
        buttons.at(1)->click();
        QCOMPARE(save.at(0).at(0).value<Query>(), m_query->query());
        buttons.at(0)->click();
        QVERIFY(m_query->query().isEmpty());
    }

    void wrapsIntoAsManyLinesAsItNeeds()
    {
        QVERIFY(m_bar->heightForWidth(160) > m_bar->heightForWidth(900));
    }

private:
    Theme m_theme;
    std::unique_ptr<QueryView> m_query;
    std::unique_ptr<ChipBar> m_bar;
};

QTEST_MAIN(TestChipBar)
#include "test_chip_bar.moc"
