// Panes: the window's widgets put in their places: side bar, facet panel, list and reading view beside each other. Arrangement only;
// what happens is the main window's. Main thread only.
#pragma once

#include "ui/actions.h"
#include "ui/filters/chip_bar.h"
#include "ui/filters/facet_panel.h"
#include "ui/filters/search_box.h"
#include "ui/filters/timeline_view.h"
#include "ui/list/article_list_view.h"
#include "ui/list/source_tree_view.h"
#include "ui/progress_strip.h"
#include "ui/reading/reading_view.h"

#include <QSplitter>

namespace dateline {

class Panes final : public QSplitter {
    Q_OBJECT
public:
    // All outlive it.
    Panes(const Theme &theme, const Actions &actions, SourceModel &sources, QueryView &query, QWidget *parent = nullptr);

    SourceTreeView &tree() { return *m_tree; }
    ProgressStrip &progress() { return *m_progress; }
    FacetPanel &facets() { return *m_facets; }
    SearchBox &search() { return *m_search; }
    ChipBar &chips() { return *m_chips; }
    ArticleListView &list() { return *m_list; }
    ReadingView &reading() { return *m_reading; }

    void setSideBarShown(bool shown);
    void setFacetPanelShown(bool shown);
    void setCountText(const QString &text); // below the search: how many articles

private:
    QWidget *makeSideBar(const Actions &actions, SourceModel &sources, QueryView &query);
    QWidget *makeFacets(QueryView &query);
    QWidget *makeMiddle(const Actions &actions, QueryView &query);
    QWidget *makeReading(const Actions &actions);

    const Theme &m_theme;
    QWidget *m_sideBar = nullptr;
    QWidget *m_facetPane = nullptr;
    SourceTreeView *m_tree = nullptr;
    ProgressStrip *m_progress = nullptr;
    FacetPanel *m_facets = nullptr;
    SearchBox *m_search = nullptr;
    TimelineView *m_timeline = nullptr;
    ChipBar *m_chips = nullptr;
    QLabel *m_count = nullptr;
    ArticleListView *m_list = nullptr;
    ReadingView *m_reading = nullptr;
};

} // namespace dateline
