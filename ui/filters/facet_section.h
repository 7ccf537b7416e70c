// FacetSection: one facet of the panel: a heading that opens and closes it, its values, and "Show more". Main thread only.
#pragma once

#include "base/answer.h"

#include <QMenu>
#include <QWidget>

class QToolButton;

namespace dateline {

class FacetList;
class FacetModel;
class QueryView;
class Theme;
class WorldMap;

class FacetSection final : public QWidget {
    Q_OBJECT
public:
    static constexpr int fewValues = 8;
    static constexpr int manyValues = 200;

    // Both must outlive the section.
    FacetSection(const Theme &theme, QueryView &view, Facet facet, QWidget *parent = nullptr);

    Facet facet() const;
    FacetModel *model() const { return m_model; }
    FacetList *list() const { return m_list; }
    bool isOpen() const { return m_isOpen; }
    void setOpen(bool isOpen);
    // While there is a pattern, a closed section with hits is open.
    void setPattern(const QString &pattern);
    // Countries can be shown on a map as well, above the list; other facets have none.
    bool hasMap() const { return m_mapButton; }
    bool isMapShown() const { return m_isMapShown; }
    void setMapShown(bool isShown);
    WorldMap *map() const { return m_map; } // null until it was shown
    // Takes what the query view now has.
    void refresh();

signals:
    void left(int direction); // the arrow keys went out of the list's values
    void menuOpening(QMenu *menu, const dateline::QueryTerm &term); // whoever can do more adds it now
    void focused(const QRect &row); // the row with the focus, in this widget's coordinates

private:
    void pick(const QueryTerm &term, bool isExclusion);
    void addMapButton();
    void refreshMap();
    void showMenu(int row, const QPoint &globalPosition);
    void refreshShown();
    void refreshFonts();

    const Theme &m_theme;
    QueryView &m_view;
    FacetModel *m_model;
    QToolButton *m_heading;
    FacetList *m_list;
    QToolButton *m_more;
    QToolButton *m_mapButton = nullptr;
    WorldMap *m_map = nullptr;
    bool m_isOpen = true;
    bool m_isMapShown = false;
};

} // namespace dateline
