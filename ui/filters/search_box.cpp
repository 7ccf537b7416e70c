#include "ui/filters/search_box.h"

#include "items/query_view.h"
#include "ui/filters/completion_popup.h"
#include "ui/theme/clear_button.h"
#include "ui/theme/theme.h"

#include <QAction>
#include <QCoreApplication>
#include <QInputMethodEvent>
#include <QKeyEvent>
#include <QLabel>
#include <QScopedValueRollback>
#include <QTextCharFormat>

#include <chrono>

namespace dateline {

using namespace std::chrono_literals;

namespace {

// "war country": a colon is likely to follow, so this isn't a search for the word yet.
bool endsWithFieldName(const QString &text)
{
    const qsizetype blank = text.lastIndexOf(u' ');
    QStringView last = QStringView(text).sliced(blank + 1);
    if (last.startsWith(u'-'))
        last = last.sliced(1);
    return fieldFromName(last).has_value();
}

// Scripts with spaces between words, in which a word is recognised by its first letters. In others a letter or two are a word.
bool isSpelt(QChar letter)
{
    return letter.isDigit() || (letter.isLetter() && letter.unicode() < 0x0e00) || letter.script() == QChar::Script_Hangul;
}

// The word that is being typed at the end of the text: not one behind a minus (which would take away ever more), in quotes or of a field.
QStringView unfinishedWord(QStringView text)
{
    qsizetype start = text.size();
    while (start > 0 && isSpelt(text[start - 1]))
        --start;
    const bool isAlone = start == 0 || text[start - 1].isSpace() || text[start - 1] == u'(';
    return isAlone && text.count(u'"') % 2 == 0 ? text.sliced(start) : QStringView();
}

} // namespace

SearchBox::SearchBox(const Theme &theme, QueryView &view, QWidget *parent)
    : QLineEdit(parent)
    , m_theme(theme)
    , m_view(view)
    , m_message(new QLabel(this))
    , m_popup(new CompletionPopup(theme, this))
{
    setPlaceholderText(tr("Search, or filter: country:Serbia topic:politics date:7d"));
    setAccessibleName(tr("Search"));
    addClearButton(theme, *this);
    addAction(theme.icon(QStringLiteral("search")), LeadingPosition);
    m_message->hide();
    m_message->setWordWrap(true);
    m_message->setTextFormat(Qt::PlainText);
    m_message->setObjectName(QStringLiteral("searchMessage"));
    m_pause.setSingleShot(true);
    m_pause.setInterval(80ms);
    m_errorPause.setSingleShot(true);
    m_errorPause.setInterval(900ms);
    connect(&m_pause, &QTimer::timeout, this, &SearchBox::applyTyped);
    connect(&m_errorPause, &QTimer::timeout, this, &SearchBox::applyNow);
    connect(this, &QLineEdit::textChanged, this, &SearchBox::textTyped);
    connect(m_popup, &CompletionPopup::chosen, this, &SearchBox::complete);
    connect(&view, &QueryView::queryChanged, this, &SearchBox::showQuery);
    connect(&theme, &Theme::changed, this, &SearchBox::styleMessage);
    styleMessage();
    showQuery(view.query());
}

// Both float on the window; where it went first, they went with it.
SearchBox::~SearchBox()
{
    delete m_message;
    delete m_popup;
}

QString SearchBox::errorText() const
{
    return m_error ? m_error->message : QString();
}

qint64 SearchBox::errorPosition() const
{
    return m_error ? m_error->position : -1;
}

// --- from text to query and back ----------------------------------------------------------------------------------------

void SearchBox::textTyped()
{
    if (m_isWriting)
        return;
    setError({});
    m_errorPause.stop();
    m_pause.start();
    if (text().isEmpty())
        applyNow(); // by the clear button, say
    offerCompletions(false);
}

// Half a field is no mistake yet, and half a word is a beginning: only what can be read is applied, and a pause is waited for before the
// rest is called wrong, or a word of a letter or two is searched for.
void SearchBox::applyTyped()
{
    constexpr qsizetype LeastBeginning = 3;
    const QStringView word = unfinishedWord(text());
    const bool isTooShort = !word.isEmpty() && word.size() < LeastBeginning;
    const auto query = Query::parse(word.isEmpty() ? text() : text() + u'*');
    if (query && !isTooShort && !endsWithFieldName(text()))
        m_view.setQuery(*query);
    else
        m_errorPause.start();
}

bool SearchBox::applyNow()
{
    m_pause.stop();
    m_errorPause.stop();
    const auto query = Query::parse(text());
    if (query) {
        setError({});
        m_view.setQuery(*query);
        return true;
    }
    setError(query.error());
    return false;
}

// Also where the last word is a beginning yet.
bool SearchBox::says(const Query &query) const
{
    if (const auto typed = Query::parse(text()); typed && *typed == query)
        return true;
    if (unfinishedWord(text()).isEmpty())
        return false;
    const auto beginning = Query::parse(text() + u'*');
    return beginning && *beginning == query;
}

// Text that says the same is left as the reader typed it.
void SearchBox::showQuery(const Query &query)
{
    if (!says(query))
        writeQuery(query);
}

void SearchBox::writeQuery(const Query &query)
{
    const QScopedValueRollback guard(m_isWriting, true);
    m_pause.stop();
    m_errorPause.stop();
    setText(query.toText());
    if (!hasFocus())
        setCursorPosition(0); // its beginning is in sight
    setError({});
    if (m_popup)
        m_popup->hide();
}

// --- what is wrong ------------------------------------------------------------------------------------------------------

void SearchBox::setError(const std::optional<Error> &error)
{
    if (m_error == error)
        return;
    m_error = error;
    underline();
    setAccessibleDescription(errorText());
    if (!m_message)
        return;
    m_message->setText(errorText());
    m_message->setVisible(m_error.has_value());
    if (m_error && m_popup)
        m_popup->hide();
    placeFloating();
}

// QLineEdit formats text for input methods only, so the wave below the character at fault is given as one's attribute.
void SearchBox::underline()
{
    QList<QInputMethodEvent::Attribute> attributes;
    if (m_error && m_error->position >= 0 && !text().isEmpty()) {
        const int last = int(text().size()) - 1;
        const int position = int(std::clamp<qint64>(m_error->position, 0, last));
        int length = 1;
        while (position + length <= last && !text().at(position + length).isSpace())
            ++length;
        QTextCharFormat format;
        format.setUnderlineStyle(QTextCharFormat::WaveUnderline);
        format.setUnderlineColor(m_theme.colors().error);
        format.setForeground(m_theme.colors().error);
        attributes += QInputMethodEvent::Attribute(QInputMethodEvent::TextFormat, position - cursorPosition(), length, format);
    }
    QInputMethodEvent change({}, attributes);
    const QScopedValueRollback guard(m_isWriting, true);
    QCoreApplication::sendEvent(this, &change);
}

void SearchBox::styleMessage()
{
    const ThemeColors &colors = m_theme.colors();
    if (m_message)
        m_message->setStyleSheet(QStringLiteral("#searchMessage { color: %1; background: %2; border: 1px solid %1; border-radius: 6px; padding: 6px 8px; }")
                                     .arg(colors.error.name(), colors.raised.name()));
}

// --- completions --------------------------------------------------------------------------------------------------------

void SearchBox::offerCompletions(bool isAsked)
{
    if (!m_popup || !hasFocus())
        return;
    m_completions = completeQuery(text(), cursorPosition(), m_view.answer());
    const bool isTyping = m_completions.length > 0;
    m_popup->setCompletions(isAsked || isTyping ? m_completions.completions : QList<QueryCompletion>());
    placeFloating();
}

void SearchBox::complete(const QueryCompletion &completion)
{
    QString completed = text();
    const bool isWhole = !completion.text.endsWith(u':');
    completed.replace(m_completions.start, m_completions.length, completion.text);
    qsizetype cursor = m_completions.start + completion.text.size();
    if (isWhole && cursor == completed.size())
        completed += u' ';
    cursor += isWhole ? 1 : 0;
    setText(completed);
    setCursorPosition(int(std::min(cursor, completed.size())));
    if (isWhole) {
        m_popup->hide();
        applyNow();
    } else {
        offerCompletions(true);
    }
}

void SearchBox::placeFloating()
{
    for (QWidget *floating : {static_cast<QWidget *>(m_message.data()), static_cast<QWidget *>(m_popup.data())}) {
        if (!floating || floating->isHidden())
            continue;
        if (floating->parentWidget() != window()) {
            floating->setParent(window());
            floating->show();
        }
        const int wide = std::min(std::max(width(), 90 * Theme::unit), std::max(width(), window()->width() - 2 * Theme::unit));
        const int tall = floating == m_message ? m_message->heightForWidth(wide) : floating->sizeHint().height();
        QPoint corner = mapTo(window(), QPoint(layoutDirection() == Qt::RightToLeft ? width() - wide : 0, height() + 2));
        corner.setX(std::clamp(corner.x(), 0, std::max(0, window()->width() - wide)));
        floating->setGeometry(QRect(corner, QSize(wide, tall)));
        floating->raise();
    }
}

// --- events -------------------------------------------------------------------------------------------------------------

bool SearchBox::handlePopupKey(int key)
{
    const bool isOpen = m_popup && m_popup->isVisible();
    switch (key) {
    case Qt::Key_Down:
        if (isOpen)
            m_popup->step(1);
        else
            offerCompletions(true);
        return true;
    case Qt::Key_Up:
        if (isOpen)
            m_popup->step(-1);
        return isOpen;
    case Qt::Key_Tab:
        if (isOpen)
            complete(m_popup->current().value_or(m_popup->first()));
        return isOpen;
    case Qt::Key_Return:
    case Qt::Key_Enter:
        if (const auto wanted = wantedCompletion()) {
            complete(*wanted);
            return true;
        }
        return false;
    default: return false;
    }
}

// What Return takes: the marked completion, or the only one there is for a field's value. Words are searched as they were typed, even
// where just one name holds them.
std::optional<QueryCompletion> SearchBox::wantedCompletion() const
{
    if (!m_popup || !m_popup->isVisible())
        return std::nullopt;
    if (m_popup->current())
        return m_popup->current();
    const QString typed = text().mid(m_completions.start, m_completions.length);
    const bool isValue = fieldFromName(QStringView(typed).first(std::max<qsizetype>(0, typed.indexOf(u':')))).has_value();
    return isValue && m_popup->count() == 1 ? std::optional(m_popup->first()) : std::nullopt;
}

void SearchBox::keyPressEvent(QKeyEvent *event)
{
    if (event->modifiers() == Qt::NoModifier && handlePopupKey(event->key())) {
        event->accept();
    } else if (event->key() == Qt::Key_Return || event->key() == Qt::Key_Enter) {
        if (m_popup)
            m_popup->hide();
        applyNow();
        event->accept();
    } else if (event->key() == Qt::Key_Escape) {
        escape();
        event->accept();
    } else {
        QLineEdit::keyPressEvent(event);
    }
}

// First the list goes, then what is typed but not in force, then the focus. The filter itself stays: it is more than this box's.
void SearchBox::escape()
{
    if (m_popup && m_popup->isVisible()) {
        m_popup->hide();
    } else if (!says(m_view.query())) {
        writeQuery(m_view.query());
    } else {
        clearFocus();
        emit left();
    }
}

// Tab moves the focus before a key press is seen, unless a completion wants it; letters typed here are no shortcuts.
bool SearchBox::event(QEvent *event)
{
    if (event->type() == QEvent::KeyPress) {
        auto *key = static_cast<QKeyEvent *>(event);
        if (key->key() == Qt::Key_Tab && key->modifiers() == Qt::NoModifier && handlePopupKey(Qt::Key_Tab))
            return true;
    }
    if (event->type() == QEvent::ShortcutOverride && static_cast<QKeyEvent *>(event)->key() == Qt::Key_Escape) {
        event->accept();
        return true;
    }
    return QLineEdit::event(event);
}

void SearchBox::focusOutEvent(QFocusEvent *event)
{
    QLineEdit::focusOutEvent(event);
    if (m_popup && event->reason() != Qt::ActiveWindowFocusReason)
        m_popup->hide();
    if (m_pause.isActive())
        applyTyped();
}

void SearchBox::showEvent(QShowEvent *event)
{
    QLineEdit::showEvent(event);
    window()->installEventFilter(this);
}

void SearchBox::hideEvent(QHideEvent *event)
{
    QLineEdit::hideEvent(event);
    if (m_popup)
        m_popup->hide();
    if (m_message)
        m_message->hide();
}

bool SearchBox::eventFilter(QObject *watched, QEvent *event)
{
    if (watched == window() && event->type() == QEvent::Resize)
        placeFloating();
    return QLineEdit::eventFilter(watched, event);
}

} // namespace dateline
