// The real window over a real profile, driven as a reader drives it: filters, keys in the search box, scrolling, opening articles,
// marking many and undoing it, an import and a refresh; and how long the window was deaf meanwhile.
// Usage: bench_window PROFILE [PHASE…]     (a copy of the profile: it is changed)
#include "article_generator.h"
#include "block_watch.h"
#include "feed_server.h"
#include "figures.h"
#include "waiting.h"

#include "library/library.h"
#include "library/resource_files.h"
#include "ui/main_window.h"
#include "ui/panes.h"
#include "ui/reading/article_browser.h"
#include "ui/theme/theme.h"

#include <QEventLoop>
#include <QFile>
#include <QJsonDocument>
#include <QScrollBar>
#include <QTemporaryDir>
#include <QTest>
#include <QTimer>

using namespace dateline;
using namespace dateline::bench;

namespace {

constexpr int patience = 120'000; // milliseconds for one answer

// Runs the event loop until `isTrue`, which is looked at after each event; false where it took too long.
bool until(const std::function<bool()> &isTrue)
{
    QElapsedTimer clock;
    clock.start();
    QTimer heartbeat; // so that the loop wakes where nothing happens any more
    heartbeat.start(1000);
    while (!isTrue() && clock.elapsed() < patience)
        QCoreApplication::processEvents(QEventLoop::AllEvents | QEventLoop::WaitForMoreEvents);
    if (!isTrue())
        qCritical("Something awaited did not happen.");
    return isTrue();
}

// Notices that a widget was painted.
class PaintWatch final : public QObject {
public:
    // Paints count while `counts` says so.
    explicit PaintWatch(QWidget &widget, std::function<bool()> counts = [] { return true; }) : m_counts(std::move(counts)) { widget.installEventFilter(this); }
    bool wasPainted = false;

protected:
    bool eventFilter(QObject *, QEvent *event) override
    {
        wasPainted = wasPainted || (event->type() == QEvent::Paint && m_counts());
        return false;
    }

private:
    std::function<bool()> m_counts;
};

const QStringList filters = {
    {}, QStringLiteral("is:unread"), QStringLiteral("topic:politics"), QStringLiteral("country:FR"), QStringLiteral("country:US"),
    QStringLiteral("country:TH topic:disaster"), QStringLiteral("org:UN -country:US"), QStringLiteral("after:2024-01-01 before:2024-07-01"),
    QStringLiteral("(country:RS OR country:XK) is:unread"), QStringLiteral("-topic:sport"), QStringLiteral("after:2023-01-01"),
    QStringLiteral("mentions:CN topic:economy"), QStringLiteral("person:Putin"), QStringLiteral("place:Paris -topic:arts"),
    QStringLiteral("lang:en"), QStringLiteral("(topic:politics OR topic:war) after:2024-01-01 is:unread"),
};

const QStringList typed = {
    QStringLiteral("election"), QStringLiteral("prime minister"), QStringLiteral("the bank of"), QStringLiteral("earthquake"),
    QStringLiteral("climate talks"), QStringLiteral("said government"), QStringLiteral("zebra"),
};

class Driver final {
public:
    Driver(Library &library, MainWindow &window, BlockWatch &watch) : m_library(library), m_window(window), m_watch(watch)
    {
        QObject::connect(&window.queryView(), &QueryView::answerChanged, &window, [this] { ++m_answers; });
    }

    // The phases named, or all of them, in this order.
    void run(const QStringList &wanted)
    {
        const std::pair<const char *, void (Driver::*)()> phases[] = {
            {"filter", &Driver::measureFilters},   {"type", &Driver::measureTyping},   {"scroll", &Driver::measureScrolling},
            {"open", &Driver::measureOpening},     {"memory", &Driver::measureMemory}, {"mark", &Driver::measureMarking},
            {"import", &Driver::measureImport},    {"refresh", &Driver::measureRefresh}, {"beside", &Driver::measureReadingBesideWork},
            {"long", &Driver::measureLongArticle},
            {"expire", &Driver::measureRetention}, {"unsubscribe", &Driver::measureUnsubscribing}, {"compact", &Driver::measureCompaction},
        };
        for (const auto &[name, measure] : phases) {
            if (!wanted.isEmpty() && !wanted.contains(QLatin1String(name)))
                continue;
            m_watch.takeLongest();
            (this->*measure)();
            report(QStringLiteral("longest block, ") + QLatin1String(name), QStringLiteral("ms"), m_watch.takeLongest());
        }
    }

private:
    void report(const QString &figure, const QString &unit, double value) { print(single(figure, unit, value)); }
    void measureMemory() { report(QStringLiteral("resident memory"), QStringLiteral("MiB"), residentMegabytes()); }

    void ask(const QString &text)
    {
        const Query query = Query::parse(text).value_or(Query());
        if (query == m_window.queryView().query())
            m_window.queryView().renew();
        else
            m_window.queryView().setQuery(query);
        until([this, before = m_answers] { return m_answers > before; });
    }

    void measureFilters()
    {
        QList<double> answers, painted;
        PaintWatch paint(*m_window.panes().list().viewport());
        for (int round = 0; round < 12; ++round) {
            for (const QString &text : filters) {
                const auto query = Query::parse(text);
                QElapsedTimer clock;
                clock.start();
                if (query && waitFor(m_library.run(*query)))
                    answers += milliseconds(clock);
                if (round > 3)
                    continue;
                paint.wasPainted = false;
                clock.restart();
                ask(text);
                m_window.panes().list().viewport()->update();
                until([&] { return paint.wasPainted; });
                painted += milliseconds(clock);
            }
        }
        print(spread(QStringLiteral("filter"), QStringLiteral("ms"), answers));
        print(spread(QStringLiteral("filter, painted"), QStringLiteral("ms"), painted));
        ask({});
    }

    // From each key's query to its answer, as the box asks for it: the word that is being typed is a beginning from its third letter on. It
    // waits a moment for the next key first.
    void measureTyping()
    {
        QList<double> samples;
        for (const QString &words : typed) {
            for (qsizetype length = 1; length <= words.size(); ++length) {
                const QString text = words.left(length);
                const qsizetype letters = text.size() - 1 - text.lastIndexOf(u' ');
                if (letters == 1 || letters == 2)
                    continue; // not searched for
                const auto query = Query::parse(letters == 0 ? text : text + u'*');
                QElapsedTimer clock;
                clock.start();
                if (query && waitFor(m_library.run(*query)))
                    samples += milliseconds(clock);
            }
        }
        print(spread(QStringLiteral("key in the search box"), QStringLiteral("ms"), samples));
    }

    void measureScrolling()
    {
        QList<double> samples;
        ArticleListView &list = m_window.panes().list();
        QScrollBar *bar = list.verticalScrollBar();
        QRandomGenerator chance(5);
        for (int k = 0; k < 300; ++k) {
            const int at = k % 50 == 0 ? bar->maximum() : k % 2 ? chance.bounded(bar->maximum() + 1) : std::min(bar->maximum(), bar->value() + bar->pageStep());
            QElapsedTimer clock;
            clock.start();
            bar->setValue(at);
            list.viewport()->repaint();
            samples += milliseconds(clock);
            until([&] { return list.articleModel()->loadedHead(list.indexAt(QPoint(5, 5)).row()) != nullptr; });
            clock.restart();
            list.viewport()->repaint();
            samples.last() = std::max(samples.last(), milliseconds(clock));
        }
        print(spread(QStringLiteral("page of the list"), QStringLiteral("ms"), samples));
    }

    double open(ArticleId id)
    {
        PaintWatch paint(*m_window.panes().reading().page().viewport(), [this, id] { return m_window.panes().reading().articleId() == id; });
        QElapsedTimer clock;
        clock.start();
        m_window.panes().list().setCurrentId(id);
        until([&] { return paint.wasPainted; });
        return milliseconds(clock);
    }

    void measureOpening()
    {
        QList<double> samples;
        QRandomGenerator chance(3);
        const QList<ArticleId> rows = m_window.queryView().answer().rows;
        for (int k = 0; k < 300 && !rows.isEmpty(); ++k)
            samples += open(rows[chance.bounded(static_cast<int>(rows.size()))]);
        print(spread(QStringLiteral("article opened"), QStringLiteral("ms"), samples));
    }

    void measureMarking()
    {
        const QList<ArticleId> rows = m_window.queryView().answer().rows;
        const QList<ArticleId> ids = rows.first(std::min<qsizetype>(rows.size(), 100'000));
        QElapsedTimer clock;
        clock.start();
        Marking marking;
        marking.read = true;
        const auto marked = waitFor(m_library.mark(ids, marking));
        report(QStringLiteral("marking read"), QStringLiteral("ms"), milliseconds(clock));
        clock.restart();
        const auto undone = waitFor(m_library.undoMark());
        report(QStringLiteral("undoing it"), QStringLiteral("ms"), milliseconds(clock));
        if (!marked || !undone)
            qCritical("Marking failed.");
        QTest::qWait(1000); // what follows in the window
    }

    QByteArray articles(int count, int words, quint32 seed)
    {
        QFile edition(resourceFile(QStringLiteral("sample/edition.jsonl")));
        if (!edition.open(QIODevice::ReadOnly))
            return {};
        ArticleGenerator generator(edition.readAll(), seed);
        QByteArray lines;
        const QByteArray mark = QByteArray::number(seed); // so that no article is there already
        for (int k = 0; k < count; ++k)
            lines += generator.next(words).replace("bench-", QByteArray("bench-" + mark + '-')).replace("/bench/", QByteArray("/bench/" + mark + '/'));
        return lines;
    }

    // Gives the file's path.
    QString writeArticles(const QTemporaryDir &folder)
    {
        constexpr int count = 10'000;
        QFile file(folder.filePath(QStringLiteral("articles.jsonl")));
        if (!file.open(QIODevice::WriteOnly) || file.write(articles(count, 350, 11 + QRandomGenerator::global()->bounded(1'000'000u))) < 0)
            qFatal("%s can't be written.", qPrintable(file.fileName()));
        return file.fileName();
    }

    void measureImport()
    {
        const QTemporaryDir folder;
        const QString path = writeArticles(folder);
        QElapsedTimer clock;
        clock.start();
        const auto imported = waitFor(m_library.import({path}));
        report(QStringLiteral("import beside the open window"), QStringLiteral("articles/s"), imported ? imported->added * 1000.0 / milliseconds(clock) : 0);
        QTest::qWait(1000);
    }

    // Subscribes to the server's feeds, without fetching them.
    QList<SourceId> subscribed(const FeedServer &server)
    {
        QByteArray opml = "<opml version=\"2.0\"><head/><body>";
        for (const QString &address : server.addresses())
            opml += "<outline type=\"rss\" text=\"" + address.toUtf8() + "\" xmlUrl=\"" + address.toUtf8() + "\"/>";
        const auto list = waitFor(m_library.importBytes(opml + "</body></opml>", QStringLiteral("feeds.opml")));
        const auto sources = waitFor(m_library.sources());
        QList<SourceId> ids;
        for (const Source &source : list ? sources.value_or(QList<Source>()) : QList<Source>()) {
            if (server.addresses().contains(source.url))
                ids += source.id;
        }
        return ids;
    }

    void measureRefresh()
    {
        const FeedServer server(1000, 5, 100);
        const QList<SourceId> ids = subscribed(server);
        m_watch.takeLongest();
        QElapsedTimer clock;
        clock.start();
        const auto refreshed = waitFor(m_library.refresh(ids));
        report(QStringLiteral("refresh of 1,000 feeds"), QStringLiteral("s"), milliseconds(clock) / 1000);
        if (!refreshed || refreshed->failed > 0)
            qCritical("%d feeds could not be refreshed.", refreshed ? refreshed->failed : -1);
        QTest::qWait(1000);
    }

    // From the query to its answer.
    double answerTo(const QString &text)
    {
        QElapsedTimer clock;
        clock.start();
        const auto query = Query::parse(text);
        const auto answer = query ? waitFor(m_library.run(*query)) : tl::unexpected(query.error());
        if (!answer)
            qCritical("“%s”: %s", qPrintable(text), qPrintable(answer.error().message));
        return milliseconds(clock);
    }

    double turnTo(int at)
    {
        ArticleListView &list = m_window.panes().list();
        QElapsedTimer clock;
        clock.start();
        list.verticalScrollBar()->setValue(at);
        list.viewport()->repaint();
        return milliseconds(clock);
    }

    double markSome(const QList<ArticleId> &ids)
    {
        Marking marking;
        marking.bookmarked = true;
        QElapsedTimer clock;
        clock.start();
        const auto marked = waitFor(m_library.mark(ids, marking));
        const double took = milliseconds(clock);
        if (const auto undone = waitFor(m_library.undoMark()); !marked || !undone)
            qCritical("Marking failed.");
        return took;
    }

    // What a reader does all the while that `isBusy`.
    void readBeside(const QString &work, const std::function<bool()> &isBusy)
    {
        QList<double> filtered, keys, pages, opened, marked;
        QRandomGenerator chance(7);
        for (qsizetype k = 0; isBusy(); ++k) {
            filtered += answerTo(filters[k % filters.size()]);
            keys += answerTo(typed[k % typed.size()].section(u' ', 0, 0).left(3 + k % 5) + u'*'); // shorter beginnings aren't searched for
            pages += turnTo(chance.bounded(m_window.panes().list().verticalScrollBar()->maximum() + 1));
            const QList<ArticleId> rows = m_window.queryView().answer().rows;
            if (!rows.isEmpty())
                opened += open(rows[chance.bounded(static_cast<int>(rows.size()))]);
            if (k % 10 == 0)
                marked += markSome(rows.mid(chance.bounded(static_cast<int>(rows.size()) + 1), 10));
            QTest::qWait(20);
        }
        print(spread(QStringLiteral("filter beside ") + work, QStringLiteral("ms"), filtered));
        print(spread(QStringLiteral("key in the search box beside ") + work, QStringLiteral("ms"), keys));
        print(spread(QStringLiteral("page of the list beside ") + work, QStringLiteral("ms"), pages));
        print(spread(QStringLiteral("article opened beside ") + work, QStringLiteral("ms"), opened));
        print(spread(QStringLiteral("ten bookmarked beside ") + work, QStringLiteral("ms"), marked));
    }

    void measureReadingBesideWork()
    {
        const QTemporaryDir folder;
        const FeedServer server(1000, 5, 100);
        const QString path = writeArticles(folder);
        const QList<SourceId> ids = subscribed(server);
        QTest::qWait(1000);
        m_watch.takeLongest();
        const auto imported = m_library.import({path});
        readBeside(QStringLiteral("an import"), [&] { return !imported.isFinished(); });
        report(QStringLiteral("longest block, reading beside an import"), QStringLiteral("ms"), m_watch.takeLongest());
        const auto refreshed = m_library.refresh(ids);
        readBeside(QStringLiteral("a refresh"), [&] { return !refreshed.isFinished(); });
    }

    void measureLongArticle()
    {
        const QByteArray line = articles(1, 330'000, QRandomGenerator::global()->bounded(1'000'000u)); // 2 MB of text
        const auto imported = waitFor(m_library.importBytes(line, QStringLiteral("long.jsonl")));
        if (!imported)
            return;
        ask(QString(QStringLiteral("\"") + QJsonDocument::fromJson(line)[QStringLiteral("title")].toString() + QStringLiteral("\"")));
        const QList<ArticleId> rows = m_window.queryView().answer().rows;
        ask({});
        QTest::qWait(1000);
        m_watch.takeLongest();
        QList<double> samples;
        for (int k = 0; k < 60 && !rows.isEmpty(); ++k) {
            open(m_window.queryView().answer().rows.value(1 + k));
            samples += open(rows.first());
            QTest::qWait(100);
        }
        print(spread(QStringLiteral("2 MB article opened"), QStringLiteral("ms"), samples));
        until([this] { return m_window.panes().reading().page().isWhole(); });
    }

    // Rules that leave of each source its share of all but 100,000; false where they can't be set.
    bool setRules()
    {
        constexpr double removed = 100'000;
        const auto sources = waitFor(m_library.sources());
        double all = 0;
        for (const Source &source : sources.value_or(QList<Source>()))
            all += source.total;
        for (Source source : sources.value_or(QList<Source>())) {
            const double kept = source.total * std::max(0.0, 1 - removed / std::max(1.0, all));
            source.retention = {Retention::Kind::Count, std::max(1, static_cast<int>(kept))};
            if (!waitFor(m_library.updateSource(source)))
                return false;
        }
        return sources.has_value();
    }

    void measureRetention()
    {
        if (!setRules())
            return;
        QTest::qWait(1000);
        m_watch.takeLongest();
        QElapsedTimer clock;
        clock.start();
        const QFuture<Result<int>> removal = m_library.applyRetention(true);
        const QList<double> answers = filterDuring(removal);
        const Result<int> removed = waitFor(removal);
        report(QStringLiteral("articles removed by retention"), QStringLiteral("articles"), removed.value_or(0));
        report(QStringLiteral("removal by retention"), QStringLiteral("s"), milliseconds(clock) / 1000);
        print(spread(QStringLiteral("filter during a removal"), QStringLiteral("ms"), answers));
        QTest::qWait(1000);
    }

    template <class T>
    QList<double> filterDuring(const QFuture<T> &work)
    {
        QList<double> answers;
        for (qsizetype k = 0; !work.isFinished(); ++k) {
            QElapsedTimer asked;
            asked.start();
            if (const auto query = Query::parse(filters[k % filters.size()]); query && waitFor(m_library.run(*query)))
                answers += milliseconds(asked);
            QTest::qWait(20);
        }
        return answers;
    }

    // The largest source; the room that it leaves is given back with it.
    void measureUnsubscribing()
    {
        const auto sources = waitFor(m_library.sources());
        if (!sources || sources->isEmpty())
            return;
        const Source largest = *std::max_element(sources->begin(), sources->end(), [](const Source &a, const Source &b) { return a.total < b.total; });
        QElapsedTimer clock;
        clock.start();
        const auto removed = waitFor(m_library.unsubscribe(largest.id));
        report(QStringLiteral("articles of a removed source"), QStringLiteral("articles"), removed.value_or(0));
        report(QStringLiteral("removing a source"), QStringLiteral("ms"), milliseconds(clock));
        print(spread(QStringLiteral("filter while its rows go"), QStringLiteral("ms"), filterDuring(m_library.giveBackSpace(SpaceWanted::Worthwhile))));
        report(QStringLiteral("until its rows were gone"), QStringLiteral("s"), milliseconds(clock) / 1000);
        QTest::qWait(1000);
    }

    void measureCompaction()
    {
        QElapsedTimer clock;
        clock.start();
        const QFuture<Result<SpaceReport>> giving = m_library.giveBackSpace(SpaceWanted::All);
        const QList<double> answers = filterDuring(giving);
        const auto given = waitFor(giving);
        report(QStringLiteral("giving back room"), QStringLiteral("s"), milliseconds(clock) / 1000);
        if (given) {
            report(QStringLiteral("room given back"), QStringLiteral("MB"), static_cast<double>(given->bytesBefore - given->bytesAfter) / 1e6);
            report(QStringLiteral("database then"), QStringLiteral("MB"), static_cast<double>(given->bytesAfter) / 1e6);
        }
        print(spread(QStringLiteral("filter meanwhile"), QStringLiteral("ms"), answers));
        report(QStringLiteral("resident memory after that"), QStringLiteral("MiB"), residentMegabytes());
    }

    Library &m_library;
    MainWindow &m_window;
    BlockWatch &m_watch;
    int m_answers = 0;
};

} // namespace

int main(int argc, char **argv)
{
    BlockWatch application(argc, argv);
    QCoreApplication::setApplicationName(QStringLiteral("dateline"));
    if (QCoreApplication::arguments().size() < 2) {
        qCritical("Usage: bench_window PROFILE [PHASE…]");
        return 2;
    }
    auto library = Library::open(QCoreApplication::arguments().at(1));
    if (!library) {
        qCritical("%s", qPrintable(library.error().message));
        return 3;
    }
    WindowSettings settings((*library)->folder());
    Theme theme;
    theme.applyTo(application);
    MainWindow window(**library, theme, settings);
    window.resize(1600, 1000);
    window.show();
    until([&] { return window.queryView().hasAnswer() && !window.queryView().isRunning(); });
    QTest::qWait(500);
    application.takeLongest();
    Driver(**library, window, application).run(QCoreApplication::arguments().sliced(2));
    return 0;
}
