// make_old_profiles FOLDER: writes schema_1 and schema_2 (.sqlite.z, packed by qCompress, with .json saying what they hold) into FOLDER. Made
// once, when schema 2 was the newest: its tables are those of the first plus its own, so that taking those away gives the first.
#include "expected_profile.h"
#include "store/store.h"

#include <SQLiteCpp/SQLiteCpp.h>

#include <QCoreApplication>
#include <QFile>
#include <QTemporaryDir>

#include <cstdio>

using namespace dateline;
using namespace Qt::StringLiterals;

namespace {

void write(const QString &file, const QByteArray &bytes)
{
    QFile out(file);
    if (!out.open(QIODevice::WriteOnly) || out.write(bytes) != bytes.size())
        qFatal("%s can't be written", qPrintable(file));
}

// Saves forty articles of two sources, marks some, and gives what is expected then.
ExpectedProfile fill(Store &store)
{
    ExpectedProfile expected;
    for (const QString &address : {u"https://desk.example.org/one"_s, u"https://desk.example.org/two"_s}) {
        Source source;
        source.url = source.title = address;
        const SourceId id = store.ensureSource(source).result().value().id;
        expected.sources.insert(address, address);
        QList<AnalysedArticle> articles;
        for (int i = 0; i < 20; ++i) {
            const QString guid = u"old%1-%2"_s.arg(address.last(3)).arg(i);
            articles += invented(guid, 1, 1);
            ExpectedArticle &article = expected.articles[guid];
            article.source = address;
            article.read = i % 3 == 0;
            article.bookmarked = i % 4 == 0;
            article.tags = i % 5 == 0 ? QStringList{u"tag1"_s} : QStringList();
            article.note = i % 7 == 0 ? u"An old note"_s : QString();
        }
        const QList<ArticleId> ids = store.save(id, articles).result().value().added;
        for (qsizetype i = 0; i < ids.size(); ++i) {
            const ExpectedArticle &article = expected.articles[articles[i].content.guid];
            const StateChange change{article.read, article.bookmarked, article.tags, {}, article.note};
            store.mark({ids[i]}, change).waitForFinished();
        }
    }
    expected.filters.append({u"Old filter"_s, u"tag:tag1"_s});
    store.saveFilter({{}, u"Old filter"_s, u"tag:tag1"_s}).waitForFinished();
    expected.settings.insert(u"crash.0"_s, u"old"_s);
    store.setSetting(u"crash.0"_s, u"old"_s).waitForFinished();
    return expected;
}

void make(const QString &target, const char *downgrade, bool isCorrected)
{
    const QTemporaryDir folder;
    ExpectedProfile expected;
    {
        auto store = Store::open(folder.path()).value();
        expected = fill(*store);
        if (isCorrected) {
            Step step;
            step.kind = Step::Kind::Correct;
            step.correction = Correction::notAnEntity({EntityKind::Person, InventedPeople.first()});
            store->correct(step.correction).waitForFinished();
            expected.apply(step);
        }
        const QStringList differing = differences(expected.parts(), partsOf(*store, &expected));
        if (!differing.isEmpty())
            qFatal("%s", qPrintable(differing.join(u'\n')));
    }
    const QString file = folder.filePath(u"dateline.sqlite"_s);
    {
        SQLite::Database database(file.toStdString(), SQLite::OPEN_READWRITE);
        database.exec(downgrade);
        database.exec("PRAGMA journal_mode = DELETE; VACUUM");
    }
    QFile bytes(file);
    if (!bytes.open(QIODevice::ReadOnly))
        qFatal("the profile can't be read");
    write(target + u".sqlite.z", qCompress(bytes.readAll(), 9));
    write(target + u".json", expected.toJson() + '\n');
}

} // namespace

int main(int count, char **arguments)
{
    const QCoreApplication application(count, arguments);
    if (count != 2) {
        std::fputs("usage: make_old_profiles FOLDER\n", stderr);
        return 2;
    }
    const QString folder = QCoreApplication::arguments().at(1);
    make(folder + u"/schema_1", "DROP TABLE correction; DROP TABLE found_entity; DELETE FROM setting WHERE name = 'analysis.version'; PRAGMA user_version = 1", false);
    make(folder + u"/schema_2", "PRAGMA user_version = 2", true);
    return 0;
}
