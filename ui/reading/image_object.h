// ImageObject: draws an article's images, and what stands for those that aren't there, as characters of a text document. One per
// document. Which image it is, is in its character format.
#pragma once

#include "ui/reading/article_images.h"
#include "ui/theme/theme.h"

#include <QTextCharFormat>
#include <QTextObjectInterface>

namespace dateline {

class ImageObject final : public QObject, public QTextObjectInterface {
    Q_OBJECT
    Q_INTERFACES(QTextObjectInterface)
public:
    static constexpr int objectType = QTextFormat::UserObject + 2;

    // Where an image stands: `inset` is what is taken of the column's width before it (quotations, lists), `columns` into how many the rest
    // is parted (tables).
    struct Place {
        qreal inset = 0;
        int columns = 1;
    };

    // `theme` and `images` outlive the object.
    ImageObject(const Theme &theme, ArticleImages &images, QObject *parent);

    static QTextCharFormat format(int index, const Place &place);
    // The image that a format is of; -1 for any other format.
    static int indexOf(const QTextFormat &format);

    QSizeF intrinsicSize(QTextDocument *document, int position, const QTextFormat &format) override;
    void drawObject(QPainter *painter, const QRectF &rect, QTextDocument *document, int position, const QTextFormat &format) override;

private:
    QString label(int index) const;
    void drawImage(QPainter &painter, const QRectF &rect, const QImage &pixels) const;
    void drawBox(QPainter &painter, const QRectF &rect, int index, bool isLine) const;

    const Theme &m_theme;
    ArticleImages &m_images;
};

} // namespace dateline
