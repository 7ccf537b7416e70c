// Made-up articles and small shorthands for the tests of store.
#pragma once

#include "store/store.h"

#include <QFile>
#include <QTemporaryDir>
#include <QTest>

#include <csignal>

#include <sys/resource.h>

namespace dateline {

// Takes a database of now back to the second migration, for tests of opening an old one.
inline constexpr const char *BackToSchema2 = "DROP TABLE index_journal; DROP TABLE removed_article; DROP TABLE pending_state; "
                                             "DROP TABLE full_text; ALTER TABLE source DROP COLUMN retention; ALTER TABLE source DROP COLUMN fetch; "
                                             "ALTER TABLE source DROP COLUMN full_text; PRAGMA user_version = 2";

inline QByteArray bytesOf(const QString &file)
{
    QFile opened(file);
    return opened.open(QIODevice::ReadOnly) ? opened.readAll() : QByteArray();
}

inline void write(const QString &file, const QByteArray &bytes)
{
    QFile opened(file);
    QVERIFY(opened.open(QIODevice::WriteOnly));
    QCOMPARE(opened.write(bytes), bytes.size());
}

inline QString databaseIn(const QString &folder)
{
    return folder + QStringLiteral("/dateline.sqlite");
}

inline AnalysedArticle sample(const QString &title, const QString &text = {}, const QString &guid = {})
{
    AnalysedArticle article;
    article.content.title = title;
    article.content.text = text;
    article.content.guid = guid.isEmpty() ? title : guid;
    article.content.published = Moment::atEpoch(1'757'599'380); // 2025-09-11T14:03:00Z
    article.annotations.language = QStringLiteral("en");
    article.annotations.version = 1;
    return article;
}

inline Source feedSource(const QString &title)
{
    Source source;
    source.title = title;
    source.url = u"https://example.org/" + title;
    return source;
}

// The value of a future's result, or a failed test and a default value.
template <class T>
T valueOf(QFuture<Result<T>> future)
{
    Result<T> result = future.result();
    if (!result) {
        QTest::qFail(qPrintable(result.error().message + u' ' + result.error().detail), __FILE__, __LINE__);
        if constexpr (!std::is_void_v<T>)
            return {};
    }
    if constexpr (!std::is_void_v<T>)
        return *result;
}

// A limit on file sizes is what a full disk looks like from below: writes fail in the middle of a transaction.
template <class Work>
auto onAFullDisk(rlim_t bytes, Work work)
{
    ::signal(SIGXFSZ, SIG_IGN);
    rlimit unlimited{}, limited{};
    ::getrlimit(RLIMIT_FSIZE, &unlimited);
    limited = unlimited;
    limited.rlim_cur = bytes;
    ::setrlimit(RLIMIT_FSIZE, &limited);
    auto result = work();
    ::setrlimit(RLIMIT_FSIZE, &unlimited);
    return result;
}

// A store in a folder of its own.
struct TemporaryStore {
    TemporaryStore() { reopen(); }

    void reopen()
    {
        store.reset();
        Result<std::unique_ptr<Store>> opened = Store::open(folder.path(), limits);
        if (!opened)
            qFatal("%s %s", qPrintable(opened.error().message), qPrintable(opened.error().detail));
        store = std::move(*opened);
    }
    SourceId source(const QString &title = QStringLiteral("BBC")) { return valueOf(store->ensureSource(feedSource(title))).id; }
    QList<ArticleId> rows(const QString &query, const AnswerOptions &options = {})
    {
        const Result<Query> parsed = Query::parse(query);
        if (!parsed)
            qFatal("%s", qPrintable(parsed.error().message));
        return valueOf(store->run(*parsed, options)).rows;
    }

    QTemporaryDir folder;
    StoreLimits limits;
    std::unique_ptr<Store> store;
};

} // namespace dateline
