// MainWindow: joins the panes to the library: what the reader does becomes a change of the one query, a marking or an errand; what
// the library tells becomes new answers. It never waits: everything comes by futures and signals. Main thread only.
#pragma once

#include "base/result.h"
#include "items/article_model.h"
#include "items/query_view.h"
#include "items/source_model.h"
#include "ui/actions.h"
#include "ui/article_loader.h"
#include "ui/brought_in.h"
#include "ui/errands.h"
#include "ui/first_list.h"
#include "ui/image_loader.h"
#include "ui/reader_marks.h"
#include "ui/window_settings.h"

#include <QMainWindow>
#include <QSet>
#include <QTimer>

namespace dateline {

class AddressDialog;
class Corrector;
class FeedCare;
class NoticeBar;
class Panes;
class PlainKeys;
class PreferencesDialog;
class Theme;
struct Preferences;
struct TagChange;

class MainWindow final : public QMainWindow {
    Q_OBJECT
public:
    // All outlive the window.
    MainWindow(Library &library, Theme &theme, WindowSettings &settings);
    ~MainWindow() override;

    // What was dropped or pasted: files are imported, one address is looked at, more are added.
    void bringIn(const BroughtIn &brought);
    // What the desktop hands over: the same, but a feed or a list of feeds as a file is asked about.
    void openBrought(const BroughtIn &brought);
    Panes &panes() { return *m_panes; }
    NoticeBar &notice() { return *m_notice; }
    QueryView &queryView() { return m_query; }
    const Actions &actions() const { return m_actions; }

signals:
    void usable(); // once: the first list has been painted
    void workStopped(); // the reader wants what takes long to be broken off

protected:
    void closeEvent(QCloseEvent *event) override;
    void dragEnterEvent(QDragEnterEvent *event) override;
    void dropEvent(QDropEvent *event) override;
    void resizeEvent(QResizeEvent *event) override;

private:
    // main_window.cpp: the window and its parts
    void connectLibrary();
    void connectErrands();
    void connectPanes();
    void restoreState();
    void saveState();
    void showQuery(const QString &text);
    void applyFacetPanel();
    void showAnswer();
    void loadSources();
    void loadFilters();

    // main_window_articles.cpp: the article at hand
    void connectArticleActions();
    void takeCurrent(ArticleId id);
    void takeArticle(const StoredArticle &article);
    void takeChanges(const LibraryChanges &changes);
    void refreshArticleActions();
    QList<ArticleId> chosenIds() const;
    void goToNextUnread();
    void pageOrNext();
    void toggleStar();
    void toggleRead();
    void editTags();
    void takeTags(ArticleId id, const TagChange &change);
    void takeNote(ArticleId id, const QString &note);
    void openOriginal();
    void openLink(const QUrl &link);

    // main_window_corrections.cpp: what the analysis found
    void connectCorrections();
    void offerReanalysis();

    // main_window_subscribing.cpp: addresses, what is found there, and the catalogue
    void askForAddress();
    void openAddress(const QString &address, bool isNamed = true);
    void showAddressDialog(const QString &suggestion, const QString &address, bool isNamed = true);
    void discoverFor(AddressDialog *dialog, const QString &address, bool isNamed);
    void subscribeFor(AddressDialog *dialog, const QList<TriedFeed> &feeds, const QStringList &folder);
    void savePageFor(AddressDialog *dialog, const QUrl &address);
    void showCatalogue();
    void askAboutFile(const QString &path, const QString &feedAddress);
    QSet<QString> subscribedKeys() const;
    QList<QStringList> knownFolders() const;
    // main_window_images.cpp: images and links
    void connectImages();
    void loadImageChoice();
    void chooseImages(const ImageChoice &choice);
    void chooseImagesOf(SourceId source, std::optional<bool> on);
    bool areImagesShown(const StoredArticle &article) const;
    void fillImagePreferences(PreferencesDialog &dialog);
    void showLinkCleaning();
    Source sourceOf(SourceId source) const; // empty where it isn't known

    // main_window_actions.cpp: dialogs and menus
    void connectActions();
    void connectViewActions();
    void on(Command command, void (MainWindow::*act)());
    void askForFiles();
    void askForFolder();
    void askForOpmlFile();
    void paste();
    void saveFilter();
    void showPreferences();
    void takePreferences(const Preferences &chosen);
    void showHelp();
    void showAbout();
    void changeType(int step);
    void doEmptyAction(const QString &name);
    void showArticleMenu(const QPoint &position, const QList<ArticleId> &ids);
    void showTreeMenu(const QPoint &position, const QModelIndex &index);
    void fillSourceMenu(QMenu &menu, const QModelIndex &index);
    void fillFilterMenu(QMenu &menu, const SavedFilter &filter);
    void editSource(const Source &source);
    void askToUnsubscribe(const Source &source);
    void connectFeedCare();
    void takeError(const Error &error);

    Library &m_library;
    Theme &m_theme;
    WindowSettings &m_settings;
    Actions m_actions;
    QueryView m_query;
    ArticleModel m_articles;
    SourceModel m_sources;
    ReaderMarks m_marks;
    Errands m_errands;
    ArticleLoader m_loader;
    ImageLoader m_images;
    ImageChoice m_imageChoice;
    QSet<ArticleId> m_imagesShown; // of these the reader asked for, since the window was opened
    Panes *m_panes;
    NoticeBar *m_notice;
    Corrector *m_corrector;
    FeedCare *m_feedCare;
    PlainKeys *m_plainKeys;
    FirstList m_firstList;
    QTimer m_readAfter;          // the shown article counts as read
    QTimer m_sourcesSoon;        // unread counts of sources
    QList<Source> m_knownSources;
    bool m_hasSources = false;   // were told once
    std::optional<bool> m_wantsFacets; // chosen by the reader; nothing: by width
};

} // namespace dateline
