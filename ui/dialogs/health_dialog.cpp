#include "ui/dialogs/health_dialog.h"

#include "ui/dialogs/health_mark.h"

#include <QButtonGroup>
#include <QDialogButtonBox>
#include <QHBoxLayout>
#include <QHeaderView>
#include <QKeyEvent>
#include <QLineEdit>
#include <QPushButton>
#include <QSplitter>
#include <QToolButton>
#include <QTreeView>

namespace dateline {

using namespace std::chrono_literals;

using Shown = SourceHealthFilter::Shown;

HealthDialog::HealthDialog(const Theme &theme, QWidget *parent)
    : Sheet(theme, tr("Feeds' health"), {}, parent)
    , m_filter(m_model)
    , m_kinds(new QButtonGroup(this))
    , m_words(new QLineEdit)
    , m_table(new QTreeView)
    , m_panel(new HealthPanel(theme))
{
    addHead();
    addTable();
    auto *halves = new QSplitter(Qt::Horizontal);
    halves->addWidget(m_table);
    halves->addWidget(m_panel);
    halves->setStretchFactor(0, 5);
    halves->setStretchFactor(1, 3);
    halves->setChildrenCollapsible(false);
    m_panel->setMinimumWidth(Theme::unit * 70);
    content().addWidget(halves, 1);
    addDeeds();
    connect(m_panel, &HealthPanel::wanted, this, &HealthDialog::wanted);
    connect(&m_again, &QTimer::timeout, this, &HealthDialog::healthWanted);
    m_again.start(30s); // ages and what is due
    renewCounts();
    resize(1040, 620);
    m_table->setFocus();
}

// The view goes before its model does.
HealthDialog::~HealthDialog()
{
    delete m_table;
}

void HealthDialog::addHead()
{
    auto *row = new QHBoxLayout;
    row->setSpacing(Theme::unit);
    for (const Shown what : {Shown::All, Shown::NeedCare, Shown::Stale}) {
        auto *button = new QToolButton;
        button->setCheckable(true);
        button->setChecked(what == Shown::All);
        button->setFocusPolicy(Qt::TabFocus);
        m_kinds->addButton(button, static_cast<int>(what));
        row->addWidget(button);
    }
    connect(m_kinds, &QButtonGroup::idClicked, this, [this](int what) { showOnly(static_cast<Shown>(what)); });
    row->addStretch(1);
    m_words->setPlaceholderText(tr("Search by name, address or error"));
    m_words->setAccessibleName(m_words->placeholderText());
    m_words->setClearButtonEnabled(true);
    m_words->setMaxLength(500);
    m_words->setMinimumWidth(Theme::unit * 65);
    m_words->installEventFilter(this);
    connect(m_words, &QLineEdit::textChanged, this, [this](const QString &words) {
        m_filter.setWords(words);
        chooseFirst();
    });
    row->addWidget(m_words);
    content().addLayout(row);
}

void HealthDialog::addTable()
{
    m_table->setModel(&m_filter);
    m_table->setRootIsDecorated(false);
    m_table->setUniformRowHeights(true);
    m_table->setAllColumnsShowFocus(true);
    m_table->setAccessibleName(tr("Feeds"));
    m_table->setItemDelegate(new PlainTipDelegate(m_table));
    m_table->setItemDelegateForColumn(SourceHealthModel::State, new HealthStateDelegate(theme(), m_table));
    m_table->setSortingEnabled(true);
    m_table->sortByColumn(SourceHealthModel::State, Qt::AscendingOrder);
    m_table->installEventFilter(this);
    QHeaderView &header = *m_table->header();
    header.setStretchLastSection(false);
    header.setSectionResizeMode(QHeaderView::Interactive);
    header.setSectionResizeMode(SourceHealthModel::Name, QHeaderView::Stretch);
    const QFontMetrics metrics(theme().interfaceFont());
    const auto fit = [&](int column, const QString &sample) {
        const QString head = m_model.headerData(column, Qt::Horizontal, Qt::DisplayRole).toString();
        header.resizeSection(column, std::max(metrics.horizontalAdvance(sample), metrics.horizontalAdvance(head) + 4 * Theme::unit) + 6 * Theme::unit);
    };
    fit(SourceHealthModel::State, stateName(HealthState::Faltering) + QStringLiteral("MM"));
    fit(SourceHealthModel::LastSuccess, tr("59 minutes ago", "the width of a column"));
    fit(SourceHealthModel::ArticlesAWeek, QStringLiteral("1,000"));
    fit(SourceHealthModel::NextFetch, tr("in 59 minutes", "the width of a column"));
    connect(m_table->selectionModel(), &QItemSelectionModel::currentRowChanged, this, &HealthDialog::takeCurrent);
    connect(m_table, &QTreeView::doubleClicked, this, [this](const QModelIndex &index) {
        emit wanted(HealthPanel::Deed::Edit, m_model.at(m_filter.mapToSource(index).row()).source);
    });
}

void HealthDialog::addDeeds()
{
    addCloseButton();
    m_refreshListed = buttons().addButton(tr("Refresh those &listed"), QDialogButtonBox::ActionRole);
    QPushButton *log = buttons().addButton(tr("Lo&g of requests…"), QDialogButtonBox::ActionRole);
    connect(m_refreshListed, &QPushButton::clicked, this, [this] { emit refreshWanted(listed()); });
    connect(log, &QPushButton::clicked, this, &HealthDialog::logWanted);
    for (QAbstractButton *button : buttons().buttons()) { // Return in the list isn't for them
        static_cast<QPushButton *>(button)->setAutoDefault(false);
        static_cast<QPushButton *>(button)->setDefault(false);
    }
}

void HealthDialog::setHealth(const QList<SourceHealth> &health, const QDateTime &now)
{
    m_model.setHealth(health, now);
    renewCounts();
    if (m_wantedId.isValid() && m_model.rowOf(m_wantedId) >= 0)
        choose(m_wantedId);
    else if (!m_table->currentIndex().isValid())
        chooseFirst();
    else
        takeCurrent();
}

void HealthDialog::showOnly(Shown what)
{
    m_kinds->button(static_cast<int>(what))->setChecked(true);
    m_filter.show(what);
    chooseFirst();
}

void HealthDialog::choose(SourceId id)
{
    const int row = m_model.rowOf(id);
    m_wantedId = row < 0 ? id : SourceId();
    if (row < 0)
        return;
    const QModelIndex index = m_model.index(row, SourceHealthModel::Name);
    if (!m_filter.mapFromSource(index).isValid()) {
        m_words->clear();
        showOnly(Shown::All);
    }
    const QModelIndex shown = m_filter.mapFromSource(index);
    m_table->setCurrentIndex(shown);
    m_table->scrollTo(shown, QTreeView::PositionAtCenter);
}

void HealthDialog::setFetching(bool isFetching)
{
    m_panel->setFetching(isFetching);
    m_refreshListed->setEnabled(!isFetching && m_filter.rowCount() > 0);
}

void HealthDialog::renewCounts()
{
    const auto name = [this](Shown what, const QString &text) {
        m_kinds->button(static_cast<int>(what))->setText(text.arg(QLocale().toString(m_filter.count(what))));
    };
    name(Shown::All, tr("All  %1"));
    name(Shown::NeedCare, tr("Need care  %1"));
    name(Shown::Stale, tr("Stale  %1"));
    m_refreshListed->setEnabled(m_filter.rowCount() > 0);
}

// What is chosen stays so while it is listed.
void HealthDialog::chooseFirst()
{
    if (!m_table->currentIndex().isValid() && m_filter.rowCount() > 0)
        m_table->setCurrentIndex(m_filter.index(0, SourceHealthModel::Name));
    m_refreshListed->setEnabled(m_filter.rowCount() > 0);
    takeCurrent();
}

void HealthDialog::takeCurrent()
{
    const QModelIndex index = m_filter.mapToSource(m_table->currentIndex());
    m_panel->setHealth(index.isValid() ? std::optional(m_model.at(index.row())) : std::nullopt);
}

QList<SourceId> HealthDialog::listed() const
{
    QList<SourceId> ids;
    for (int row = 0; row < m_filter.rowCount(); ++row)
        ids += m_filter.index(row, 0).data(SourceHealthModel::IdRole).value<SourceId>();
    return ids;
}

bool HealthDialog::eventFilter(QObject *watched, QEvent *event)
{
    if (event->type() != QEvent::KeyPress)
        return Sheet::eventFilter(watched, event);
    const int key = static_cast<QKeyEvent *>(event)->key();
    if (watched == m_words && (key == Qt::Key_Down || key == Qt::Key_Return || key == Qt::Key_Enter)) {
        m_table->setFocus();
        return true;
    }
    const QModelIndex index = m_filter.mapToSource(m_table->currentIndex());
    if (watched == m_table && index.isValid() && (key == Qt::Key_Delete || key == Qt::Key_Return || key == Qt::Key_Enter)) {
        emit wanted(key == Qt::Key_Delete ? HealthPanel::Deed::Unsubscribe : HealthPanel::Deed::Edit, m_model.at(index.row()).source);
        return true;
    }
    return Sheet::eventFilter(watched, event);
}

void HealthDialog::keyPressEvent(QKeyEvent *event)
{
    if (event->matches(QKeySequence::Find)) {
        m_words->setFocus(Qt::ShortcutFocusReason);
        m_words->selectAll();
    } else if (event->matches(QKeySequence::Refresh)) {
        emit refreshWanted(listed());
    } else {
        Sheet::keyPressEvent(event);
    }
}

} // namespace dateline
