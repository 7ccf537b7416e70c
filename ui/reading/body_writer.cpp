#include "ui/reading/body_writer.h"

#include "ui/reading/image_object.h"
#include "ui/reading/table_shape.h"

#include <QCoreApplication>
#include <QFontInfo>
#include <QFontMetricsF>
#include <QTextDocument>
#include <QUrl>

#include <algorithm>
#include <utility>

namespace dateline {
namespace {

constexpr qsizetype longestAddress = 8192;
constexpr int deepest = 8;   // of nested lists and quotations that are still indented

QColor faint(QColor color, const QColor &background, qreal share)
{
    const auto mix = [share](int a, int b) { return static_cast<int>(a * share + b * (1 - share)); };
    return QColor(mix(color.red(), background.red()), mix(color.green(), background.green()), mix(color.blue(), background.blue()));
}

} // namespace

QUrl permittedLink(const QString &address)
{
    if (address.size() > longestAddress)
        return {};
    const QUrl url(address.trimmed());
    const QString scheme = url.scheme().toLower();
    const bool isWeb = (scheme == QLatin1String("http") || scheme == QLatin1String("https")) && !url.host().isEmpty();
    return url.isValid() && (isWeb || scheme == QLatin1String("mailto")) ? url : QUrl();
}

qreal lineHeight(const QFont &font, qreal ratio)
{
    const qreal size = QFontInfo(font).pixelSize();
    const qreal natural = QFontMetricsF(font).height();
    return natural > 0 ? std::max(100.0, 100 * ratio * size / natural) : 100;
}

QString targetAnchor(qsizetype target)
{
    return QStringLiteral("dateline-target:%1").arg(target);
}

BodyWriter::BodyWriter(const QTextCursor &cursor, const ArticleContent &content, const ImageCount &inText,
                       const ArticleMarks &marks, const QList<qint32> &places, ArticleImages &images, const Theme &theme)
    : m_marks(marks)
    , m_images(images)
    , m_theme(theme)
    , m_hasOnlyLead(inText.all == 0)
    , m_html(content.html)
    , m_plain(content.html.isEmpty() ? content.text : QString())
    , m_markup(leadMarkup(content, inText))
    , m_reader(m_markup)
    , m_mapper(content.text)
    , m_cursor(cursor)
    , m_start(cursor)
    , m_wantedPlaces(places)
{
    m_start.setKeepPositionOnInsert(true);
    std::sort(m_wantedPlaces.begin(), m_wantedPlaces.end());
}

QTextCursor BodyWriter::place(qint32 offset) const
{
    const auto found = m_places.constFind(offset);
    if (found == m_places.constEnd())
        return {};
    QTextCursor place = m_start;
    place.setPosition(m_start.position() + *found);
    return place;
}

int BodyWriter::imagePosition(int index) const
{
    const auto found = m_imagePlaces.constFind(index);
    return found == m_imagePlaces.constEnd() ? -1 : m_start.position() + *found;
}

bool BodyWriter::advance(qsizetype characters)
{
    m_cursor.beginEditBlock();
    bool isDone = false;
    for (qsizetype left = characters; !isDone && left > 0;) {
        if (m_reader.position() >= m_markup.size())
            readOn();
        const qsizetype before = m_reader.position();
        const MarkupToken token = m_reader.next();
        left -= m_reader.position() - before;
        switch (token.kind) {
        case MarkupToken::Kind::Open: open(token); break;
        case MarkupToken::Kind::Close: close(token.name); break;
        case MarkupToken::Kind::Text: writeText(token.text); break;
        case MarkupToken::Kind::End: isDone = true; break;
        }
    }
    isDone = isDone || (m_reader.position() >= m_markup.size() && m_html.isEmpty() && m_plainRead == m_plain.size());
    if (isDone && m_table)
        closeTable();
    m_cursor.endEditBlock();
    return isDone;
}

// The html behind the lead image, or the next piece of a plain text; nothing where there is none.
void BodyWriter::readOn()
{
    if (!m_html.isEmpty()) {
        m_markup = std::exchange(m_html, QString());
        m_reader = MarkupReader(m_markup);
        return;
    }
    const QStringView rest = QStringView(m_plain).sliced(m_plainRead);
    if (rest.isEmpty())
        return;
    const qsizetype length = pieceLength(rest);
    m_markup = markupOf(rest.first(length));
    m_reader = MarkupReader(m_markup);
    m_plainRead += length;
}

// Counts an inline element in (+1) or out (-1); false where it isn't one.
bool BodyWriter::openInline(const MarkupToken &token, int step)
{
    static const QHash<QString, int BodyWriter::*> counters = {
        {QStringLiteral("b"), &BodyWriter::m_bold}, {QStringLiteral("strong"), &BodyWriter::m_bold},
        {QStringLiteral("i"), &BodyWriter::m_italic}, {QStringLiteral("em"), &BodyWriter::m_italic},
        {QStringLiteral("cite"), &BodyWriter::m_italic}, {QStringLiteral("dfn"), &BodyWriter::m_italic},
        {QStringLiteral("code"), &BodyWriter::m_code}, {QStringLiteral("kbd"), &BodyWriter::m_code},
        {QStringLiteral("samp"), &BodyWriter::m_code}, {QStringLiteral("tt"), &BodyWriter::m_code},
        {QStringLiteral("sup"), &BodyWriter::m_raised}, {QStringLiteral("sub"), &BodyWriter::m_lowered},
        {QStringLiteral("s"), &BodyWriter::m_struck}, {QStringLiteral("del"), &BodyWriter::m_struck},
        {QStringLiteral("strike"), &BodyWriter::m_struck}, {QStringLiteral("small"), &BodyWriter::m_small}};
    const auto counter = counters.constFind(token.name);
    if (counter == counters.constEnd())
        return false;
    this->**counter = std::max(0, this->**counter + step);
    return true;
}

void BodyWriter::open(const MarkupToken &token)
{
    const QString &name = token.name;
    if (openInline(token, 1))
        return;
    if (name == QLatin1String("a"))
        m_links.append(token.attribute(QLatin1StringView("href")));
    else if (name == QLatin1String("img"))
        writeImage(token);
    else if (name == QLatin1String("br"))
        writeShown(QString(QChar(QChar::LineSeparator)));
    if (!isBlockElement(name))
        return;
    endBlock();
    if (name == QLatin1String("ul") || name == QLatin1String("ol"))
        m_lists.append({name == QLatin1String("ol"), nullptr});
    else if (name == QLatin1String("li"))
        m_isNewItem = !m_lists.isEmpty();
    else if (name == QLatin1String("blockquote"))
        ++m_quote;
    else if (name == QLatin1String("pre"))
        ++m_preformatted;
    else if (name == QLatin1String("figcaption") || name == QLatin1String("caption"))
        ++m_caption;
    else if (name == QLatin1String("figure"))
        ++m_figure;
    else if (name.size() == 2 && name.at(0) == u'h' && name.at(1).isDigit())
        m_heading = name.at(1).digitValue();
    else if (name == QLatin1String("hr"))
        writeRule();
    else if (name == QLatin1String("table"))
        openTable();
    else if (name == QLatin1String("tr") && m_table && m_tableDepth == 1)
        ++m_row, m_column = -1;
    else if ((name == QLatin1String("td") || name == QLatin1String("th")) && m_table && m_tableDepth == 1)
        openCell(name == QLatin1String("th"));
}

void BodyWriter::close(const QString &name)
{
    MarkupToken token;
    token.name = name;
    if (openInline(token, -1))
        return;
    if (name == QLatin1String("a") && !m_links.isEmpty())
        m_links.removeLast();
    if (!isBlockElement(name))
        return;
    endBlock();
    if ((name == QLatin1String("ul") || name == QLatin1String("ol")) && !m_lists.isEmpty())
        m_lists.removeLast();
    else if (name == QLatin1String("li"))
        m_isNewItem = false;
    else if (name == QLatin1String("blockquote"))
        m_quote = std::max(0, m_quote - 1);
    else if (name == QLatin1String("pre"))
        m_preformatted = std::max(0, m_preformatted - 1);
    else if (name == QLatin1String("figcaption") || name == QLatin1String("caption"))
        m_caption = std::max(0, m_caption - 1);
    else if (name == QLatin1String("figure"))
        closeFigure();
    else if (name.size() == 2 && name.at(0) == u'h' && name.at(1).isDigit())
        m_heading = 0;
    else if (name == QLatin1String("th") && m_tableDepth == 1)
        m_bold = std::max(0, m_bold - 1);
    else if (name == QLatin1String("table"))
        closeTable();
}

// An image without a caption is as far from what follows as a paragraph.
void BodyWriter::closeFigure()
{
    m_figure = std::max(0, m_figure - 1);
    if (m_figure > 0 || !m_endsInImage)
        return;
    QTextBlockFormat format = m_cursor.blockFormat();
    format.setBottomMargin(blockFormat().bottomMargin());
    m_cursor.setBlockFormat(format);
}

// --- tables: a table inside a table's cell, and one too large to lay out well, are written as lines -------------------------

void BodyWriter::openTable()
{
    if (++m_tableDepth > 1)
        return;
    const TableShape shape = tableShape(QStringView(m_markup).sliced(m_reader.position()));
    if (!shape.isDrawable())
        return;
    QTextTableFormat format;
    format.setBorderStyle(QTextFrameFormat::BorderStyle_Solid);
    format.setBorderBrush(m_theme.colors().border);
    format.setBorder(1);
    format.setBorderCollapse(true);
    format.setCellPadding(6);
    format.setTopMargin(8);
    format.setBottomMargin(16);
    format.setWidth(QTextLength(QTextLength::PercentageLength, 100));
    if (m_isFresh)
        m_cursor.setBlockFormat({});
    m_table = m_cursor.insertTable(shape.rows, shape.columns, format);
    m_row = -1;
}

void BodyWriter::openCell(bool isHead)
{
    ++m_column;
    if (m_row < 0)
        m_row = 0;
    if (isHead)
        ++m_bold;
    if (m_row >= m_table->rows() || m_column >= m_table->columns())
        return; // more cells than were counted: they go on in the last one
    m_cursor = m_table->cellAt(m_row, m_column).firstCursorPosition();
    m_isFresh = true;
}

void BodyWriter::closeTable()
{
    m_tableDepth = std::max(0, m_tableDepth - 1);
    if (m_tableDepth > 0 || !m_table)
        return;
    m_cursor = m_table->lastCursorPosition();
    m_cursor.movePosition(QTextCursor::NextCharacter);
    m_table = nullptr;
    m_isFresh = true;
    m_needsBlock = true;
}

// --- blocks -----------------------------------------------------------------------------------------------------------------

void BodyWriter::endBlock()
{
    m_needsBlock = true;
    m_endsInSpace = true;
}

QTextBlockFormat BodyWriter::blockFormat() const
{
    const qreal em = m_theme.readingPointSize() * 1.33;
    QTextBlockFormat format;
    const qreal ratio = m_preformatted || m_table ? 1.4 : m_heading ? 1.3 : 1.6;
    format.setLineHeight(lineHeight(m_theme.readingFont(), ratio), QTextBlockFormat::ProportionalHeight);
    format.setBottomMargin(m_table ? 0 : m_heading ? em * 0.35 : !m_lists.isEmpty() ? em * 0.3 : em * 0.85);
    if (m_heading)
        format.setTopMargin(em * 0.9);
    if (m_quote)
        format.setLeftMargin(em * 1.4 * std::min(m_quote, deepest));
    if (m_isImageBlock) { // a line that is as high as its image
        format.setLineHeight(0, QTextBlockFormat::SingleHeight);
        format.setBottomMargin(m_table ? 4 : m_figure ? em * 0.4 : em * 0.85);
    }
    if (m_preformatted)
        format.setBackground(m_theme.colors().raised);
    return format; // the direction follows each block's first strong character
}

void BodyWriter::beginBlock()
{
    if (!m_needsBlock)
        return;
    m_needsBlock = false;
    m_endsInImage = m_isImageBlock;
    if (m_isFresh) {
        m_cursor.setBlockFormat(blockFormat());
    } else {
        m_cursor.insertBlock(blockFormat(), charFormat());
        // A new block inherits the list of the one before.
        if (QTextList *inherited = m_cursor.currentList()) {
            inherited->remove(m_cursor.block());
            m_cursor.setBlockFormat(blockFormat());
        }
    }
    m_isFresh = false;
    if (!m_isNewItem || m_lists.isEmpty())
        return;
    m_isNewItem = false;
    OpenList &open = m_lists.last();
    if (open.list) {
        open.list->add(m_cursor.block());
        return;
    }
    QTextListFormat format;
    format.setStyle(open.isOrdered ? QTextListFormat::ListDecimal : QTextListFormat::ListDisc);
    format.setIndent(static_cast<int>(std::min<qsizetype>(m_lists.size(), deepest)));
    open.list = m_cursor.createList(format);
}

void BodyWriter::writeRule()
{
    m_needsBlock = true;
    beginBlock();
    QTextBlockFormat format = blockFormat();
    format.setProperty(QTextFormat::BlockTrailingHorizontalRulerWidth, QTextLength(QTextLength::PercentageLength, 100));
    m_cursor.setBlockFormat(format);
    endBlock();
}

// What the column loses before a block here; lists are indented by Qt, by 40 a level.
qreal BodyWriter::inset() const
{
    constexpr qreal listIndent = 40;
    return blockFormat().leftMargin() + listIndent * static_cast<qreal>(std::min<qsizetype>(m_lists.size(), deepest));
}

void BodyWriter::writeImage(const MarkupToken &token)
{
    const QString source = token.attribute(QLatin1StringView("src"));
    const QUrl web = permittedLink(source);
    ArticleImage image;
    if (source.startsWith(QLatin1String("data:image/")))
        image.address = source;
    else if (web.isValid() && web.scheme() != QLatin1String("mailto"))
        image.address = web.toString(QUrl::FullyEncoded);
    image.description = token.attribute(QLatin1StringView("alt")).simplified().left(400);
    if (image.description.isEmpty() && image.address.isEmpty())
        return;
    const QUrl around = m_links.isEmpty() ? QUrl() : permittedLink(m_links.last());
    image.link = around.isValid() ? around.toString(QUrl::FullyEncoded) : web.isValid() ? image.address : QString();
    image.declared = QSize(token.attribute(QLatin1StringView("width")).toInt(), token.attribute(QLatin1StringView("height")).toInt());
    image.isLead = m_hasOnlyLead;
    const int index = m_images.add(image);
    const bool isInLine = m_images.isWordSized(index);
    if (!isInLine)
        endBlock();
    m_isImageBlock = !isInLine;
    beginBlock();
    insertImage(index);
    m_isImageBlock = false;
    m_endsInSpace = false;
    if (!isInLine)
        endBlock();
}

void BodyWriter::insertImage(int index)
{
    QTextCharFormat format = ImageObject::format(index, {inset(), m_table ? m_table->columns() : 1});
    if (!m_images.image(index).address.isEmpty()) {
        format.setAnchor(true);
        format.setAnchorHref(imageAnchor + QString::number(index));
    }
    m_imagePlaces.insert(index, m_cursor.position() - m_start.position());
    m_cursor.insertText(QString(QChar(QChar::ObjectReplacementCharacter)), format);
}

// --- text -------------------------------------------------------------------------------------------------------------------

QTextCharFormat BodyWriter::charFormat() const
{
    QTextCharFormat format;
    format.setForeground(m_quote || m_caption ? m_theme.colors().secondaryText : m_theme.colors().text);
    if (m_bold || m_heading)
        format.setFontWeight(m_heading ? QFont::DemiBold : QFont::Bold);
    if (m_italic)
        format.setFontItalic(true);
    if (m_heading)
        format.setFontPointSize(m_theme.readingPointSize() * (m_heading <= 2 ? 1.3 : m_heading == 3 ? 1.15 : 1.0));
    if (m_code || m_preformatted) {
        format.setFontFamilies({QStringLiteral("monospace")});
        format.setFontFixedPitch(true);
    }
    if (m_small || m_caption || m_code || m_preformatted || m_tableDepth > 0)
        format.setFontPointSize(m_theme.readingPointSize() * 0.9);
    if (m_raised || m_lowered)
        format.setVerticalAlignment(m_raised ? QTextCharFormat::AlignSuperScript : QTextCharFormat::AlignSubScript);
    if (m_struck)
        format.setFontStrikeOut(true);
    const QUrl link = m_links.isEmpty() ? QUrl() : permittedLink(m_links.last());
    if (link.isValid()) {
        format.setAnchor(true);
        format.setAnchorHref(link.toString(QUrl::FullyEncoded));
        format.setForeground(m_theme.colors().accent);
        format.setUnderlineStyle(QTextCharFormat::SingleUnderline);
        format.setUnderlineColor(faint(m_theme.colors().accent, m_theme.colors().surface, 0.35));
    }
    return format;
}

QTextCharFormat BodyWriter::markFormat(QTextCharFormat format, int target) const
{
    if (format.isAnchor()) // the page's own link wins
        return format;
    const MarkTarget &mark = m_marks.targets.at(target);
    const EntityKind kind = mark.kind == MarkKind::Person ? EntityKind::Person
        : mark.kind == MarkKind::Organisation             ? EntityKind::Organisation
                                                          : EntityKind::Place;
    format.setAnchor(true);
    format.setAnchorHref(targetAnchor(target));
    format.setUnderlineStyle(QTextCharFormat::DotLine);
    format.setUnderlineColor(m_theme.entityColor(kind));
    return format;
}

// The target of the mark that holds an offset, or -1. Offsets only ever ascend.
int BodyWriter::markAt(qint32 offset)
{
    while (m_nextMark < m_marks.text.size() && m_marks.text.at(m_nextMark).end <= offset)
        ++m_nextMark;
    const bool isInside = offset >= 0 && m_nextMark < m_marks.text.size() && m_marks.text.at(m_nextMark).start <= offset;
    return isInside ? m_marks.text.at(m_nextMark).target : -1;
}

void BodyWriter::writeText(const QString &text)
{
    QString shown;
    shown.reserve(text.size());
    bool endsInSpace = m_endsInSpace;
    for (const QChar given : text) {
        const QChar c = shownCharacter(given);
        if (m_preformatted) {
            shown += c == u'\n' ? QChar(QChar::LineSeparator) : c;
            continue;
        }
        const bool isSpace = c == u' ' || c == u'\n' || c == u'\t';
        if (!isSpace || !endsInSpace)
            shown += isSpace ? QChar(u' ') : c;
        endsInSpace = isSpace;
    }
    if (!shown.isEmpty())
        writeShown(shown);
}

void BodyWriter::writeShown(const QString &shown)
{
    beginBlock();
    m_endsInSpace = !m_preformatted && (shown.back() == u' ' || shown.back() == QChar::LineSeparator);
    const QTextCharFormat format = charFormat();
    const QList<qint32> offsets = m_mapper.append(shown);
    qsizetype start = 0;
    int target = -1;
    for (qsizetype i = 0; i <= shown.size(); ++i) {
        // White space that only the view has belongs to what is around it.
        const bool isEnd = i == shown.size();
        const int here = isEnd ? -1 : offsets.at(i) < 0 && shown.at(i).isSpace() ? target : markAt(offsets.at(i));
        const bool isPlace = !isEnd && m_nextPlace < m_wantedPlaces.size() && offsets.at(i) >= m_wantedPlaces.at(m_nextPlace);
        if (!isEnd && here == target && !isPlace)
            continue;
        m_cursor.insertText(shown.sliced(start, i - start), target < 0 ? format : markFormat(format, target));
        start = i;
        target = here;
        while (isPlace && m_nextPlace < m_wantedPlaces.size() && offsets.at(i) >= m_wantedPlaces.at(m_nextPlace)) {
            m_places.insert(m_wantedPlaces.at(m_nextPlace++), m_cursor.position() - m_start.position());
        }
    }
}

} // namespace dateline
