// A profile with everything in it, to be damaged, and what SQLite itself can still read of it.
#pragma once

#include "samples.h"

#include "store/article_table.h"
#include "store/connection.h"

#include "base/identity.h"

#include <QFile>
#include <QRandomGenerator>

namespace dateline {

inline constexpr qsizetype Page = 8192;
inline constexpr int Articles = 300;

// Of many lengths, so that some lie on one page with others and some on many.
inline AnalysedArticle article(int number)
{
    QRandomGenerator random(static_cast<quint32>(number));
    QString text;
    const int words = number % 17 == 0 ? 4000 : number % 5 == 0 ? 600 : 60;
    for (int i = 0; i < words; ++i)
        text += QString::number(random.generate(), 36) + u' ';
    AnalysedArticle made = sample(QStringLiteral("Title %1").arg(number), text, QStringLiteral("guid-%1").arg(number));
    made.content.url = QStringLiteral("https://example.org/%1").arg(number);
    made.content.html = u"<p>" + text + u"</p>";
    Entity entity{QStringLiteral("Person %1").arg(number % 40), EntityKind::Person, 0.5, {{0, 3}}};
    made.annotations.entities = {entity};
    made.annotations.countries = {{QStringLiteral("RS"), true, 0.5, {}}};
    return made;
}

// A profile with everything in it. `folder` gets the files; with `inLog` its last changes are in the write-ahead log only.
inline void makeProfile(const QString &folder, bool inLog)
{
    QTemporaryDir made;
    auto store = std::move(*Store::open(made.path()));
    const SourceId one = valueOf(store->ensureSource(feedSource(QStringLiteral("BBC")))).id;
    const SourceId two = valueOf(store->ensureSource(feedSource(QStringLiteral("NRK")))).id;
    QList<AnalysedArticle> first, second;
    for (int i = 1; i <= Articles; ++i)
        (i % 2 ? first : second) += article(i);
    QList<ArticleId> ids = valueOf(store->save(one, first)).added;
    ids += valueOf(store->save(two, second)).added;
    const auto mark = [&](qsizetype at, const StateChange &change) { valueOf(store->mark({ids[at]}, change)); };
    for (qsizetype i = 0; i < ids.size(); ++i) {
        StateChange change;
        if (i % 3 == 0)
            change.read = true;
        if (i % 7 == 0)
            change.bookmarked = true;
        if (i % 11 == 0)
            change.addTags = {QStringLiteral("Tag %1").arg(i % 5)};
        if (i % 13 == 0)
            change.note = QStringLiteral("Note on %1").arg(i);
        mark(i, change);
    }
    valueOf(store->correct(Correction::notAnEntity({EntityKind::Person, QStringLiteral("Person 3")})));
    valueOf(store->correct(Correction::country(ids[5], QStringLiteral("FR"), Correction::Bearing::About)));
    valueOf(store->saveFilter({{}, QStringLiteral("Balkans"), QStringLiteral("country:RS")}));
    valueOf(store->setSetting(QStringLiteral("a.setting"), QStringLiteral("its value")));
    valueOf(store->remove(ids.mid(20, 10))); // so that there are free pages with what was deleted
    if (!inLog)
        store.reset();
    for (const char *suffix : {"", "-wal"})
        QFile::copy(databaseIn(made.path()) + QLatin1String(suffix), databaseIn(folder) + QLatin1String(suffix));
}

// What SQLite reads of an article by its number alone.
struct Readable {
    QString title, text;
    bool hasState = false;
    qint64 flags = 0;
    QString note;
};

template <class Read>
void tryReading(Read read)
{
    try {
        read();
    } catch (const SQLite::Exception &) {
        // It can't be read: nobody asks for it then.
    }
}

inline QHash<quint32, Readable> readableIn(const QString &folder)
{
    QHash<quint32, Readable> readable;
    QTemporaryDir copy;
    for (const char *suffix : {"", "-wal"})
        QFile::copy(databaseIn(folder) + QLatin1String(suffix), databaseIn(copy.path()) + QLatin1String(suffix));
    tryReading([&] {
        Connection connection(databaseIn(copy.path()), Connection::Use::Reading);
        ArticleTable table(connection);
        for (quint32 id = 1; id <= Articles; ++id) {
            tryReading([&] {
                const auto row = table.row(id);
                const auto stored = row ? table.content(id) : std::nullopt;
                const auto content = stored ? unpack(stored->packed, row->published) : std::nullopt;
                if (content && contentHash(*content) == stored->hash)
                    readable.insert(id, {content->title, content->text, false, 0, {}});
            });
            tryReading([&] {
                Statement select = connection.prepare("SELECT flags, note FROM state WHERE article = ?");
                select.bind(1, id);
                if (readable.contains(id) && select.step()) {
                    Readable &known = readable[id];
                    known.hasState = true;
                    known.flags = select.number(0) & 7;
                    known.note = select.text(1);
                }
            });
        }
    });
    return readable;
}

} // namespace dateline
