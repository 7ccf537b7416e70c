#include "ui/reading/tag_bar.h"

#include "base/folding.h"

#include <QAbstractItemView>
#include <QCompleter>
#include <QHBoxLayout>
#include <QKeyEvent>
#include <QLabel>
#include <QLineEdit>
#include <QSet>

namespace dateline {
namespace {

// Completes the tag behind the last comma.
class TagCompleter final : public QCompleter {
public:
    TagCompleter(QAbstractItemModel &known, QLineEdit &line)
        : QCompleter(&known, &line)
        , m_line(line)
    {
        setCaseSensitivity(Qt::CaseInsensitive);
        setFilterMode(Qt::MatchStartsWith);
    }

    QStringList splitPath(const QString &path) const override { return {path.sliced(path.lastIndexOf(u',') + 1).trimmed()}; }

    QString pathFromIndex(const QModelIndex &index) const override
    {
        const QString before = m_line.text().first(m_line.text().lastIndexOf(u',') + 1);
        return before + (before.isEmpty() ? QString() : QStringLiteral(" ")) + index.data().toString();
    }

private:
    QLineEdit &m_line;
};

bool fitsALine(const QString &tag)
{
    return !tag.contains(u',');
}

} // namespace

TagChange tagChange(const QStringList &present, const QString &line)
{
    TagChange change;
    QSet<QString> wanted, had;
    for (const QString &tag : present)
        had.insert(folded(tag));
    for (QString tag : line.split(u',')) {
        tag = tag.simplified();
        if (tag.startsWith(u'#'))
            tag = tag.sliced(1).trimmed();
        const QString key = folded(tag);
        if (key.isEmpty() || wanted.contains(key))
            continue;
        wanted.insert(key);
        if (!had.contains(key))
            change.added.append(tag);
    }
    for (const QString &tag : present) {
        if (fitsALine(tag) && !wanted.contains(folded(tag)))
            change.removed.append(tag);
    }
    return change;
}

TagBar::TagBar(const Theme &theme, QWidget *parent)
    : QWidget(parent)
    , m_line(new QLineEdit(this))
{
    auto *row = new QHBoxLayout(this);
    row->setContentsMargins(Theme::unit * 3, Theme::unit * 2, Theme::unit * 3, Theme::unit * 2);
    row->setSpacing(Theme::unit * 2);
    auto *label = new QLabel(tr("Tags"), this);
    label->setBuddy(m_line);
    m_line->setPlaceholderText(tr("balkans, to read: Return keeps them, Escape leaves"));
    m_line->setAccessibleName(tr("Tags, apart by commas"));
    m_line->setCompleter(new TagCompleter(m_known, *m_line));
    m_line->completer()->popup()->installEventFilter(this);
    m_line->addAction(theme.icon(QStringLiteral("tag")), QLineEdit::LeadingPosition);
    row->addWidget(label);
    row->addWidget(m_line, 1);
    hide();
}

void TagBar::start(const QStringList &tags, const QStringList &known)
{
    m_present = tags;
    setKnown(known);
    QStringList written;
    std::copy_if(tags.begin(), tags.end(), std::back_inserter(written), fitsALine);
    m_line->setText(written.isEmpty() ? QString() : written.join(QStringLiteral(", ")) + QStringLiteral(", "));
    show();
    m_line->setFocus(Qt::OtherFocusReason); // by a shortcut all would be selected, and the next key take all tags away
}

void TagBar::setKnown(const QStringList &known)
{
    m_known.setStringList(known);
}

void TagBar::keep()
{
    const TagChange change = tagChange(m_present, m_line->text());
    hide();
    if (!change.isEmpty())
        emit edited(change);
    emit closed();
}

// The list of completions takes Return for itself, even where none of them is marked.
bool TagBar::eventFilter(QObject *watched, QEvent *event)
{
    auto *list = qobject_cast<QAbstractItemView *>(watched);
    if (list && event->type() == QEvent::KeyPress && !list->currentIndex().isValid()) {
        const int key = static_cast<QKeyEvent *>(event)->key();
        if (key == Qt::Key_Return || key == Qt::Key_Enter) {
            list->hide();
            keep();
            return true;
        }
    }
    return QWidget::eventFilter(watched, event);
}

void TagBar::keyPressEvent(QKeyEvent *event)
{
    if (event->key() == Qt::Key_Return || event->key() == Qt::Key_Enter) {
        keep();
    } else if (event->key() == Qt::Key_Escape) {
        hide();
        emit closed();
    } else {
        QWidget::keyPressEvent(event);
    }
}

} // namespace dateline
