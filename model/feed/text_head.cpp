#include "feed/text_head.h"

#include "feed/source_line.h"
#include "text/dates.h"
#include "text/plain_text.h"
#include "text/urls.h"

#include <algorithm>

namespace dateline {

namespace {

constexpr qsizetype longestHeadline = 150;
constexpr qsizetype longestDateLine = 80;
constexpr int linesOfHead = 6; // that are not blank

enum class Label : quint8 { None, Title, Date, Updated, Address, Author, Source };

struct LabelName {
    QStringView name;
    Label label;
};

constexpr LabelName labelNames[] = {
    {u"title", Label::Title}, {u"headline", Label::Title}, {u"date", Label::Date}, {u"published", Label::Date},
    {u"published on", Label::Date}, {u"publication date", Label::Date}, {u"posted", Label::Date}, {u"posted on", Label::Date},
    {u"updated", Label::Updated}, {u"last updated", Label::Updated}, {u"modified", Label::Updated}, {u"url", Label::Address},
    {u"link", Label::Address}, {u"address", Label::Address}, {u"author", Label::Author}, {u"authors", Label::Author},
    {u"source", Label::Source}, {u"publication", Label::Source}, {u"publisher", Label::Source},
};

struct LabelledLine {
    Label label = Label::None;
    QString value;
};

LabelledLine labelled(const QString &line)
{
    const qsizetype colon = line.indexOf(u':');
    if (colon <= 0 || colon > 20)
        return {};
    const QString name = simplified(QStringView(line).first(colon).toString().remove(u'*').remove(u'_')).toLower();
    for (const LabelName &known : labelNames) {
        if (name == known.name)
            return {known.label, simplified(QStringView(line).sliced(colon + 1).toString().remove(QStringLiteral("**")))};
    }
    return {};
}

bool isDate(const QString &line)
{
    return line.size() <= longestDateLine && isDateLine(line);
}

bool isRule(const QString &line)
{
    return line.size() >= 3 && std::ranges::all_of(line, [](QChar c) { return QStringView(u"-=*_").contains(c); });
}

QString unquoted(QString value)
{
    const bool isQuoted = value.size() > 1 && value.front() == value.back() && (value.front() == u'"' || value.front() == u'\'');
    return isQuoted ? value.sliced(1, value.size() - 2) : value;
}

class HeadReader final {
public:
    HeadReader(QList<TextLine> &lines, ArticleContent &content) : m_lines(lines), m_content(content) {}

    void read()
    {
        dropBlanks();
        int seen = 0;
        for (qsizetype at = 0; at < m_lines.size() && seen < linesOfHead;) {
            const QString line = m_lines[at].text;
            seen += line.isEmpty() ? 0 : 1;
            if (!line.isEmpty() && (takeDate(line, at) || takeLabelled(line, at)))
                m_lines.removeAt(at);
            else
                ++at;
        }
        dropBlanks();
        if (m_content.title.isEmpty())
            takeHeadline();
        noteByline();
        takeClosingDate();
    }

private:
    void dropBlanks()
    {
        qsizetype count = 0;
        while (count < m_lines.size() && (m_lines[count].text.isEmpty() || isRule(m_lines[count].text)))
            ++count;
        m_lines.remove(0, count);
    }

    bool takeDate(const QString &line, qsizetype at)
    {
        if (!isDate(line))
            return false;
        const Moment moment = parseHumanDate(line);
        if (!moment.isKnown())
            return false;
        const Label label = labelled(line).label;
        if (label == Label::Updated && !m_content.updated.isKnown())
            m_content.updated = moment;
        else if (!m_content.published.isKnown())
            m_content.published = moment;
        else
            return false;
        m_heading.append(at);
        return true;
    }

    // Labels count only in a head: above the first line that is a paragraph.
    bool takeLabelled(const QString &line, qsizetype at)
    {
        const auto isLong = [](const TextLine &above) { return above.text.size() > longestHeadline; };
        if (std::any_of(m_lines.cbegin(), m_lines.cbegin() + at, isLong))
            return false;
        const LabelledLine found = labelled(line);
        const QString value = unquoted(found.value);
        switch (found.label) {
        case Label::Title:
            return take(m_content.title, plainTitle(value));
        case Label::Address:
            return take(m_content.url, addressLine(value));
        case Label::Author:
            return takeAuthors(value);
        case Label::Source:
            return takeSource(line);
        case Label::Date:
        case Label::Updated: {
            Moment &moment = found.label == Label::Date ? m_content.published : m_content.updated;
            const bool wasKnown = moment.isKnown();
            if (!wasKnown)
                moment = parseHumanDate(value);
            return !wasKnown && moment.isKnown();
        }
        case Label::None:
            break;
        }
        return at == 0 && take(m_content.url, addressLine(line));
    }

    static bool take(QString &field, const QString &value)
    {
        if (!field.isEmpty() || value.isEmpty())
            return false;
        field = value;
        return true;
    }

    bool takeAuthors(const QString &value)
    {
        if (value.isEmpty() || value.size() > longestHeadline || !m_content.authors.isEmpty())
            return false;
        m_content.authors.append(value);
        return true;
    }

    bool takeSource(const QString &line)
    {
        const auto source = sourceLine(line);
        if (!source || source->isBare() || !m_content.sourceName.isEmpty())
            return false;
        if (!source->address.isEmpty() && !m_content.url.isEmpty() && source->address != m_content.url)
            return false; // another link would be lost
        m_content.sourceName = source->name;
        if (m_content.url.isEmpty())
            m_content.url = source->address;
        return true;
    }

    // The first line, where it is short, no sentence, and stands apart from the text below it.
    void takeHeadline()
    {
        const qsizetype count = headlineLines();
        if (count == 0)
            return;
        QStringList parts;
        for (qsizetype i = 0; i < count; ++i)
            parts.append(m_lines[i].text);
        QString title = parts.join(u' ');
        while (title.startsWith(u'#') || title.startsWith(u'*'))
            title.remove(0, 1);
        while (title.endsWith(u'*') || title.endsWith(u'#'))
            title.chop(1);
        m_content.title = simplified(title);
        m_lines.remove(0, count);
        dropBlanks();
    }

    qsizetype headlineLines() const
    {
        qsizetype block = 0; // lines up to the first blank one
        while (block < m_lines.size() && !m_lines[block].text.isEmpty())
            ++block;
        const auto isText = [](const TextLine &line) { return !line.text.isEmpty(); };
        const bool hasBody = m_lines.size() > 1 && std::any_of(m_lines.cbegin() + 1, m_lines.cend(), isText);
        if (!hasBody || !couldBeHeadline(m_lines[0].text))
            return 0;
        const bool hasMore = block < m_lines.size();
        const bool wasAboveDate = !m_heading.empty() && m_heading.front() == 1;
        if ((block == 1 && hasMore) || wasAboveDate)
            return 1;
        const QString &first = m_lines[0].text;
        const QString &second = m_lines[1].text;
        if (block > 1 && (second.size() > std::max<qsizetype>(100, first.size() * 13 / 10) || isByline(second)))
            return 1;
        const bool isWrappedHeadline = block == 2 && hasMore && first.size() + second.size() < longestHeadline
            && couldBeHeadline(second) && first.size() >= 30;
        return isWrappedHeadline ? 2 : 0;
    }

    // The writer's name is kept for the article's head; the line itself stays, for no text of a body is lost.
    void noteByline()
    {
        if (!m_lines.isEmpty() && m_content.authors.isEmpty() && isByline(m_lines[0].text))
            m_content.authors.append(m_lines[0].text.sliced(3).section(u',', 0, 0).trimmed());
    }

    // "By John Smith, Reuters" but not "By George, they have done it": names only.
    static bool isByline(const QString &line)
    {
        if (line.size() >= 80 || !line.startsWith(u"by ", Qt::CaseInsensitive))
            return false;
        const QStringList names = line.sliced(3).split(u' ', Qt::SkipEmptyParts);
        const auto isName = [](const QString &word) {
            return word.front().isUpper() || word == u"and" || word == u"de" || word == u"van" || word == u"von" || word == u"al" || word == u"in";
        };
        return names.size() <= 8 && std::ranges::all_of(names, isName);
    }

    static bool couldBeHeadline(const QString &line)
    {
        if (line.size() > longestHeadline || line.size() < 3 || isByline(line) || sourceLine(line) || !addressLine(line).isEmpty())
            return false;
        const bool isCapitals = line == line.toUpper() && line != line.toLower();
        const QChar last = line.back();
        const bool isOpenEnded = last == u',' || last == u';' || last == u':' || last == u'-';
        const bool endsSentence = last == u'.' || last.unicode() == 0x3002 || last.unicode() == 0x0964;
        const bool isDispatch = line.contains(u" (Reuters) ") || line.contains(u" (AP) ") || line.contains(u" (AFP) ");
        return isCapitals || (!isOpenEnded && !endsSentence && !isDispatch);
    }

    void takeClosingDate()
    {
        while (!m_lines.isEmpty() && m_lines.constLast().text.isEmpty())
            m_lines.removeLast();
        if (m_content.published.isKnown() || m_lines.size() < 2 || !isDate(m_lines.constLast().text))
            return;
        m_content.published = parseHumanDate(m_lines.constLast().text);
        if (m_content.published.isKnown())
            m_lines.removeLast();
    }

    QList<TextLine> &m_lines;
    ArticleContent &m_content;
    QList<qsizetype> m_heading; // where date lines stood
};

} // namespace

void readTextHead(QList<TextLine> &lines, ArticleContent &content)
{
    HeadReader(lines, content).read();
}

Moment datelineMoment(const QString &paragraph)
{
    const QStringView beginning = QStringView(paragraph).first(qMin<qsizetype>(paragraph.size(), 90));
    qsizetype end = -1;
    for (const QStringView dash : {u" - ", u" – ", u" — ", u"—", u" -- "}) {
        const qsizetype at = beginning.indexOf(dash);
        if (at >= 0 && (end < 0 || at < end))
            end = at;
    }
    QStringView head = end < 0 ? QStringView() : beginning.first(end);
    if (const qsizetype agency = head.lastIndexOf(u'('); agency > 0)
        head = head.first(agency).trimmed();
    for (qsizetype at = head.indexOf(u','); at >= 0; at = head.indexOf(u',', at + 1)) {
        const Moment moment = parseHumanDate(head.sliced(at + 1).trimmed());
        if (moment.isKnown())
            return moment;
    }
    return {};
}

} // namespace dateline
