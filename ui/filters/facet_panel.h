// FacetPanel: topics, countries, people, organisations, places, and more, each value with its live count. A click includes a value,
// a further one removes it, Shift or the menu excludes it. Edits the window's one query. Main thread only.
#pragma once

#include "base/answer.h"

#include <QMenu>
#include <QScrollArea>

class QLineEdit;

namespace dateline {

class FacetSection;
class QueryView;
class Theme;

class FacetPanel final : public QWidget {
    Q_OBJECT
public:
    // Both must outlive the panel.
    FacetPanel(const Theme &theme, QueryView &view, QWidget *parent = nullptr);

    FacetSection *section(Facet facet) const; // null where the panel has none
    QLineEdit *searchField() const { return m_search; }

    // Which sections are open, to be kept over sessions: facet numbers, and a number of its own for the map of countries.
    QList<int> openSections() const;
    void setOpenSections(const QList<int> &facets);

    QSize sizeHint() const override;

signals:
    // The menu of a value, about to be shown: whoever can do more adds it now.
    void menuOpening(QMenu *menu, const dateline::QueryTerm &term);

private:
    void refresh();
    void moveFocus(int from, int direction);
    void showRow(FacetSection *section, const QRect &row);

    QueryView &m_view;
    QLineEdit *m_search;
    QScrollArea *m_scroll;
    QList<FacetSection *> m_sections;
};

} // namespace dateline
