#include "ui/filters/facet_section.h"

#include "items/facet_model.h"
#include "items/query_view.h"
#include "ui/filters/facet_list.h"
#include "ui/map/world_map.h"
#include "ui/theme/theme.h"

#include <QMenu>
#include <QToolButton>
#include <QVBoxLayout>

namespace dateline {

FacetSection::FacetSection(const Theme &theme, QueryView &view, Facet facet, QWidget *parent)
    : QWidget(parent)
    , m_theme(theme)
    , m_view(view)
    , m_model(new FacetModel(facet, this))
    , m_heading(new QToolButton(this))
    , m_list(new FacetList(theme, *m_model, this))
    , m_more(new QToolButton(this))
{
    m_model->setLimit(fewValues);
    m_heading->setToolButtonStyle(Qt::ToolButtonTextBesideIcon);
    m_heading->setAutoRaise(true);
    for (QToolButton *button : {m_heading, m_more})
        button->setMinimumWidth(1); // a long name must not make the rows wider than the panel
    m_heading->setIconSize({3 * Theme::unit, 3 * Theme::unit});
    m_more->setAutoRaise(true);
    m_more->setCursor(Qt::PointingHandCursor);
    auto *layout = new QVBoxLayout(this);
    layout->setContentsMargins(0, 0, 0, 2 * Theme::unit);
    layout->setSpacing(0);
    auto *top = new QHBoxLayout;
    top->setSpacing(0);
    top->addWidget(m_heading);
    top->addStretch();
    layout->addLayout(top);
    layout->addWidget(m_list);
    layout->addWidget(m_more, 0, Qt::AlignLeading);
    layout->setAlignment(m_more, Qt::AlignLeading);
    connect(m_heading, &QToolButton::clicked, this, [this] { setOpen(!m_isOpen); });
    connect(m_more, &QToolButton::clicked, this, [this] { m_model->setLimit(m_model->limit() == fewValues ? manyValues : fewValues); });
    connect(m_model, &FacetModel::shownChanged, this, &FacetSection::refreshShown);
    connect(m_list, &FacetList::picked, this, [this](int row, bool isExclusion) { pick(m_model->termAt(row), isExclusion); });
    connect(m_list, &FacetList::menuRequested, this, &FacetSection::showMenu);
    connect(m_list, &FacetList::left, this, &FacetSection::left);
    connect(m_list->selectionModel(), &QItemSelectionModel::currentChanged, this, [this](const QModelIndex &current) {
        if (current.isValid())
            emit focused(m_list->visualRect(current).translated(m_list->pos()));
    });
    connect(&theme, &Theme::changed, this, &FacetSection::refreshFonts);
    if (facet == Facet::Country)
        addMapButton();
    refreshFonts();
    refresh();
}

void FacetSection::addMapButton()
{
    m_mapButton = new QToolButton(this);
    m_mapButton->setAutoRaise(true);
    m_mapButton->setCheckable(true);
    m_mapButton->setIconSize({4 * Theme::unit, 4 * Theme::unit});
    m_mapButton->setToolTip(tr("Show the countries on a map"));
    m_mapButton->setAccessibleName(m_mapButton->toolTip());
    static_cast<QHBoxLayout *>(layout()->itemAt(0)->layout())->addWidget(m_mapButton);
    connect(m_mapButton, &QToolButton::clicked, this, &FacetSection::setMapShown);
}

void FacetSection::setMapShown(bool isShown)
{
    if (!m_mapButton || m_isMapShown == isShown)
        return;
    m_isMapShown = isShown;
    m_mapButton->setChecked(isShown);
    if (isShown && !m_map) {
        m_map = new WorldMap(m_theme, this);
        m_map->setCountText([](int count) { return count == 1 ? tr("1 article") : tr("%Ln articles", nullptr, count); });
        static_cast<QVBoxLayout *>(layout())->insertWidget(1, m_map);
        connect(m_map, &WorldMap::countryPicked, this, [this](const QString &code, bool withShift) { pick({Field::Country, code}, withShift); });
    }
    refreshShown();
}

// Only what is seen costs anything.
void FacetSection::refreshMap()
{
    const bool isShown = m_isMapShown && m_isOpen && m_model->pattern().isEmpty();
    if (m_map)
        m_map->setVisible(isShown);
    if (!isShown || !m_map)
        return;
    QHash<QString, int> counts;
    for (const FacetCount &count : m_view.answer().facets.value(facet()))
        counts.insert(count.value, static_cast<int>(count.count));
    QSet<QString> included, excluded;
    for (int row = 0; row < m_model->rowCount(); ++row) {
        const QString code = m_model->termAt(row).value;
        if (m_model->presenceAt(row) == Query::Presence::Included)
            included.insert(code);
        else if (m_model->presenceAt(row) == Query::Presence::Excluded)
            excluded.insert(code);
        if (m_model->presenceAt(row) != Query::Presence::Absent && !counts.contains(code))
            counts.insert(code, 0); // it can be clicked out of the filter
    }
    m_map->setCounts(counts);
    m_map->setChosen(included, excluded);
}

Facet FacetSection::facet() const
{
    return m_model->facet();
}

void FacetSection::setOpen(bool isOpen)
{
    m_isOpen = isOpen;
    refreshShown();
}

void FacetSection::setPattern(const QString &pattern)
{
    m_model->setPattern(pattern);
}

void FacetSection::refresh()
{
    m_model->setQueryAndAnswer(m_view.query(), m_view.answer());
    refreshMap();
}

void FacetSection::refreshFonts()
{
    m_heading->setFont(m_theme.labelFont());
    m_more->setFont(m_theme.smallFont());
    refreshShown();
    m_list->updateGeometry();
}

void FacetSection::refreshShown()
{
    const bool isSearched = !m_model->pattern().isEmpty();
    const bool isShown = m_isOpen || isSearched;
    const int picked = m_model->pickedCount();
    const QString title = facetTitle(facet());
    m_heading->setText(picked > 0 && !isShown ? tr("%1 (%2)", "facet and number of its values in the filter").arg(title).arg(picked) : title);
    m_heading->setIcon(m_theme.icon(isShown ? QStringLiteral("chevron-down")
                                    : layoutDirection() == Qt::RightToLeft ? QStringLiteral("chevron-left") : QStringLiteral("chevron-right")));
    m_heading->setAccessibleDescription(isShown ? tr("open") : tr("closed"));
    m_list->setVisible(isShown);
    if (m_mapButton) {
        m_mapButton->setVisible(isShown);
        m_mapButton->setIcon(m_theme.icon(QStringLiteral("globe")));
        refreshMap();
    }
    const bool canGrow = m_model->hiddenCount() > 0;
    const bool canShrink = !isSearched && m_model->limit() > fewValues && m_model->rowCount() > fewValues;
    m_more->setVisible(isShown && (canGrow || canShrink));
    m_more->setText(m_model->limit() == fewValues ? tr("Show %n more", nullptr, m_model->hiddenCount()) : tr("Show fewer"));
    setVisible(m_model->rowCount() > 0);
    m_list->updateGeometry();
    updateGeometry();
}

// A click on a value that the query names takes it out, but for Shift on an included one: that turns it round.
void FacetSection::pick(const QueryTerm &term, bool isExclusion)
{
    const Query &query = m_view.query();
    const auto wanted = isExclusion ? Query::Presence::Excluded : Query::Presence::Included;
    const Query::Presence present = query.presence(term);
    if (present == wanted || (present == Query::Presence::Excluded && !isExclusion))
        m_view.setQuery(query.without(term));
    else
        m_view.setQuery(isExclusion ? query.excluding(term) : query.including(term));
}

void FacetSection::showMenu(int row, const QPoint &globalPosition)
{
    const QueryTerm term = m_model->termAt(row);
    const Query::Presence presence = m_model->presenceAt(row);
    auto *menu = new QMenu(this);
    menu->setAttribute(Qt::WA_DeleteOnClose);
    if (presence != Query::Presence::Included)
        menu->addAction(tr("Include"), this, [this, term] { m_view.setQuery(m_view.query().including(term)); });
    if (presence != Query::Presence::Excluded)
        menu->addAction(tr("Exclude"), this, [this, term] { m_view.setQuery(m_view.query().excluding(term)); });
    if (presence != Query::Presence::Absent)
        menu->addAction(tr("Remove from the filter"), this, [this, term] { m_view.setQuery(m_view.query().without(term)); });
    menu->addSeparator();
    menu->addAction(tr("Only this"), this, [this, term] { m_view.setQuery(Query().including(term)); });
    emit menuOpening(menu, term);
    menu->popup(globalPosition);
}

} // namespace dateline
