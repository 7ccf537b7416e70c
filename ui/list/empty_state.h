// EmptyState: what stands in a list without rows: what is the matter, and what to do about it.
#pragma once

#include <QWidget>

class QLabel;
class QVBoxLayout;

namespace dateline {

class Theme;

struct EmptyAction {
    QString name;  // handed back when it is chosen
    QString label;
};

struct EmptyState {
    QString icon;  // a line icon's name, or empty
    QString title;
    QString text;
    QList<EmptyAction> actions; // the first is the one to take

    // The usual ones. Their actions are named "clear-filters", "add-feed", "import", "import-sample", "catalogue", "show-all".
    static EmptyState nothingMatches();
    static EmptyState firstRun();
    static EmptyState allRead();
    static EmptyState noBookmarks();
    static EmptyState loading();
};

class EmptyStateView final : public QWidget {
    Q_OBJECT
public:
    explicit EmptyStateView(const Theme &theme, QWidget *parent = nullptr);
    void setState(const EmptyState &state);
    QString title() const;

signals:
    void actionTriggered(const QString &name);

private:
    void refresh();

    const Theme &m_theme;
    EmptyState m_state;
    QVBoxLayout *m_layout;
};

} // namespace dateline
