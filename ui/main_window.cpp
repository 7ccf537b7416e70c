#include "ui/main_window.h"

#include "library/when_answered.h"
#include "ui/corrector.h"
#include "ui/dialogs/report_dialog.h"
#include "ui/feed_care.h"
#include "ui/notice_bar.h"
#include "ui/panes.h"
#include "ui/plain_keys.h"
#include "ui/reading/article_browser.h"

#include <QCloseEvent>
#include <QDropEvent>
#include <QLocale>
#include <QMenuBar>
#include <QMimeData>
#include <QScreen>

#include <chrono>

namespace dateline {

using namespace std::chrono_literals;

namespace {

constexpr int wideEnoughForFacets = 1300;

} // namespace

MainWindow::MainWindow(Library &library, Theme &theme, WindowSettings &settings)
    : m_library(library)
    , m_theme(theme)
    , m_settings(settings)
    , m_actions(theme, *this)
    , m_query(answersFrom(library))
    , m_articles(headsFrom(library))
    , m_sources(answersFrom(library))
    , m_marks(library)
    , m_errands(library)
    , m_loader([&library](ArticleId id) { return library.article(id); })
    , m_images([this](const QString &address, bool mayFetch) { return m_library.image(address, mayFetch, sourceOf(m_panes->reading().article().source)); })
    , m_panes(new Panes(theme, m_actions, m_sources, m_query, this))
    , m_notice(new NoticeBar(theme, *this))
    , m_corrector(new Corrector(library, theme, *this))
    , m_feedCare(new FeedCare(library, m_errands, theme, *this))
    , m_plainKeys(new PlainKeys(*this, m_panes->list(), m_panes->reading().page(), this))
    , m_firstList(m_query, m_articles, *m_panes->list().viewport())
{
    setWindowTitle(tr("Dateline"));
    setAcceptDrops(true);
    setCentralWidget(m_panes);
    m_actions.fill(*menuBar());
    m_panes->list().setModel(&m_articles);
    m_panes->list().setEmptyState(EmptyState::loading());
    m_readAfter.setSingleShot(true);
    m_sourcesSoon.setSingleShot(true);
    m_sourcesSoon.setInterval(300ms);
    connectLibrary();
    connectErrands();
    connectPanes();
    connectActions();
    connectViewActions();
    connectArticleActions();
    connectCorrections();
    connectImages();
    connectFeedCare();
    restoreState();
    refreshArticleActions();
    loadSources();
    loadFilters();
    offerReanalysis();
    m_panes->list().setFocus();
}

MainWindow::~MainWindow()
{
    m_errands.cancelAll();
    // The panes hold references to the query and the models, and a search box that loses its focus still speaks to them.
    delete m_panes;
}

void MainWindow::connectLibrary()
{
    connect(&m_library, &Library::changed, this, &MainWindow::takeChanges);
    connect(&m_library, &Library::progressed, &m_panes->progress(), &ProgressStrip::showProgress);
    connect(&m_library, &Library::finished, &m_panes->progress(), &ProgressStrip::finish);
    connect(&m_library, &Library::failed, this, &MainWindow::takeError);
    connect(&m_library, &Library::expired, this, [this](int articles) { m_notice->tell(expirySentence(articles)); });
    connect(&m_query, &QueryView::failed, this, &MainWindow::takeError);
    connect(&m_articles, &ArticleModel::failed, this, &MainWindow::takeError);
    connect(&m_query, &QueryView::answerChanged, this, &MainWindow::showAnswer);
    connect(&m_firstList, &FirstList::painted, this, &MainWindow::usable);
    connect(&m_sourcesSoon, &QTimer::timeout, this, &MainWindow::loadSources);
}

void MainWindow::connectErrands()
{
    connect(&m_panes->progress(), &ProgressStrip::cancelled, &m_errands, &Errands::cancelAll);
    connect(&m_panes->progress(), &ProgressStrip::cancelled, this, &MainWindow::workStopped);
    connect(&m_errands, &Errands::idle, &m_panes->progress(), &ProgressStrip::finish);
    connect(&m_errands, &Errands::done, this, [this](const QString &sentence) { m_notice->tell(sentence); });
    connect(&m_errands, &Errands::failed, this, &MainWindow::takeError);
    connect(&m_errands, &Errands::doneInPart, this, [this](const QString &sentence, const QString &title, const QList<Error> &failures) {
        m_notice->warn(sentence, tr("Details"), [this, sentence, title, failures] {
            (new ReportDialog(m_theme, title, sentence, failures, this))->open();
        });
    });
}

void MainWindow::connectPanes()
{
    ArticleListView &list = m_panes->list();
    connect(&list, &ArticleListView::currentArticleChanged, this, &MainWindow::takeCurrent);
    connect(&list, &ArticleListView::opened, this, &MainWindow::openOriginal);
    connect(&list, &ArticleListView::bookmarkToggled, this, [this](ArticleId id, bool bookmarked) { m_marks.mark({id}, bookmarkMarking(bookmarked)); });
    connect(&list, &ArticleListView::readToggled, this, [this](ArticleId id, bool read) { m_marks.mark({id}, readMarking(read)); });
    connect(&list, &ArticleListView::menuRequested, this, &MainWindow::showArticleMenu);
    connect(&list, &ArticleListView::spacePressed, this, &MainWindow::pageOrNext);
    connect(&list, &ArticleListView::emptyActionTriggered, this, &MainWindow::doEmptyAction);
    connect(&m_panes->tree(), &SourceTreeView::menuRequested, this, &MainWindow::showTreeMenu);
    connect(&m_panes->tree(), &SourceTreeView::deletePressed, this, [this](const QModelIndex &index) {
        const auto kind = index.data(SourceModel::KindRole).value<SourceModel::Kind>();
        if (kind == SourceModel::Kind::Source)
            askToUnsubscribe(index.data(SourceModel::SourceRole).value<Source>());
    });
    connect(&m_panes->search(), &SearchBox::left, &list, [&list] { list.setFocus(); });
    connect(&m_panes->chips(), &ChipBar::saveRequested, this, &MainWindow::saveFilter);
    ReadingView &reading = m_panes->reading();
    connect(&reading, &ReadingView::filterWanted, this, [this](const QueryTerm &term, bool exclude) {
        m_query.setQuery(exclude ? m_query.query().excluding(term) : m_query.query().including(term));
    });
    connect(&reading, &ReadingView::searchWanted, this, [this](const QString &words) {
        m_query.setQuery(m_query.query().including({words.contains(u' ') ? Field::Phrase : Field::Word, words}));
    });
    connect(&reading, &ReadingView::linkWanted, this, &MainWindow::openLink);
}

// --- what is remembered -------------------------------------------------------------------------------------------------------

void MainWindow::restoreState()
{
    resize(QSize(1360, 860).boundedTo(screen()->availableSize()));
    restoreGeometry(m_settings.geometry());
    if (const QByteArray panes = m_settings.panes(); !panes.isEmpty())
        m_panes->restoreState(panes);
    m_panes->setHandleWidth(1);
    m_panes->setChildrenCollapsible(false);
    m_wantsFacets = m_settings.isFacetPanelShown();
    applyFacetPanel();
    m_panes->setSideBarShown(m_settings.isSideBarShown());
    m_actions[Command::SideBar].setChecked(m_settings.isSideBarShown());
    if (const QList<int> sections = m_settings.openSections(); !sections.isEmpty())
        m_panes->facets().setOpenSections(sections);
    switch (m_settings.startWith()) {
    case StartWith::LastFilter: showQuery(m_settings.lastQuery()); break;
    case StartWith::AllArticles: showQuery({}); break;
    case StartWith::Unread: showQuery(QStringLiteral("is:unread")); break;
    case StartWith::Today: showQuery(QStringLiteral("date:today")); break;
    }
    m_query.renew();
}

void MainWindow::saveState()
{
    m_settings.setGeometry(saveGeometry());
    m_settings.setPanes(m_panes->saveState());
    m_settings.setLastQuery(m_query.query().toText());
    m_settings.setOpenSections(m_panes->facets().openSections());
}

void MainWindow::closeEvent(QCloseEvent *event)
{
    saveState();
    m_panes->reading().finishNote();
    m_errands.cancelAll();
    QMainWindow::closeEvent(event);
}

void MainWindow::resizeEvent(QResizeEvent *event)
{
    QMainWindow::resizeEvent(event);
    applyFacetPanel();
}

void MainWindow::applyFacetPanel()
{
    const bool shown = m_wantsFacets.value_or(width() >= wideEnoughForFacets);
    m_panes->setFacetPanelShown(shown);
    m_actions[Command::FacetPanel].setChecked(shown);
}

void MainWindow::showQuery(const QString &text)
{
    if (const Result<Query> query = Query::parse(text))
        m_query.setQuery(*query);
}

// --- what the library tells ---------------------------------------------------------------------------------------------------

void MainWindow::showAnswer()
{
    const Answer &answer = m_query.answer();
    m_articles.setAnswer(answer);
    const int count = static_cast<int>(answer.rows.size());
    m_panes->setCountText(count == 0 ? QString() : count == 1 ? tr("1 article") : tr("%Ln articles", nullptr, count));
    m_actions[Command::MarkAllRead].setEnabled(count > 0);
    m_actions[Command::SaveFilter].setEnabled(!answer.query.isEmpty());
    m_actions[Command::ClearFilter].setEnabled(!answer.query.isEmpty());
    if (count > 0) {
        if (!m_panes->reading().articleId().isValid())
            m_panes->reading().showMessage(tr("Choose an article to read."));
        return;
    }
    const QString query = answer.query.toText();
    const bool isFirstRun = m_hasSources && m_knownSources.isEmpty() && query.isEmpty();
    m_panes->list().setEmptyState(isFirstRun                             ? EmptyState::firstRun()
                                  : query == QLatin1String("is:unread")     ? EmptyState::allRead()
                                  : query == QLatin1String("is:bookmarked") ? EmptyState::noBookmarks()
                                                                            : EmptyState::nothingMatches());
    m_panes->reading().showMessage(isFirstRun ? tr("The news of the world, by date, place, person and topic.\nWhat you read stays on this machine.")
                                              : tr("Choose an article to read."));
}

void MainWindow::loadSources()
{
    whenAnswered(m_library.sources(), this, [this](const Result<QList<Source>> &sources) {
        if (!sources) {
            takeError(sources.error());
            return;
        }
        m_hasSources = true;
        m_knownSources = *sources;
        m_sources.setSources(*sources);
        if (m_query.hasAnswer() && m_query.answer().rows.isEmpty())
            showAnswer();
    });
}

void MainWindow::loadFilters()
{
    whenAnswered(m_library.savedFilters(), this, [this](const Result<QList<SavedFilter>> &filters) {
        if (filters)
            m_sources.setSavedFilters(*filters);
        else
            takeError(filters.error());
    });
}

void MainWindow::takeError(const Error &error)
{
    if (error.kind != ErrorKind::Cancelled)
        m_notice->warn(error.message);
}

// --- what is dropped on it ----------------------------------------------------------------------------------------------------

void MainWindow::bringIn(const BroughtIn &brought)
{
    const bool isOneAddress = brought.addresses.size() == 1 && brought.paths.isEmpty() && brought.bytes.isEmpty();
    if (isOneAddress)
        openAddress(brought.addresses.first().toString(QUrl::FullyEncoded));
    else
        m_errands.bringIn(brought);
}

void MainWindow::dragEnterEvent(QDragEnterEvent *event)
{
    if (event->mimeData()->hasUrls() || event->mimeData()->hasText())
        event->acceptProposedAction();
}

void MainWindow::dropEvent(QDropEvent *event)
{
    const BroughtIn brought = broughtIn(*event->mimeData());
    if (brought.isEmpty()) {
        m_notice->tell(tr("Nothing to import: drop files, addresses, or the text of an article."));
        return;
    }
    event->acceptProposedAction();
    bringIn(brought);
}

} // namespace dateline
