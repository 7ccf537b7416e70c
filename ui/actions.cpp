#include "ui/actions.h"

#include <QCoreApplication>
#include <QMenu>
#include <QMenuBar>

#include <iterator>

namespace dateline {
namespace {

struct ActionRow {
    Command command;
    const char *group;
    const char *text;  // in the menu and in the help sheet
    const char *keys;  // portable key sequences apart by a blank
    const char *icon;
    bool separated = false; // a line before it in the menu
};

// In the order of Command; a group's rows stand together.
constexpr ActionRow rows[] = {
    {Command::AddAddress, QT_TRANSLATE_NOOP("Actions", "&File"), QT_TRANSLATE_NOOP("Actions", "&Add a feed or page…"), "Ctrl+L Ctrl+N", "add"},
    {Command::Catalogue, "&File", QT_TRANSLATE_NOOP("Actions", "Newspapers by &country…"), "Ctrl+Shift+N", "globe"},
    {Command::ImportFiles, "&File", QT_TRANSLATE_NOOP("Actions", "&Import files…"), "Ctrl+I", "import"},
    {Command::ImportFolder, "&File", QT_TRANSLATE_NOOP("Actions", "Import a &folder…"), "Ctrl+Shift+I", ""},
    {Command::Paste, "&File", QT_TRANSLATE_NOOP("Actions", "&Paste an address or an article"), "Ctrl+V", ""},
    {Command::Refresh, "&File", QT_TRANSLATE_NOOP("Actions", "&Refresh all feeds"), "F5 Ctrl+R", "refresh", true},
    {Command::FeedsHealth, "&File", QT_TRANSLATE_NOOP("Actions", "Feeds' &health…"), "Ctrl+H", "warning"},
    {Command::RequestLog, "&File", QT_TRANSLATE_NOOP("Actions", "&Log of requests…"), "Ctrl+Shift+H", ""},
    {Command::SampleEdition, "&File", QT_TRANSLATE_NOOP("Actions", "Open the &sample edition"), "Ctrl+Shift+E", "", true},
    {Command::Reanalyse, "&File", QT_TRANSLATE_NOOP("Actions", "A&nalyse the articles again"), "Ctrl+Shift+R", ""},
    {Command::ExportOpml, "&File", QT_TRANSLATE_NOOP("Actions", "&Export the list of feeds (OPML)…"), "Ctrl+E", "export"},
    {Command::Preferences, "&File", QT_TRANSLATE_NOOP("Actions", "Pre&ferences…"), "Ctrl+,", "settings", true},
    {Command::Quit, "&File", QT_TRANSLATE_NOOP("Actions", "&Quit"), "Ctrl+Q", "", true},
    {Command::Next, QT_TRANSLATE_NOOP("Actions", "&Article"), QT_TRANSLATE_NOOP("Actions", "&Next article"), "J", ""},
    {Command::Previous, "&Article", QT_TRANSLATE_NOOP("Actions", "&Previous article"), "K", ""},
    {Command::NextUnread, "&Article", QT_TRANSLATE_NOOP("Actions", "Next &unread article"), "N", "chevron-down"},
    {Command::PageOrNext, "&Article", QT_TRANSLATE_NOOP("Actions", "A page down, then the next unread"), "Space", ""},
    {Command::PageBack, "&Article", QT_TRANSLATE_NOOP("Actions", "A page up"), "Shift+Space", ""},
    {Command::ToggleStar, "&Article", QT_TRANSLATE_NOOP("Actions", "&Bookmark"), "S B", "star", true},
    {Command::ToggleRead, "&Article", QT_TRANSLATE_NOOP("Actions", "Mark &read or unread"), "M", "mark-read"},
    {Command::EditTags, "&Article", QT_TRANSLATE_NOOP("Actions", "&Tags…"), "T", "tag"},
    {Command::EditNote, "&Article", QT_TRANSLATE_NOOP("Actions", "N&ote…"), "Shift+N", "edit"},
    {Command::MarkAllRead, "&Article", QT_TRANSLATE_NOOP("Actions", "Mark &all listed read"), "Shift+A", "mark-all-read"},
    {Command::Undo, "&Article", QT_TRANSLATE_NOOP("Actions", "Un&do the last change"), "Ctrl+Z", "undo"},
    {Command::OpenOriginal, "&Article", QT_TRANSLATE_NOOP("Actions", "&Open the original in the browser"), "O Return Enter", "open-original", true},
    {Command::FetchFullText, "&Article", QT_TRANSLATE_NOOP("Actions", "Fetch the full te&xt"), "F", "page"},
    {Command::CopyLink, "&Article", QT_TRANSLATE_NOOP("Actions", "&Copy the link"), "Ctrl+Shift+C", "link"},
    {Command::FindInArticle, "&Article", QT_TRANSLATE_NOOP("Actions", "&Find in the article…"), "Ctrl+Shift+F", ""},
    {Command::ShowImages, "&Article", QT_TRANSLATE_NOOP("Actions", "Show the &images"), "I", "image"},
    {Command::Corrections, "&Article", QT_TRANSLATE_NOOP("Actions", "C&orrections…"), "Ctrl+K", "edit", true},
    {Command::Search, QT_TRANSLATE_NOOP("Actions", "Fi&lter"), QT_TRANSLATE_NOOP("Actions", "&Search"), "Ctrl+F /", "search"},
    {Command::ClearFilter, "Fi&lter", QT_TRANSLATE_NOOP("Actions", "&Clear the filter"), "Ctrl+Backspace", "close"},
    {Command::SaveFilter, "Fi&lter", QT_TRANSLATE_NOOP("Actions", "Save the &filter…"), "Ctrl+D", "filter"},
    {Command::ShowAll, "Fi&lter", QT_TRANSLATE_NOOP("Actions", "&All articles"), "Ctrl+1", "all-articles", true},
    {Command::ShowToday, "Fi&lter", QT_TRANSLATE_NOOP("Actions", "&Today"), "Ctrl+2", "today"},
    {Command::ShowUnread, "Fi&lter", QT_TRANSLATE_NOOP("Actions", "&Unread"), "Ctrl+3", "unread"},
    {Command::ShowBookmarks, "Fi&lter", QT_TRANSLATE_NOOP("Actions", "&Bookmarks"), "Ctrl+4", "star"},
    {Command::Renew, "Fi&lter", QT_TRANSLATE_NOOP("Actions", "Let go of what no longer &matches"), "R", "", true},
    {Command::FacetPanel, QT_TRANSLATE_NOOP("Actions", "&View"), QT_TRANSLATE_NOOP("Actions", "&Filter panel"), "F9", "facets"},
    {Command::SideBar, "&View", QT_TRANSLATE_NOOP("Actions", "&Sources"), "F8", "panel"},
    {Command::LargerType, "&View", QT_TRANSLATE_NOOP("Actions", "&Larger type"), "Ctrl++ Ctrl+=", "", true},
    {Command::SmallerType, "&View", QT_TRANSLATE_NOOP("Actions", "S&maller type"), "Ctrl+-", ""},
    {Command::NormalType, "&View", QT_TRANSLATE_NOOP("Actions", "&Normal type"), "Ctrl+0", ""},
    {Command::FullScreen, "&View", QT_TRANSLATE_NOOP("Actions", "F&ull screen"), "F11", "", true},
    {Command::CloseNotice, "&View", QT_TRANSLATE_NOOP("Actions", "&Close the message below"), "Escape", ""},
    {Command::KeyboardHelp, QT_TRANSLATE_NOOP("Actions", "&Help"), QT_TRANSLATE_NOOP("Actions", "&Keyboard"), "F1 ?", "help"},
    {Command::About, "&Help", QT_TRANSLATE_NOOP("Actions", "&About Dateline"), "", "information"},
};

constexpr bool areInOrder()
{
    for (size_t i = 0; i < std::size(rows); ++i) {
        if (static_cast<size_t>(rows[i].command) != i)
            return false;
    }
    return std::size(rows) == static_cast<size_t>(Command::About) + 1;
}
static_assert(areInOrder());

bool isCheckable(Command command)
{
    return command == Command::FacetPanel || command == Command::SideBar || command == Command::FullScreen;
}

} // namespace

Actions::Actions(const Theme &theme, QWidget &window)
    : QObject(&window)
    , m_theme(theme)
    , m_window(window)
{
    make();
    renewIcons();
    connect(&theme, &Theme::changed, this, &Actions::renewIcons);
}

void Actions::make()
{
    for (const ActionRow &row : rows) {
        auto *action = new QAction(QCoreApplication::translate("Actions", row.text), this);
        QList<QKeySequence> keys;
        for (const QString &key : QString::fromLatin1(row.keys).split(u' ', Qt::SkipEmptyParts))
            keys.append(QKeySequence(key, QKeySequence::PortableText));
        action->setShortcuts(keys);
        action->setCheckable(isCheckable(row.command));
        QString tip = action->text();
        tip.remove(u'&').remove(QStringLiteral("…"));
        action->setToolTip(keys.isEmpty() ? tip : tip + QStringLiteral("  (") + keys.first().toString(QKeySequence::NativeText) + u')');
        m_window.addAction(action);
        m_actions.append(action);
        m_iconNames.append(QString::fromLatin1(row.icon));
        const QString group = QCoreApplication::translate("Actions", row.group);
        if (m_groups.isEmpty() || m_groups.last().name != group)
            m_groups.append({group, {}});
        m_groups.last().commands.append(row.command);
    }
}

void Actions::renewIcons()
{
    for (qsizetype i = 0; i < m_actions.size(); ++i) {
        if (!m_iconNames.at(i).isEmpty())
            m_actions.at(i)->setIcon(m_theme.icon(m_iconNames.at(i)));
    }
}

void Actions::fill(QMenuBar &menuBar) const
{
    for (const ActionGroup &group : m_groups) {
        QMenu *menu = menuBar.addMenu(group.name);
        for (const Command command : group.commands) {
            if (rows[static_cast<size_t>(command)].separated)
                menu->addSeparator();
            menu->addAction(&(*this)[command]);
        }
    }
}

} // namespace dateline
