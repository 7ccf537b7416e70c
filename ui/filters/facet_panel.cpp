#include "ui/filters/facet_panel.h"

#include "items/query_view.h"
#include "ui/filters/facet_list.h"
#include "ui/filters/facet_section.h"
#include "ui/theme/clear_button.h"
#include "ui/theme/theme.h"

#include <QLineEdit>
#include <QVBoxLayout>

#include <array>

namespace dateline {
namespace {

constexpr std::array shownFacets = {Facet::Topic, Facet::Country, Facet::Person, Facet::Organisation, Facet::Place, Facet::Source,
                                    Facet::Tag, Facet::Language, Facet::From, Facet::Mentions, Facet::State};
constexpr size_t openFacets = 5; // the first ones
constexpr int mapOfCountries = 1'000; // among the open sections, whose numbers are those of facets

} // namespace

FacetPanel::FacetPanel(const Theme &theme, QueryView &view, QWidget *parent)
    : QWidget(parent)
    , m_view(view)
    , m_search(new QLineEdit(this))
    , m_scroll(new QScrollArea(this))
{
    m_search->setPlaceholderText(tr("Find a name…"));
    m_search->setAccessibleName(tr("Find a value to filter by"));
    addClearButton(theme, *m_search);
    auto *body = new QWidget(m_scroll->viewport());
    auto *column = new QVBoxLayout(body);
    column->setContentsMargins(0, 0, 0, 0);
    column->setSpacing(0);
    for (size_t i = 0; i < shownFacets.size(); ++i) {
        auto *section = new FacetSection(theme, view, shownFacets[i], body);
        section->setOpen(i < openFacets);
        column->addWidget(section);
        m_sections += section;
        connect(section, &FacetSection::left, this, [this, i](int direction) { moveFocus(int(i), direction); });
        connect(section, &FacetSection::menuOpening, this, &FacetPanel::menuOpening);
        connect(section, &FacetSection::focused, this, [this, section](const QRect &row) { showRow(section, row); });
    }
    column->addStretch();
    m_scroll->setWidget(body);
    m_scroll->setWidgetResizable(true);
    m_scroll->setFrameShape(QFrame::NoFrame);
    m_scroll->setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    m_scroll->setFocusPolicy(Qt::NoFocus);
    auto *layout = new QVBoxLayout(this);
    layout->setContentsMargins(0, 2 * Theme::unit, 0, 0);
    layout->setSpacing(2 * Theme::unit);
    auto *searchRow = new QHBoxLayout;
    searchRow->setContentsMargins(2 * Theme::unit, 0, 2 * Theme::unit, 0);
    searchRow->addWidget(m_search);
    layout->addLayout(searchRow);
    layout->addWidget(m_scroll);
    setAccessibleName(tr("Filters"));
    connect(m_search, &QLineEdit::textChanged, this, [this](const QString &pattern) {
        for (FacetSection *section : std::as_const(m_sections))
            section->setPattern(pattern);
    });
    connect(&view, &QueryView::queryChanged, this, &FacetPanel::refresh);
    connect(&view, &QueryView::answerChanged, this, &FacetPanel::refresh);
}

QSize FacetPanel::sizeHint() const
{
    return {60 * Theme::unit, 120 * Theme::unit};
}

FacetSection *FacetPanel::section(Facet facet) const
{
    for (FacetSection *section : m_sections) {
        if (section->facet() == facet)
            return section;
    }
    return nullptr;
}

QList<int> FacetPanel::openSections() const
{
    QList<int> open;
    for (const FacetSection *section : m_sections) {
        if (section->isOpen())
            open += int(section->facet());
        if (section->isMapShown())
            open += mapOfCountries;
    }
    return open;
}

void FacetPanel::setOpenSections(const QList<int> &facets)
{
    for (FacetSection *section : std::as_const(m_sections))
        section->setOpen(facets.contains(int(section->facet())));
    section(Facet::Country)->setMapShown(facets.contains(mapOfCountries));
}

void FacetPanel::refresh()
{
    for (FacetSection *section : std::as_const(m_sections))
        section->refresh();
}

// The arrows go on in the next open section, or up into the search field.
void FacetPanel::moveFocus(int from, int direction)
{
    for (int i = from + direction; i >= 0 && i < m_sections.size(); i += direction) {
        FacetList *list = m_sections.at(i)->list();
        if (!list->isVisible())
            continue;
        list->setCurrentIndex(list->model()->index(direction > 0 ? 0 : list->model()->rowCount() - 1, 0));
        list->setFocus(Qt::OtherFocusReason);
        return;
    }
    if (direction < 0)
        m_search->setFocus(Qt::OtherFocusReason);
}

void FacetPanel::showRow(FacetSection *section, const QRect &row)
{
    const QPoint center = section->mapTo(m_scroll->widget(), row.center());
    m_scroll->ensureVisible(center.x(), center.y(), 0, row.height());
}

} // namespace dateline
