#include "cli/terminal.h"

#include <QStringList>

#include <algorithm>
#include <cmath>

namespace dateline {

namespace {

// The blocks that Unicode's EastAsianWidth.txt calls wide or fullwidth, whole blocks only.
bool isWide(char32_t c)
{
    return (c >= 0x1100 && c <= 0x115f) || (c >= 0x2e80 && c <= 0xa4cf) || (c >= 0xac00 && c <= 0xd7a3)
        || (c >= 0xf900 && c <= 0xfaff) || (c >= 0xfe30 && c <= 0xfe6f) || (c >= 0xff00 && c <= 0xff60)
        || (c >= 0x1f300 && c <= 0x1faff) || (c >= 0x20000 && c <= 0x3fffd);
}

int codePointWidth(char32_t c)
{
    const QChar::Category category = QChar::category(c);
    if (category == QChar::Mark_NonSpacing || category == QChar::Mark_Enclosing || category == QChar::Other_Format)
        return 0;
    return isWide(c) ? 2 : 1;
}

void breakInto(QStringList &lines, const QString &paragraph, int width)
{
    QString line;
    int used = 0;
    for (const QString &word : paragraph.split(u' ', Qt::SkipEmptyParts)) {
        const int wordWidth = displayWidth(word);
        if (used > 0 && used + 1 + wordWidth > width) {
            lines.append(std::exchange(line, {}));
            used = 0;
        }
        if (used > 0) {
            line += u' ';
            ++used;
        }
        line += word;
        used += wordWidth;
    }
    lines.append(line);
}

} // namespace

int displayWidth(QStringView text)
{
    int width = 0;
    for (const char32_t c : text.toUcs4())
        width += codePointWidth(c);
    return width;
}

QString fitted(const QString &text, int width)
{
    const int full = displayWidth(text);
    if (full <= width)
        return text + QString(width - full, u' ');
    QString cut;
    int used = 0;
    for (const char32_t c : text.toUcs4()) {
        if (used + codePointWidth(c) > width - 1)
            break;
        cut += QChar::fromUcs4(c);
        used += codePointWidth(c);
    }
    return cut + u'…' + QString(width - 1 - used, u' ');
}

QString wrapped(const QString &text, int width, int indent)
{
    QStringList lines;
    for (const QString &paragraph : text.split(u'\n'))
        breakInto(lines, paragraph, std::max(20, width - indent));
    const QString margin(indent, u' ');
    for (QString &line : lines) {
        if (!line.isEmpty())
            line.prepend(margin);
    }
    return lines.join(u'\n');
}

QString bar(double share, int width)
{
    static constexpr char16_t eighths[] = {u' ', u'▏', u'▎', u'▍', u'▌', u'▋', u'▊', u'▉'};
    const int full = width * 8;
    int filled = static_cast<int>(std::lround(std::clamp(share, 0.0, 1.0) * full));
    if (share > 0)
        filled = std::max(filled, 1);
    QString drawn(filled / 8, u'█');
    if (filled % 8 != 0)
        drawn += QChar(eighths[filled % 8]);
    return drawn;
}

} // namespace dateline
