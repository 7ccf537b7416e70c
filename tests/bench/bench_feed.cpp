// The speed and the memory of reading a long feed on one core, RSS and Atom, beside a bare walk of the same bytes with Qt's XML reader:
//   walked by QXmlStreamReader   every token, each text, name and attribute looked at, nothing kept
//   walked by XmlReader          the same by our own tolerant reader: decoding, tokens, balance, namespaces
//   parsed                       parseFeed(): that, and each item sanitised, made plain text of, dated, with absolute links
// Processor time, so that other programs don't count. Usage: bench_feed RESOURCES [MEGABYTES]
#include "article_generator.h"
#include "figures.h"

#include "feed/feed_parser.h"
#include "feed/xml_declaration.h"
#include "feed/xml_reader.h"

#include <QDateTime>
#include <QFile>
#include <QJsonDocument>
#include <QXmlStreamReader>

#include <algorithm>
#include <cmath>
#include <ctime>
#include <functional>
#include <malloc.h>

using namespace dateline;
using namespace dateline::bench;

namespace {

constexpr int wordsAnArticle = 350;
constexpr int rounds = 5;

double seconds()
{
    return double(std::clock()) / CLOCKS_PER_SEC;
}

QByteArray contents(const QString &path)
{
    QFile file(path);
    if (!file.open(QIODevice::ReadOnly))
        qFatal("cannot read %s", qPrintable(path));
    return file.readAll();
}

struct Item {
    QString title;
    QString html;
    QString link;
    QDateTime time;
};

// A body as publishers write it: paragraphs with links and stress, a picture, and a line of their own below.
QString bodyOf(const QString &text, const QString &link)
{
    QString html = QStringLiteral("<p><img src=\"%1/lead.jpg\" width=\"640\" height=\"360\" alt=\"\"></p>\n").arg(link);
    int number = 0;
    for (const QString &paragraph : text.split(QStringLiteral(". "))) {
        html += QStringLiteral("<p>") + paragraph.toHtmlEscaped() + QStringLiteral(".");
        if (++number % 3 == 0)
            html += QStringLiteral(" <a href=\"%1?part=%2&amp;from=feed\" class=\"more\">Read <em>more</em> &rarr;</a>").arg(link).arg(number);
        html += QStringLiteral("</p>\n");
    }
    return html;
}

Item nextItem(ArticleGenerator &generator, int number)
{
    const QJsonObject object = QJsonDocument::fromJson(generator.next(wordsAnArticle)).object();
    const QString link = QStringLiteral("https://harbour.example/2025/09/%1").arg(number);
    return {object[QStringLiteral("title")].toString(), bodyOf(object[QStringLiteral("text")].toString(), link), link,
            QDateTime(QDate(2025, 9, 11), QTime(14, 3), Qt::UTC).addSecs(-60 * number)};
}

QByteArray rssItem(const Item &item)
{
    return (QStringLiteral("<item>\n  <title>%1</title>\n  <link>%2</link>\n  <guid isPermaLink=\"true\">%2</guid>\n  <pubDate>%3</pubDate>\n"
                           "  <dc:creator>Jane Doe</dc:creator>\n  <category>World</category>\n  <description><![CDATA[")
                .arg(item.title.toHtmlEscaped(), item.link, item.time.toString(Qt::RFC2822Date))
            + item.html + QStringLiteral("]]></description>\n</item>\n"))
        .toUtf8();
}

QByteArray atomEntry(const Item &item)
{
    return (QStringLiteral("<entry>\n  <title>%1</title>\n  <link rel=\"alternate\" href=\"%2\"/>\n  <id>%2</id>\n  <updated>%3</updated>\n"
                           "  <author><name>Jane Doe</name></author>\n  <category term=\"World\"/>\n  <content type=\"html\">")
                .arg(item.title.toHtmlEscaped(), item.link, item.time.toString(Qt::ISODate))
            + item.html.toHtmlEscaped() + QStringLiteral("</content>\n</entry>\n"))
        .toUtf8();
}

QByteArray feedOf(const QByteArray &edition, qsizetype size, const QByteArray &head, QByteArray (*write)(const Item &), const QByteArray &end)
{
    ArticleGenerator generator(edition, 1);
    if (generator.isEmpty())
        qFatal("the sample edition is empty");
    QByteArray feed = head;
    feed.reserve(size + (1 << 20));
    for (int number = 1; feed.size() < size; ++number)
        feed += write(nextItem(generator, number));
    return feed + end;
}

qsizetype walkWithQt(const QByteArray &feed)
{
    QXmlStreamReader reader(feed);
    qsizetype seen = 0;
    while (!reader.atEnd()) {
        reader.readNext();
        seen += reader.text().size() + reader.name().size();
        const QXmlStreamAttributes attributes = reader.attributes();
        for (const QXmlStreamAttribute &attribute : attributes)
            seen += attribute.value().size();
    }
    return seen;
}

qsizetype walkWithOurs(const QByteArray &feed)
{
    const DecodedText decoded = decodeXml(feed, {});
    XmlReader reader(decoded.text, {});
    qsizetype seen = 0;
    for (auto token = reader.next(); token != XmlReader::Token::Finished; token = reader.next()) {
        seen += token == XmlReader::Token::Text ? reader.text().size() : reader.name().size();
        if (token != XmlReader::Token::Start)
            continue;
        for (const XmlAttribute &attribute : reader.rawAttributes())
            seen += reader.attributeValue(attribute).size();
    }
    return seen;
}

qsizetype parse(const QByteArray &feed)
{
    qsizetype seen = 0;
    const auto outcome = parseFeed(feed, {}, [&seen](ArticleContent &&content) {
        seen += content.text.size();
        return true;
    });
    return outcome ? seen : 0;
}

// The peak of resident memory since resetPeak() (Linux: VmHWM, which writing 5 to clear_refs sets to the present).
void resetPeak()
{
    malloc_trim(0);
    QFile file(QStringLiteral("/proc/self/clear_refs"));
    if (file.open(QIODevice::WriteOnly))
        file.write("5");
}

double peakMegabytes()
{
    QFile status(QStringLiteral("/proc/self/status"));
    if (!status.open(QIODevice::ReadOnly))
        return 0;
    for (const QByteArray &line : status.readAll().split('\n')) {
        if (line.startsWith("VmHWM:"))
            return line.mid(6).trimmed().split(' ').constFirst().toDouble() / 1024;
    }
    return 0;
}

// Megabytes (10^6 bytes) a second, the fastest round: the others were disturbed.
double measure(const QString &name, const QByteArray &feed, const std::function<qsizetype(const QByteArray &)> &read)
{
    double best = 0;
    double growth = 0;
    for (int round = 0; round < rounds; ++round) {
        resetPeak();
        const double before = residentMegabytes();
        const double start = seconds();
        if (read(feed) == 0)
            qFatal("nothing was read");
        best = std::max(best, double(feed.size()) / 1e6 / (seconds() - start));
        growth = std::max(growth, peakMegabytes() - before);
    }
    print(single(name, QStringLiteral("MB/s"), best));
    print(single(name + QStringLiteral(", memory beside the document"), QStringLiteral("MiB"), growth));
    return best;
}

void measureAll(const QString &format, const QByteArray &feed)
{
    print(single(format, QStringLiteral("MB"), double(feed.size()) / 1e6));
    const double qt = measure(format + QStringLiteral(", walked by QXmlStreamReader"), feed, walkWithQt);
    const double ours = measure(format + QStringLiteral(", walked by XmlReader"), feed, walkWithOurs);
    const double whole = measure(format + QStringLiteral(", parsed"), feed, parse);
    print(single(format + QStringLiteral(", walk: time beside Qt's"), QStringLiteral("times"), qt / ours));
    print(single(format + QStringLiteral(", parsed: time beside Qt's walk"), QStringLiteral("times"), qt / whole));
}

} // namespace

int main(int argc, char **argv)
{
    if (argc < 2) {
        qCritical("Usage: bench_feed RESOURCES [MEGABYTES]");
        return 2;
    }
    const QByteArray edition = contents(QString::fromLocal8Bit(argv[1]) + QStringLiteral("/sample/edition.jsonl"));
    const qsizetype size = qsizetype(argc > 2 ? std::max(1, QString::fromLocal8Bit(argv[2]).toInt()) : 50) * 1'000'000;
    measureAll(QStringLiteral("RSS"), feedOf(edition, size,
        "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<rss version=\"2.0\" xmlns:dc=\"http://purl.org/dc/elements/1.1/\"><channel><title>Harbour</title>\n"
        "<link>https://harbour.example/</link>\n", rssItem, "</channel></rss>\n"));
    measureAll(QStringLiteral("Atom"), feedOf(edition, size,
        "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<feed xmlns=\"http://www.w3.org/2005/Atom\"><title>Harbour</title>\n", atomEntry, "</feed>\n"));
    return 0;
}
