#include "ui/reading/article_browser.h"

#include <QAbstractTextDocumentLayout>
#include <QContextMenuEvent>
#include <QElapsedTimer>
#include <QFontInfo>
#include <QGuiApplication>
#include <QHelpEvent>
#include <QLocale>
#include <QMimeData>
#include <QPainter>
#include <QScrollBar>
#include <QTextBlock>
#include <QTextDocumentFragment>
#include <QToolTip>

#include <cmath>

namespace dateline {
namespace {

constexpr int charactersALine = 70;
constexpr int smallestMargin = 28;
constexpr int topMargin = 32;
constexpr int bottomMargin = 72;
constexpr qsizetype fewestFirst = 2 * 1024;
constexpr qsizetype stepCharacters = 8 * 1024;
constexpr int untilSeen = 100;                   // milliseconds; in a hidden pane nothing is ever painted
constexpr int stepMilliseconds = 8;              // half a frame

} // namespace

ArticleBrowser::ArticleBrowser(const Theme &theme, QWidget *parent)
    : QTextBrowser(parent)
    , m_theme(theme)
    , m_writer(*document(), m_images, theme)
{
    document()->setResourceProvider([](const QUrl &) { return QVariant(QByteArray("")); });
    setOpenLinks(false);
    setOpenExternalLinks(false);
    setUndoRedoEnabled(false);
    setFrameShape(QFrame::NoFrame);
    setTextInteractionFlags(Qt::TextBrowserInteraction);
    setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    setAccessibleName(tr("Article"));
    connect(this, &QTextBrowser::anchorClicked, this, &ArticleBrowser::activate);
    connect(this, &QTextBrowser::highlighted, this, [this](const QUrl &anchor) {
        const QString href = anchor.toString();
        emit linkHovered(linkOf(href), wordsOf(href));
    });
    connect(&m_images, &ArticleImages::resized, this, &ArticleBrowser::layOutImage);
    connect(&m_images, &ArticleImages::changed, this, [this] { viewport()->update(); });
    connect(&m_images, &ArticleImages::missingChanged, this, [this] { m_writer.renewImagesLine(); });
}

ArticleBrowser::~ArticleBrowser() = default;

void ArticleBrowser::showArticle(const StoredArticle &article, bool areImagesShown)
{
    write(article, areImagesShown, false);
}

void ArticleBrowser::write(const StoredArticle &article, bool areImagesShown, bool isSame)
{
    m_wantedPlace = 0;
    setExtraSelections({});
    m_images.begin(areImagesShown, isSame);
    m_writer.begin(article);
    m_isWriting = true;
    m_isSeen = false;
    setMeasure();
    goOnWriting(charactersAScreen());
    moveCursor(QTextCursor::Start);
    verticalScrollBar()->setValue(0);
}

void ArticleBrowser::showNothing()
{
    m_writing.stop();
    m_isWriting = false;
    m_images.begin(false, false);
    m_writer.begin({});
    document()->clear();
}

void ArticleBrowser::renew()
{
    renewAs(StoredArticle(m_writer.article()), m_images.areShown());
}

void ArticleBrowser::renewAs(const StoredArticle &article, bool areImagesShown)
{
    const int highest = verticalScrollBar()->maximum();
    const double place = highest > 0 ? double(verticalScrollBar()->value()) / highest : 0;
    write(article, areImagesShown, true);
    m_wantedPlace = place;
    if (!m_isWriting)
        verticalScrollBar()->setValue(static_cast<int>(place * verticalScrollBar()->maximum()));
}

void ArticleBrowser::goOnWriting(qsizetype characters)
{
    m_isWriting = !m_writer.advance(characters);
    if (m_isWriting) {
        m_writing.start(m_isSeen ? 0 : untilSeen, this);
        return;
    }
    m_writing.stop();
    if (m_wantedPlace > 0)
        verticalScrollBar()->setValue(static_cast<int>(m_wantedPlace * verticalScrollBar()->maximum()));
}

void ArticleBrowser::timerEvent(QTimerEvent *event)
{
    if (event->timerId() != m_writing.timerId()) {
        QTextBrowser::timerEvent(event);
        return;
    }
    QElapsedTimer clock;
    clock.start();
    do {
        goOnWriting(stepCharacters);
    } while (m_isWriting && clock.elapsed() < stepMilliseconds);
}

// What fills the first screen, of markup too: lines of prose are 1.6 of their type's size apart.
qsizetype ArticleBrowser::charactersAScreen() const
{
    const int lines = viewport()->height() / std::max(1, QFontInfo(m_theme.readingFont()).pixelSize() * 8 / 5) + 1;
    return std::max(fewestFirst, qsizetype(lines) * charactersALine * 5 / 4);
}

void ArticleBrowser::setMeasure()
{
    const QFontMetricsF metrics(m_theme.readingFont());
    // The mean of the alphabet is nearer to a line of prose than the font's own average, which capitals widen.
    const qreal letter = metrics.horizontalAdvance(QStringLiteral("abcdefghijklmnopqrstuvwxyz etaoin")) / 33;
    const qreal column = letter * charactersALine;
    const qreal side = std::max<qreal>(smallestMargin, (viewport()->width() - column) / 2);
    m_images.setWidest(static_cast<int>((viewport()->width() - 2 * side) * devicePixelRatioF()), devicePixelRatioF());
    QTextFrameFormat format = document()->rootFrame()->frameFormat();
    if (qFuzzyCompare(format.leftMargin(), side) && qFuzzyCompare(format.topMargin(), qreal(topMargin)))
        return;
    format.setMargin(0);
    format.setLeftMargin(side);
    format.setRightMargin(side);
    format.setTopMargin(topMargin);
    format.setBottomMargin(bottomMargin);
    document()->rootFrame()->setFrameFormat(format);
}

void ArticleBrowser::resizeEvent(QResizeEvent *event)
{
    QTextBrowser::resizeEvent(event);
    setMeasure();
}

void ArticleBrowser::paintEvent(QPaintEvent *event)
{
    const QPointF scrolled(horizontalScrollBar()->value(), verticalScrollBar()->value());
    {
        QPainter painter(viewport());
        painter.setRenderHint(QPainter::Antialiasing);
        for (QTextFrame *card : m_writer.cards()) {
            const QRectF whole = document()->documentLayout()->frameBoundingRect(card).translated(-scrolled);
            const QTextFrameFormat format = card->frameFormat();
            const QRectF box = whole.adjusted(0, format.topMargin(), 0, -format.bottomMargin());
            if (!box.intersects(event->rect()))
                continue;
            painter.setPen(QPen(m_theme.colors().border, 1));
            painter.setBrush(m_theme.colors().raised);
            painter.drawRoundedRect(box.adjusted(0.5, 0.5, -0.5, -0.5), Theme::radius, Theme::radius);
        }
    }
    QTextBrowser::paintEvent(event);
    if (!m_isSeen && m_isWriting)
        m_writing.start(0, this);
    m_isSeen = true;
}

bool ArticleBrowser::page(int direction)
{
    QScrollBar *bar = verticalScrollBar();
    const int before = bar->value();
    const int lines = QFontMetrics(m_theme.readingFont()).lineSpacing() * 3;
    bar->setValue(before + direction * std::max(bar->pageStep() - lines, bar->pageStep() / 2));
    return bar->value() != before || (direction > 0 && m_isWriting);
}

// An empty answer, not none: where a page has none, the document would look for a file itself.
QVariant ArticleBrowser::loadResource(int, const QUrl &)
{
    return QByteArray("");
}

// By key a link is told of as by pointer.
bool ArticleBrowser::focusNextPrevChild(bool next)
{
    const bool isInside = QTextBrowser::focusNextPrevChild(next);
    const QString anchor = isInside ? textCursor().charFormat().anchorHref() : QString();
    emit linkHovered(linkOf(anchor), wordsOf(anchor));
    return isInside;
}

void ArticleBrowser::doSetSource(const QUrl &, QTextDocument::ResourceType)
{
    // A page is only ever shown by showArticle().
}

const MarkTarget *ArticleBrowser::targetOf(const QString &anchor) const
{
    static const QString prefix = targetAnchor(0).chopped(1);
    if (!anchor.startsWith(prefix))
        return nullptr;
    bool isNumber = false;
    const int index = QStringView(anchor).sliced(prefix.size()).toInt(&isNumber);
    return isNumber && index >= 0 && index < m_writer.targets().size() ? &m_writer.targets().at(index) : nullptr;
}

int ArticleBrowser::imageOf(const QString &anchor) const
{
    bool isNumber = false;
    const int index = anchor.startsWith(imageAnchor) ? QStringView(anchor).sliced(imageAnchor.size()).toInt(&isNumber) : -1;
    return isNumber && index >= 0 && index < m_images.count() ? index : -1;
}

// Where a click leads out of the program; invalid where it doesn't.
QUrl ArticleBrowser::linkOf(const QString &anchor) const
{
    const int image = imageOf(anchor);
    if (image < 0)
        return permittedLink(anchor);
    return m_images.state(image) == ArticleImages::State::Loaded ? permittedLink(m_images.image(image).link) : QUrl();
}

QUrl ArticleBrowser::linkAt(const QPoint &point) const { return linkOf(anchorAt(point)); }
int ArticleBrowser::imageAt(const QPoint &point) const { return imageOf(anchorAt(point)); }

// The words that a link stands under, at the pointer or where Tab went to.
QString ArticleBrowser::wordsOf(const QString &anchor) const
{
    for (const QTextCursor &at : {cursorForPosition(viewport()->mapFromGlobal(QCursor::pos())), textCursor()}) {
        QString words;
        bool isHere = false;
        for (auto part = at.block().begin(); !part.atEnd(); ++part) {
            const QTextFragment fragment = part.fragment();
            if (fragment.charFormat().anchorHref() != anchor) {
                if (isHere)
                    return words;
                words.clear();
                continue;
            }
            words += fragment.text();
            isHere = isHere || (fragment.position() <= at.position() && at.position() <= fragment.position() + fragment.length());
        }
        if (isHere)
            return words;
    }
    return {};
}

QString ArticleBrowser::imageTip(int index) const
{
    const QString description = m_images.image(index).description;
    const QString line = description.isEmpty() ? QString() : description + u'\n';
    switch (m_images.state(index)) {
    case ArticleImages::State::Absent: return line + tr("Not loaded. Click to show it.");
    case ArticleImages::State::Asked: return line + tr("Loading…");
    case ArticleImages::State::Failed: return line + m_images.problem(index) + (m_images.image(index).address.isEmpty() ? QString() : u'\n' + tr("Click to try again."));
    case ArticleImages::State::Loaded: break;
    case ArticleImages::State::Hidden: return {};
    }
    return description;
}

// What the reader is looking at stays where it is when an image above it turns out to be larger.
void ArticleBrowser::layOutImage(int index)
{
    const int position = m_writer.imagePosition(index);
    if (position < 0)
        return;
    const auto top = [this](const QTextBlock &block) { return document()->documentLayout()->blockBoundingRect(block).top(); };
    QScrollBar *bar = verticalScrollBar();
    const int before = bar->value();
    const QTextBlock seen = cursorForPosition(QPoint(viewport()->width() / 2, 0)).block();
    const qreal place = before > 0 ? top(seen) : 0;
    document()->markContentsDirty(position, 1);
    if (before > 0)
        bar->setValue(before + static_cast<int>(std::lround(top(seen) - place)));
    viewport()->update();
}

void ArticleBrowser::activate(const QUrl &anchor)
{
    const QString text = anchor.toString();
    const int image = imageOf(text);
    if (image >= 0 && m_images.state(image) != ArticleImages::State::Loaded)
        m_images.show(image);
    else if (text == showImagesAnchor || text == alwaysImagesAnchor)
        emit imagesWanted(text == alwaysImagesAnchor);
    else if (const MarkTarget *target = targetOf(text))
        emit targetActivated(*target, QGuiApplication::keyboardModifiers());
    else if (text == versionAnchor)
        emit otherVersionWanted();
    else if (text.startsWith(quotesAnchor))
        m_writer.setQuotesShown(!m_writer.areQuotesShown());
    else if (text.startsWith(placeAnchor))
        goTo(text.sliced(placeAnchor.size()).toInt());
    else if (const QUrl link = linkOf(text); link.isValid())
        emit linkActivated(link);
}

// Scrolls to a sentence of the body and lays a colour under it.
void ArticleBrowser::goTo(qint32 offset)
{
    QTextCursor place = m_writer.place(offset);
    if (place.isNull())
        return;
    const QRectF block = document()->documentLayout()->blockBoundingRect(place.block());
    verticalScrollBar()->setValue(static_cast<int>(block.top()) - viewport()->height() / 4);
    QTextEdit::ExtraSelection mark;
    mark.cursor = place;
    mark.cursor.movePosition(QTextCursor::EndOfBlock, QTextCursor::KeepAnchor);
    mark.format.setBackground(m_theme.colors().selection);
    setExtraSelections({mark});
}

bool ArticleBrowser::viewportEvent(QEvent *event)
{
    if (event->type() != QEvent::ToolTip)
        return QTextBrowser::viewportEvent(event);
    const auto *help = static_cast<QHelpEvent *>(event);
    const MarkTarget *target = targetOf(anchorAt(help->pos()));
    const QString own = cursorForPosition(help->pos()).charFormat().toolTip();
    QString tip = own;
    if (const int image = imageAt(help->pos()); image >= 0)
        tip = imageTip(image);
    else if (target && own.isEmpty())
        tip = tr("%1 · %2\nNamed by %3 (%4 in all).\nClick to filter, Ctrl-click to exclude.")
                  .arg(target->name, markKindName(target->kind), evidenceWords(target->mentions, m_writer.article().content),
                       QLocale().toString(target->mentions.size()));
    if (tip.isEmpty())
        QToolTip::hideText();
    else
        QToolTip::showText(help->globalPos(), tip, viewport());
    return true;
}

void ArticleBrowser::contextMenuEvent(QContextMenuEvent *event)
{
    // By key it is about the name that Tab went to, which is then selected.
    const bool isByKey = event->reason() == QContextMenuEvent::Keyboard;
    const QPoint place = isByKey ? viewport()->mapToGlobal(cursorRect().bottomLeft()) : event->globalPos();
    const MarkTarget *target = targetOf(isByKey ? textCursor().charFormat().anchorHref() : anchorAt(event->pos()));
    if (target && (isByKey || !textCursor().hasSelection()))
        emit targetMenuWanted(*target, place);
    else
        emit pageMenuWanted(place);
}

// Plain words only: no characters that stand for chips, and no markup of ours.
QMimeData *ArticleBrowser::createMimeDataFromSelection() const
{
    QString text = textCursor().selection().toPlainText();
    text.remove(QChar(QChar::ObjectReplacementCharacter));
    auto *copied = new QMimeData;
    copied->setText(text);
    return copied;
}

} // namespace dateline
