// HealthPanel: one feed of the health dialog: how it is doing, what went wrong, what to do, and buttons that do it. Main thread only.
#pragma once

#include "base/source_health.h"
#include "ui/theme/theme.h"

#include <QScrollArea>

#include <optional>

class QGridLayout;
class QLabel;
class QPushButton;

namespace dateline {

class HealthPanel final : public QScrollArea {
    Q_OBJECT
public:
    enum class Deed : quint8 { Refresh, StartAgain, LogIn, Edit, OpenSite, Unsubscribe };
    Q_ENUM(Deed)

    // `theme` outlives it.
    explicit HealthPanel(const Theme &theme, QWidget *parent = nullptr);

    // Nothing: none is chosen.
    void setHealth(const std::optional<SourceHealth> &health);
    // While it is being fetched.
    void setFetching(bool isFetching);
    // What makes sense for it, the most useful one first.
    static QList<Deed> deedsFor(const SourceHealth &health);

signals:
    void wanted(dateline::HealthPanel::Deed deed, const dateline::Source &source);

private:
    QLabel *addText();
    void showButtons(const QList<Deed> &deeds);
    void renewColors();

    const Theme &m_theme;
    std::optional<SourceHealth> m_health;
    QWidget *m_content;
    QLabel *m_title, *m_address, *m_mark, *m_summary, *m_error, *m_advice, *m_times, *m_faults, *m_nothing;
    QGridLayout *m_grid;
    QList<QPushButton *> m_buttons; // by deed
    bool m_isFetching = false;
};

} // namespace dateline
