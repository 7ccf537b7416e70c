// Actions: everything that can be done in the window, once: its name, its keys, its icon and its place in the menus. Menus,
// buttons and the help sheet are made from this table, so nothing can be done that has no key or no name. Main thread only.
#pragma once

#include "ui/theme/theme.h"

#include <QAction>
#include <QObject>

class QMenuBar;

namespace dateline {

enum class Command : quint8 {
    AddAddress, Catalogue, ImportFiles, ImportFolder, Paste, Refresh, FeedsHealth, RequestLog, SampleEdition, Reanalyse, ExportOpml, Preferences, Quit,
    Next, Previous, NextUnread, PageOrNext, PageBack, ToggleStar, ToggleRead, EditTags, EditNote, MarkAllRead, Undo, OpenOriginal, FetchFullText, CopyLink, FindInArticle, ShowImages, Corrections,
    Search, ClearFilter, SaveFilter, ShowAll, ShowToday, ShowUnread, ShowBookmarks, Renew,
    FacetPanel, SideBar, LargerType, SmallerType, NormalType, FullScreen, CloseNotice,
    KeyboardHelp, About,
};

struct ActionGroup {
    QString name;
    QList<Command> commands;
};

class Actions final : public QObject {
    Q_OBJECT
public:
    // `theme` outlives it. The actions' keys work in `window` and are added to it.
    Actions(const Theme &theme, QWidget &window);

    QAction &operator[](Command command) const { return *m_actions.at(static_cast<qsizetype>(command)); }
    // As in the menu bar: "File", "Article", "Filter", "View", "Help".
    const QList<ActionGroup> &groups() const { return m_groups; }
    void fill(QMenuBar &menuBar) const;

private:
    void make();
    void renewIcons();

    const Theme &m_theme;
    QWidget &m_window;
    QList<QAction *> m_actions; // by command
    QList<QString> m_iconNames;
    QList<ActionGroup> m_groups;
};

} // namespace dateline
