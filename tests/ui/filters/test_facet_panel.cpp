#include "../../items/asked_answers.h"
#include "items/facet_model.h"
#include "items/query_view.h"
#include "ui/filters/facet_list.h"
#include "ui/filters/facet_panel.h"
#include "ui/filters/facet_section.h"
#include "ui/map/world_map.h"
#include "ui/theme/theme.h"

#include <QLineEdit>
#include <QScrollArea>
#include <QTest>
#include <QToolButton>

using namespace dateline;

namespace {

AnswerSource sample(const QList<FacetCount> &countries = {})
{
    return [countries](const Query &query, const AnswerOptions &) {
        Answer answer;
        answer.query = query;
        if (!countries.isEmpty())
            answer.facets[Facet::Country] = countries;
        answer.facets[Facet::Topic] = {{u"politics"_qs, u"Politics and government"_qs, 30}, {u"sport"_qs, u"Sport"_qs, 12}};
        for (int i = 0; i < 20; ++i)
            answer.facets[Facet::Person] += FacetCount{u"Person %1"_qs.arg(i), u"Person %1"_qs.arg(i), quint32(100 - i)};
        answer.facets[Facet::Source] = {{u"Gazette"_qs, u"Gazette"_qs, 42}};
        return readyResult<Answer>(answer);
    };
}

} // namespace

class TestFacetPanel : public QObject {
    Q_OBJECT
private slots:
    void initTestCase() { m_theme.applyTo(*qApp); }

    void init()
    {
        m_query = std::make_unique<QueryView>(sample());
        m_panel = std::make_unique<FacetPanel>(m_theme, *m_query);
        m_panel->resize(260, 900);
        m_panel->show();
        m_panel->activateWindow();
        QVERIFY(QTest::qWaitForWindowActive(m_panel.get()));
        QTRY_COMPARE(list(Facet::Topic)->model()->rowCount(), 2);
        QTRY_VERIFY(list(Facet::Topic)->height() > 0);
        QTest::qWait(10);
    }

    void cleanup()
    {
        m_panel.reset();
        m_query.reset();
    }

    void aClickIncludesAndAgainRemoves()
    {
        click(Facet::Topic, 1);
        QCOMPARE(m_query->query().toText(), u"topic:sport"_qs);
        QCOMPARE(list(Facet::Topic)->model()->index(0, 0).data(FacetModel::ValueRole).toString(), u"sport"_qs); // now first
        click(Facet::Topic, 0);
        QVERIFY(m_query->query().isEmpty());
    }

    void shiftExcludesAndTurnsRound()
    {
        click(Facet::Topic, 1, Qt::ShiftModifier);
        QCOMPARE(m_query->query().toText(), u"-topic:sport"_qs);
        click(Facet::Topic, 0, Qt::ShiftModifier);
        QVERIFY(m_query->query().isEmpty());
        click(Facet::Topic, 0);
        click(Facet::Topic, 0, Qt::ShiftModifier);
        QCOMPARE(m_query->query().toText(), u"-topic:politics"_qs);
        click(Facet::Topic, 0);
        QVERIFY(m_query->query().isEmpty());
    }

    void countriesAreChosenOnTheMapAsInTheList()
    {
        m_panel.reset();
        m_query = std::make_unique<QueryView>(sample({{u"FR"_qs, u"France"_qs, 9}, {u"BR"_qs, u"Brazil"_qs, 4}}));
        m_panel = std::make_unique<FacetPanel>(m_theme, *m_query);
        m_panel->resize(260, 900);
        m_panel->show();
        FacetSection *section = m_panel->section(Facet::Country);
        QTRY_COMPARE(section->list()->model()->rowCount(), 2);
        QVERIFY(section->hasMap() && !section->map());
        QVERIFY(!m_panel->section(Facet::Topic)->hasMap());
        section->setMapShown(true);
        QTRY_VERIFY(section->map()->isVisible() && section->map()->height() > 50);
        const auto clickOn = [section](const QString &code, Qt::KeyboardModifiers modifiers = {}) {
            QTest::mouseClick(section->map(), Qt::LeftButton, modifiers, section->map()->placeOf(code).toPoint());
        };
        clickOn(u"BR"_qs);
        QCOMPARE(m_query->query().toText(), u"country:BR"_qs);
        clickOn(u"FR"_qs, Qt::ShiftModifier);
        QCOMPARE(m_query->query().toText(), u"country:BR -country:FR"_qs);
        clickOn(u"BR"_qs);
        clickOn(u"FR"_qs);
        QVERIFY(m_query->query().isEmpty());
        const QList<int> open = m_panel->openSections();
        section->setMapShown(false);
        QVERIFY(!section->map()->isVisible());
        m_panel->setOpenSections(open);
        QVERIFY(section->isMapShown());
        m_panel->setOpenSections({int(Facet::Topic)});
        QVERIFY(!section->isMapShown());
    }

    void controlsNeverTouchWhatTheReaderTyped()
    {
        m_query->setQuery(Query::parse(u"kosovo (a OR b)"_qs).value());
        click(Facet::Topic, 0);
        QCOMPARE(m_query->query().toText(), u"kosovo (a OR b) topic:politics"_qs);
    }

    void keysIncludeExcludeAndGoOnInTheNextSection()
    {
        FacetList *topics = list(Facet::Topic);
        topics->setFocus(Qt::TabFocusReason);
        QTest::keyClick(topics, Qt::Key_Space);
        QCOMPARE(m_query->query().toText(), u"topic:politics"_qs);
        QTest::keyClick(topics, Qt::Key_Down);
        QTest::keyClick(topics, Qt::Key_Return, Qt::ShiftModifier);
        QCOMPARE(m_query->query().toText(), u"topic:politics -topic:sport"_qs);
        QTest::keyClick(topics, Qt::Key_Down);
        QVERIFY(list(Facet::Person)->hasFocus());
        QTest::keyClick(list(Facet::Person), Qt::Key_Up);
        QVERIFY(topics->hasFocus());
        QTest::keyClick(topics, Qt::Key_Up);
        QTest::keyClick(topics, Qt::Key_Up);
        QVERIFY(m_panel->searchField()->hasFocus());
    }

    void showsMoreWhenAsked()
    {
        FacetSection *people = m_panel->section(Facet::Person);
        QCOMPARE(people->model()->rowCount(), FacetSection::fewValues);
        people->findChildren<QToolButton *>().at(1)->click();
        QCOMPARE(people->model()->rowCount(), 20);
        people->findChildren<QToolButton *>().at(1)->click();
        QCOMPARE(people->model()->rowCount(), FacetSection::fewValues);
    }

    void findsNamesInClosedSectionsToo()
    {
        QVERIFY(!list(Facet::Source)->isVisible());
        QTest::keyClicks(m_panel->searchField(), u"gaz"_qs);
        QVERIFY(list(Facet::Source)->isVisible());
        QVERIFY(!m_panel->section(Facet::Person)->isVisible());
        m_panel->searchField()->setText(u"person 19"_qs);
        QCOMPARE(m_panel->section(Facet::Person)->model()->rowCount(), 1);
        m_panel->searchField()->clear();
        QVERIFY(!list(Facet::Source)->isVisible());
    }

    void remembersWhichSectionsAreOpen()
    {
        m_panel->setOpenSections({int(Facet::Source)});
        QVERIFY(list(Facet::Source)->isVisible());
        QVERIFY(!list(Facet::Topic)->isVisible());
        QCOMPARE(m_panel->openSections(), QList<int>{int(Facet::Source)});
    }

    void aNarrowPanelCutsNamesAndNotCounts()
    {
        m_panel->resize(170, 900);
        const auto *scroll = m_panel->findChild<QScrollArea *>();
        QTRY_COMPARE(scroll->widget()->width(), scroll->viewport()->width());
        QVERIFY(list(Facet::Person)->width() <= scroll->viewport()->width());
    }

    void aSectionWithoutValuesIsHidden()
    {
        QVERIFY(!m_panel->section(Facet::Country)->isVisible());
        m_query->setQuery(Query::parse(u"country:RS"_qs).value()); // named, though it counts nothing
        QVERIFY(m_panel->section(Facet::Country)->isVisible());
    }

private:
    FacetList *list(Facet facet) const { return m_panel->section(facet)->list(); }
    void click(Facet facet, int row, Qt::KeyboardModifiers modifiers = {})
    {
        QTest::mouseClick(list(facet)->viewport(), Qt::LeftButton, modifiers, list(facet)->visualRect(list(facet)->model()->index(row, 0)).center());
    }

    Theme m_theme;
    std::unique_ptr<QueryView> m_query;
    std::unique_ptr<FacetPanel> m_panel;
};

QTEST_MAIN(TestFacetPanel)
#include "test_facet_panel.moc"
