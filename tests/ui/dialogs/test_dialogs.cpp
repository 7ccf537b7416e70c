#include "ui/dialogs/address_dialog.h"
#include "ui/dialogs/corrections_dialog.h"
#include "ui/dialogs/country_dialog.h"
#include "ui/dialogs/entity_dialog.h"
#include "ui/dialogs/filter_dialog.h"
#include "ui/dialogs/help_sheet.h"
#include "ui/dialogs/preferences_dialog.h"
#include "ui/dialogs/report_dialog.h"
#include "ui/dialogs/source_dialog.h"

#include <QApplication>
#include <QClipboard>
#include <QComboBox>
#include <QCompleter>
#include <QLabel>
#include <QLineEdit>
#include <QPushButton>
#include <QSignalSpy>
#include <QTest>
#include <QTreeWidget>

#include <memory>

using namespace dateline;

class TestDialogs : public QObject {
    Q_OBJECT

    Theme m_theme;

private slots:
    void understandsAddressesAsPeopleWriteThem_data()
    {
        QTest::addColumn<QString>("written");
        QTest::addColumn<QString>("meant");
        QTest::newRow("whole") << u"https://example.org/feed"_qs << u"https://example.org/feed"_qs;
        QTest::newRow("without a scheme") << u" example.org/feed \n"_qs << u"https://example.org/feed"_qs;
        QTest::newRow("feed scheme") << u"feed://example.org/x"_qs << u"https://example.org/x"_qs;
        QTest::newRow("feed before http") << u"feed:http://example.org/x"_qs << u"http://example.org/x"_qs;
        QTest::newRow("other scheme") << u"ftp://example.org"_qs << QString();
        QTest::newRow("file") << u"file:///etc/passwd"_qs << QString();
        QTest::newRow("script") << u"javascript:alert(1)"_qs << QString();
        QTest::newRow("words") << u"some words"_qs << QString();
        QTest::newRow("one word") << u"news"_qs << QString();
        QTest::newRow("nothing") << QString() << QString();
    }

    void understandsAddressesAsPeopleWriteThem()
    {
        QFETCH(QString, written);
        QFETCH(QString, meant);
        QCOMPARE(addressFromPerson(written).toString(), meant);
    }

    void staysOpenUntilTheAddressIsOne()
    {
        auto *dialog = new AddressDialog(m_theme, {}, nullptr);
        QSignalSpy chosen(dialog, &AddressDialog::addressChosen);
        dialog->open();
        auto *field = dialog->findChild<QLineEdit *>();
        QTest::keyClicks(field, u"no address"_qs);
        QTest::keyClick(field, Qt::Key_Return);
        QVERIFY(dialog->isVisible());
        QCOMPARE(chosen.size(), 0);
        field->setText(u"example.org"_qs);
        QTest::keyClick(field, Qt::Key_Return);
        QCOMPARE(chosen.size(), 1);
        QCOMPARE(chosen.at(0).at(0).toUrl(), QUrl(u"https://example.org"_qs));
        QTest::keyClick(dialog, Qt::Key_Return); // while it is waited for
        QCOMPARE(chosen.size(), 1);
        dialog->fail(u"The server did not answer."_qs);
        QVERIFY(dialog->isVisible());
        QVERIFY(field->isEnabled());
        QCOMPARE(field->text(), u"example.org"_qs);
        const auto labels = dialog->findChildren<QLabel *>();
        QVERIFY(std::any_of(labels.begin(), labels.end(), [](QLabel *label) { return label->isVisible() && label->text() == u"The server did not answer."; }));
        dialog->fail(u"The server did not answer. "_qs.repeated(12));
        QCoreApplication::processEvents();
        for (const QLabel *label : labels)
            QVERIFY2(!label->isVisible() || !label->wordWrap() || label->height() >= label->heightForWidth(label->width()), qPrintable(label->text()));
        QTest::keyClick(field, Qt::Key_Return);
        QCOMPARE(chosen.size(), 2);
        dialog->finish();
        QVERIFY(!dialog->isVisible());
    }

    void givesAFilterItsName()
    {
        auto *dialog = new FilterDialog(m_theme, {{}, {}, u"country:RS"_qs}, nullptr);
        QSignalSpy named(dialog, &FilterDialog::filterNamed);
        dialog->open();
        dialog->accept();
        QCOMPARE(named.size(), 0);
        dialog->findChild<QLineEdit *>()->setText(u"  Balkans "_qs);
        dialog->accept();
        QCOMPARE(named.size(), 1);
        QCOMPARE(named.at(0).at(0).value<SavedFilter>().name, u"Balkans"_qs);
        QCOMPARE(named.at(0).at(0).value<SavedFilter>().query, u"country:RS"_qs);
    }

    void changesWhatMayBeChangedOfASource()
    {
        Source source;
        source.id = {3};
        source.title = u"Old"_qs;
        source.url = u"https://example.org/feed"_qs;
        source.country = u"GB"_qs;
        source.etag = u"kept"_qs;
        source.lastError = u"The server did not answer."_qs;
        auto *dialog = new SourceDialog(m_theme, source, {{u"Europe"_qs}}, nullptr);
        QSignalSpy edited(dialog, &SourceDialog::sourceEdited);
        dialog->open();
        const auto labels = dialog->findChildren<QLabel *>();
        QVERIFY(std::any_of(labels.begin(), labels.end(), [&](QLabel *label) { return label->text() == source.lastError; }));
        dialog->findChild<QLineEdit *>()->setText(u"New"_qs);
        const auto boxes = dialog->findChildren<QComboBox *>();
        QCOMPARE(boxes.size(), 3);
        boxes.at(0)->setCurrentText(u"Europe / Balkans"_qs);
        QCOMPARE(boxes.at(1)->currentData().toString(), u"GB"_qs);
        QSignalSpy tried(dialog, &SourceDialog::retentionTried);
        boxes.at(2)->setCurrentIndex(boxes.at(2)->findData(u"30d"_qs));
        QCOMPARE(tried.size(), 1);
        const Retention month = *Retention::fromText(u"30d");
        dialog->setExpired(month, 17);
        const auto later = dialog->findChildren<QLabel *>();
        QVERIFY(std::any_of(later.begin(), later.end(), [](QLabel *label) { return label->isVisible() && label->text().startsWith(u"17 "); }));
        dialog->accept();
        QCOMPARE(edited.size(), 1);
        const auto result = edited.at(0).at(0).value<Source>();
        QCOMPARE(result.title, u"New"_qs);
        QCOMPARE(result.folder, QStringList({u"Europe"_qs, u"Balkans"_qs}));
        QCOMPARE(result.etag, u"kept"_qs);
        QCOMPARE(result.retention, month);
    }

    void tellsPreferencesAsTheyAreChosen()
    {
        auto *dialog = new PreferencesDialog(m_theme, {}, nullptr);
        QSignalSpy changed(dialog, &PreferencesDialog::preferencesChanged);
        dialog->open();
        const auto boxes = dialog->findChildren<QComboBox *>();
        boxes.at(0)->setCurrentIndex(2);
        QCOMPARE(changed.size(), 1);
        QCOMPARE(changed.at(0).at(0).value<Preferences>().appearance, Appearance::Dark);
        QVERIFY(!changed.at(0).at(0).value<Preferences>().markReadDelay);
        dialog->close();
    }

    void articlesAreRemovedOnlyAfterTheReaderSawHowMany()
    {
        auto *dialog = new PreferencesDialog(m_theme, {}, nullptr);
        dialog->setRetention(*Retention::fromText(u"123d")); // one that isn't in the list
        QSignalSpy tried(dialog, &PreferencesDialog::retentionTried), chosen(dialog, &PreferencesDialog::retentionChosen);
        dialog->open();
        QComboBox *rules = dialog->findChildren<QComboBox *>().last();
        QCOMPARE(rules->currentData().toString(), u"123d"_qs);
        const Retention week = *Retention::fromText(u"7d"), all = *Retention::fromText(u"all");
        rules->setCurrentIndex(rules->findData(u"7d"_qs));
        QCOMPARE(tried.size(), 1);
        dialog->setExpired(all, 0); // a late answer
        dialog->setExpired(week, 5);
        QCOMPARE(chosen.size(), 0);
        for (QPushButton *button : dialog->findChildren<QPushButton *>()) {
            if (button->text() == u"Keep no more")
                button->click();
        }
        QCOMPARE(chosen.size(), 1);
        QCOMPARE(chosen.at(0).at(0).value<Retention>(), week);
        rules->setCurrentIndex(rules->findData(u"all"_qs));
        QCOMPARE(chosen.size(), 2); // what removes nothing needs no question, and waits for no answer
        QCOMPARE(chosen.at(1).at(0).value<Retention>(), all);
        QCOMPARE(tried.size(), 1);
        dialog->close();
    }

    void listsEveryFailureToBeCopied()
    {
        const QList<Error> failures = {{ErrorKind::Input, u"a.txt is empty."_qs}, {ErrorKind::Network, u"No answer."_qs, u"timeout"_qs}};
        auto *dialog = new ReportDialog(m_theme, u"Import"_qs, u"2 failed"_qs, failures, nullptr);
        dialog->open();
        for (QPushButton *button : dialog->findChildren<QPushButton *>()) {
            if (button->text() == u"Copy")
                button->click();
        }
        QCOMPARE(QApplication::clipboard()->text(), u"a.txt is empty.\nNo answer.\n    timeout"_qs);
        dialog->close();
    }

    void asksWhatSomebodyReallyIs()
    {
        auto *dialog = new EntityDialog(m_theme, {EntityKind::Person, u"NATO"_qs}, nullptr);
        QSignalSpy named(dialog, &EntityDialog::entityNamed);
        dialog->open();
        dialog->setKnown({{EntityKind::Organisation, u"North Atlantic Treaty Organisation"_qs}, {EntityKind::Person, u"Nathan"_qs}});
        auto *field = dialog->findChild<QLineEdit *>();
        auto *kind = dialog->findChild<QComboBox *>();
        QTest::keyClick(field, Qt::Key_Return);
        QVERIFY2(dialog->isVisible() && named.isEmpty(), "it is called so already");
        field->selectAll();
        QTest::keyClicks(field, u"atlantic"_qs);
        QCOMPARE(field->completer()->completionCount(), 1);
        emit field->completer()->activated(field->completer()->currentCompletion());
        QCOMPARE(kind->currentText(), u"Organisation"_qs);
        field->setText(u" North Atlantic Treaty Organisation"_qs);
        QTest::keyClick(field, Qt::Key_Return);
        QCOMPARE(named.size(), 1);
        QCOMPARE(named.at(0).at(0).value<EntityName>(), (EntityName{EntityKind::Organisation, u"North Atlantic Treaty Organisation"_qs}));
    }

    void takesACountryByAnyOfItsNames()
    {
        auto *dialog = new CountryDialog(m_theme, u"Talks"_qs, nullptr);
        QSignalSpy chosen(dialog, &CountryDialog::countryChosen);
        dialog->open();
        auto *field = dialog->findChild<QLineEdit *>();
        QTest::keyClicks(field, u"Atlantis"_qs);
        QTest::keyClick(field, Qt::Key_Return);
        QVERIFY(dialog->isVisible() && chosen.isEmpty());
        field->setText(u"Ivory Coast"_qs);
        QTest::keyClick(field, Qt::Key_Return);
        QCOMPARE(chosen.value(0).value(0).toString(), u"CI"_qs);
    }

    void listsCorrectionsToBeTakenBack()
    {
        auto *dialog = new CorrectionsDialog(m_theme, nullptr);
        QSignalSpy wanted(dialog, &CorrectionsDialog::undoWanted);
        dialog->open();
        auto *list = dialog->findChild<QTreeWidget *>();
        QVERIFY(!list->isVisible());
        Correction first = Correction::notAnEntity({EntityKind::Person, u"Mr Speaker"_qs});
        first.id = {4};
        Correction second = Correction::country({1}, u"RS"_qs, Correction::Bearing::NotAbout);
        second.id = {5};
        dialog->setCorrections({{first, {}}, {second, u"Talks"_qs}});
        QVERIFY(list->isVisible());
        QCOMPARE(list->topLevelItem(0)->text(0), u"Not about Serbia"_qs);
        QCOMPARE(list->topLevelItem(0)->text(1), u"Talks"_qs);
        QCOMPARE(list->topLevelItem(1)->text(0), u"“Mr Speaker” is not a person"_qs);
        QTest::keyClick(list, Qt::Key_Down);
        QTest::keyClick(list, Qt::Key_Delete);
        QCOMPARE(wanted.value(0).value(0).value<CorrectionId>(), CorrectionId{4});
        dialog->setCorrections({{second, u"Talks"_qs}});
        for (QPushButton *button : dialog->findChildren<QPushButton *>()) {
            if (button->text() == u"Take back")
                button->click();
        }
        QCOMPARE(wanted.value(1).value(0).value<CorrectionId>(), CorrectionId{5});
        dialog->close();
    }

    void showsEveryActionWithItsKeys()
    {
        QAction next(u"&Next article"_qs);
        next.setShortcuts({QKeySequence(u"J"_qs), QKeySequence(u"Ctrl+J"_qs)});
        auto *sheet = new HelpSheet(m_theme, {{u"&Article"_qs, {&next}}}, nullptr);
        sheet->open();
        QStringList words;
        for (const QLabel *label : sheet->findChildren<QLabel *>())
            words.append(label->text());
        QVERIFY(words.contains(u"Article"));
        QVERIFY(words.contains(u"Next article"));
        QVERIFY(words.contains(u"J   Ctrl+J"));
        sheet->close();
    }
};

QTEST_MAIN(TestDialogs)
#include "test_dialogs.moc"
