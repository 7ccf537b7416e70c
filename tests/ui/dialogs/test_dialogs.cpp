#include "ui/dialogs/address_dialog.h"
#include "ui/dialogs/catalogue_dialog.h"
#include "ui/dialogs/corrections_dialog.h"
#include "ui/dialogs/country_dialog.h"
#include "ui/dialogs/entity_dialog.h"
#include "ui/dialogs/filter_dialog.h"
#include "ui/dialogs/help_sheet.h"
#include "ui/dialogs/preferences_dialog.h"
#include "ui/dialogs/report_dialog.h"
#include "ui/dialogs/requests_dialog.h"
#include "ui/dialogs/source_dialog.h"
#include "ui/dialogs/tracking_dialog.h"
#include "ui/map/world_map.h"

#include <QApplication>
#include <QCheckBox>
#include <QClipboard>
#include <QComboBox>
#include <QCompleter>
#include <QFile>
#include <QLabel>
#include <QLineEdit>
#include <QListWidget>
#include <QPlainTextEdit>
#include <QPushButton>
#include <QSignalSpy>
#include <QTest>
#include <QTreeWidget>

#include <memory>

using namespace dateline;

class TestDialogs : public QObject {
    Q_OBJECT

    Theme m_theme;

    static Discovery discovery(const QStringList &addresses)
    {
        Discovery found;
        found.address = QUrl(u"https://news.example/story"_qs);
        for (const QString &address : addresses) {
            TriedFeed feed;
            feed.url = feed.title = address;
            feed.items = 3;
            feed.headlines = {u"A headline"_qs};
            found.feeds.append(feed);
        }
        return found;
    }

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
        QSignalSpy wanted(dialog, &AddressDialog::discoveryWanted);
        dialog->open();
        auto *field = dialog->findChild<QLineEdit *>();
        QTest::keyClicks(field, u"no address"_qs);
        QTest::keyClick(field, Qt::Key_Return);
        QVERIFY(dialog->isVisible());
        QCOMPARE(wanted.size(), 0);
        field->setText(u"example.org"_qs);
        QTest::keyClick(field, Qt::Key_Return);
        QCOMPARE(wanted.size(), 1);
        QCOMPARE(wanted.at(0).at(0).toString(), u"example.org"_qs);
        QTest::keyClick(dialog, Qt::Key_Return); // while it is waited for
        QCOMPARE(wanted.size(), 1);
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
        QCOMPARE(wanted.size(), 2);
        dialog->finish();
        QVERIFY(!dialog->isVisible());
    }

    void showsWhatWasFoundAndSubscribesToWhatIsTicked()
    {
        auto *dialog = new AddressDialog(m_theme, {}, nullptr);
        dialog->setFolders({{u"Balkans"_qs}});
        dialog->setSubscribed({u"known.example/feed"_qs});
        QSignalSpy looked(dialog, &AddressDialog::discoveryWanted);
        QSignalSpy subscribed(dialog, &AddressDialog::subscriptionWanted);
        dialog->open();
        dialog->lookAt(u"https://news.example"_qs);
        QCOMPARE(looked.size(), 1);
        dialog->setDiscovery(discovery({u"https://known.example/feed"_qs, u"https://news.example/feed"_qs, u"https://news.example/sport"_qs}));
        auto *list = dialog->findChild<QListWidget *>();
        QVERIFY(list->isVisible());
        QCOMPARE(list->count(), 3);
        QVERIFY(!list->item(0)->flags().testFlag(Qt::ItemIsUserCheckable));
        QCOMPARE(list->item(1)->checkState(), Qt::Checked);
        QCOMPARE(list->item(2)->checkState(), Qt::Unchecked);
        list->setCurrentRow(2);
        QTest::keyClick(list, Qt::Key_Space);
        QCOMPARE(list->item(2)->checkState(), Qt::Checked);
        QTest::mouseClick(list->viewport(), Qt::LeftButton, {}, list->visualItemRect(list->item(1)).center());
        QCOMPARE(list->item(1)->checkState(), Qt::Unchecked);
        dialog->findChild<QComboBox *>()->setCurrentText(u"Balkans / Serbia"_qs);
        QTest::keyClick(list, Qt::Key_Return);
        QCOMPARE(subscribed.size(), 1);
        const auto feeds = subscribed.at(0).at(0).value<QList<TriedFeed>>();
        QCOMPARE(feeds.size(), 1);
        QCOMPARE(feeds.first().url, u"https://news.example/sport"_qs);
        QCOMPARE(subscribed.at(0).at(1).toStringList(), (QStringList{u"Balkans"_qs, u"Serbia"_qs}));
        dialog->fail(u"The disk is full."_qs);
        QVERIFY2(list->isVisible() && list->item(2)->checkState() == Qt::Checked, "what was chosen is kept");
        dialog->lookAt(u"https://other.example"_qs);
        dialog->setDiscovery(discovery({}));
        QVERIFY(!list->isVisible());
        QCOMPARE(list->count(), 0);
        dialog->lookAt(u"https://news.example"_qs);
        dialog->setDiscovery(discovery({u"https://news.example/feed"_qs}));
        QCOMPARE(list->count(), 1);
        QTest::keyClicks(dialog->findChild<QLineEdit *>(), u"x"_qs);
        QVERIFY2(!list->isVisible(), "another address is another question");
        dialog->reject();
    }

    void tellsAnAddressThatTheReaderGaveFromOneThatWasHandedOver()
    {
        auto *dialog = new AddressDialog(m_theme, {}, nullptr);
        QSignalSpy looked(dialog, &AddressDialog::discoveryWanted);
        dialog->open();
        dialog->lookAt(u"feed:http://localhost:8951/feed"_qs, false);
        QCOMPARE(looked.size(), 1);
        QVERIFY(!looked.at(0).at(1).toBool());
        QCOMPARE(dialog->findChild<QLineEdit *>()->text(), u"feed:http://localhost:8951/feed"_qs);
        dialog->fail(u"It leads into your own computer."_qs);
        dialog->accept(); // the reader has seen it
        QCOMPARE(looked.size(), 2);
        QCOMPARE(looked.at(1).at(0), looked.at(0).at(0));
        QVERIFY(looked.at(1).at(1).toBool());
        dialog->fail(u"It failed."_qs);
        dialog->lookAt(u"https://news.example"_qs);
        QVERIFY(looked.at(2).at(1).toBool());
        dialog->reject();
    }

    void offersToSaveAPageWithoutFeeds()
    {
        auto *dialog = new AddressDialog(m_theme, {}, nullptr);
        QSignalSpy page(dialog, &AddressDialog::pageWanted);
        dialog->open();
        dialog->lookAt(u"https://news.example/story"_qs);
        Discovery found = discovery({});
        found.isPage = true;
        found.articleTitle = u"The harbour is closed"_qs;
        dialog->setDiscovery(found);
        QVERIFY(!dialog->findChild<QListWidget *>()->isVisible());
        const auto buttons = dialog->findChildren<QPushButton *>();
        const auto save = std::find_if(buttons.begin(), buttons.end(), [](QPushButton *button) { return button->isVisible() && button->text().startsWith(u"Save"); });
        QVERIFY(save != buttons.end());
        (*save)->click();
        QCOMPARE(page.size(), 1);
        QCOMPARE(page.at(0).at(0).toUrl(), QUrl(u"https://news.example/story"_qs));
        dialog->finish();
    }

    void choosesNewspapersByCountryWithKeysAlone()
    {
        auto *dialog = new CatalogueDialog(m_theme, nullptr);
        QSignalSpy subscribed(dialog, &CatalogueDialog::subscriptionWanted);
        dialog->open();
        dialog->setFeeds({{u"FR"_qs, u"FR"_qs, u"fr"_qs, u"Le Journal"_qs, u"https://journal.example/rss"_qs, {}},
                          {u"RS"_qs, u"RS"_qs, u"sr"_qs, u"Novine"_qs, u"https://novine.example/rss"_qs, {}},
                          {u"RS"_qs, u"US"_qs, u"sr"_qs, u"Glas"_qs, u"https://glas.example/rss"_qs, {}}},
                         {u"novine.example/rss"_qs});
        auto *list = dialog->findChild<QTreeWidget *>();
        const auto shown = [list] {
            int count = 0;
            for (int row = 0; row < list->topLevelItemCount(); ++row)
                count += list->topLevelItem(row)->isHidden() ? 0 : 1;
            return count;
        };
        QCOMPARE(shown(), 3);
        dialog->chooseCountries({u"RS"_qs});
        QCOMPARE(shown(), 2);
        auto *search = dialog->findChild<QLineEdit *>();
        QTest::keyClicks(search, u"glas"_qs);
        QCOMPARE(shown(), 1);
        QTest::keyClick(search, Qt::Key_Down);
        QTest::keyClick(list, Qt::Key_Space);
        dialog->accept();
        QCOMPARE(subscribed.size(), 1);
        const auto feeds = subscribed.at(0).at(0).value<QList<Source>>();
        QCOMPARE(feeds.size(), 1);
        QCOMPARE(feeds.first().url, u"https://glas.example/rss"_qs);
        QCOMPARE(feeds.first().country, u"US"_qs);
        QCOMPARE(feeds.first().folder.size(), 1);
    }

    void choosesCountriesOnTheMap()
    {
        auto *dialog = new CatalogueDialog(m_theme, nullptr);
        dialog->open();
        dialog->setFeeds({{u"FR"_qs, u"FR"_qs, u"fr"_qs, u"Le Journal"_qs, u"https://journal.example/rss"_qs, {}},
                          {u"BR"_qs, u"BR"_qs, u"pt"_qs, u"Jornal"_qs, u"https://jornal.example/rss"_qs, {}}}, {});
        auto *map = dialog->findChild<WorldMap *>();
        QTest::mouseClick(map, Qt::LeftButton, {}, map->placeOf(u"BR"_qs).toPoint());
        QCOMPARE(dialog->countries(), QSet<QString>{u"BR"_qs});
        QTest::mouseClick(map, Qt::LeftButton, Qt::ShiftModifier, map->placeOf(u"FR"_qs).toPoint());
        QCOMPARE(dialog->countries().size(), 2);
        QTest::mouseClick(map, Qt::LeftButton, Qt::ShiftModifier, map->placeOf(u"FR"_qs).toPoint());
        QTest::mouseClick(map, Qt::LeftButton, {}, map->placeOf(u"BR"_qs).toPoint());
        QVERIFY(dialog->countries().isEmpty());
        QTest::mouseClick(map, Qt::LeftButton, {}, map->placeOf(u"CN"_qs).toPoint());
        QVERIFY2(dialog->countries().isEmpty(), "a country without newspapers can't be chosen");
        dialog->reject();
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
        auto *dialog = new SourceDialog(m_theme, source, {{u"Europe"_qs}}, {}, nullptr);
        QSignalSpy edited(dialog, &SourceDialog::sourceEdited);
        dialog->open();
        const auto labels = dialog->findChildren<QLabel *>();
        QVERIFY(std::any_of(labels.begin(), labels.end(), [&](QLabel *label) { return label->text() == source.lastError; }));
        dialog->findChild<QLineEdit *>()->setText(u"New"_qs);
        const auto boxes = dialog->findChildren<QComboBox *>();
        QCOMPARE(boxes.size(), 5);
        boxes.at(0)->setCurrentText(u"Europe / Balkans"_qs);
        QCOMPARE(boxes.at(1)->currentData().toString(), u"GB"_qs);
        QSignalSpy tried(dialog, &SourceDialog::retentionTried);
        boxes.at(2)->setCurrentIndex(boxes.at(2)->findData(u"30d"_qs));
        QCOMPARE(tried.size(), 1);
        QCOMPARE(boxes.at(3)->currentData().toString(), fullTextCode(FullText::Inherit));
        boxes.at(3)->setCurrentIndex(boxes.at(3)->findData(fullTextCode(FullText::WhenShort)));
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
        QCOMPARE(result.fullText, FullText::WhenShort);
    }

    void tellsOfWhichArticlesThePageIsWanted()
    {
        auto *dialog = new PreferencesDialog(m_theme, {}, nullptr);
        QSignalSpy chosen(dialog, &PreferencesDialog::fullTextChosen);
        dialog->open();
        dialog->setFullText(FullText::WhenShort);
        const auto boxes = dialog->findChildren<QComboBox *>();
        const auto box = std::find_if(boxes.begin(), boxes.end(), [](const QComboBox *one) { return one->currentData().toString() == fullTextCode(FullText::WhenShort); });
        QVERIFY(box != boxes.end());
        QCOMPARE((*box)->findData(fullTextCode(FullText::Inherit)), -1);
        (*box)->setCurrentIndex((*box)->findData(fullTextCode(FullText::Always)));
        QCOMPARE(chosen.size(), 1);
        QCOMPARE(chosen.first().first().value<FullText>(), FullText::Always);
        dialog->reject();
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

    void aSourceTellsItsOwnChoiceOfImagesWhereItWasChanged()
    {
        Source source;
        source.id = {4};
        source.title = u"Example"_qs;
        ImageChoice images;
        images.choose({4}, true);
        for (const bool isChanged : {false, true}) {
            auto *dialog = new SourceDialog(m_theme, source, {}, images, nullptr);
            QSignalSpy chosen(dialog, &SourceDialog::imagesChosen);
            const auto boxes = dialog->findChildren<QComboBox *>();
            const auto box = std::find_if(boxes.begin(), boxes.end(), [](const QComboBox *one) { return one->currentText() == u"Loaded"; });
            QVERIFY(box != boxes.end());
            if (isChanged)
                (*box)->setCurrentIndex(0);
            dialog->accept();
            QCOMPARE(chosen.size(), isChanged ? 1 : 0);
            if (isChanged)
                QVERIFY(!chosen.first().first().value<std::optional<bool>>());
        }
    }

    void whatIsCutFromLinksCanBeSeenSwitchedOffAndAddedTo()
    {
        auto *dialog = new TrackingDialog(m_theme, {true, u"own"_qs}, {u"utm_* · Campaigns"_qs}, nullptr);
        QSignalSpy chosen(dialog, &TrackingDialog::cleaningChosen);
        const auto fields = dialog->findChildren<QPlainTextEdit *>();
        QCOMPARE(fields.size(), 2);
        QVERIFY(fields.first()->isReadOnly());
        QCOMPARE(fields.first()->toPlainText(), u"utm_* · Campaigns"_qs);
        fields.last()->setPlainText(u"own\nother_*\n"_qs);
        dialog->findChild<QCheckBox *>()->setChecked(false);
        dialog->accept();
        QCOMPARE(chosen.first().first().value<LinkCleaning>(), (LinkCleaning{false, u"own\nother_*"_qs}));
    }

    void everyKindOfRequestIsToldInTheProgramAsInTheReadme()
    {
        const RequestsDialog dialog(m_theme, nullptr);
        QString told;
        for (const QLabel *label : dialog.findChildren<QLabel *>())
            told += label->text() + u'\n';
        QFile readme(QStringLiteral(TEST_DATA "/../../README.md"));
        QVERIFY(readme.open(QIODevice::ReadOnly));
        const QString text = QString::fromUtf8(readme.readAll());
        const QString section = text.mid(text.indexOf(u"## Every request that Dateline makes"));
        for (const char *kind : {"feed you subscribed to", "address you gave", "eeds that an address may lead to", "he page of an article", "image in an article"}) {
            QVERIFY2(told.contains(QLatin1String(kind)), kind);
            QVERIFY2(section.contains(QLatin1String(kind)), kind);
        }
    }
};

QTEST_MAIN(TestDialogs)
#include "test_dialogs.moc"
