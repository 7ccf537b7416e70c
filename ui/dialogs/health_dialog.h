// HealthDialog: all feeds and how they are doing, what needs care first; the one chosen with what to do about it. Stands beside the
// window (show(), not open()), so that the reader can look at both. Main thread only.
#pragma once

#include "items/source_health_model.h"
#include "ui/dialogs/health_panel.h"
#include "ui/dialogs/sheet.h"

#include <QTimer>

class QButtonGroup;
class QLineEdit;
class QTreeView;

namespace dateline {

class HealthDialog final : public Sheet {
    Q_OBJECT
public:
    HealthDialog(const Theme &theme, QWidget *parent);
    ~HealthDialog() override;

    // All feeds. Called again whenever something may be other: what is chosen stays chosen.
    void setHealth(const QList<SourceHealth> &health, const QDateTime &now);
    void showOnly(SourceHealthFilter::Shown what);
    // Chooses this feed, also once it is told of; shows all feeds where it isn't among those shown.
    void choose(SourceId id);
    void setFetching(bool isFetching);

signals:
    void healthWanted(); // again, as time goes on
    void refreshWanted(const QList<dateline::SourceId> &sources);
    void wanted(dateline::HealthPanel::Deed deed, const dateline::Source &source);
    void logWanted();

protected:
    bool eventFilter(QObject *watched, QEvent *event) override; // keys of list and field
    void keyPressEvent(QKeyEvent *event) override;

private:
    void addHead();
    void addTable();
    void addDeeds();
    void renewCounts();
    void takeCurrent();
    void chooseFirst();
    QList<SourceId> listed() const;

    SourceHealthModel m_model;
    SourceHealthFilter m_filter;
    QButtonGroup *m_kinds;
    QLineEdit *m_words;
    QTreeView *m_table;
    HealthPanel *m_panel;
    QPushButton *m_refreshListed;
    QTimer m_again;
    SourceId m_wantedId; // to be chosen once it is there
};

} // namespace dateline
