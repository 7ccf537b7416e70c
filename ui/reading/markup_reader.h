// MarkupReader: sanitised html as a row of tags and texts. It reads what text/html_sanitiser writes; anything else becomes
// text or is passed over, never an error. Nothing is interpreted here. Linear; holds a view of the markup it was given.
#pragma once

#include <QString>
#include <QStringView>

#include <array>

namespace dateline {

struct MarkupToken {
    enum class Kind : quint8 { Open, Close, Text, End };
    Kind kind = Kind::End;
    QString name;          // of a tag, in lower case
    QStringView attributes; // raw
    QString text;          // decoded

    // The decoded value of an attribute; null where there is none.
    QString attribute(QLatin1StringView wanted) const;
};

class MarkupReader final {
public:
    explicit MarkupReader(QStringView markup);
    MarkupToken next();
    qsizetype position() const { return m_position; }

private:
    MarkupToken readTag();
    MarkupToken readText();

    QStringView m_markup;
    qsizetype m_position = 0;
};

// Character references as the sanitiser writes them (amp, lt, gt, quot, apos, nbsp, decimal, hexadecimal) decoded.
QString decoded(QStringView text);

} // namespace dateline
