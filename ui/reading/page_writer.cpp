#include "ui/reading/page_writer.h"

#include "ui/reading/chip_object.h"
#include "ui/reading/image_object.h"

#include "base/countries.h"
#include "base/topics.h"

#include <QAbstractTextDocumentLayout>
#include <QCoreApplication>
#include <QLocale>
#include <QTextDocument>
#include <QUrl>

#include <cmath>
#include <utility>

namespace dateline {
namespace {

constexpr int wordsAMinute = 230;
constexpr qsizetype mostKeyPoints = 6;
constexpr qsizetype mostOfText = 2; // key points are shown where they are a half of the text at most
constexpr qsizetype mostQuotes = 40;
constexpr qsizetype mostCounted = 32 * 1024; // characters, for the reading time

QString translated(const char *text)
{
    return QCoreApplication::translate("Reading", text);
}

// Whole minutes that reading takes, at least one; scripts without spaces count two characters a word. Of a very long text only
// the beginning is counted, so that the first screen needn't wait for the last page.
int readingMinutes(const QString &text)
{
    const QStringView counted = QStringView(text).first(std::min(text.size(), mostCounted));
    qsizetype words = 0;
    bool isInWord = false;
    for (const QChar c : counted) {
        const QChar::Script script = c.unicode() < 0x80 ? QChar::Script_Latin : c.script();
        const bool isIdeograph = script == QChar::Script_Han || script == QChar::Script_Hiragana || script == QChar::Script_Katakana
            || script == QChar::Script_Thai;
        if (isIdeograph)
            words += 1;
        else if (!c.isSpace() && !isInWord)
            words += 2;
        isInWord = !c.isSpace() && !isIdeograph;
    }
    const double all = static_cast<double>(words) / 2 * static_cast<double>(text.size()) / static_cast<double>(std::max<qsizetype>(1, counted.size()));
    return std::max(1, static_cast<int>(std::lround(all / wordsAMinute)));
}

} // namespace

QString momentForPeople(const Moment &moment)
{
    const QLocale locale;
    if (!moment.isKnown())
        return translated(QT_TRANSLATE_NOOP("Reading", "No date"));
    const QString day = locale.toString(moment.day(), QLocale::LongFormat);
    if (!moment.hasTime())
        return day;
    const QString time = locale.toString(moment.time().toLocalTime().time(), QLocale::ShortFormat);
    return translated(QT_TRANSLATE_NOOP("Reading", "%1, %2")).arg(day, time);
}

PageWriter::PageWriter(QTextDocument &document, ArticleImages &images, const Theme &theme)
    : m_document(document)
    , m_images(images)
    , m_theme(theme)
    , m_chips(new ChipObject(theme, &document))
    , m_imageObject(new ImageObject(theme, images, &document))
{
    m_document.documentLayout()->registerHandler(ChipObject::objectType, m_chips);
    m_document.documentLayout()->registerHandler(ImageObject::objectType, m_imageObject);
}

PageWriter::~PageWriter() = default;

void PageWriter::begin(const StoredArticle &article)
{
    m_body.reset();
    m_imagesLine = {};
    m_document.clear();
    m_document.setUndoRedoEnabled(false);
    m_document.setDefaultFont(m_theme.readingFont());
    m_article = article;
    m_marks = articleMarks(article);
    m_areQuotesShown = false;
    m_isWhole = false;
    QTextCursor cursor(&m_document);
    cursor.beginEditBlock();
    writeOverline(cursor);
    writeTitle(cursor);
    writeVersionLine(cursor);
    writeChips(cursor);
    writeNote(cursor);
    writeKeyPoints(cursor);
    writeQuotes(cursor);
    if (!m_note && !m_keyPoints && !m_quotes)
        cursor.insertBlock(QTextBlockFormat(), QTextCharFormat());
    const ImageCount inText = countImages(article.content.html);
    writeImagesLine(cursor, inText);
    cursor.endEditBlock();
    QList<qint32> places;
    for (const Span &span : article.annotations.keySentences)
        places.append(span.start);
    for (const Quote &quote : article.annotations.quotes)
        places.append(quote.content.start);
    m_body = std::make_unique<BodyWriter>(cursor, m_article.content, inText, m_marks, places, m_images, m_theme);
}

bool PageWriter::advance(qsizetype characters)
{
    if (!m_body || m_isWhole)
        return true;
    if (!m_body->advance(characters))
        return false;
    m_isWhole = true;
    writeTail();
    renewImagesLine();
    return true;
}

QTextCursor PageWriter::place(qint32 offset) const
{
    return m_body ? m_body->place(offset) : QTextCursor();
}

int PageWriter::imagePosition(int index) const
{
    return m_body ? m_body->imagePosition(index) : -1;
}

// "3 images not loaded  ·  Show  ·  Always for BBC News", before the first of them is known to be on the disk.
void PageWriter::writeImagesLine(QTextCursor &cursor, const ImageCount &inText)
{
    const int images = inText.all > 0 ? inText.remote : m_article.content.image.isEmpty() ? 0 : 1;
    if (m_images.areShown() || images == 0)
        return;
    cursor.setBlockFormat(interfaceBlock(14));
    m_imagesLine = cursor;
    m_imagesLine.setKeepPositionOnInsert(true);
    m_missingTold = images;
    fillImagesLine(cursor, images);
    cursor.insertBlock(QTextBlockFormat(), QTextCharFormat());
}

void PageWriter::fillImagesLine(QTextCursor &cursor, int missing)
{
    const QTextCharFormat quiet = interfaceFormat(m_theme.smallFont(), m_theme.colors().secondaryText);
    QTextCharFormat link = interfaceFormat(m_theme.smallFont(), m_theme.colors().accent);
    link.setAnchor(true);
    const QString dot = QStringLiteral("  ·\u00a0\u00a0");
    cursor.insertText(missing == 1 ? translated(QT_TRANSLATE_NOOP("Reading", "1 image not loaded"))
                                   : QCoreApplication::translate("Reading", "%Ln images not loaded", nullptr, missing), quiet);
    cursor.insertText(dot, quiet);
    link.setAnchorHref(QString(showImagesAnchor));
    link.setToolTip(translated(QT_TRANSLATE_NOOP("Reading", "Whoever loads an image tells its server that this article is being read.")));
    cursor.insertText(translated(QT_TRANSLATE_NOOP("Reading", "Show")), link);
    if (m_article.sourceTitle.isEmpty() || !m_article.source.isValid())
        return;
    cursor.insertText(dot, quiet);
    link.setAnchorHref(QString(alwaysImagesAnchor));
    cursor.insertText(translated(QT_TRANSLATE_NOOP("Reading", "Always for %1")).arg(m_article.sourceTitle), link);
}

void PageWriter::renewImagesLine()
{
    const int missing = m_images.missing();
    if (!m_isWhole || m_imagesLine.isNull()) // what isn't written isn't counted yet
        return;
    if (missing == std::exchange(m_missingTold, missing)) // as a rule; an edit here lays out all below anew
        return;
    QTextCursor cursor = m_imagesLine;
    cursor.setKeepPositionOnInsert(false);
    cursor.beginEditBlock();
    cursor.movePosition(QTextCursor::StartOfBlock);
    cursor.movePosition(QTextCursor::EndOfBlock, QTextCursor::KeepAnchor);
    cursor.removeSelectedText();
    if (missing > 0) {
        cursor.setBlockFormat(interfaceBlock(14));
        fillImagesLine(cursor, missing);
    } else {
        QTextBlockFormat hair;
        hair.setLineHeight(1, QTextBlockFormat::FixedHeight);
        cursor.setBlockFormat(hair);
    }
    cursor.endEditBlock();
}

QList<QTextFrame *> PageWriter::cards() const
{
    QList<QTextFrame *> cards;
    for (QTextFrame *frame : {m_note.data(), m_keyPoints.data(), m_quotes.data()}) {
        if (frame)
            cards.append(frame);
    }
    return cards;
}

QTextBlockFormat PageWriter::interfaceBlock(qreal bottomMargin) const
{
    QTextBlockFormat format;
    format.setLineHeight(lineHeight(m_theme.smallFont(), 1.4), QTextBlockFormat::ProportionalHeight);
    format.setBottomMargin(bottomMargin);
    return format;
}

QTextCharFormat PageWriter::interfaceFormat(const QFont &font, const QColor &color) const
{
    QTextCharFormat format;
    format.setFont(font);
    format.setForeground(color);
    return format;
}

// "BBC News  ·  Thursday, 11 September 2025, 14:03  ·  Jane Roe  ·  3 min"
void PageWriter::writeOverline(QTextCursor &cursor)
{
    cursor.setBlockFormat(interfaceBlock(8));
    const ArticleContent &content = m_article.content;
    const QString source = m_article.sourceTitle.isEmpty() ? content.sourceName : m_article.sourceTitle;
    QFont strong = m_theme.smallFont();
    strong.setWeight(QFont::DemiBold);
    cursor.insertText(source, interfaceFormat(strong, m_theme.colors().accent));
    QStringList rest{momentForPeople(content.published)};
    if (!content.authors.isEmpty())
        rest.append(content.authors.first(std::min<qsizetype>(3, content.authors.size())).join(QStringLiteral(", ")));
    rest.append(QCoreApplication::translate("Reading", "%n\u00A0min", "reading time", readingMinutes(content.text)));
    if (m_article.updated)
        rest.append(translated(QT_TRANSLATE_NOOP("Reading", "updated since you read it")));
    const QString dot = QStringLiteral("  ·\u00a0\u00a0"); // a line breaks before it
    cursor.insertText((source.isEmpty() ? QString() : dot) + rest.join(dot),
                      interfaceFormat(m_theme.smallFont(), m_theme.colors().secondaryText));
}

void PageWriter::writeTitle(QTextCursor &cursor)
{
    QTextBlockFormat block = interfaceBlock(12);
    block.setLineHeight(lineHeight(m_theme.readingTitleFont(), 1.22), QTextBlockFormat::ProportionalHeight);
    cursor.insertBlock(block);
    const QString title = m_article.content.title.isEmpty() ? translated(QT_TRANSLATE_NOOP("Reading", "Untitled")) : m_article.content.title;
    const QTextCharFormat plain = interfaceFormat(m_theme.readingTitleFont(), m_theme.colors().text);
    qsizetype written = 0;
    for (const Mark &mark : m_marks.title) {
        cursor.insertText(title.mid(written, mark.start - written), plain);
        QTextCharFormat format = plain;
        format.setAnchor(true);
        format.setAnchorHref(targetAnchor(mark.target));
        cursor.insertText(title.mid(mark.start, mark.end - mark.start), format);
        written = mark.end;
    }
    cursor.insertText(title.mid(written), plain);
}

// "Full text from the page  ·  Show the feed's version"
void PageWriter::writeVersionLine(QTextCursor &cursor)
{
    if (!m_article.feedVersion)
        return;
    cursor.insertBlock(interfaceBlock(12));
    cursor.insertText(m_isFeedVersion ? translated(QT_TRANSLATE_NOOP("Reading", "What the feed carries")) : translated(QT_TRANSLATE_NOOP("Reading", "Full text from the page")),
                      interfaceFormat(m_theme.smallFont(), m_theme.colors().secondaryText));
    cursor.insertText(QStringLiteral("  ·\u00a0\u00a0"), interfaceFormat(m_theme.smallFont(), m_theme.colors().secondaryText));
    QTextCharFormat link = interfaceFormat(m_theme.smallFont(), m_theme.colors().accent);
    link.setAnchor(true);
    link.setAnchorHref(QString(versionAnchor));
    cursor.insertText(m_isFeedVersion ? translated(QT_TRANSLATE_NOOP("Reading", "Show the full text")) : translated(QT_TRANSLATE_NOOP("Reading", "Show the feed's version")), link);
}

void PageWriter::writeChip(QTextCursor &cursor, const QString &label, const QColor &dot, const MarkTarget &target, const QString &tip)
{
    QTextCharFormat format = ChipObject::chip(label, dot);
    format.setAnchor(true);
    format.setAnchorHref(targetAnchor(m_marks.targets.size()));
    format.setToolTip(tip);
    m_marks.targets.append(target);
    cursor.insertText(QString(QChar(QChar::ObjectReplacementCharacter)), format);
}

void PageWriter::writeChips(QTextCursor &cursor)
{
    const Annotations &found = m_article.annotations;
    const bool isAboutSomewhere = std::any_of(found.countries.begin(), found.countries.end(), [](const auto &c) { return c.about; });
    if (!isAboutSomewhere && found.topics.isEmpty() && m_article.state.tags.isEmpty())
        return;
    QTextBlockFormat block;
    block.setBottomMargin(16);
    cursor.insertBlock(block);
    const auto because = [&](const QString &fact, const QList<Span> &evidence) { // what the reader added has no evidence
        const QString words = evidenceWords(evidence, m_article.content);
        return words.isEmpty() ? translated(QT_TRANSLATE_NOOP("Reading", "%1\nClick to filter, Ctrl-click to exclude.")).arg(fact)
                               : translated(QT_TRANSLATE_NOOP("Reading", "%1: %2\nClick to filter, Ctrl-click to exclude.")).arg(fact, words);
    };
    for (const Topic &topic : found.topics) {
        const MarkTarget target{MarkKind::Person, topicLabel(topic.id), {Field::Topic, topicShortName(topic.id)}};
        writeChip(cursor, topicLabel(topic.id), m_theme.topicColor(topic.id), target,
                  because(topicLabel(topic.id), topic.evidence));
    }
    for (const CountryMention &country : found.countries) {
        if (!country.about)
            continue;
        const MarkTarget target{MarkKind::Country, countryName(country.code), {Field::Country, country.code}};
        writeChip(cursor, target.name, {}, target, because(target.name, country.mentions));
    }
    for (const QString &tag : m_article.state.tags)
        writeChip(cursor, QStringLiteral("#") + tag, {}, {MarkKind::Person, tag, {Field::Tag, tag}},
                  translated(QT_TRANSLATE_NOOP("Reading", "Your tag")));
}

// A frame of its own after the present block; leaves `cursor` in the empty block behind it.
QTextFrame *PageWriter::insertCard(QTextCursor &cursor)
{
    QTextFrameFormat format;
    format.setPadding(14);
    format.setTopMargin(12);
    format.setBottomMargin(12);
    // The block between two frames can't be taken away; make it a hair.
    if (cursor.block().length() <= 1) {
        QTextBlockFormat hair;
        hair.setLineHeight(1, QTextBlockFormat::FixedHeight);
        cursor.setBlockFormat(hair);
    }
    QTextFrame *frame = cursor.insertFrame(format);
    cursor = frame->lastCursorPosition();
    cursor.movePosition(QTextCursor::NextCharacter);
    cursor.setBlockFormat(QTextBlockFormat());
    return frame;
}

QString PageWriter::sentence(const Span &span) const
{
    const QString &from = span.part == Part::Title ? m_article.content.title : m_article.content.text;
    if (span.start < 0 || span.length <= 0 || span.start >= from.size())
        return {};
    return from.mid(span.start, std::min(span.length, 1200)).simplified();
}

void PageWriter::writeNote(QTextCursor &cursor)
{
    const QString &note = m_article.state.note;
    if (note.isEmpty())
        return;
    m_note = insertCard(cursor);
    QTextCursor inside = m_note->firstCursorPosition();
    inside.setBlockFormat(interfaceBlock(6));
    inside.insertText(translated(QT_TRANSLATE_NOOP("Reading", "Your note")), interfaceFormat(m_theme.labelFont(), m_theme.colors().secondaryText));
    const QStringList lines = note.split(u'\n');
    for (qsizetype i = 0; i < lines.size(); ++i) {
        inside.insertBlock(interfaceBlock(i + 1 == lines.size() ? 0 : 4));
        inside.insertText(lines.at(i), interfaceFormat(m_theme.interfaceFont(), m_theme.colors().text));
    }
}

void PageWriter::writeKeyPoints(QTextCursor &cursor)
{
    const QList<Span> &spans = m_article.annotations.keySentences;
    qsizetype length = 0;
    for (const Span &span : spans)
        length += span.length;
    if (spans.isEmpty() || length * mostOfText > m_article.content.text.size()) // the article itself is as soon read
        return;
    m_keyPoints = insertCard(cursor);
    QTextCursor inside = m_keyPoints->firstCursorPosition();
    inside.setBlockFormat(interfaceBlock(6));
    inside.insertText(translated(QT_TRANSLATE_NOOP("Reading", "Key points")), interfaceFormat(m_theme.labelFont(), m_theme.colors().secondaryText));
    QFont font = m_theme.readingFont();
    font.setPointSizeF(m_theme.readingPointSize() * 0.95);
    for (qsizetype i = 0; i < std::min(spans.size(), mostKeyPoints); ++i) {
        QTextBlockFormat block = interfaceBlock(i + 1 == std::min(spans.size(), mostKeyPoints) ? 0 : 6);
        block.setLineHeight(lineHeight(font, 1.5), QTextBlockFormat::ProportionalHeight);
        inside.insertBlock(block);
        QTextCharFormat format = interfaceFormat(font, m_theme.colors().text);
        format.setAnchor(true);
        format.setAnchorHref(placeAnchor + QString::number(spans.at(i).start));
        inside.insertText(sentence(spans.at(i)), format);
    }
}

void PageWriter::writeQuotes(QTextCursor &cursor)
{
    if (m_article.annotations.quotes.isEmpty())
        return;
    m_quotes = insertCard(cursor);
    fillQuotes();
}

void PageWriter::setQuotesShown(bool shown)
{
    if (!m_quotes || shown == m_areQuotesShown)
        return;
    m_areQuotesShown = shown;
    QTextCursor cursor = m_quotes->firstCursorPosition();
    cursor.beginEditBlock();
    cursor.setPosition(m_quotes->lastPosition(), QTextCursor::KeepAnchor);
    cursor.removeSelectedText();
    fillQuotes();
    cursor.endEditBlock();
}

void PageWriter::fillQuotes()
{
    const QList<Quote> &quotes = m_article.annotations.quotes;
    QTextCursor inside = m_quotes->firstCursorPosition();
    inside.setBlockFormat(interfaceBlock(m_areQuotesShown ? 8 : 0));
    QTextCharFormat head = interfaceFormat(m_theme.labelFont(), m_theme.colors().secondaryText);
    head.setAnchor(true);
    head.setAnchorHref(QString(quotesAnchor));
    const QString arrow = m_areQuotesShown ? QStringLiteral("▾  ") : QStringLiteral("▸  ");
    inside.insertText(arrow + QCoreApplication::translate("Reading", "Who said what  ·  %n", "number of quotations", static_cast<int>(quotes.size())), head);
    if (!m_areQuotesShown)
        return;
    QFont font = m_theme.readingFont();
    font.setPointSizeF(m_theme.readingPointSize() * 0.95);
    QFont speakerFont = m_theme.smallFont();
    speakerFont.setWeight(QFont::DemiBold);
    for (const Quote &quote : quotes.first(std::min(quotes.size(), mostQuotes))) {
        inside.insertBlock(interfaceBlock(0));
        inside.insertText(quote.speaker.isEmpty() ? translated(QT_TRANSLATE_NOOP("Reading", "Unnamed")) : quote.speaker,
                          interfaceFormat(speakerFont, m_theme.colors().text));
        inside.insertBlock(interfaceBlock(8));
        QTextCharFormat said = interfaceFormat(font, m_theme.colors().secondaryText);
        said.setAnchor(true);
        said.setAnchorHref(placeAnchor + QString::number(quote.content.start));
        const QString words = sentence(quote.content);
        const bool hasMarks = words.startsWith(u'"') || words.startsWith(QChar(0x201c)) || words.startsWith(QChar(0x00ab));
        inside.insertText(quote.direct && !hasMarks ? QCoreApplication::translate("Reading", "“%1”").arg(words) : words, said);
    }
}

void PageWriter::writeTail()
{
    const QUrl link = permittedLink(m_article.content.url);
    if (!link.isValid() && m_article.sourceTitle.isEmpty())
        return;
    QTextCursor cursor(&m_document);
    cursor.movePosition(QTextCursor::End);
    QTextBlockFormat block = interfaceBlock(0);
    block.setTopMargin(24);
    cursor.insertBlock(block, QTextCharFormat());
    cursor.insertText(m_article.sourceTitle + (link.isValid() && !m_article.sourceTitle.isEmpty() ? QStringLiteral("  ·  ") : QString()),
                      interfaceFormat(m_theme.smallFont(), m_theme.colors().secondaryText));
    if (!link.isValid())
        return;
    QTextCharFormat format = interfaceFormat(m_theme.smallFont(), m_theme.colors().accent);
    format.setAnchor(true);
    format.setAnchorHref(link.toString(QUrl::FullyEncoded));
    cursor.insertText(translated(QT_TRANSLATE_NOOP("Reading", "Read the original at %1")).arg(link.host()), format);
}

} // namespace dateline
