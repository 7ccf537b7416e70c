// What shows how feeds are doing: the list of them, the log of requests, and the login that a feed asks for.
#include "ui/dialogs/health_dialog.h"
#include "ui/dialogs/login_dialog.h"
#include "ui/dialogs/preferences_dialog.h"
#include "ui/dialogs/request_log_dialog.h"
#include "ui/dialogs/source_dialog.h"

#include <QApplication>
#include <QCheckBox>
#include <QClipboard>
#include <QComboBox>
#include <QLabel>
#include <QLineEdit>
#include <QPushButton>
#include <QSignalSpy>
#include <QTest>
#include <QToolButton>
#include <QTreeView>

#include <memory>

using namespace dateline;

using Deed = HealthPanel::Deed;
using Shown = SourceHealthFilter::Shown;

class TestHealthDialogs final : public QObject {
    Q_OBJECT

    Theme m_theme;
    const QDateTime m_now{QDate(2026, 3, 4), QTime(12, 0), Qt::UTC};

    SourceHealth health(quint32 id, const QString &title, int failures = 0, int status = 200) const
    {
        Source source;
        source.id = {id};
        source.title = title;
        source.url = QStringLiteral("https://%1.example.org/feed").arg(id);
        source.lastAttempt = source.lastSuccess = m_now.addSecs(-600);
        source.fetch.failures = failures;
        source.fetch.lastStatus = status;
        source.fetch.isGone = status == 410;
        if (failures > 0)
            source.lastError = QStringLiteral("Error of %1.").arg(title);
        return healthOf(source, {8, 20, 100}, m_now, true);
    }

    QList<SourceHealth> some() const
    {
        return {health(1, u"Gazette"_qs), health(2, u"Failing"_qs, 4, 500), health(3, u"Members"_qs, 1, 401), health(4, u"Journal"_qs, 2, 410)};
    }

    static QStringList shownTexts(const QWidget &widget)
    {
        QStringList texts;
        for (const QLabel *label : widget.findChildren<QLabel *>()) {
            if (label->isVisibleTo(&widget))
                texts += label->text();
        }
        return texts;
    }

    static QPushButton *button(const QWidget &widget, const QString &text)
    {
        for (QPushButton *button : widget.findChildren<QPushButton *>()) {
            if (button->text().remove(u'&') == text && button->isVisibleTo(&widget))
                return button;
        }
        return nullptr;
    }

private slots:
    void what_needs_care_is_chosen_first_and_described()
    {
        HealthDialog dialog(m_theme, nullptr);
        dialog.show();
        dialog.setHealth(some(), m_now);
        const auto *table = dialog.findChild<QTreeView *>();
        QCOMPARE(table->model()->rowCount(), 4);
        QCOMPARE(table->currentIndex().row(), 0);
        const QStringList texts = shownTexts(*dialog.findChild<HealthPanel *>());
        QVERIFY(texts.contains(u"Journal"_qs));
        QVERIFY(texts.contains(u"Error of Journal."_qs));
        QVERIFY(button(dialog, u"Start again"_qs) && !button(dialog, u"Refresh now"_qs) && !button(dialog, u"Log in…"_qs));
    }

    void kinds_and_words_narrow_the_list()
    {
        HealthDialog dialog(m_theme, nullptr);
        dialog.show();
        dialog.setHealth(some(), m_now);
        const auto *table = dialog.findChild<QTreeView *>();
        for (QToolButton *kind : dialog.findChildren<QToolButton *>()) {
            if (kind->text().startsWith(u"Need care"_qs)) {
                QVERIFY(kind->text().endsWith(u'3'));
                kind->click();
            }
        }
        QCOMPARE(table->model()->rowCount(), 3);
        auto *words = dialog.findChild<QLineEdit *>();
        QTest::keyClicks(words, u"memb"_qs);
        QCOMPARE(table->model()->rowCount(), 1);
        QVERIFY(shownTexts(*dialog.findChild<HealthPanel *>()).contains(u"Members"_qs));
        words->setText(u"nothing at all"_qs);
        QCOMPARE(table->model()->rowCount(), 0);
        QVERIFY(!button(dialog, u"Unsubscribe…"_qs));
        QVERIFY(!button(dialog, u"Refresh those listed"_qs)->isEnabled());
    }

    void each_button_says_what_is_wanted_for_which_feed()
    {
        HealthDialog dialog(m_theme, nullptr);
        QSignalSpy wanted(&dialog, &HealthDialog::wanted);
        dialog.show();
        dialog.setHealth(some(), m_now);
        dialog.choose({3});
        const QList<std::pair<QString, Deed>> expected = {{u"Log in…"_qs, Deed::LogIn}, {u"Refresh now"_qs, Deed::Refresh}, {u"Edit…"_qs, Deed::Edit},
                                                          {u"Open the site"_qs, Deed::OpenSite}, {u"Unsubscribe…"_qs, Deed::Unsubscribe}};
        for (const auto &[text, deed] : expected) {
            QVERIFY2(button(dialog, text), qPrintable(text));
            button(dialog, text)->click();
            QCOMPARE(wanted.last().at(0).value<Deed>(), deed);
            QCOMPARE(wanted.last().at(1).value<Source>().id, SourceId{3});
        }
        dialog.setFetching(true);
        QVERIFY(!button(dialog, u"Refreshing…"_qs)->isEnabled());
        dialog.setFetching(false);
        QVERIFY(button(dialog, u"Refresh now"_qs)->isEnabled());
    }

    void a_feed_is_chosen_also_before_it_is_known_and_where_it_is_not_listed()
    {
        HealthDialog dialog(m_theme, nullptr);
        dialog.show();
        dialog.choose({1});
        dialog.showOnly(Shown::NeedCare);
        dialog.setHealth(some(), m_now);
        const auto *table = dialog.findChild<QTreeView *>();
        QCOMPARE(table->currentIndex().siblingAtColumn(SourceHealthModel::Name).data().toString(), u"Gazette"_qs);
        QCOMPARE(table->model()->rowCount(), 4);
    }

    void what_is_chosen_stays_chosen_as_time_goes_on()
    {
        HealthDialog dialog(m_theme, nullptr);
        dialog.show();
        dialog.setHealth(some(), m_now);
        dialog.choose({1});
        QList<SourceHealth> later = some();
        later[0] = health(1, u"Gazette"_qs, 5, 500);
        dialog.setHealth(later, m_now.addSecs(60));
        const auto *table = dialog.findChild<QTreeView *>();
        QCOMPARE(table->currentIndex().siblingAtColumn(SourceHealthModel::Name).data().toString(), u"Gazette"_qs);
        QVERIFY(shownTexts(*dialog.findChild<HealthPanel *>()).contains(u"Error of Gazette."_qs));
    }

    void keys_suffice()
    {
        HealthDialog dialog(m_theme, nullptr);
        QSignalSpy wanted(&dialog, &HealthDialog::wanted), refresh(&dialog, &HealthDialog::refreshWanted);
        dialog.show();
        dialog.setHealth(some(), m_now);
        auto *table = dialog.findChild<QTreeView *>();
        QTest::keyClick(table, Qt::Key_Down);
        QCOMPARE(table->currentIndex().row(), 1);
        QTest::keyClick(table, Qt::Key_Return);
        QVERIFY(dialog.isVisible());
        QCOMPARE(wanted.last().at(0).value<Deed>(), Deed::Edit);
        QTest::keyClick(table, Qt::Key_Delete);
        QCOMPARE(wanted.last().at(0).value<Deed>(), Deed::Unsubscribe);
        QTest::keyClick(table, Qt::Key_F5);
        QCOMPARE(refresh.size(), 1);
        QCOMPARE(refresh.first().first().value<QList<SourceId>>().size(), 4);
        for (const QWidget *widget : dialog.findChildren<QWidget *>()) {
            if (qobject_cast<const QTreeView *>(widget) || qobject_cast<const QLineEdit *>(widget))
                QVERIFY(!widget->accessibleName().isEmpty());
        }
    }

    void markup_in_names_is_shown_as_it_is()
    {
        HealthDialog dialog(m_theme, nullptr);
        dialog.show();
        SourceHealth hostile = health(1, u"<b>Bold</b> & <img src=x>"_qs, 4, 500);
        hostile.source.fetch.faults = {u"an \"&\" is not written as \"&amp;\""_qs};
        dialog.setHealth({hostile}, m_now);
        const QStringList texts = shownTexts(*dialog.findChild<HealthPanel *>());
        QVERIFY(texts.contains(hostile.source.title));
        QVERIFY(std::any_of(texts.begin(), texts.end(), [&](const QString &text) { return text.contains(hostile.source.fetch.faults.first()); }));
        for (const QLabel *label : dialog.findChild<HealthPanel *>()->findChildren<QLabel *>())
            QVERIFY(label->textFormat() == Qt::PlainText || label->accessibleName() == stateName(HealthState::Failing));
    }

    void thousands_of_feeds_are_told_again_in_place()
    {
        QList<SourceHealth> all;
        for (quint32 id = 1; id <= 5'000; ++id)
            all += health(id, QStringLiteral("Feed %1").arg(id), id % 50 == 0 ? 4 : 0, id % 50 == 0 ? 404 : 200);
        HealthDialog dialog(m_theme, nullptr);
        dialog.show();
        dialog.setHealth(all, m_now);
        dialog.choose({777});
        dialog.setHealth(all, m_now.addSecs(3'600));
        const auto *table = dialog.findChild<QTreeView *>();
        QCOMPARE(table->model()->rowCount(), 5'000);
        QCOMPARE(table->currentIndex().siblingAtColumn(SourceHealthModel::Name).data().toString(), u"Feed 777"_qs);
    }

    void the_log_is_asked_for_and_copied()
    {
        RequestRecord good, bad;
        good.at = bad.at = m_now;
        good.address = u"https://example.org/feed"_qs;
        good.status = 200;
        bad.address = u"https://example.net/feed"_qs;
        bad.error = u"The server did not answer."_qs;
        RequestLogDialog dialog(m_theme, nullptr);
        QSignalSpy wanted(&dialog, &RequestLogDialog::recordsWanted);
        dialog.show();
        QTRY_VERIFY_WITH_TIMEOUT(!wanted.isEmpty(), 30'000);
        dialog.setRecords({good, bad});
        auto *table = dialog.findChild<QTreeView *>();
        QCOMPARE(table->model()->rowCount(), 2);
        button(dialog, u"Copy all"_qs)->click();
        QCOMPARE(QApplication::clipboard()->text(), toText(good) + u'\n' + toText(bad) + u'\n');
        QVERIFY(!button(dialog, u"Copy"_qs)->isEnabled());
        table->selectAll();
        QVERIFY(button(dialog, u"Copy"_qs)->isEnabled());
        dialog.findChild<QLineEdit *>()->setText(u"DID NOT"_qs);
        QCOMPARE(table->model()->rowCount(), 1);
        QApplication::clipboard()->clear();
        QTest::keyClick(&dialog, Qt::Key_C, Qt::ControlModifier);
        QCOMPARE(QApplication::clipboard()->text(), toText(bad) + u'\n');
        table->clearSelection();
        QTest::keyClick(&dialog, Qt::Key_C, Qt::ControlModifier);
        QCOMPARE(QApplication::clipboard()->text(), toText(bad) + u'\n'); // nothing chosen: what was copied stays
    }

    // They are kept in the order in which they ended.
    void the_log_has_what_was_asked_last_at_its_top()
    {
        RequestRecord slow, quick;
        slow.at = m_now;
        quick.at = m_now.addMSecs(4);
        slow.address = u"https://example.org/slow"_qs;
        quick.address = u"https://example.org/quick"_qs;
        RequestLogDialog dialog(m_theme, nullptr);
        dialog.show();
        dialog.setRecords({quick, slow});
        const auto *table = dialog.findChild<QTreeView *>();
        QCOMPARE(table->model()->index(0, RequestLogModel::Address).data().toString(), u"GET https://example.org/quick"_qs);
    }

    void an_empty_log_says_so()
    {
        RequestLogDialog dialog(m_theme, nullptr);
        dialog.show();
        QVERIFY(shownTexts(dialog).contains(u"Nothing was asked of any server yet."_qs));
        RequestRecord record;
        record.at = m_now;
        dialog.setRecords({record});
        QVERIFY(!shownTexts(dialog).contains(u"Nothing was asked of any server yet."_qs));
        QVERIFY(dialog.findChild<QTreeView *>()->isVisible());
    }

    void no_dialog_is_larger_than_its_screen()
    {
        HealthDialog health(m_theme, nullptr);
        health.resize(10'000, 10'000);
        health.show();
        const QSize screen = health.screen()->availableSize();
        QVERIFY(health.width() <= screen.width() && health.height() <= screen.height());
    }

    void a_login_is_given_once_there_is_a_name()
    {
        const Source source = health(3, u"Members"_qs, 1, 401).source;
        auto *dialog = new LoginDialog(m_theme, source, false, nullptr);
        QSignalSpy given(dialog, &LoginDialog::loginGiven);
        dialog->open();
        const QStringList texts = shownTexts(*dialog);
        QVERIFY(std::any_of(texts.begin(), texts.end(), [](const QString &text) { return text.contains(u"when Dateline is closed"_qs) && text.contains(u"3.example.org"_qs); }));
        QVERIFY(std::none_of(texts.begin(), texts.end(), [](const QString &text) { return text.contains(u"http,"_qs); }));
        const auto fields = dialog->findChildren<QLineEdit *>();
        QCOMPARE(fields.at(1)->echoMode(), QLineEdit::Password);
        QTest::keyClick(fields.at(0), Qt::Key_Return);
        QVERIFY(dialog->isVisible() && given.isEmpty());
        QTest::keyClicks(fields.at(0), u"ann"_qs);
        QTest::keyClicks(fields.at(1), u" secret "_qs);
        QTest::keyClick(fields.at(1), Qt::Key_Return);
        QCOMPARE(given.size(), 1);
        QCOMPARE(given.first().at(0).value<Login>(), (Login{u"ann"_qs, u" secret "_qs}));
        QCOMPARE(given.first().at(1).toBool(), false); // kept only where the reader says so
    }

    void a_login_that_is_kept_can_be_kept_on_or_not()
    {
        auto *dialog = new LoginDialog(m_theme, health(3, u"Members"_qs, 1, 401).source, true, nullptr);
        QSignalSpy given(dialog, &LoginDialog::loginGiven);
        dialog->open();
        auto *keeps = dialog->findChild<QCheckBox *>();
        QVERIFY(keeps && keeps->isChecked());
        dialog->findChild<QLineEdit *>()->setText(u"ann"_qs);
        dialog->accept();
        QCOMPARE(given.value(0).value(1).toBool(), true);
    }

    void a_login_over_http_comes_with_a_warning()
    {
        Source source = health(3, u"Members"_qs, 1, 401).source;
        source.url = u"http://example.org/feed"_qs;
        auto *dialog = new LoginDialog(m_theme, source, false, nullptr);
        dialog->open();
        const QStringList texts = shownTexts(*dialog);
        QVERIFY(std::any_of(texts.begin(), texts.end(), [](const QString &text) { return text.contains(u"http,"_qs); }));
        dialog->close();
    }

    void a_sources_dialog_tells_how_it_is_doing()
    {
        const SourceHealth failing = health(2, u"Failing"_qs, 4, 500);
        auto *dialog = new SourceDialog(m_theme, failing.source, {}, ImageChoice(), nullptr);
        dialog->open();
        QVERIFY(shownTexts(*dialog).contains(failing.source.lastError));
        QVERIFY(!shownTexts(*dialog).contains(failing.advice));
        dialog->setHealth(failing);
        QVERIFY(shownTexts(*dialog).contains(failing.advice));
        QVERIFY(shownTexts(*dialog).contains(u"About 2.0 articles a week"_qs));
        dialog->close();
    }

    void fetching_by_itself_is_a_preference()
    {
        auto *dialog = new PreferencesDialog(m_theme, {}, nullptr);
        QSignalSpy chosen(dialog, &PreferencesDialog::refreshChosen);
        dialog->setRefresh(true);
        dialog->setRefresh(false); // told twice
        dialog->open();
        auto *box = dialog->findChildren<QComboBox *>().last();
        QCOMPARE(box->currentIndex(), 0);
        QCOMPARE(chosen.size(), 0);
        box->setCurrentIndex(1);
        QCOMPARE(chosen.size(), 1);
        QCOMPARE(chosen.first().first().toBool(), false);
        dialog->close();
    }
};

QTEST_MAIN(TestHealthDialogs)
#include "test_health_dialogs.moc"
