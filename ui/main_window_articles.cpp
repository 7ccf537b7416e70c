// The article at hand: shown, marked, left for the next one.
#include "ui/main_window.h"

#include "library/when_answered.h"
#include "ui/notice_bar.h"
#include "ui/panes.h"

#include <QClipboard>
#include <QDesktopServices>
#include <QGuiApplication>
#include <QSet>

namespace dateline {
namespace {

constexpr int mostKnownTags = 1000; // offered as completions

// The first of `wanted` that stands below `current` in `rows`, else from the top; invalid where there is none.
ArticleId nextOf(const QList<ArticleId> &rows, ArticleId current, const QList<ArticleId> &wanted)
{
    const QSet<ArticleId> set(wanted.begin(), wanted.end());
    const qsizetype start = rows.indexOf(current) + 1;
    for (qsizetype i = 0; i < rows.size(); ++i) {
        const ArticleId id = rows.at((start + i) % rows.size());
        if (id != current && set.contains(id))
            return id;
    }
    return {};
}

} // namespace

void MainWindow::connectArticleActions()
{
    on(Command::NextUnread, &MainWindow::goToNextUnread);
    on(Command::PageOrNext, &MainWindow::pageOrNext);
    on(Command::ToggleStar, &MainWindow::toggleStar);
    on(Command::ToggleRead, &MainWindow::toggleRead);
    on(Command::OpenOriginal, &MainWindow::openOriginal);
    on(Command::EditTags, &MainWindow::editTags);
    connect(&m_panes->reading(), &ReadingView::tagsEdited, this, &MainWindow::takeTags);
    connect(&m_panes->reading(), &ReadingView::noteEdited, this, &MainWindow::takeNote);
    connect(&m_panes->reading(), &ReadingView::editingEnded, this, [this] { m_panes->list().setFocus(); });
    const auto call = [this](Command command, auto &&act) { connect(&m_actions[command], &QAction::triggered, this, act); };
    call(Command::Next, [this] { m_panes->list().goToNext(); });
    call(Command::Previous, [this] { m_panes->list().goToPrevious(); });
    call(Command::PageBack, [this] { m_panes->reading().pageUp(); });
    call(Command::EditNote, [this] { m_panes->reading().editNote(); });
    call(Command::FetchFullText, [this] {
        const ArticleId id = m_panes->reading().articleId();
        if (!id.isValid())
            return;
        m_notice->tell(tr("Fetching the full text…"));
        m_errands.fetchFullText(id);
    });
    call(Command::FindInArticle, [this] { m_panes->reading().startFind(); });
    call(Command::MarkAllRead, [this] { m_marks.markAllRead(m_articles.rows()); });
    call(Command::Undo, [this] { m_marks.undo(); });
    call(Command::CopyLink, [this] {
        const QUrl link(m_panes->reading().article().content.url);
        QGuiApplication::clipboard()->setText(m_library.link(link).url.toString(QUrl::FullyEncoded));
    });
    connect(&m_readAfter, &QTimer::timeout, this, [this] {
        if (m_loader.wanted().isValid() && m_loader.wanted() == m_panes->reading().articleId())
            m_marks.markShown(m_loader.wanted());
    });
    connect(&m_loader, &ArticleLoader::loaded, this, &MainWindow::takeArticle);
    connect(&m_loader, &ArticleLoader::failed, this, [this](const Error &error) { m_panes->reading().showMessage(error.message); });
    connect(&m_marks, &ReaderMarks::failed, this, &MainWindow::takeError);
    connect(&m_marks, &ReaderMarks::allMarkedRead, this, [this](int count) {
        if (count > 0)
            m_notice->tell(count == 1 ? tr("1 article marked read") : tr("%Ln articles marked read", nullptr, count), tr("Undo"), [this] { m_marks.undo(); });
        else
            m_notice->tell(tr("All of these are read already"));
    });
    connect(&m_marks, &ReaderMarks::undone, this, [this](int count) {
        m_notice->tell(count == 1 ? tr("The marking of 1 article was taken back") : tr("The marking of %Ln articles was taken back", nullptr, count));
    });
}

void MainWindow::takeCurrent(ArticleId id)
{
    m_readAfter.stop();
    m_loader.want(id);
    if (!id.isValid() && !m_articles.rows().isEmpty())
        m_panes->reading().showMessage(tr("Choose an article to read."));
    refreshArticleActions();
}

void MainWindow::takeArticle(const StoredArticle &article)
{
    // The same article again, after a marking or a correction, must not jump to its top.
    const bool isShown = m_panes->reading().articleId() == article.id && m_panes->reading().article().content == article.content
        && m_panes->reading().article().annotations == article.annotations && m_panes->reading().article().state.tags == article.state.tags
        && m_panes->reading().article().state.note == article.state.note
        && m_panes->reading().article().corrections == article.corrections && m_panes->reading().article().feedVersion == article.feedVersion;
    if (!isShown) {
        m_images.begin();
        m_panes->reading().showArticle(article, areImagesShown(article));
    }
    refreshArticleActions();
    const auto delay = m_settings.markReadDelay();
    if (!isShown && delay && !article.state.read)
        m_readAfter.start(*delay);
}

void MainWindow::takeChanges(const LibraryChanges &changes)
{
    m_articles.takeChanges(changes);
    m_query.takeChanges(changes);
    if (changes.articles())
        m_sources.recount();
    if (changes.articles() || changes.sources)
        m_sourcesSoon.start();
    if (changes.savedFilters)
        loadFilters();
    const ArticleId shown = m_panes->reading().articleId();
    const bool isShownChanged = shown.isValid() && (changes.updated.contains(shown) || changes.stateChanged.contains(shown) || changes.corrections);
    if (isShownChanged && m_loader.wanted() == shown) // the reader may have gone on to another
        m_loader.want(shown);
    refreshArticleActions();
}

void MainWindow::refreshArticleActions()
{
    const ArticleId current = m_panes->list().currentId();
    const bool hasArticle = current.isValid();
    const ArticleHead *head = hasArticle ? m_articles.loadedHead(m_articles.rowOf(current)) : nullptr;
    for (const Command command : {Command::ToggleStar, Command::ToggleRead, Command::EditTags, Command::EditNote, Command::FindInArticle})
        m_actions[command].setEnabled(hasArticle);
    const bool hasLink = m_panes->reading().articleId().isValid() && !m_panes->reading().article().content.url.isEmpty();
    m_actions[Command::OpenOriginal].setEnabled(hasLink);
    m_actions[Command::FetchFullText].setEnabled(hasLink);
    m_actions[Command::CopyLink].setEnabled(hasLink);
    m_actions[Command::ShowImages].setEnabled(m_panes->reading().hasMissingImages());
    m_actions[Command::ToggleStar].setIcon(head && head->bookmarked ? m_theme.icon(QStringLiteral("star-filled"), m_theme.colors().bookmark)
                                                                    : m_theme.icon(QStringLiteral("star")));
    m_actions[Command::ToggleRead].setIcon(m_theme.icon(head && head->read ? QStringLiteral("mark-unread") : QStringLiteral("mark-read")));
}

QList<ArticleId> MainWindow::chosenIds() const
{
    const QList<ArticleId> selected = m_panes->list().selectedIds();
    if (selected.size() > 1)
        return selected;
    const ArticleId current = m_panes->list().currentId();
    return current.isValid() ? QList<ArticleId>{current} : QList<ArticleId>();
}

void MainWindow::toggleStar()
{
    const QList<ArticleId> ids = chosenIds();
    if (ids.isEmpty())
        return;
    const ArticleHead *head = m_articles.loadedHead(m_articles.rowOf(ids.first()));
    m_marks.mark(ids, bookmarkMarking(!(head && head->bookmarked)));
}

void MainWindow::toggleRead()
{
    const QList<ArticleId> ids = chosenIds();
    if (ids.isEmpty())
        return;
    m_readAfter.stop(); // what the reader says goes before what the clock says
    const ArticleHead *head = m_articles.loadedHead(m_articles.rowOf(ids.first()));
    m_marks.mark(ids, readMarking(!(head && head->read)));
}

// The line opens at once, with the tags that are known already, so that no key pressed next goes astray.
void MainWindow::editTags()
{
    const auto namesOf = [](const Answer &answer) {
        QStringList names;
        for (const FacetCount &tag : answer.facets.value(Facet::Tag))
            names.append(tag.label);
        return names;
    };
    m_panes->reading().editTags(namesOf(m_query.answer()));
    AnswerOptions options;
    options.withRows = false;
    options.top = mostKnownTags;
    whenAnswered(m_library.run({}, options), this, [this, namesOf](const Result<Answer> &answer) {
        if (answer)
            m_panes->reading().setKnownTags(namesOf(*answer));
    });
}

void MainWindow::takeTags(ArticleId id, const TagChange &change)
{
    Marking marking;
    marking.addTags = change.added;
    marking.removeTags = change.removed;
    m_marks.mark({id}, marking);
}

void MainWindow::takeNote(ArticleId id, const QString &note)
{
    Marking marking;
    marking.note = note;
    m_marks.mark({id}, marking);
}

// Which of the rows are unread is known to the store only; the search through the rows runs on the pool.
void MainWindow::goToNextUnread()
{
    AnswerOptions options;
    options.withFacets = false;
    const Query unread = m_query.query().including({Field::Is, QStringLiteral("unread")});
    const QList<ArticleId> rows = m_articles.rows();
    const ArticleId current = m_panes->list().currentId();
    const auto search = [rows, current](const Result<Answer> &answer) { return answer ? nextOf(rows, current, answer->rows) : ArticleId(); };
    whenAnswered(m_library.run(unread, options).then(QtFuture::Launch::Async, search), this, [this, current](ArticleId next) {
        if (current != m_panes->list().currentId())
            return; // the reader went on
        if (next.isValid())
            m_panes->list().setCurrentId(next);
        else
            m_notice->tell(tr("No more unread articles here"));
    });
}

void MainWindow::pageOrNext()
{
    if (!m_panes->reading().pageDown())
        goToNextUnread();
}

void MainWindow::openOriginal()
{
    if (m_panes->reading().articleId().isValid())
        openLink(m_library.link(QUrl(m_panes->reading().article().content.url)).url);
}

void MainWindow::openLink(const QUrl &link)
{
    const QString scheme = link.scheme().toLower();
    const bool isPermitted = scheme == QLatin1String("http") || scheme == QLatin1String("https") || scheme == QLatin1String("mailto");
    if (!link.isValid() || !isPermitted)
        return;
    if (!QDesktopServices::openUrl(link))
        m_notice->warn(tr("The system has no program that opens %1.").arg(link.toDisplayString()));
}

} // namespace dateline
