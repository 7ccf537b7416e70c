// What the actions do that needs a dialog or a menu.
#include "ui/main_window.h"

#include "library/when_answered.h"
#include "ui/dialogs/about_dialog.h"
#include "ui/dialogs/filter_dialog.h"
#include "ui/dialogs/help_sheet.h"
#include "ui/dialogs/preferences_dialog.h"
#include "ui/dialogs/source_dialog.h"
#include "ui/feed_care.h"
#include "ui/notice_bar.h"
#include "ui/panes.h"

#include <QApplication>
#include <QClipboard>
#include <QFileDialog>
#include <QMenu>
#include <QMessageBox>
#include <QMimeData>

namespace dateline {

void MainWindow::on(Command command, void (MainWindow::*act)())
{
    connect(&m_actions[command], &QAction::triggered, this, [this, act] { (this->*act)(); });
}

void MainWindow::connectActions()
{
    on(Command::AddAddress, &MainWindow::askForAddress);
    on(Command::Catalogue, &MainWindow::showCatalogue);
    on(Command::ImportFiles, &MainWindow::askForFiles);
    on(Command::ImportFolder, &MainWindow::askForFolder);
    on(Command::ExportOpml, &MainWindow::askForOpmlFile);
    on(Command::Paste, &MainWindow::paste);
    on(Command::SaveFilter, &MainWindow::saveFilter);
    on(Command::Preferences, &MainWindow::showPreferences);
    on(Command::KeyboardHelp, &MainWindow::showHelp);
    on(Command::About, &MainWindow::showAbout);
    const auto call = [this](Command command, auto &&act) { connect(&m_actions[command], &QAction::triggered, this, act); };
    call(Command::Refresh, [this] { m_errands.refresh(); });
    call(Command::SampleEdition, [this] { m_errands.importSampleEdition(); });
    call(Command::Quit, [this] { close(); });
    call(Command::Renew, [this] { m_query.renew(); });
    call(Command::Search, [this] {
        m_panes->search().setFocus(Qt::ShortcutFocusReason);
        m_panes->search().selectAll();
    });
    call(Command::ClearFilter, [this] { showQuery({}); });
    call(Command::ShowAll, [this] { showQuery({}); });
    call(Command::ShowToday, [this] { showQuery(QStringLiteral("date:today")); });
    call(Command::ShowUnread, [this] { showQuery(QStringLiteral("is:unread")); });
    call(Command::ShowBookmarks, [this] { showQuery(QStringLiteral("is:bookmarked")); });
}

void MainWindow::connectViewActions()
{
    connect(&m_actions[Command::FacetPanel], &QAction::triggered, this, [this](bool shown) {
        m_wantsFacets = shown;
        m_settings.setFacetPanelShown(shown);
        applyFacetPanel();
    });
    connect(&m_actions[Command::SideBar], &QAction::triggered, this, [this](bool shown) {
        m_settings.setSideBarShown(shown);
        m_panes->setSideBarShown(shown);
    });
    connect(&m_actions[Command::FullScreen], &QAction::triggered, this, [this](bool full) {
        setWindowState(full ? windowState() | Qt::WindowFullScreen : windowState() & ~Qt::WindowFullScreen);
    });
    // Only while there is one: else Escape is for whoever has the focus.
    m_actions[Command::CloseNotice].setEnabled(false);
    connect(&m_actions[Command::CloseNotice], &QAction::triggered, m_notice, &QWidget::hide);
    connect(m_notice, &NoticeBar::shownChanged, &m_actions[Command::CloseNotice], &QAction::setEnabled);
    connect(&m_actions[Command::LargerType], &QAction::triggered, this, [this] { changeType(1); });
    connect(&m_actions[Command::SmallerType], &QAction::triggered, this, [this] { changeType(-1); });
    connect(&m_actions[Command::NormalType], &QAction::triggered, this, [this] { changeType(0); });
    connect(&m_articles, &ArticleModel::dataChanged, this, &MainWindow::refreshArticleActions);
    connect(&m_theme, &Theme::changed, this, &MainWindow::refreshArticleActions);
}

// --- getting articles in ------------------------------------------------------------------------------------------------------

void MainWindow::askForFiles()
{
    auto *dialog = new QFileDialog(this, tr("Import files"));
    dialog->setAttribute(Qt::WA_DeleteOnClose);
    dialog->setFileMode(QFileDialog::ExistingFiles);
    dialog->setNameFilters({tr("All files (*)"), tr("Feeds and lists of feeds (*.xml *.rss *.atom *.json *.opml)"), tr("Pages (*.html *.htm)"), tr("Text (*.txt)")});
    connect(dialog, &QFileDialog::filesSelected, &m_errands, &Errands::importPaths);
    dialog->open();
}

void MainWindow::askForFolder()
{
    auto *dialog = new QFileDialog(this, tr("Import a folder"));
    dialog->setAttribute(Qt::WA_DeleteOnClose);
    dialog->setFileMode(QFileDialog::Directory);
    dialog->setOption(QFileDialog::ShowDirsOnly);
    connect(dialog, &QFileDialog::filesSelected, &m_errands, &Errands::importPaths);
    dialog->open();
}

void MainWindow::askForOpmlFile()
{
    auto *dialog = new QFileDialog(this, tr("Export the list of feeds"));
    dialog->setAttribute(Qt::WA_DeleteOnClose);
    dialog->setAcceptMode(QFileDialog::AcceptSave);
    dialog->setDefaultSuffix(QStringLiteral("opml"));
    dialog->selectFile(QStringLiteral("dateline.opml"));
    connect(dialog, &QFileDialog::fileSelected, &m_errands, &Errands::writeOpml);
    dialog->open();
}

void MainWindow::paste()
{
    const QMimeData *offered = QApplication::clipboard()->mimeData();
    const BroughtIn brought = offered ? broughtIn(*offered) : BroughtIn();
    if (brought.isEmpty())
        m_notice->tell(tr("Nothing to paste: copy an address, files, or the text of an article."));
    else
        bringIn(brought);
}

void MainWindow::doEmptyAction(const QString &name)
{
    m_panes->list().setFocus(); // the button that was pressed goes away, and the next keys are meant for the list
    if (name == QLatin1String("import-sample"))
        m_errands.importSampleEdition();
    else if (name == QLatin1String("add-feed"))
        askForAddress();
    else if (name == QLatin1String("catalogue"))
        showCatalogue();
    else if (name == QLatin1String("import"))
        askForFiles();
    else // "clear-filters", "show-all"
        showQuery({});
}

// --- filters ------------------------------------------------------------------------------------------------------------------

void MainWindow::saveFilter()
{
    SavedFilter filter;
    filter.query = m_query.query().toText();
    if (filter.query.isEmpty()) {
        m_notice->tell(tr("There is no filter to save: everything is listed."));
        return;
    }
    auto *dialog = new FilterDialog(m_theme, filter, this);
    connect(dialog, &FilterDialog::filterNamed, this, [this](const SavedFilter &named) {
        whenAnswered(m_library.saveFilter(named), this, [this](const Result<SavedFilter> &saved) {
            if (!saved)
                takeError(saved.error());
            else
                loadFilters();
        });
    });
    dialog->open();
}

void MainWindow::fillFilterMenu(QMenu &menu, const SavedFilter &filter)
{
    connect(menu.addAction(m_theme.icon(QStringLiteral("edit")), tr("Rename…")), &QAction::triggered, this, [this, filter] {
        auto *dialog = new FilterDialog(m_theme, filter, this);
        connect(dialog, &FilterDialog::filterNamed, this, [this](const SavedFilter &named) {
            whenAnswered(m_library.saveFilter(named), this, [this](const Result<SavedFilter> &) { loadFilters(); });
        });
        dialog->open();
    });
    connect(menu.addAction(m_theme.icon(QStringLiteral("trash")), tr("Remove")), &QAction::triggered, this, [this, filter] {
        whenAnswered(m_library.removeFilter(filter.id), this, [this, filter](const Result<void> &removed) {
            if (!removed) {
                takeError(removed.error());
                return;
            }
            loadFilters();
            SavedFilter again = filter;
            again.id = {};
            m_notice->tell(tr("The filter “%1” was removed").arg(filter.name), tr("Undo"), [this, again] {
                whenAnswered(m_library.saveFilter(again), this, [this](const Result<SavedFilter> &) { loadFilters(); });
            });
        });
    });
}

// --- menus --------------------------------------------------------------------------------------------------------------------

void MainWindow::showArticleMenu(const QPoint &position, const QList<ArticleId> &ids)
{
    auto *menu = new QMenu(this);
    menu->setAttribute(Qt::WA_DeleteOnClose);
    const auto add = [&](const QString &text, const QString &icon, const Marking &marking) {
        connect(menu->addAction(m_theme.icon(icon), text), &QAction::triggered, this, [this, ids, marking] { m_marks.mark(ids, marking); });
    };
    add(tr("Mark read"), QStringLiteral("mark-read"), readMarking(true));
    add(tr("Mark unread"), QStringLiteral("mark-unread"), readMarking(false));
    add(tr("Bookmark"), QStringLiteral("star"), bookmarkMarking(true));
    add(tr("Remove the bookmark"), QStringLiteral("remove"), bookmarkMarking(false));
    menu->addSeparator();
    if (ids.size() == 1 && ids.first() == m_panes->reading().articleId()) {
        menu->addAction(&m_actions[Command::EditTags]);
        menu->addAction(&m_actions[Command::EditNote]);
        menu->addSeparator();
    }
    menu->addAction(&m_actions[Command::OpenOriginal]);
    menu->addAction(&m_actions[Command::FetchFullText]);
    menu->addAction(&m_actions[Command::CopyLink]);
    menu->addSeparator();
    menu->addAction(&m_actions[Command::MarkAllRead]);
    menu->popup(position);
}

void MainWindow::showTreeMenu(const QPoint &position, const QModelIndex &index)
{
    auto *menu = new QMenu(this);
    menu->setAttribute(Qt::WA_DeleteOnClose);
    const auto kind = index.data(SourceModel::KindRole).value<SourceModel::Kind>();
    if (kind == SourceModel::Kind::SavedFilter)
        fillFilterMenu(*menu, index.data(SourceModel::SavedFilterRole).value<SavedFilter>());
    else if (kind == SourceModel::Kind::Source || kind == SourceModel::Kind::Folder)
        fillSourceMenu(*menu, index);
    if (menu->isEmpty())
        delete menu;
    else
        menu->popup(position);
}

void MainWindow::fillSourceMenu(QMenu &menu, const QModelIndex &index)
{
    const auto ids = index.data(SourceModel::SourceIdsRole).value<QList<SourceId>>();
    connect(menu.addAction(m_theme.icon(QStringLiteral("refresh")), tr("Refresh")), &QAction::triggered, this, [this, ids] { m_errands.refresh(ids); });
    if (index.data(SourceModel::KindRole).value<SourceModel::Kind>() != SourceModel::Kind::Source)
        return;
    const auto source = index.data(SourceModel::SourceRole).value<Source>();
    connect(menu.addAction(m_theme.icon(QStringLiteral("copy")), tr("Copy the address")), &QAction::triggered, this,
            [source] { QApplication::clipboard()->setText(source.url); });
    menu.addSeparator();
    connect(menu.addAction(m_theme.icon(isBroken(source) ? QStringLiteral("warning") : QStringLiteral("information")), tr("Health…")), &QAction::triggered, this,
            [this, source] { m_feedCare->showHealthOf(source.id); });
    connect(menu.addAction(m_theme.icon(QStringLiteral("edit")), tr("Properties…")), &QAction::triggered, this, [this, source] { editSource(source); });
    connect(menu.addAction(m_theme.icon(QStringLiteral("trash")), tr("Unsubscribe…")), &QAction::triggered, this, [this, source] { askToUnsubscribe(source); });
}

void MainWindow::editSource(const Source &source)
{
    auto *dialog = new SourceDialog(m_theme, source, knownFolders(), m_imageChoice, this);
    connect(dialog, &SourceDialog::imagesChosen, this, [this, source](std::optional<bool> on) { chooseImagesOf(source.id, on); });
    connect(dialog, &SourceDialog::sourceEdited, this, [this, source](const Source &edited) {
        const auto edit = [edited](Source &stored) { // the rest may have changed meanwhile, by a refresh
            stored.title = edited.title;
            stored.folder = edited.folder;
            stored.country = edited.country;
            stored.retention = edited.retention;
            stored.fullText = edited.fullText;
        };
        whenAnswered(m_library.changeSource(source.id, edit), this, [this, source, edited](const Result<void> &updated) {
            if (!updated)
                takeError(updated.error());
            else if (!(edited.retention == source.retention))
                m_errands.applyRetention();
        });
    });
    connect(dialog, &SourceDialog::retentionTried, this, [this, source, dialog](const Retention &rule) {
        whenAnswered(m_library.countExpired(source.id, rule), dialog, [this, dialog, rule](const Result<int> &expired) {
            if (expired)
                dialog->setExpired(rule, *expired);
            else
                takeError(expired.error());
        });
    });
    connect(dialog, &SourceDialog::unsubscribeWanted, this, [this, source] { askToUnsubscribe(source); });
    m_feedCare->describe(*dialog, source.id);
    dialog->open();
}

void MainWindow::connectFeedCare()
{
    connect(&m_actions[Command::FeedsHealth], &QAction::triggered, m_feedCare, [this] { m_feedCare->showHealth(); });
    connect(&m_actions[Command::RequestLog], &QAction::triggered, m_feedCare, &FeedCare::showLog);
    connect(m_feedCare, &FeedCare::editWanted, this, &MainWindow::editSource);
    connect(m_feedCare, &FeedCare::unsubscribeWanted, this, &MainWindow::askToUnsubscribe);
    connect(m_feedCare, &FeedCare::linkWanted, this, &MainWindow::openLink);
    connect(m_feedCare, &FeedCare::failed, this, &MainWindow::takeError);
    connect(&m_panes->tree(), &SourceTreeView::healthWanted, m_feedCare, &FeedCare::showHealthOf);
    connect(&m_errands, &Errands::refreshedInPart, this, [this](const QString &sentence) {
        m_notice->warn(sentence, tr("Show"), [this] { m_feedCare->showHealth(SourceHealthFilter::Shown::NeedCare); });
    });
}

// The one thing here that can't be taken back, so the only one that asks.
void MainWindow::askToUnsubscribe(const Source &source)
{
    auto *question = new QMessageBox(QMessageBox::NoIcon, tr("Unsubscribe"), tr("Unsubscribe from “%1”?").arg(source.title), QMessageBox::Cancel, this);
    question->setInformativeText(tr("Its articles are removed, but for those you bookmarked, tagged, noted or corrected."));
    question->setAttribute(Qt::WA_DeleteOnClose);
    question->addButton(tr("Unsubscribe"), QMessageBox::AcceptRole);
    connect(question, &QMessageBox::accepted, this, [this, source] {
        whenAnswered(m_library.unsubscribe(source.id), this, [this, source](const Result<int> &removed) {
            if (removed)
                m_notice->tell(tr("Unsubscribed from %1").arg(source.title));
            else
                takeError(removed.error());
        });
    });
    question->open();
}

// --- preferences and help -----------------------------------------------------------------------------------------------------

void MainWindow::showPreferences()
{
    const Preferences present{m_settings.appearance(), m_settings.readingFace(), m_theme.readingPointSize(), m_settings.markReadDelay(),
                              static_cast<int>(m_settings.startWith())};
    auto *dialog = new PreferencesDialog(m_theme, present, this);
    connect(dialog, &PreferencesDialog::preferencesChanged, this, &MainWindow::takePreferences);
    fillImagePreferences(*dialog);
    whenAnswered(m_library.retention(), dialog, [this, dialog](const Result<Retention> &rule) {
        if (rule)
            dialog->setRetention(*rule);
        else
            takeError(rule.error());
    });
    whenAnswered(m_library.setting(RefreshSetting), dialog, [this, dialog](const Result<QString> &setting) {
        if (setting)
            dialog->setRefresh(*setting != RefreshNever);
        else
            takeError(setting.error());
    });
    connect(dialog, &PreferencesDialog::refreshChosen, this, [this](bool isAutomatic) {
        whenAnswered(m_library.setSetting(RefreshSetting, isAutomatic ? QString() : QString(RefreshNever)), this, [this](const Result<void> &chosen) {
            if (!chosen)
                takeError(chosen.error());
        });
    });
    whenAnswered(m_library.fullText(), dialog, [this, dialog](const Result<FullText> &rule) {
        if (rule)
            dialog->setFullText(*rule);
        else
            takeError(rule.error());
    });
    connect(dialog, &PreferencesDialog::fullTextChosen, this, [this](FullText rule) {
        whenAnswered(m_library.setFullText(rule), this, [this](const Result<void> &chosen) {
            if (!chosen)
                takeError(chosen.error());
        });
    });
    connect(dialog, &PreferencesDialog::retentionTried, this, [this, dialog](const Retention &rule) {
        whenAnswered(m_library.countExpired(rule), dialog, [this, dialog, rule](const Result<int> &expired) {
            if (expired)
                dialog->setExpired(rule, *expired);
            else
                takeError(expired.error());
        });
    });
    connect(dialog, &PreferencesDialog::spaceWanted, this, [this] {
        whenAnswered(m_library.giveBackSpace(SpaceWanted::All), this, [this](const Result<SpaceReport> &given) {
            if (given)
                m_notice->tell(tr("%1 given back to the disk").arg(locale().formattedDataSize(std::max<qint64>(0, given->bytesBefore - given->bytesAfter))));
            else
                takeError(given.error());
        });
    });
    connect(dialog, &PreferencesDialog::retentionChosen, this, [this](const Retention &rule) {
        whenAnswered(m_library.setRetention(rule), this, [this](const Result<void> &chosen) {
            if (chosen)
                m_errands.applyRetention();
            else
                takeError(chosen.error());
        });
    });
    dialog->open();
}

void MainWindow::takePreferences(const Preferences &chosen)
{
    m_settings.setAppearance(chosen.appearance);
    m_settings.setReadingFace(chosen.readingFace);
    m_settings.setReadingPointSize(chosen.readingPointSize);
    m_settings.setMarkReadDelay(chosen.markReadDelay);
    m_settings.setStartWith(static_cast<StartWith>(chosen.startWith));
    m_theme.setAppearance(chosen.appearance);
    m_theme.setReadingFace(chosen.readingFace);
    m_theme.setReadingPointSize(chosen.readingPointSize);
}

void MainWindow::changeType(int step)
{
    m_theme.setReadingPointSize(step == 0 ? WindowSettings::normalPointSize : m_theme.readingPointSize() + step);
    m_settings.setReadingPointSize(m_theme.readingPointSize());
}

void MainWindow::showHelp()
{
    QList<HelpGroup> groups;
    for (const ActionGroup &group : m_actions.groups()) {
        HelpGroup shown{group.name, {}};
        for (const Command command : group.commands)
            shown.actions.append(&m_actions[command]);
        groups.append(shown);
    }
    (new HelpSheet(m_theme, groups, this))->open();
}

void MainWindow::showAbout()
{
    (new AboutDialog(m_theme, m_library.folder(), this))->open();
}

} // namespace dateline
