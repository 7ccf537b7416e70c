// Declarations are split as CSS does it (CSS Style Attributes §3), but for strings and escapes, which none of the properties asked for here needs.
// Of several declarations of a property the last holds. Linear.
#include "text/inline_style.h"

#include <QList>
#include <QString>

#include <algorithm>
#include <optional>

namespace dateline {

namespace {

constexpr double speck = 2;        // CSS pixels: nothing that is meant to be looked at is smaller
constexpr double faintest = 0.05;  // opacity
constexpr double farOff = -999;    // CSS pixels from the page's edge
constexpr double lineHeight = 16;  // CSS pixels of an em, where nobody says otherwise

// The value of a length in CSS pixels; none where it depends on something else ("50%", "auto").
std::optional<double> pixels(QStringView length)
{
    qsizetype end = 0;
    while (end < length.size() && (length[end].isDigit() || length[end] == u'.' || ((length[end] == u'-' || length[end] == u'+') && end == 0)))
        ++end;
    bool isNumber = false;
    const double number = length.first(end).toDouble(&isNumber);
    if (!isNumber)
        return {};
    static constexpr std::pair<QStringView, double> units[] = {
        {u"", 1}, {u"px", 1}, {u"pt", 96.0 / 72}, {u"pc", 16}, {u"in", 96}, {u"cm", 96 / 2.54}, {u"mm", 9.6 / 2.54}, {u"q", 2.4 / 2.54},
        {u"em", lineHeight}, {u"rem", lineHeight}, {u"ex", lineHeight / 2}, {u"ch", lineHeight / 2}};
    const auto *unit = std::ranges::find(units, length.sliced(end), &std::pair<QStringView, double>::first);
    if (unit != std::end(units))
        return number * unit->second;
    return number == 0 ? std::optional(0.0) : std::nullopt;
}

bool isSpeck(const std::optional<double> &length)
{
    return length && *length >= 0 && *length <= speck;
}

class Appearance final {
public:
    explicit Appearance(QStringView style)
    {
        const QString declarations = withoutComments(style).toLower();
        for (const QStringView declaration : QStringView(declarations).split(u';', Qt::SkipEmptyParts)) {
            const qsizetype colon = declaration.indexOf(u':');
            if (colon > 0)
                read(declaration.first(colon).trimmed(), declaration.sliced(colon + 1).split(u'!').first().trimmed());
        }
    }

    bool isUnseen() const { return m_isUndisplayed || m_isInvisible || m_isOffPage || m_isClippedAway; }
    bool isFaint() const { return m_opacity < faintest; }
    bool isNarrow() const { return !m_hasLeastWidth && (isSpeck(m_width) || isSpeck(m_widest)); }
    bool isLow() const { return !m_hasLeastHeight && (isSpeck(m_height) || isSpeck(m_highest)); }
    // Nothing of its content is outside of it. A box with padding keeps a place for what is laid over it.
    bool isShut() const { return m_cutsOverflow && !m_isPadded; }
    bool hasTinyType() const { return isSpeck(m_type); }
    bool isHiddenFromOutlook() const { return m_isHiddenFromOutlook; }

private:
    static QString withoutComments(QStringView style)
    {
        QString rest;
        for (qsizetype at = 0; at < style.size();) {
            const qsizetype comment = style.indexOf(u"/*", at);
            rest += style.sliced(at, (comment < 0 ? style.size() : comment) - at);
            const qsizetype end = comment < 0 ? -1 : style.indexOf(u"*/", comment + 2);
            at = end < 0 ? style.size() : end + 2;
        }
        return rest;
    }

    void read(QStringView name, QStringView value)
    {
        if (name == u"display")
            m_isUndisplayed = value == u"none";
        else if (name == u"visibility")
            m_isInvisible = value == u"hidden" || value == u"collapse";
        else if (name == u"mso-hide") // Outlook's own, in newsletters
            m_isHiddenFromOutlook = value == u"all";
        else if (name == u"opacity")
            m_opacity = pixels(value).value_or(1);
        else if (name == u"overflow")
            m_cutsOverflow = value.startsWith(u"hidden") || value.startsWith(u"clip");
        else if (name.startsWith(u"padding"))
            m_isPadded = m_isPadded || std::ranges::any_of(value, [](QChar c) { return c >= u'1' && c <= u'9'; });
        else if (name == u"clip" || name == u"clip-path" || name == u"transform")
            m_isClippedAway = m_isClippedAway || clipsAway(value);
        else
            readLength(name, value);
    }

    void readLength(QStringView name, QStringView value)
    {
        const std::optional<double> length = pixels(value);
        if (name == u"width")
            m_width = length;
        else if (name == u"height")
            m_height = length;
        else if (name == u"max-width")
            m_widest = length;
        else if (name == u"max-height")
            m_highest = length;
        else if (name == u"min-width")
            m_hasLeastWidth = !isSpeck(length);
        else if (name == u"min-height")
            m_hasLeastHeight = !isSpeck(length);
        else if (name == u"font-size")
            m_type = length;
        else if (name == u"left" || name == u"top" || name == u"right" || name == u"bottom" || name == u"margin-left" || name == u"margin-top")
            m_isOffPage = m_isOffPage || (length && *length <= farOff);
    }

    // The ways in which text is kept for screen readers only.
    static bool clipsAway(QStringView value)
    {
        static constexpr QStringView ways[] = {u"rect(0", u"rect(1px", u"inset(50%)", u"inset(100%)", u"scale(0)"};
        return std::ranges::any_of(ways, [value](QStringView way) { return value.startsWith(way); });
    }

    std::optional<double> m_width, m_height, m_widest, m_highest, m_type; // CSS pixels
    double m_opacity = 1;
    bool m_isUndisplayed = false, m_isInvisible = false, m_isOffPage = false, m_isClippedAway = false, m_isHiddenFromOutlook = false;
    bool m_cutsOverflow = false, m_isPadded = false, m_hasLeastWidth = false, m_hasLeastHeight = false;
};

} // namespace

bool hidesElement(QStringView style)
{
    const Appearance look(style);
    if (look.isUnseen() || (look.isShut() && look.isNarrow()))
        return true;
    // A low box alone may be one that a press unfolds, and what only Outlook hides (a button that it draws by itself) others show.
    const bool isPreviewLine = look.isFaint() || look.hasTinyType() || (look.isShut() && look.isHiddenFromOutlook());
    return look.isLow() && isPreviewLine;
}

bool hidesImage(QStringView style)
{
    const Appearance look(style);
    return look.isUnseen() || look.isFaint() || look.isNarrow() || look.isLow();
}

} // namespace dateline
