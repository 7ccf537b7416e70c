// The parts of the window that have a life of their own: loading that isn't wanted any more, notices, marking and undo, settings.
#include "ui/article_loader.h"
#include "ui/notice_bar.h"
#include "ui/reader_marks.h"
#include "ui/window_settings.h"

#include <QPromise>
#include <QSignalSpy>
#include <QTemporaryDir>
#include <QTest>
#include <QTimer>
#include <QToolButton>

using namespace dateline;
using namespace std::chrono_literals;

namespace {

StoredArticle articleWith(ArticleId id)
{
    StoredArticle article;
    article.id = id;
    return article;
}

} // namespace

class TestWindowParts : public QObject {
    Q_OBJECT

private slots:
    void dropsAnArticleThatComesTooLate()
    {
        QHash<quint32, std::shared_ptr<QPromise<Result<StoredArticle>>>> promises;
        ArticleLoader loader([&promises](ArticleId id) {
            auto promise = std::make_shared<QPromise<Result<StoredArticle>>>();
            promise->start();
            promises.insert(id.value, promise);
            return promise->future();
        });
        QList<quint32> loaded;
        connect(&loader, &ArticleLoader::loaded, this, [&loaded](const StoredArticle &article) { loaded.append(article.id.value); });
        loader.want({1});
        loader.want({2});
        for (const quint32 id : {2u, 1u}) {
            promises[id]->addResult(Result<StoredArticle>(articleWith({id})));
            promises[id]->finish();
        }
        QTRY_COMPARE(loaded, QList<quint32>{2});
        QTest::qWait(10);
        QCOMPARE(loaded, QList<quint32>{2});
    }

    void doesNotWaitForASlowArticle()
    {
        QPromise<Result<StoredArticle>> never;
        never.start();
        ArticleLoader loader([&never](ArticleId) { return never.future(); });
        int beats = 0;
        QTimer heart;
        connect(&heart, &QTimer::timeout, this, [&beats] { ++beats; });
        heart.start(1);
        loader.want({1});
        QTRY_VERIFY(beats >= 20);
        never.future().cancel();
        never.finish();
    }

    void tellsAndWarns()
    {
        Theme theme;
        QWidget window;
        window.resize(800, 600);
        NoticeBar notice(theme, window);
        window.show();
        bool wasUndone = false;
        notice.tell(u"142 marked read"_qs, u"Undo"_qs, [&wasUndone] { wasUndone = true; });
        QCOMPARE(notice.text(), u"142 marked read"_qs);
        notice.press();
        QVERIFY(wasUndone);
        QVERIFY(notice.text().isEmpty());
        notice.warn(u"The disk is full."_qs);
        notice.tell(u"A mere word"_qs);
        QCOMPARE(notice.text(), u"The disk is full."_qs);
        QVERIFY(notice.stay() >= 20s && notice.stay() <= 60s);
        QVERIFY(window.rect().contains(notice.geometry()));
        window.resize(300, 200);
        QVERIFY(window.rect().contains(notice.geometry()));
    }

    void closesByMouse()
    {
        Theme theme;
        QWidget window;
        window.resize(600, 400);
        NoticeBar notice(theme, window);
        window.show();
        QSignalSpy shown(&notice, &NoticeBar::shownChanged);
        notice.warn(u"The disk is full."_qs);
        QTest::mouseClick(notice.findChild<QToolButton *>(), Qt::LeftButton);
        QVERIFY(notice.text().isEmpty());
        QCOMPARE(shown.size(), 2);
    }

    void takesBackWhatTheReaderDidAndNotWhatWasShownSince()
    {
        QTemporaryDir folder;
        auto library = Library::open(folder.path());
        QVERIFY(library);
        const auto report = (*library)->importSampleEdition().result();
        QVERIFY(report);
        const QList<ArticleId> rows = (*library)->run({}).result()->rows;
        QVERIFY(rows.size() > 10);
        const auto unread = [&] { return (*library)->run(*Query::parse(u"is:unread"_qs)).result()->rows.size(); };
        ReaderMarks marks(**library);
        QSignalSpy allRead(&marks, &ReaderMarks::allMarkedRead);
        QSignalSpy undone(&marks, &ReaderMarks::undone);
        QVERIFY(!marks.canUndo());
        const QList<ArticleId> most = rows.sliced(1);
        marks.markAllRead(most);
        QTRY_COMPARE(allRead.size(), 1);
        QCOMPARE(allRead.at(0).at(0).toInt(), static_cast<int>(most.size()));
        marks.markShown(rows.first());
        QTRY_COMPARE(unread(), 0);
        QTRY_VERIFY(marks.canUndo());
        QTest::qWait(20); // the marking's own answer
        marks.undo();
        QTRY_COMPARE(undone.size(), 1);
        QTRY_COMPARE(unread(), most.size());
        const auto still = (*library)->article(rows.first()).result();
        QVERIFY(still && still->state.read);
        QVERIFY(!marks.canUndo());
    }

    void remembersSettingsAndRefusesNonsense()
    {
        QTemporaryDir folder;
        {
            WindowSettings settings(folder.path());
            QCOMPARE(settings.markReadDelay(), std::optional<std::chrono::milliseconds>(1500ms));
            settings.setMarkReadDelay(std::nullopt);
            settings.setLastQuery(u"country:RS -football"_qs);
            settings.setAppearance(Appearance::Dark);
            settings.setOpenSections({1, 4});
        }
        WindowSettings settings(folder.path());
        QVERIFY(!settings.markReadDelay());
        QCOMPARE(settings.lastQuery(), u"country:RS -football"_qs);
        QCOMPARE(settings.appearance(), Appearance::Dark);
        QCOMPARE(settings.openSections(), QList<int>({1, 4}));
        QFile file(folder.filePath(u"window.ini"_qs));
        QVERIFY(file.open(QIODevice::WriteOnly));
        file.write("[look]\nappearance=77\nreadingSize=-1\n[reading]\nmarkReadAfter=soon\n");
        file.close();
        WindowSettings odd(folder.path());
        QCOMPARE(odd.appearance(), Appearance::System);
        QCOMPARE(odd.readingPointSize(), WindowSettings::normalPointSize);
        QCOMPARE(odd.markReadDelay(), std::optional<std::chrono::milliseconds>(1500ms));
    }
};

QTEST_MAIN(TestWindowParts)
#include "test_window_parts.moc"
