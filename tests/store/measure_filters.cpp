// Measures how long a changed filter takes, rows and counts of all facets: not a test, and not run by ctest.
//     measure_filters [ARTICLES] [ROUNDS] [QUERY]
// The facet index is made up in memory (its values are also in a database, for names are looked up there), so that a million
// articles take half a minute instead of an hour. Words are not measured here: measure_store does that with real texts.
#include "base/folding.h"
#include "store/facet_loader.h"
#include "store/query_reader.h"
#include "store/store.h"

#include <QCoreApplication>
#include <QElapsedTimer>
#include <QRandomGenerator>
#include <QTemporaryDir>
#include <QTextStream>

#include <algorithm>
#include <cmath>
#include <ctime>

using namespace dateline;

namespace {

QTextStream out(stdout);

// A news archive's shape: 500 sources over three years, names by Zipf's law, most of them held by one or two articles.
class MadeUpIndex final {
public:
    explicit MadeUpIndex(Connection &connection) : m_values(connection) {}

    std::unique_ptr<FacetIndex> make(quint32 articles);

private:
    std::vector<quint32> ensure(Facet facet, const QStringList &keys);
    std::vector<quint32> ensure(Facet facet, const QString &name, int number);
    int rare(int end) { return std::min(end - 1, static_cast<int>(std::pow(static_cast<double>(end), m_chance.generateDouble())) - 1); }
    quint32 rareOf(const std::vector<quint32> &values) { return values[static_cast<size_t>(rare(static_cast<int>(values.size())))]; }
    void makeValues(IndexChange &first);
    IndexedArticle article(quint32 id);
    void addStates(IndexChange &change, quint32 id);

    ValueTable m_values;
    QRandomGenerator m_chance{1};
    std::vector<quint32> m_people, m_organisations, m_places, m_topics, m_about, m_mentioned, m_languages, m_sources, m_tags;
};

std::vector<quint32> MadeUpIndex::ensure(Facet facet, const QStringList &keys)
{
    std::vector<quint32> ids;
    for (const QString &key : keys)
        ids.push_back(m_values.ensure(facet, key, key).id);
    return ids;
}

std::vector<quint32> MadeUpIndex::ensure(Facet facet, const QString &name, int number)
{
    std::vector<quint32> ids;
    for (int i = 1; i <= number; ++i) {
        const QString numbered = name + u' ' + QString::number(i);
        ids.push_back(m_values.ensure(facet, folded(numbered), numbered).id);
    }
    return ids;
}

void MadeUpIndex::makeValues(IndexChange &first)
{
    QStringList topics, countries;
    for (int i = 1; i <= 17; ++i)
        topics += QStringLiteral("medtop:%1").arg(i * 1'000'000, 8, 10, QChar(u'0'));
    for (const char *code : {"US", "GB", "RU", "UA", "CN", "FR", "DE", "IL", "PS", "IN", "IR", "RS", "TR", "BR", "JP", "KR", "SY", "PL", "IT", "ES"})
        countries += QString::fromLatin1(code);
    for (char16_t a = u'A'; a <= u'Z' && countries.size() < 220; ++a) {
        for (char16_t b = u'A'; b <= u'Z' && countries.size() < 220; b = static_cast<char16_t>(b + 3)) {
            if (const QString code = QString(QChar(a)) + QChar(b); !countries.contains(code))
                countries += code;
        }
    }
    m_topics = ensure(Facet::Topic, topics);
    m_about = ensure(Facet::Country, countries);
    m_mentioned = ensure(Facet::Mentions, countries);
    m_languages = ensure(Facet::Language, QStringLiteral("en sr de fr es ru ar zh pt it").split(u' '));
    m_people = ensure(Facet::Person, QStringLiteral("Person"), 150'000);
    m_organisations = ensure(Facet::Organisation, QStringLiteral("Organisation"), 100'000);
    m_places = ensure(Facet::Place, QStringLiteral("Place"), 50'000);
    m_tags = ensure(Facet::Tag, QStringLiteral("tag"), 20);
    first.sources.emplace();
    for (quint32 id = 1; id <= 500; ++id) {
        const QString key = QString::number(id), title = QStringLiteral("Source %1").arg(id, 3, 10, QChar(u'0'));
        m_sources.push_back(m_values.ensure(Facet::Source, key, key).id);
        first.sources->push_back({SourceId{id}, m_sources.back(), title, u"https://example.org/" + key, countries[rare(20)]});
    }
    first.values = m_values.takeMade();
}

IndexedArticle MadeUpIndex::article(quint32 id)
{
    std::vector<quint32> row{m_sources[m_chance.bounded(500u)], rareOf(m_languages), m_topics[m_chance.bounded(17u)]};
    if (m_chance.bounded(2) == 0)
        row.push_back(m_topics[static_cast<size_t>(rare(17))]);
    for (int i = m_chance.bounded(1, 4); i > 0; --i) {
        const auto country = static_cast<size_t>(rare(static_cast<int>(m_mentioned.size())));
        row.push_back(m_mentioned[country]);
        if (i == 1)
            row.push_back(m_about[country]);
    }
    for (int i = m_chance.bounded(0, 6); i > 0; --i)
        row.push_back(rareOf(m_people));
    for (int i = m_chance.bounded(0, 6); i > 0; --i)
        row.push_back(rareOf(m_organisations));
    for (int i = m_chance.bounded(0, 6); i > 0; --i)
        row.push_back(rareOf(m_places));
    const qint64 time = 1'700'000'000 + static_cast<qint64>(m_chance.bounded(3 * 365 * 86'400));
    const bool isDated = m_chance.bounded(100) != 0;
    return {id, time, isDated ? Moment::Precision::Second : Moment::Precision::Unknown, packFacetRow(std::move(row))};
}

void MadeUpIndex::addStates(IndexChange &change, quint32 id)
{
    const quint32 sort = m_chance.bounded(100u);
    if (sort < 40)
        change.states.push_back({id, static_cast<quint8>(ReadFlag | (sort == 0 ? BookmarkedFlag : 0) | (sort == 1 ? UpdatedFlag : 0))});
    if (sort == 0)
        change.tags.push_back({id, rareOf(m_tags), true});
}

std::unique_ptr<FacetIndex> MadeUpIndex::make(quint32 articles)
{
    auto index = std::make_unique<FacetIndex>();
    IndexChange first;
    makeValues(first);
    index->apply(first);
    for (quint32 id = 1; id <= articles;) {
        IndexChange chunk;
        for (; id <= articles && chunk.articles.size() < 50'000; ++id) {
            chunk.articles.push_back(article(id));
            addStates(chunk, id);
        }
        index->apply(chunk);
    }
    return index;
}

// What readers ask: nothing, one thing, two or three, left out, one or another, spans of days, their own state.
QStringList queries()
{
    return QStringLiteral(R"(
is:unread
is:read
is:bookmarked
topic:politics
topic:sport
-topic:politics
country:US
country:RS
country:ES
-country:US
-country:ES
mentions:US
mentions:CN
-mentions:US
from:US
from:GB
lang:en
lang:pt
-lang:en
tag:"tag 1"
source:"Source 001"
source:"Source 01"
-source:"Source 002"
person:"Person 1"
person:"Person 100"
person:"Person 10000"
org:"Organisation 2"
org:"Organisation 3000"
place:"Place 1"
place:"Place 700"
-place:"Place 1"
date:2025-03-03
date:2025-03
date:2025
after:2025-01-01
after:2023-11-20
after:2026-10-01
before:2024-06-01
before:2026-06-01
date:30d
after:2024-06-01 before:2025-06-01
after:2024-06-01 before:2025-06-01 -topic:politics
after:2024-01-01 country:US
after:2025-06-01 topic:politics is:unread
topic:politics country:US
topic:politics is:unread
topic:sport country:GB
country:US country:RU
country:US OR country:RU
mentions:US OR mentions:RU OR mentions:CN
country:US -topic:politics is:unread
topic:politics OR topic:sport
topic:politics OR topic:sport country:US lang:en
is:unread -topic:politics -country:US
is:unread lang:en
is:unread after:2025-01-01
person:"Person 1" country:US
person:"Person 1" OR person:"Person 2" topic:politics
place:"Place 1" after:2025-01-01
org:"Organisation 1" -country:US is:unread
-(country:US OR country:GB) topic:politics
)").split(u'\n').mid(1); // the last is the empty one: everything
}

double milliseconds(const QElapsedTimer &timer)
{
    return static_cast<double>(timer.nsecsElapsed()) / 1e6;
}

// Of all threads of this program: what the figures would be were nobody else at work.
double processorMilliseconds()
{
    timespec time{};
    clock_gettime(CLOCK_PROCESS_CPUTIME_ID, &time);
    return static_cast<double>(time.tv_sec) * 1e3 + static_cast<double>(time.tv_nsec) / 1e6;
}

QString percentiles(std::vector<double> times)
{
    std::sort(times.begin(), times.end());
    const auto at = [&](size_t percent) { return QString::number(times[std::min(times.size() - 1, times.size() * percent / 100)], 'f', 2); };
    return u"p50 " + at(50) + u"  p95 " + at(95) + u"  worst " + QString::number(times.back(), 'f', 2) + u" ms";
}

} // namespace

int main(int argc, char **argv)
{
    const QCoreApplication application(argc, argv);
    const quint32 articles = argc > 1 ? QByteArray(argv[1]).toUInt() : 1'000'000;
    const int rounds = argc > 2 ? QByteArray(argv[2]).toInt() : 15;
    const QString only = argc > 3 ? QString::fromLocal8Bit(argv[3]) : QString();
    QTemporaryDir folder;
    if (!Store::open(folder.path()))
        qFatal("can't make a profile");
    const QString file = folder.filePath(QStringLiteral("dateline.sqlite"));
    QElapsedTimer timer;
    timer.start();
    FacetIndexGate gate;
    {
        Connection connection(file, Connection::Use::Writing);
        connection.run("BEGIN");
        gate.replace(MadeUpIndex(connection).make(articles), storedGeneration(connection));
        connection.run("COMMIT");
    }
    out << "made     " << articles << " articles in " << milliseconds(timer) / 1000 << " s\n" << Qt::flush;
    QueryReader reader(file, gate);
    AnswerOptions options;
    options.top = 200; // as the window asks
    options.today = QDate(2026, 11, 15);
    std::vector<double> all, allProcessor;
    for (const QString &text : queries()) {
        const Result<Query> query = Query::parse(text);
        if (!query)
            qFatal("%s: %s", qPrintable(text), qPrintable(query.error().message));
        if (!only.isEmpty() && !text.contains(only))
            continue;
        std::vector<double> times, processor;
        qsizetype rows = 0;
        for (int round = 0; round < rounds; ++round) {
            const double before = processorMilliseconds();
            timer.start();
            Result<Answer> answer = reader.run(*query, options);
            times.push_back(milliseconds(timer));
            processor.push_back(processorMilliseconds() - before);
            rows = answer.value().rows.size();
        }
        all.insert(all.end(), times.begin(), times.end());
        out << QString(text.isEmpty() ? QStringLiteral("everything") : text).leftJustified(50) << QString::number(rows).rightJustified(8) << "  " << percentiles(times) << "; processor " << percentiles(processor) << "\n" << Qt::flush;
        allProcessor.insert(allProcessor.end(), processor.begin(), processor.end());
    }
    out << "all      " << percentiles(all) << "; processor " << percentiles(allProcessor) << "\n";
    return 0;
}
