// How a reader looks after his feeds, in a real window over a real library and a server that misbehaves.
#include "served_window_test.h"

#include "ui/dialogs/health_dialog.h"
#include "ui/dialogs/login_dialog.h"
#include "ui/dialogs/request_log_dialog.h"
#include "ui/notice_bar.h"

#include "../../net/fake_keyring.h"

#include <QCheckBox>
#include <QLineEdit>
#include <QPushButton>
#include <QTreeView>

using namespace dateline;

namespace {

constexpr int patience = 60'000;

QByteArray feed()
{
    return "<rss version=\"2.0\"><channel><title>Gazette</title><item><title>News</title><guid>1</guid></item></channel></rss>";
}

QPushButton *button(const QWidget &widget, const QString &text)
{
    for (QPushButton *button : widget.findChildren<QPushButton *>()) {
        if (button->text().remove(u'&') == text && button->isVisibleTo(&widget))
            return button;
    }
    return nullptr;
}

} // namespace

class TestFeedCare final : public ServedWindowTest {
    Q_OBJECT

    bool subscribe()
    {
        m_server->on("/feed", 200, feed());
        auto future = m_library->subscribe(m_server->address(u"/feed"_qs));
        return QTest::qWaitFor([&] { return future.isFinished(); }, patience) && future.result();
    }

    Source source()
    {
        auto future = m_library->sources();
        const auto sources = future.result();
        return sources && !sources->isEmpty() ? sources->first() : Source();
    }

    // Refreshes by the menu and waits for what the window says.
    bool refresh()
    {
        m_window->actions()[Command::Refresh].trigger();
        return QTest::qWaitFor([this] { return !m_window->notice().text().isEmpty() && m_window->notice().isError(); }, patience);
    }

    HealthDialog *healthDialog() const { return m_window->findChild<HealthDialog *>(); }
    // Shows the feed's health and waits until it has that button.
    QPushButton *buttonOfHealth(const QString &text)
    {
        m_window->actions()[Command::FeedsHealth].trigger();
        const bool isThere = QTest::qWaitFor([&] { return healthDialog() && button(*healthDialog(), text); }, patience);
        return isThere ? button(*healthDialog(), text) : nullptr;
    }

private slots:
    void initTestCase() { beginAll(); }

    void init()
    {
        begin();
        m_window->show();
    }

    void cleanup() { end(); }

    void the_word_after_a_refresh_leads_to_the_feeds_that_failed()
    {
        QVERIFY(subscribe());
        m_server->on("/feed", 500, "");
        QVERIFY(refresh());
        QVERIFY2(m_window->notice().text().contains(u"1 feed could not be fetched"_qs), qPrintable(m_window->notice().text()));
        m_window->notice().press();
        QVERIFY(healthDialog() && healthDialog()->isVisible());
        const auto *table = healthDialog()->findChild<QTreeView *>();
        QTRY_COMPARE_WITH_TIMEOUT(table->model()->rowCount(), 1, patience);
        QCOMPARE(table->model()->index(0, SourceHealthModel::State).data().toString(), stateName(HealthState::Faltering));
        m_server->on("/feed", 200, feed());
        button(*healthDialog(), u"Refresh now"_qs)->click();
        QTRY_COMPARE_WITH_TIMEOUT(table->model()->rowCount(), 0, patience); // it needs care no more
    }

    void a_feed_that_could_be_read_in_part_is_not_said_to_have_failed()
    {
        QVERIFY(subscribe());
        m_server->on("/feed", 200, feed().chopped(30));
        QVERIFY(refresh());
        QVERIFY2(m_window->notice().text().endsWith(u"1 feed could not be read whole"_qs), qPrintable(m_window->notice().text()));
    }

    void a_login_is_asked_for_and_used()
    {
        QVERIFY(subscribe());
        Behaviour guarded;
        guarded.answer = [](const QByteArray &request) -> QByteArray {
            return request.contains("Authorization: Basic YW5hOnNlY3JldA==")
                ? "HTTP/1.1 200 OK\r\nContent-Length: " + QByteArray::number(feed().size()) + "\r\nConnection: close\r\n\r\n" + feed()
                : QByteArray("HTTP/1.1 401 Unauthorized\r\nWWW-Authenticate: Basic realm=\"n\"\r\nContent-Length: 0\r\nConnection: close\r\n\r\n");
        };
        m_server->on("/feed", guarded);
        QVERIFY(refresh());
        QPushButton *logIn = buttonOfHealth(u"Log in…"_qs);
        QVERIFY(logIn);
        logIn->click();
        auto *dialog = healthDialog()->findChild<LoginDialog *>();
        QVERIFY(dialog && dialog->isVisible());
        const auto fields = dialog->findChildren<QLineEdit *>();
        fields.at(0)->setText(u"ana"_qs);
        fields.at(1)->setText(u"secret"_qs);
        dialog->accept();
        QTRY_VERIFY_WITH_TIMEOUT(source().lastError.isEmpty(), patience);
        QTRY_VERIFY_WITH_TIMEOUT(!button(*healthDialog(), u"Log in…"_qs), patience);
        for (const RequestRecord &record : m_library->requestLog())
            QVERIFY(!toText(record).contains(u"secret"_qs));
    }

    void a_login_that_cannot_be_kept_is_used_and_told()
    {
        QVERIFY(subscribe());
        const auto keyring = std::make_shared<KeyringContents>();
        m_library->setKeyring(std::make_unique<FakeKeyring>(keyring));
        m_server->on("/feed", 401, "", "WWW-Authenticate: Basic realm=\"n\"\r\n");
        QVERIFY(refresh());
        const auto logIn = [&] {
            QPushButton *open = buttonOfHealth(u"Log in…"_qs);
            QVERIFY(open);
            open->click();
            auto *dialog = healthDialog()->findChild<LoginDialog *>();
            QVERIFY(dialog && dialog->isVisible());
            dialog->findChildren<QLineEdit *>().at(0)->setText(u"ana"_qs);
            dialog->findChild<QCheckBox *>()->setChecked(true);
            dialog->accept();
        };
        keyring->isThere = false;
        m_server->on("/feed", 200, feed()); // so that no other failure is told instead
        logIn();
        QTRY_VERIFY_WITH_TIMEOUT(m_window->notice().text().contains(u"no keyring here"_qs), patience);
        QVERIFY(keyring->logins.isEmpty());
    }

    void a_feed_that_was_gone_is_started_again()
    {
        QVERIFY(subscribe());
        m_server->on("/feed", 410, "");
        QVERIFY(refresh());
        QVERIFY(source().fetch.isGone);
        QPushButton *again = buttonOfHealth(u"Start again"_qs);
        QVERIFY(again);
        m_server->on("/feed", 200, feed());
        again->click();
        QTRY_VERIFY_WITH_TIMEOUT(!source().fetch.isGone && source().lastError.isEmpty(), patience);
        QTRY_VERIFY_WITH_TIMEOUT(button(*healthDialog(), u"Refresh now"_qs), patience);
    }

    void the_log_of_requests_goes_on_while_it_is_shown()
    {
        m_window->actions()[Command::RequestLog].trigger();
        auto *dialog = m_window->findChild<RequestLogDialog *>();
        QVERIFY(dialog && dialog->isVisible());
        const auto *table = dialog->findChild<QTreeView *>();
        QCOMPARE(table->model()->rowCount(), 0);
        QVERIFY(subscribe());
        QTRY_VERIFY_WITH_TIMEOUT(table->model()->rowCount() > 0, patience);
        QVERIFY(table->model()->index(0, RequestLogModel::Address).data().toString().contains(u"/feed"_qs));
    }
};

QTEST_MAIN(TestFeedCare)
#include "test_feed_care.moc"
