// The shelf of images on the disk: what it keeps, what it lets go, and what it makes of a disk that others write to as well.
#include "library/image_shelf.h"

#include <QDir>
#include <QDirIterator>
#include <QFile>
#include <QTemporaryDir>
#include <QTest>

using namespace dateline;

namespace {

// Bytes that begin like an image.
QByteArray image(int number, qsizetype size = 100)
{
    QByteArray bytes("\x89PNG\r\n\x1a\n", 8);
    bytes += QByteArray::number(number) + ' ';
    return bytes.leftJustified(size, 'x');
}

QString address(int number)
{
    return QStringLiteral("https://images.example/%1.png").arg(number);
}

QStringList files(const QString &folder)
{
    QStringList found;
    QDirIterator walk(folder, QDir::Files | QDir::Hidden, QDirIterator::Subdirectories);
    while (walk.hasNext()) {
        const QFileInfo file(walk.next());
        if (file.fileName() != u"CACHEDIR.TAG")
            found += file.filePath();
    }
    return found;
}

void rewrite(const QString &path, const QByteArray &bytes)
{
    QFile file(path);
    QVERIFY(file.open(QIODevice::WriteOnly | QIODevice::Truncate));
    QCOMPARE(file.write(bytes), bytes.size());
}

} // namespace

class TestImageShelf final : public QObject {
    Q_OBJECT

    std::unique_ptr<QTemporaryDir> m_folder;

    QString cache() const { return m_folder->path() + QStringLiteral("/image-cache"); }
    QString keptFolder() const { return m_folder->path() + QStringLiteral("/kept-images"); }

private slots:
    void init() { m_folder = std::make_unique<QTemporaryDir>(); }

    void anImageComesBackAlsoAfterANewStart()
    {
        {
            ImageShelf shelf(m_folder->path());
            QVERIFY(!shelf.find(address(1)));
            QVERIFY(shelf.put(address(1), image(1)));
            QCOMPARE(shelf.find(address(1)), image(1));
        }
        ImageShelf shelf(m_folder->path());
        QCOMPARE(shelf.find(address(1)), image(1));
        QVERIFY(!shelf.find(address(2)));
        QCOMPARE(shelf.cachedBytes(), image(1).size());
    }

    void whatIsNoImageIsRefused()
    {
        ImageShelf shelf(m_folder->path());
        QVERIFY(!shelf.put(address(1), "<html>"));
        QVERIFY(!shelf.keep({1}, address(1), "<svg/>"));
        QVERIFY(files(m_folder->path()).isEmpty());
    }

    void aNewVersionTakesThePlaceOfTheOld()
    {
        ImageShelf shelf(m_folder->path());
        QVERIFY(shelf.put(address(1), image(1)));
        QVERIFY(shelf.put(address(1), image(2)));
        QCOMPARE(shelf.find(address(1)), image(2));
        QCOMPARE(files(cache()).size(), 1);
        QCOMPARE(shelf.cachedBytes(), image(2).size());
    }

    void theLeastRecentlyUsedGoes()
    {
        {
            ImageShelf shelf(m_folder->path());
            for (int i = 0; i < 10; ++i)
                QVERIFY(shelf.put(address(i), image(i)));
        }
        // As if they had been used a minute after each other, the first one last.
        const QDateTime base = QDateTime::currentDateTime().addDays(-1);
        for (const QString &path : files(cache())) {
            QFile file(path);
            QVERIFY(file.open(QIODevice::ReadWrite));
            const int number = file.read(20).mid(8).split(' ').first().toInt();
            QVERIFY(file.setFileTime(base.addSecs(60 * (number == 0 ? 99 : number)), QFileDevice::FileModificationTime));
        }
        ImageShelf shelf(m_folder->path(), {550, 100});
        QVERIFY(shelf.cachedBytes() <= 550);
        QVERIFY(!shelf.find(address(1)));
        QVERIFY(shelf.find(address(0)));
        QVERIFY(shelf.find(address(9)));
        QCOMPARE(qint64(files(cache()).size()) * 100, shelf.cachedBytes());
    }

    void theNumberOfFilesIsBoundedToo()
    {
        ImageShelf shelf(m_folder->path(), {1'000'000, 20});
        for (int i = 0; i < 100; ++i)
            QVERIFY(shelf.put(address(i), image(i)));
        QVERIFY(files(cache()).size() <= 20);
    }

    void aSmallerLimitHoldsAtOnce()
    {
        ImageShelf shelf(m_folder->path());
        for (int i = 0; i < 10; ++i)
            QVERIFY(shelf.put(address(i), image(i)));
        shelf.setLimit(300);
        QVERIFY(shelf.cachedBytes() <= 300);
        shelf.setLimit(0);
        QCOMPARE(files(cache()).size(), 0);
        QVERIFY(shelf.put(address(1), image(1)));
        QCOMPARE(files(cache()).size(), 0);
    }

    void aDamagedFileIsAnImageThatIsNotThere()
    {
        ImageShelf shelf(m_folder->path());
        QVERIFY(shelf.put(address(1), image(1)));
        const QString path = files(cache()).value(0);
        rewrite(path, image(1).replace('x', 'y'));
        QVERIFY(!shelf.find(address(1)));
        QVERIFY(!QFile::exists(path));
        QVERIFY(shelf.put(address(1), image(1)));
        rewrite(path, image(1).first(20));
        QVERIFY(!ImageShelf(m_folder->path()).find(address(1)));
    }

    void whatIsTakenAwayFromOutsideIsPutThereAgain()
    {
        ImageShelf shelf(m_folder->path());
        QVERIFY(shelf.put(address(1), image(1)));
        QVERIFY(shelf.keep({5}, address(1), image(1)));
        QVERIFY(QDir(cache()).removeRecursively());
        QCOMPARE(shelf.find(address(1)), image(1)); // it is kept, too
        QVERIFY(QDir(keptFolder()).removeRecursively());
        QVERIFY(!shelf.find(address(1)));
        QVERIFY(shelf.put(address(1), image(1)));
        QCOMPARE(shelf.find(address(1)), image(1));
    }

    void whatOthersPutThereIsLeftAlone()
    {
        QVERIFY(QDir().mkpath(cache()));
        QVERIFY(QDir().mkpath(keptFolder() + QStringLiteral("/notes")));
        rewrite(cache() + QStringLiteral("/holiday.png"), image(1));
        rewrite(keptFolder() + QStringLiteral("/notes/a.txt"), "mine");
        ImageShelf shelf(m_folder->path(), {100, 1});
        for (int i = 0; i < 5; ++i)
            QVERIFY(shelf.put(address(i), image(i)));
        shelf.clear();
        QVERIFY(shelf.kept().isEmpty());
        QCOMPARE(files(m_folder->path()).size(), 2);
    }

    void whatAKillLeftBehindIsRemoved()
    {
        {
            ImageShelf shelf(m_folder->path());
            QVERIFY(shelf.put(address(1), image(1)));
        }
        const QString path = files(cache()).value(0);
        rewrite(path + QStringLiteral(".aB3dEf"), "half");
        ImageShelf shelf(m_folder->path());
        QCOMPARE(shelf.find(address(1)), image(1));
        QCOMPARE(files(cache()).size(), 1);
    }

    void whatIsKeptStaysWhateverTheLimit()
    {
        ImageShelf shelf(m_folder->path());
        QVERIFY(shelf.put(address(1), image(1)));
        QVERIFY(shelf.keep({5}, address(1), image(1)));
        QVERIFY(shelf.complete({5}));
        shelf.setLimit(0);
        QCOMPARE(shelf.find(address(1)), image(1));
        ImageShelf again(m_folder->path(), {0, 0});
        QCOMPARE(again.find(address(1)), image(1));
        QCOMPARE(again.kept(), QSet<ArticleId>{{5}});
        QCOMPARE(again.completed(), QSet<ArticleId>{{5}});
    }

    void whatIsReleasedFallsBackToTheCache()
    {
        ImageShelf shelf(m_folder->path());
        QVERIFY(shelf.keep({5}, address(1), image(1)));
        QVERIFY(shelf.keep({6}, address(1), image(1)));
        QVERIFY(shelf.complete({5}));
        QCOMPARE(shelf.cachedBytes(), 0);
        shelf.release({5});
        QCOMPARE(shelf.kept(), QSet<ArticleId>{{6}});
        QVERIFY(shelf.completed().isEmpty());
        QCOMPARE(shelf.cachedBytes(), image(1).size());
        shelf.setLimit(0);
        QCOMPARE(shelf.find(address(1)), image(1)); // the other article's
        shelf.release({6});
        QVERIFY(!shelf.find(address(1)));
        QVERIFY(files(m_folder->path()).isEmpty());
    }

    void aKeptImageThatIsDamagedIsLackingAgain()
    {
        ImageShelf shelf(m_folder->path());
        QVERIFY(shelf.keep({5}, address(1), image(1)));
        QVERIFY(shelf.complete({5}));
        for (const QString &path : files(keptFolder())) {
            if (path.endsWith(u".png"))
                rewrite(path, "damaged");
        }
        QVERIFY(!shelf.find(address(1)));
        QVERIFY(shelf.completed().isEmpty());
        QVERIFY(ImageShelf(m_folder->path()).completed().isEmpty());
    }

    void aFolderThatCantBeWrittenToIsAFailureWithAReason()
    {
        rewrite(m_folder->path() + QStringLiteral("/image-cache"), "a file stands here");
        ImageShelf shelf(m_folder->path());
        const auto put = shelf.put(address(1), image(1));
        QVERIFY(!put);
        QVERIFY(put.error().message.contains(u"image-cache"));
        QVERIFY(!shelf.find(address(1)));
    }
};

QTEST_GUILESS_MAIN(TestImageShelf)
#include "test_image_shelf.moc"
