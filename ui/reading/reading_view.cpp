#include "ui/reading/reading_view.h"

#include "ui/reading/article_browser.h"
#include "ui/reading/find_bar.h"
#include "ui/reading/note_bar.h"

#include <QAction>
#include <QClipboard>
#include <QGuiApplication>
#include <QLabel>
#include <QMenu>
#include <QStackedLayout>
#include <QVBoxLayout>

namespace dateline {

ReadingView::ReadingView(const Theme &theme, QWidget *parent)
    : QWidget(parent)
    , m_theme(theme)
    , m_message(new QLabel)
    , m_page(new ArticleBrowser(theme))
    , m_find(new FindBar(theme, *m_page))
    , m_tags(new TagBar(theme))
    , m_note(new NoteBar(theme))
    , m_address(new QLabel(this))
{
    setBackgroundRole(QPalette::Base);
    setAutoFillBackground(true);
    m_message->setAlignment(Qt::AlignCenter);
    m_message->setWordWrap(true);
    m_message->setForegroundRole(QPalette::PlaceholderText);
    m_message->setContentsMargins(48, 0, 48, 0);
    auto *article = new QWidget;
    auto *column = new QVBoxLayout(article);
    column->setContentsMargins(0, 0, 0, 0);
    column->setSpacing(0);
    column->addWidget(m_find);
    column->addWidget(m_tags);
    column->addWidget(m_note);
    column->addWidget(m_page, 1);
    m_pages = new QStackedLayout(this);
    m_pages->addWidget(m_message);
    m_pages->addWidget(article);
    m_address->setAttribute(Qt::WA_TransparentForMouseEvents);
    m_address->setTextFormat(Qt::PlainText);
    m_address->hide();

    connect(m_page, &ArticleBrowser::targetActivated, this, [this](const MarkTarget &target, Qt::KeyboardModifiers modifiers) {
        emit filterWanted(target.term, modifiers & (Qt::ControlModifier | Qt::ShiftModifier));
    });
    connect(m_page, &ArticleBrowser::targetMenuWanted, this, &ReadingView::showTargetMenu);
    connect(m_page, &ArticleBrowser::pageMenuWanted, this, &ReadingView::showPageMenu);
    connect(m_page, &ArticleBrowser::linkActivated, this, [this](const QUrl &link) { emit linkWanted(read(link).url); });
    connect(m_page, &ArticleBrowser::otherVersionWanted, this, [this] { showFeedVersion(!m_isFeedVersion); });
    connect(m_page, &ArticleBrowser::imagesWanted, this, [this](bool always) {
        if (always)
            emit imagesAlwaysWanted(m_page->writer().article().source);
        showImages();
    });
    connect(&m_page->images(), &ArticleImages::wanted, this, &ReadingView::imageWanted);
    connect(m_tags, &TagBar::edited, this, [this](const TagChange &change) { emit tagsEdited(m_shown, change); });
    connect(m_note, &NoteBar::edited, this, [this](const QString &note) { emit noteEdited(m_shown, note); });
    connect(m_tags, &TagBar::closed, this, &ReadingView::editingEnded);
    connect(m_note, &NoteBar::closed, this, &ReadingView::editingEnded);
    connect(m_page, &ArticleBrowser::linkHovered, this, &ReadingView::showAddress);
    const auto renew = [this] {
        if (m_shown.isValid())
            m_page->renew();
    };
    connect(&theme, &Theme::changed, this, renew);
    connect(&theme, &Theme::readingTypeChanged, this, renew);
    renew();
    showMessage(tr("Choose an article to read."));
}

void ReadingView::showArticle(const StoredArticle &article, bool areImagesShown)
{
    const bool isSame = m_shown == article.id;
    if (!isSame)
        endEditing();
    m_shown = article.id;
    m_article = article;
    m_isFeedVersion = isSame && m_isFeedVersion && article.feedVersion;
    m_page->setFeedVersionShown(m_isFeedVersion);
    showAddress({}, {});
    m_pages->setCurrentIndex(1);
    if (isSame)
        m_page->renewAs(shownVersion(), areImagesShown);
    else
        m_page->showArticle(shownVersion(), areImagesShown);
    setAccessibleDescription(article.content.title);
}

// The analysis is of the page's text: of the feed's version only what holds without a place in it is shown.
StoredArticle ReadingView::shownVersion() const
{
    if (!m_isFeedVersion)
        return m_article;
    StoredArticle feed = m_article;
    feed.content = *m_article.feedVersion;
    feed.annotations.entities.clear();
    feed.annotations.keySentences.clear();
    feed.annotations.quotes.clear();
    for (CountryMention &country : feed.annotations.countries)
        country.mentions.clear();
    for (Topic &topic : feed.annotations.topics)
        topic.evidence.clear();
    return feed;
}

void ReadingView::showFeedVersion(bool shown)
{
    if (!m_shown.isValid() || !m_article.feedVersion || shown == m_isFeedVersion)
        return;
    m_isFeedVersion = shown;
    m_page->setFeedVersionShown(shown);
    m_page->showArticle(shownVersion(), m_page->images().areShown());
}

void ReadingView::showMessage(const QString &message)
{
    m_message->setText(message);
    if (!m_shown.isValid())
        return;
    endEditing();
    m_shown = {};
    m_article = {};
    showAddress({}, {});
    m_pages->setCurrentIndex(0);
    m_page->showNothing();
}

void ReadingView::showImages()
{
    if (!m_shown.isValid() || m_page->images().areShown())
        return;
    emit imagesShown(m_shown);
    m_page->renewAs(shownVersion(), true);
}

bool ReadingView::hasMissingImages() const
{
    return m_shown.isValid() && !m_page->images().areShown() && m_page->images().missing() > 0;
}

void ReadingView::takeImage(const QString &address, const Result<QByteArray> &bytes)
{
    m_page->images().take(address, bytes);
}

LinkView ReadingView::read(const QUrl &link, const QString &words) const
{
    return m_linkReader ? m_linkReader(link, words) : LinkView{link, link.toString(QUrl::PrettyDecoded), {}};
}

const StoredArticle &ReadingView::article() const
{
    return m_article;
}

QString ReadingView::shownText() const
{
    return m_shown.isValid() ? m_page->toPlainText() : QString();
}

bool ReadingView::pageDown()
{
    return m_shown.isValid() && m_page->page(1);
}

bool ReadingView::pageUp()
{
    return m_shown.isValid() && m_page->page(-1);
}

void ReadingView::startFind()
{
    if (m_shown.isValid())
        m_find->start();
}

void ReadingView::editTags(const QStringList &known)
{
    if (m_shown.isValid())
        m_tags->start(article().state.tags, known);
}

void ReadingView::setKnownTags(const QStringList &known)
{
    m_tags->setKnown(known);
}

void ReadingView::editNote()
{
    if (m_shown.isValid() && m_note->isHidden()) // what is being written isn't written over
        m_note->start(article().state.note);
    else if (m_shown.isValid())
        m_note->setFocus();
}

void ReadingView::finishNote()
{
    m_note->finish();
}

void ReadingView::endEditing()
{
    m_tags->hide();
    m_note->finish();
}

void ReadingView::showTargetMenu(const MarkTarget &target, const QPoint &position)
{
    QMenu *menu = new QMenu(this);
    menu->setAttribute(Qt::WA_DeleteOnClose);
    const QString name = target.name;
    const QueryTerm term = target.term;
    connect(menu->addAction(m_theme.icon(QStringLiteral("filter")), tr("Only articles with %1").arg(name)), &QAction::triggered, this,
            [this, term] { emit filterWanted(term, false); });
    connect(menu->addAction(tr("No articles with %1").arg(name)), &QAction::triggered, this, [this, term] { emit filterWanted(term, true); });
    connect(menu->addAction(m_theme.icon(QStringLiteral("search")), tr("Search the words")), &QAction::triggered, this,
            [this, name] { emit searchWanted(name); });
    menu->addSeparator();
    connect(menu->addAction(m_theme.icon(QStringLiteral("copy")), tr("Copy")), &QAction::triggered, this,
            [name] { QGuiApplication::clipboard()->setText(name); });
    emit targetMenuOpening(menu, term);
    menu->popup(position);
}

void ReadingView::showPageMenu(const QPoint &position)
{
    QMenu *menu = new QMenu(this);
    menu->setAttribute(Qt::WA_DeleteOnClose);
    const QString selected = m_page->textCursor().selectedText().simplified();
    QAction *copy = menu->addAction(m_theme.icon(QStringLiteral("copy")), tr("Copy"));
    copy->setEnabled(!selected.isEmpty());
    connect(copy, &QAction::triggered, m_page, &QTextEdit::copy);
    if (!selected.isEmpty()) {
        connect(menu->addAction(m_theme.icon(QStringLiteral("search")), tr("Search “%1”").arg(selected.left(30))), &QAction::triggered, this,
                [this, selected] { emit searchWanted(selected.left(100)); });
    }
    addLinkActions(*menu, m_page->viewport()->mapFromGlobal(position));
    menu->addSeparator();
    connect(menu->addAction(tr("Select all")), &QAction::triggered, m_page, &QTextEdit::selectAll);
    connect(menu->addAction(tr("Find in article…")), &QAction::triggered, this, &ReadingView::startFind);
    emit pageMenuOpening(menu);
    menu->popup(position);
}

void ReadingView::addLinkActions(QMenu &menu, const QPoint &place)
{
    const QUrl link = read(m_page->linkAt(place)).url;
    if (link.isValid()) {
        connect(menu.addAction(m_theme.icon(QStringLiteral("open-original")), tr("Open link")), &QAction::triggered, this,
                [this, link] { emit linkWanted(link); });
        connect(menu.addAction(m_theme.icon(QStringLiteral("link")), tr("Copy link")), &QAction::triggered, this,
                [link] { QGuiApplication::clipboard()->setText(link.toString(QUrl::FullyEncoded)); });
    }
    const int image = m_page->imageAt(place);
    if (image < 0)
        return;
    if (m_page->images().state(image) != ArticleImages::State::Loaded)
        connect(menu.addAction(m_theme.icon(QStringLiteral("image")), tr("Show this image")), &QAction::triggered, this,
                [this, image] { m_page->images().show(image); });
    if (const QString address = m_page->images().image(image).address; permittedLink(address).isValid())
        connect(menu.addAction(m_theme.icon(QStringLiteral("copy")), tr("Copy the image's address")), &QAction::triggered, this,
                [address] { QGuiApplication::clipboard()->setText(address); });
}

// Where a link leads, and in the colour of warnings that it isn't where its words say.
void ReadingView::showAddress(const QUrl &link, const QString &words)
{
    const LinkView view = link.isValid() ? read(link, words) : LinkView();
    const ThemeColors &colors = m_theme.colors();
    m_address->setStyleSheet(QStringLiteral("background: %1; color: %2; border: 1px solid %3; border-radius: 4px; padding: 3px 8px;")
                                 .arg(colors.raised.name(), (view.warning.isEmpty() ? colors.secondaryText : colors.warning).name(), colors.border.name()));
    const auto fitting = [this](const QString &line) { return m_address->fontMetrics().elidedText(line, Qt::ElideMiddle, std::max(80, width() - 48)); };
    m_address->setText(fitting(view.shown) + (view.warning.isEmpty() ? QString() : u'\n' + fitting(view.warning)));
    m_address->setVisible(link.isValid());
    placeAddress();
}

void ReadingView::placeAddress()
{
    m_address->adjustSize();
    m_address->move(Theme::unit * 2, height() - m_address->height() - Theme::unit * 2);
    m_address->raise();
}

void ReadingView::resizeEvent(QResizeEvent *event)
{
    QWidget::resizeEvent(event);
    placeAddress();
}

} // namespace dateline
