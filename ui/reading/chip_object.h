// ChipObject: draws chips (rounded labels) as characters of a text document.
// One per document. What a chip shows is in its character format.
#pragma once

#include "ui/theme/theme.h"

#include <QObject>
#include <QTextCharFormat>
#include <QTextObjectInterface>

namespace dateline {

class ChipObject final : public QObject, public QTextObjectInterface {
    Q_OBJECT
    Q_INTERFACES(QTextObjectInterface)
public:
    static constexpr int objectType = QTextFormat::UserObject + 1;

    // `theme` outlives the object.
    ChipObject(const Theme &theme, QObject *parent);

    // A chip with a dot of the given colour, or with none where it is invalid.
    static QTextCharFormat chip(const QString &label, const QColor &dot = {});

    QSizeF intrinsicSize(QTextDocument *document, int position, const QTextFormat &format) override;
    void drawObject(QPainter *painter, const QRectF &rect, QTextDocument *document, int position, const QTextFormat &format) override;

private:
    QFont font() const;

    const Theme &m_theme;
};

} // namespace dateline
