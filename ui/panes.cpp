#include "ui/panes.h"

#include "ui/pane_header.h"

#include <QLabel>
#include <QVBoxLayout>

namespace dateline {
namespace {

QVBoxLayout *column(QWidget *pane, QPalette::ColorRole background)
{
    pane->setAutoFillBackground(true);
    pane->setBackgroundRole(background);
    auto *layout = new QVBoxLayout(pane);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->setSpacing(0);
    return layout;
}

} // namespace

Panes::Panes(const Theme &theme, const Actions &actions, SourceModel &sources, QueryView &query, QWidget *parent)
    : QSplitter(Qt::Horizontal, parent)
    , m_theme(theme)
{
    setHandleWidth(1);
    setChildrenCollapsible(false);
    m_sideBar = makeSideBar(actions, sources, query);
    m_facetPane = makeFacets(query);
    addWidget(m_sideBar);
    addWidget(m_facetPane);
    addWidget(makeMiddle(actions, query));
    addWidget(makeReading(actions));
    setStretchFactor(0, 0);
    setStretchFactor(1, 0);
    setStretchFactor(2, 1);
    setStretchFactor(3, 3);
    setSizes({220, 240, 400, 580});
}

// Every widget is born in its place: one that moves is styled again, with all that it holds.
QWidget *Panes::makeSideBar(const Actions &actions, SourceModel &sources, QueryView &query)
{
    auto *pane = new QWidget(this);
    QVBoxLayout *layout = column(pane, QPalette::Window);
    auto *header = new PaneHeader(m_theme, QPalette::Window, pane);
    auto *name = new QLabel(QStringLiteral("Dateline"), header);
    QFont font = m_theme.interfaceFont();
    font.setPointSizeF(font.pointSizeF() * 1.1);
    font.setWeight(QFont::Bold);
    name->setFont(font);
    name->setContentsMargins(Theme::unit, 0, 0, 0);
    header->addWidget(name);
    header->addStretch();
    header->addButton(actions[Command::AddAddress]);
    header->addButton(actions[Command::ImportFiles]);
    header->addButton(actions[Command::Refresh]);
    m_tree = new SourceTreeView(m_theme, sources, query, pane);
    m_progress = new ProgressStrip(m_theme, pane);
    layout->addWidget(header);
    layout->addWidget(m_tree, 1);
    layout->addWidget(m_progress);
    pane->setMinimumWidth(208);
    return pane;
}

QWidget *Panes::makeFacets(QueryView &query)
{
    auto *pane = new QWidget(this);
    QVBoxLayout *layout = column(pane, QPalette::Window);
    m_facets = new FacetPanel(m_theme, query, pane);
    layout->setContentsMargins(0, 3, 0, 0); // its field on a line with the search box
    layout->addWidget(m_facets, 1);
    pane->setMinimumWidth(190);
    return pane;
}

QWidget *Panes::makeMiddle(const Actions &actions, QueryView &query)
{
    auto *pane = new QWidget(this);
    QVBoxLayout *layout = column(pane, QPalette::Base);
    auto *header = new PaneHeader(m_theme, QPalette::Base, pane);
    m_search = new SearchBox(m_theme, query, header);
    header->addWidget(m_search, 1);
    header->addButton(actions[Command::MarkAllRead]);
    header->addButton(actions[Command::FacetPanel]);
    m_timeline = new TimelineView(m_theme, query, pane);
    m_chips = new ChipBar(m_theme, query, pane);
    m_count = new QLabel(pane);
    m_count->setContentsMargins(Theme::unit * 4, Theme::unit, Theme::unit * 4, Theme::unit);
    m_count->setForegroundRole(QPalette::PlaceholderText);
    m_count->setFont(m_theme.smallFont());
    m_list = new ArticleListView(m_theme, pane);
    layout->addWidget(header);
    layout->addWidget(m_timeline);
    layout->addWidget(m_chips);
    layout->addWidget(m_count);
    layout->addWidget(m_list, 1);
    pane->setMinimumWidth(280);
    return pane;
}

QWidget *Panes::makeReading(const Actions &actions)
{
    auto *pane = new QWidget(this);
    QVBoxLayout *layout = column(pane, QPalette::Base);
    auto *header = new PaneHeader(m_theme, QPalette::Base, pane);
    header->addButton(actions[Command::ToggleStar]);
    header->addButton(actions[Command::ToggleRead]);
    header->addButton(actions[Command::NextUnread]);
    header->addStretch();
    header->addButton(actions[Command::CopyLink]);
    header->addButton(actions[Command::OpenOriginal]);
    m_reading = new ReadingView(m_theme, pane);
    layout->addWidget(header);
    layout->addWidget(m_reading, 1);
    pane->setMinimumWidth(320);
    return pane;
}

void Panes::setSideBarShown(bool shown)
{
    m_sideBar->setVisible(shown);
}

void Panes::setFacetPanelShown(bool shown)
{
    m_facetPane->setVisible(shown);
}

void Panes::setCountText(const QString &text)
{
    m_count->setText(text);
    m_count->setVisible(!text.isEmpty());
}

} // namespace dateline
