#include "ui/dialogs/request_log_dialog.h"

#include "ui/dialogs/plain_tip_delegate.h"

#include <QClipboard>
#include <QDialogButtonBox>
#include <QGuiApplication>
#include <QHeaderView>
#include <QKeyEvent>
#include <QLabel>
#include <QLineEdit>
#include <QPushButton>
#include <QTreeView>
#include <QVBoxLayout>

namespace dateline {

using namespace std::chrono_literals;

namespace {

// A mark before what failed, in the column that says how it ended.
class OutcomeDelegate final : public PlainTipDelegate {
public:
    OutcomeDelegate(const Theme &theme, QObject *parent) : PlainTipDelegate(parent), m_theme(theme) {}

protected:
    void initStyleOption(QStyleOptionViewItem *option, const QModelIndex &index) const override
    {
        PlainTipDelegate::initStyleOption(option, index);
        option->textElideMode = Qt::ElideRight; // addresses are cut in their middle
        if (!index.data(RequestLogModel::IsFailureRole).toBool())
            return;
        option->features |= QStyleOptionViewItem::HasDecoration;
        option->icon = m_theme.icon(QStringLiteral("warning"), m_theme.colors().error);
        option->decorationSize = QSize(4 * Theme::unit, 4 * Theme::unit);
    }

private:
    const Theme &m_theme;
};

} // namespace

RequestLogDialog::RequestLogDialog(const Theme &theme, QWidget *parent)
    : Sheet(theme, tr("Log of requests"),
            tr("What Dateline asked of servers since it was started, the latest first. The last thousand are kept, in memory only; without names, passwords, and "
               "what follows a “?” in an address."),
            parent)
    , m_words(new QLineEdit)
    , m_table(new QTreeView)
    , m_nothing(new QLabel(tr("Nothing was asked of any server yet.")))
{
    m_filter.setSourceModel(&m_model);
    m_filter.setFilterRole(RequestLogModel::SearchRole);
    m_filter.setSortRole(RequestLogModel::StartRole);
    m_filter.sort(RequestLogModel::Time, Qt::DescendingOrder);
    m_filter.setFilterCaseSensitivity(Qt::CaseInsensitive);
    m_words->setPlaceholderText(tr("Show only requests with …"));
    m_words->setAccessibleName(tr("Show only requests with these words"));
    m_words->setClearButtonEnabled(true);
    m_words->setMaxLength(500);
    connect(m_words, &QLineEdit::textChanged, &m_filter, &QSortFilterProxyModel::setFilterFixedString);
    content().addWidget(m_words);
    addTable();
    addDeeds();
    connect(&m_again, &QTimer::timeout, this, &RequestLogDialog::recordsWanted);
    resize(1080, 560);
    m_table->setFocus();
}

// The view goes before its model does.
RequestLogDialog::~RequestLogDialog()
{
    delete m_table;
}

void RequestLogDialog::addTable()
{
    m_table->setModel(&m_filter);
    m_table->setRootIsDecorated(false);
    m_table->setUniformRowHeights(true);
    m_table->setAllColumnsShowFocus(true);
    m_table->setSelectionMode(QTreeView::ExtendedSelection);
    m_table->setAccessibleName(tr("Requests"));
    m_table->setItemDelegate(new PlainTipDelegate(m_table));
    m_table->setItemDelegateForColumn(RequestLogModel::Outcome, new OutcomeDelegate(theme(), m_table));
    m_table->setTextElideMode(Qt::ElideMiddle);
    QHeaderView &header = *m_table->header();
    header.setStretchLastSection(false);
    const QFontMetrics metrics(theme().interfaceFont());
    const auto fit = [&](int column, const QString &sample) {
        const QString head = m_model.headerData(column, Qt::Horizontal, Qt::DisplayRole).toString();
        header.resizeSection(column, std::max(metrics.horizontalAdvance(sample), metrics.horizontalAdvance(head)) + 6 * Theme::unit);
    };
    fit(RequestLogModel::Time, QStringLiteral("00:00:00.000"));
    fit(RequestLogModel::Cause, causeName(RequestCause::Subscription));
    fit(RequestLogModel::Status, QStringLiteral("000"));
    fit(RequestLogModel::Bytes, QStringLiteral("10,000,000"));
    fit(RequestLogModel::Milliseconds, QStringLiteral("30,000"));
    header.setSectionResizeMode(RequestLogModel::Address, QHeaderView::Stretch);
    header.setSectionResizeMode(RequestLogModel::Outcome, QHeaderView::Stretch);
    m_table->hide();
    content().addWidget(m_table, 1);
    m_nothing->setAlignment(Qt::AlignCenter);
    m_nothing->setForegroundRole(QPalette::PlaceholderText);
    content().addWidget(m_nothing, 1);
}

void RequestLogDialog::addDeeds()
{
    addCloseButton();
    m_copy = buttons().addButton(tr("&Copy"), QDialogButtonBox::ActionRole);
    QPushButton *all = buttons().addButton(tr("Copy &all"), QDialogButtonBox::ActionRole);
    m_copy->setEnabled(false);
    m_copy->setToolTip(tr("The lines chosen, as text with tabs between"));
    all->setToolTip(tr("All lines shown, as text with tabs between"));
    connect(m_copy, &QPushButton::clicked, this, [this] { copy(false); });
    connect(all, &QPushButton::clicked, this, [this] { copy(true); });
    connect(m_table->selectionModel(), &QItemSelectionModel::selectionChanged, this, [this] { m_copy->setEnabled(m_table->selectionModel()->hasSelection()); });
    for (QAbstractButton *button : buttons().buttons()) {
        static_cast<QPushButton *>(button)->setAutoDefault(false);
        static_cast<QPushButton *>(button)->setDefault(false);
    }
}

void RequestLogDialog::setRecords(const QList<RequestRecord> &records)
{
    m_model.setRecords(records);
    m_nothing->setVisible(records.isEmpty());
    m_table->setVisible(!records.isEmpty());
}

void RequestLogDialog::copy(bool isAll)
{
    QList<int> rows;
    for (int row = 0; row < m_filter.rowCount(); ++row) {
        if (isAll || m_table->selectionModel()->isRowSelected(row, {}))
            rows += m_filter.mapToSource(m_filter.index(row, 0)).row();
    }
    if (!rows.isEmpty()) // what was copied before isn't lost by a key
        QGuiApplication::clipboard()->setText(m_model.text(rows));
}

void RequestLogDialog::showEvent(QShowEvent *event)
{
    Sheet::showEvent(event);
    m_again.start(1s);
}

void RequestLogDialog::hideEvent(QHideEvent *event)
{
    m_again.stop();
    Sheet::hideEvent(event);
}

void RequestLogDialog::keyPressEvent(QKeyEvent *event)
{
    if (event->matches(QKeySequence::Copy)) {
        copy(false);
    } else if (event->matches(QKeySequence::Find)) {
        m_words->setFocus(Qt::ShortcutFocusReason);
        m_words->selectAll();
    } else {
        Sheet::keyPressEvent(event);
    }
}

} // namespace dateline
