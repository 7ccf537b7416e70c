// ChipBar: the present filter as chips that wrap, each removed by its cross, Delete or Backspace; with "Clear all" and "Save
// filter…". As high as it must be; hidden while there is no filter. Main thread only.
#pragma once

#include "base/query.h"

#include <QWidget>

class QToolButton;

namespace dateline {

class ChipButton;
class ChipModel;
class FlowLayout;
class QueryView;
class Theme;

class ChipBar final : public QWidget {
    Q_OBJECT
public:
    // Both must outlive the bar.
    ChipBar(const Theme &theme, QueryView &view, QWidget *parent = nullptr);

    QList<ChipButton *> chips() const { return m_chips; }

signals:
    void saveRequested(const dateline::Query &query); // the reader wants to give the present query a name

private:
    void refresh();
    void refreshFonts();
    void makeChip();
    void removeChip(int row);
    void moveFocus(int row);

    const Theme &m_theme;
    QueryView &m_view;
    ChipModel *m_model;
    FlowLayout *m_flow;
    QList<ChipButton *> m_chips;
    QToolButton *m_clear;
    QToolButton *m_save;
};

} // namespace dateline
