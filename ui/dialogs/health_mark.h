// How the state of a feed is drawn: a dot beside its word. Full for what arrives or fails, a ring for what is silent or was never asked, so that
// nobody has to tell colours apart. Main thread only.
#pragma once

#include "base/source_health.h"
#include "ui/dialogs/plain_tip_delegate.h"
#include "ui/theme/theme.h"

class QLabel;

namespace dateline {

QColor healthColor(const Theme &theme, HealthState state);
void paintHealthDot(QPainter &painter, const QRectF &place, const Theme &theme, HealthState state);
// Dot and word, to be read by a screen reader as the word; setHealthMark() brings it up to date.
QLabel *healthMark(QWidget *parent = nullptr);
void setHealthMark(QLabel &mark, const Theme &theme, HealthState state);

// The column of a SourceHealthModel that tells the state.
class HealthStateDelegate final : public PlainTipDelegate {
    Q_OBJECT
public:
    // `theme` outlives it.
    HealthStateDelegate(const Theme &theme, QObject *parent);

protected:
    void initStyleOption(QStyleOptionViewItem *option, const QModelIndex &index) const override;

private:
    const Theme &m_theme;
};

} // namespace dateline
