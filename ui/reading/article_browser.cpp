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
    , m_writer(*document(), theme)
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
        emit linkHovered(permittedLink(anchor.toString()).toString(QUrl::PrettyDecoded));
    });
}

ArticleBrowser::~ArticleBrowser() = default;

void ArticleBrowser::showArticle(const StoredArticle &article)
{
    m_wantedPlace = 0;
    setExtraSelections({});
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
    m_writer.begin({});
    document()->clear();
}

void ArticleBrowser::renew()
{
    renewAs(StoredArticle(m_writer.article()));
}

void ArticleBrowser::renewAs(const StoredArticle &article)
{
    const int highest = verticalScrollBar()->maximum();
    const double place = highest > 0 ? double(verticalScrollBar()->value()) / highest : 0;
    showArticle(article);
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

void ArticleBrowser::activate(const QUrl &anchor)
{
    const QString text = anchor.toString();
    if (const MarkTarget *target = targetOf(text))
        emit targetActivated(*target, QGuiApplication::keyboardModifiers());
    else if (text.startsWith(quotesAnchor))
        m_writer.setQuotesShown(!m_writer.areQuotesShown());
    else if (text.startsWith(placeAnchor))
        goTo(text.sliced(placeAnchor.size()).toInt());
    else if (const QUrl link = permittedLink(text); link.isValid())
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
    if (target && own.isEmpty())
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
