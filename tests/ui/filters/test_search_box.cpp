#include "../../items/asked_answers.h"
#include "items/query_view.h"
#include "ui/filters/search_box.h"
#include "ui/theme/theme.h"

#include <QLabel>
#include <QListWidget>
#include <QSignalSpy>
#include <QTest>
#include <QTimer>
#include <QVBoxLayout>

#include <functional>
#include <optional>

using namespace dateline;

class TestSearchBox : public QObject {
    Q_OBJECT
private slots:
    void initTestCase() { m_theme.applyTo(*qApp); }

    void init()
    {
        m_query = std::make_unique<QueryView>([](const Query &, const AnswerOptions &) { return readyResult<Answer>(Answer()); });
        m_window = std::make_unique<QWidget>();
        m_box = new SearchBox(m_theme, *m_query, m_window.get());
        m_window->resize(600, 500);
        m_box->setGeometry(20, 20, 500, 32);
        m_window->show();
        m_window->activateWindow();
        QVERIFY(QTest::qWaitForWindowActive(m_window.get()));
        m_box->setFocus();
    }

    void cleanup()
    {
        m_window.reset();
        m_query.reset();
    }

    void typedWordsAreAppliedAfterAPause()
    {
        QTest::keyClicks(m_box, u"kosovo"_qs);
        QVERIFY(m_query->query().isEmpty());
        QTRY_COMPARE(m_query->query().toText(), u"kosovo*"_qs);
        QCOMPARE(m_box->text(), u"kosovo"_qs); // left as typed
        QTest::keyClick(m_box, Qt::Key_Space);
        QTRY_COMPARE(m_query->query().toText(), u"kosovo"_qs);
        QCOMPARE(m_box->text(), u"kosovo "_qs);
    }

    void theWordBeingTypedIsABeginning_data()
    {
        QTest::addColumn<QString>("typed");
        QTest::addColumn<QString>("query");
        QTest::newRow("a word") << u"elect"_qs << u"elect*"_qs;
        QTest::newRow("the last of several") << u"france elect"_qs << u"france elect*"_qs;
        QTest::newRow("in a group") << u"(france OR elect"_qs << QString(); // not whole yet
        QTest::newRow("behind OR") << u"france OR elect"_qs << u"france OR elect*"_qs;
        QTest::newRow("Cyrillic") << u"выбо"_qs << u"выбо*"_qs;
        QTest::newRow("a beginning already") << u"elect*"_qs << u"elect*"_qs;
        QTest::newRow("behind a minus") << u"france -elect"_qs << u"france -elect"_qs;
        QTest::newRow("in quotes") << u"\"prime mini\""_qs << u"\"prime mini\""_qs;
        QTest::newRow("of a field") << u"country:RS"_qs << u"country:RS"_qs;
        QTest::newRow("with a hyphen") << u"covid-19"_qs << u"covid-19"_qs;
        QTest::newRow("without spaces between words") << u"北京"_qs << u"北京"_qs;
    }

    void theWordBeingTypedIsABeginning()
    {
        QFETCH(QString, typed);
        QFETCH(QString, query);
        m_box->insert(typed); // keyClicks knows ASCII only
        if (query.isEmpty())
            QVERIFY(holdsAfterTheShortPause([this] { return m_query->query().isEmpty(); }));
        QTRY_COMPARE(m_query->query().toText(), query);
        QCOMPARE(m_box->text(), typed);
    }

    void aWordOfTwoLettersWaitsForThePause()
    {
        QTest::keyClicks(m_box, u"eu"_qs);
        QVERIFY(holdsAfterTheShortPause([this] { return m_query->query().isEmpty(); }));
        QTRY_COMPARE_WITH_TIMEOUT(m_query->query().toText(), u"eu"_qs, 3000);
    }

    void escapeLeavesABeginningInForce()
    {
        QTest::keyClicks(m_box, u"elect"_qs);
        QTRY_COMPARE(m_query->query().toText(), u"elect*"_qs);
        QSignalSpy left(m_box, &SearchBox::left);
        QTest::keyClick(m_box, Qt::Key_Escape);
        if (left.isEmpty())
            QTest::keyClick(m_box, Qt::Key_Escape); // the first one took the completions away
        QCOMPARE(left.size(), 1);
        QCOMPARE(m_query->query().toText(), u"elect*"_qs);
        QCOMPARE(m_box->text(), u"elect"_qs);
    }

    void returnAppliesAtOnce()
    {
        QTest::keyClicks(m_box, u"is:unread"_qs);
        QTest::keyClick(m_box, Qt::Key_Return);
        QCOMPARE(m_query->query().toText(), u"is:unread"_qs);
    }

    void aMalformedQueryPointsAtTheCharacterAndKeepsTheLastGoodOne()
    {
        QTest::keyClicks(m_box, u"war"_qs);
        QTest::keyClick(m_box, Qt::Key_Return);
        m_box->setText(u"war (kosovo"_qs);
        QTest::keyClick(m_box, Qt::Key_Return);
        QVERIFY(m_box->hasError());
        QVERIFY(m_box->errorPosition() >= 0);
        QVERIFY(!m_box->errorText().isEmpty());
        const auto *message = m_window->findChild<QLabel *>(u"searchMessage"_qs);
        QVERIFY(message && message->isVisible());
        QCOMPARE(message->text(), m_box->errorText());
        QVERIFY(message->geometry().top() >= m_box->geometry().bottom());
        QCOMPARE(m_query->query().toText(), u"war"_qs);
        QTest::keyClick(m_box, Qt::Key_End);
        QTest::keyClicks(m_box, u")"_qs);
        QVERIFY(!m_box->hasError());
        QVERIFY(!message->isVisible());
    }

    void halfAFieldIsNoMistakeAtOnce()
    {
        QTest::keyClicks(m_box, u"topic:spo"_qs);
        QVERIFY(holdsAfterTheShortPause([this] { return !m_box->hasError(); }));
        QTRY_VERIFY_WITH_TIMEOUT(m_box->hasError(), 3000);
    }

    void aFieldsNameIsNoWordAtOnce()
    {
        QTest::keyClicks(m_box, u"war -country"_qs);
        QVERIFY(holdsAfterTheShortPause([this] { return !m_query->query().toText().contains(u"country"); }));
        QTRY_COMPARE_WITH_TIMEOUT(m_query->query().toText(), u"war -country"_qs, 3000);
    }

    void aQueryChangedElsewhereIsWrittenOut()
    {
        m_query->setQuery(Query::parse(u"country:Serbia"_qs).value());
        QCOMPARE(m_box->text(), u"country:RS"_qs);
        m_query->setQuery({});
        QCOMPARE(m_box->text(), QString());
    }

    void escapeTakesBackOneThingAtATimeAndNeverTheFilter()
    {
        m_query->setQuery(Query::parse(u"country:RS"_qs).value());
        auto *list = m_window->findChild<QListWidget *>(u"completions"_qs);
        QSignalSpy left(m_box, &SearchBox::left);
        QTest::keyClick(m_box, Qt::Key_End);
        QTest::keyClicks(m_box, u" topic:spo"_qs);
        QVERIFY(list->isVisible());
        QTest::keyClick(m_box, Qt::Key_Escape);
        QVERIFY(!list->isVisible());
        QCOMPARE(m_box->text(), u"country:RS topic:spo"_qs);
        QTest::keyClick(m_box, Qt::Key_Escape);
        QCOMPARE(m_box->text(), u"country:RS"_qs);
        QVERIFY(m_box->hasFocus());
        QCOMPARE(left.size(), 0);
        QTest::keyClick(m_box, Qt::Key_Escape);
        QCOMPARE(left.size(), 1);
        QVERIFY(!m_box->hasFocus());
        QCOMPARE(m_query->query().toText(), u"country:RS"_qs);
    }

    void returnTakesTheOnlyCompletionOfAField()
    {
        QTest::keyClicks(m_box, u"topic:spor"_qs);
        QTest::keyClick(m_box, Qt::Key_Return);
        QCOMPARE(m_query->query().toText(), u"topic:sport"_qs);
    }

    void returnSearchesWordsAsTheyWereTyped()
    {
        QTest::keyClicks(m_box, u"serbi"_qs); // of which a country is the only completion
        QCOMPARE(m_window->findChild<QListWidget *>(u"completions"_qs)->count(), 1);
        QTest::keyClick(m_box, Qt::Key_Return);
        QCOMPARE(m_query->query().toText(), u"serbi"_qs);
    }

    void completesFieldAndValueByKey()
    {
        QTest::keyClicks(m_box, u"war coun"_qs);
        auto *list = m_window->findChild<QListWidget *>(u"completions"_qs);
        QVERIFY(list && list->isVisible());
        QTest::keyClick(m_box, Qt::Key_Tab);
        QCOMPARE(m_box->text(), u"war country:"_qs);
        QTest::keyClicks(m_box, u"serb"_qs);
        QTest::keyClick(m_box, Qt::Key_Down);
        QTest::keyClick(m_box, Qt::Key_Return);
        QCOMPARE(m_box->text(), u"war country:RS "_qs);
        QCOMPARE(m_query->query().toText(), u"war country:RS"_qs);
        QVERIFY(!list->isVisible());
    }

    void completesByMouse()
    {
        QTest::keyClicks(m_box, u"topic:spor"_qs);
        auto *list = m_window->findChild<QListWidget *>(u"completions"_qs);
        QVERIFY(list->isVisible());
        QTest::mouseClick(list->viewport(), Qt::LeftButton, {}, list->visualItemRect(list->item(0)).center());
        QCOMPARE(m_query->query().toText(), u"topic:sport"_qs);
    }

private:
    // Whether something holds between the pause before typed text is applied and the longer one before half of a field is. Timers fire in the order in
    // which they are due, so a busy machine doesn't matter.
    bool holdsAfterTheShortPause(const std::function<bool()> &condition)
    {
        std::optional<bool> held;
        QTimer::singleShot(std::chrono::milliseconds(400), m_box, [&] { held = condition(); });
        return QTest::qWaitFor([&] { return held.has_value(); }, 60'000) && *held;
    }

    Theme m_theme;
    std::unique_ptr<QueryView> m_query;
    std::unique_ptr<QWidget> m_window;
    SearchBox *m_box = nullptr;
};

QTEST_MAIN(TestSearchBox)
#include "test_search_box.moc"
