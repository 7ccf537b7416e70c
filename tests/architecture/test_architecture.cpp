// The house rules that a build alone can't keep: which folder may include which, where libraries may be used, no cycles,
// nothing stray at the top, a page of README a folder.
#include <QDir>
#include <QDirIterator>
#include <QHash>
#include <QRegularExpression>
#include <QTest>

namespace {

using Folders = QHash<QString, QStringList>;

// Folder → the folders it may include, as the include's own path names them. Tests may include anything.
const Folders &allowedFolders()
{
    static const QStringList ui = {u"base"_qs, u"library"_qs, u"items"_qs, u"ui/theme"_qs};
    static const Folders allowed = {
        {u"model/base"_qs, {}},
        {u"model/text"_qs, {u"base"_qs}},
        {u"model/feed"_qs, {u"base"_qs, u"text"_qs}},
        {u"model/analysis"_qs, {u"base"_qs, u"text"_qs}},
        {u"model/net"_qs, {u"base"_qs}},
        {u"model/store"_qs, {u"base"_qs}},
        {u"model/sync"_qs, {u"base"_qs, u"net"_qs}},
        {u"model/library"_qs, {u"base"_qs, u"text"_qs, u"feed"_qs, u"analysis"_qs, u"store"_qs, u"net"_qs, u"sync"_qs}},
        {u"model/items"_qs, {u"base"_qs, u"library"_qs, u"feed"_qs, u"analysis"_qs}},
        {u"ui/theme"_qs, {u"base"_qs}},
        {u"ui/list"_qs, ui},
        {u"ui/map"_qs, {u"base"_qs, u"ui/theme"_qs}},
        {u"ui/filters"_qs, ui + QStringList{u"ui/map"_qs}},
        {u"ui/reading"_qs, ui},
        {u"ui/dialogs"_qs, ui + QStringList{u"ui/map"_qs}},
        {u"ui"_qs, ui + QStringList{u"ui/list"_qs, u"ui/filters"_qs, u"ui/reading"_qs, u"ui/dialogs"_qs}},
        {u"app/cli"_qs, {u"base"_qs, u"feed"_qs, u"analysis"_qs, u"library"_qs, u"net"_qs}},
        {u"app"_qs, {u"base"_qs, u"library"_qs, u"app/cli"_qs, u"cli"_qs, u"ui"_qs, u"ui/theme"_qs, u"items"_qs}},
    };
    return allowed;
}

struct Include {
    QString file;   // below the root
    QString target; // as written
    bool isSystem = false;
};

QString read(const QString &path)
{
    QFile file(path);
    return file.open(QIODevice::ReadOnly) ? QString::fromUtf8(file.readAll()) : QString();
}

QStringList sourceFiles()
{
    QStringList files;
    for (const QString &top : {u"app"_qs, u"ui"_qs, u"model"_qs}) {
        QDirIterator walk(QStringLiteral(SOURCE_ROOT "/") + top, {u"*.h"_qs, u"*.cpp"_qs}, QDir::Files, QDirIterator::Subdirectories);
        while (walk.hasNext())
            files += QDir(QStringLiteral(SOURCE_ROOT)).relativeFilePath(walk.next());
    }
    files.sort();
    return files;
}

QList<Include> includes()
{
    static const QRegularExpression line(QStringLiteral("^\\s*#\\s*include\\s*([\"<])([^\">]+)[\">]"), QRegularExpression::MultilineOption);
    QList<Include> all;
    for (const QString &file : sourceFiles()) {
        auto found = line.globalMatch(read(QStringLiteral(SOURCE_ROOT "/") + file));
        while (found.hasNext()) {
            const auto match = found.next();
            all += Include{file, match.captured(2), match.captured(1) == u"<"};
        }
    }
    return all;
}

// The rule that a file falls under: its deepest folder that has one.
QString folderOf(const QString &file)
{
    QString folder = file;
    while (folder.contains(u'/')) {
        folder = folder.left(folder.lastIndexOf(u'/'));
        if (allowedFolders().contains(folder))
            return folder;
    }
    return {};
}

// "base" of "base/query.h", "ui/list" of "ui/list/x.h", "ui" of "ui/main_window.h".
QString folderOfInclude(const QString &target)
{
    return target.left(target.lastIndexOf(u'/'));
}

// A folder's own include name: "text" for model/text and all below it, "app/cli" or "cli" for app/cli.
bool isOwn(const QString &folder, const QString &included)
{
    const QString own = folder.startsWith(u"model/") ? folder.mid(6) : folder;
    return included == own || included.startsWith(own + u'/') || (own == u"app/cli" && included == u"cli");
}

bool isBelow(const QString &file, const QList<QLatin1StringView> &folders)
{
    return std::any_of(folders.begin(), folders.end(), [&](QLatin1StringView folder) { return file.startsWith(folder); });
}

// The headers that only some folders may use, by the start of their names.
struct Restriction {
    QRegularExpression headers;
    QList<QLatin1StringView> folders;
};

const QList<Restriction> &restrictions()
{
    using namespace Qt::StringLiterals;
    static const QList<Restriction> all = {
        {QRegularExpression(u"^(QtNetwork/|QNetwork|QSsl|QTcp|QUdp|QHost|QAbstractSocket|QLocalS)"_qs), {"model/net/"_L1, "model/sync/"_L1}},
        {QRegularExpression(u"^(qt6keychain/|keychain)"_qs), {"model/net/"_L1}}, // where logins are used; no other folder sees one that is kept
        {QRegularExpression(u"^(sqlite3|SQLiteCpp/|roaring/)"_qs), {"model/store/"_L1}},
        {QRegularExpression(u"^(QtGui/|QtWidgets/|QtSvg/|QWidget|QApplication|QGuiApplication|QMainWindow|QPainter|QPixmap|QImage|QColor|QFont|QPalette|QIcon|QBrush|QTextDocument|QDesktopServices|QStyle|QAction|QKey|QClipboard|QCursor|QScreen|QMenu|QDialog|QLabel|QSvg)"_qs), {"ui/"_L1, "app/application"_L1, "app/window_main"_L1}},
        {QRegularExpression(u"^gumbo"_qs), {"model/text/"_L1, "model/feed/"_L1}},
        {QRegularExpression(u"^cld2/"_qs), {"model/analysis/"_L1}},
    };
    return all;
}

} // namespace

class TestArchitecture : public QObject {
    Q_OBJECT

private slots:
    void seesTheSources()
    {
        QVERIFY(sourceFiles().size() > 30);
        QVERIFY(includes().size() > 100);
    }

    // Two classes of one name in two headers share destructors at the linker's choice (C++20 [basic.def.odr]).
    void givesNoNameTwice()
    {
        static const QRegularExpression definition(QStringLiteral("^(?:struct|class|enum class) (\\w+)(?: final)?(?: : [^;{]*)? \\{"), QRegularExpression::MultilineOption);
        QHash<QString, QString> known;
        QStringList offences;
        for (const QString &file : sourceFiles()) {
            if (!file.endsWith(u".h"))
                continue;
            auto found = definition.globalMatch(read(QStringLiteral(SOURCE_ROOT "/") + file));
            while (found.hasNext()) {
                const QString name = found.next().captured(1);
                if (known.contains(name))
                    offences += name + u" in " + known[name] + u" and " + file;
                known.insert(name, file);
            }
        }
        QVERIFY(known.size() > 100);
        QCOMPARE(offences, QStringList());
    }

    void includesOnlyAlongTheArrows()
    {
        QStringList offences;
        for (const Include &include : includes()) {
            if (include.isSystem || include.target.endsWith(u".moc"))
                continue;
            if (include.target.contains(u"..")) {
                offences += include.file + u" climbs to " + include.target;
                continue;
            }
            const QString folder = folderOf(include.file);
            const QString target = folderOfInclude(include.target);
            if (folder.isEmpty() || !(isOwn(folder, target) || allowedFolders()[folder].contains(target)))
                offences += include.file + u" includes " + include.target;
        }
        QVERIFY2(offences.isEmpty(), qPrintable(offences.join(u'\n')));
    }

    void usesEachLibraryWhereItBelongs()
    {
        QStringList offences;
        for (const Include &include : includes()) {
            for (const Restriction &restriction : restrictions()) {
                if (include.isSystem && restriction.headers.match(include.target).hasMatch() && !isBelow(include.file, restriction.folders))
                    offences += include.file + u" includes " + include.target;
            }
        }
        QVERIFY2(offences.isEmpty(), qPrintable(offences.join(u'\n')));
    }

    // Qt's documents load what markup names, from files too, unless they are handed none and every page answers for itself.
    void letsNoDocumentLoadAnything()
    {
        static const QRegularExpression loading(QStringLiteral("\\b(setHtml|insertHtml|setMarkdown|setSource|fromHtml|QTextImageFormat)\\b"));
        static const QRegularExpression page(QStringLiteral("class \\w+[^{;]*public Q(TextBrowser|TextEdit|TextDocument)\\b"));
        int pages = 0;
        for (const QString &file : sourceFiles()) {
            const QString text = read(QStringLiteral(SOURCE_ROOT "/") + file);
            if (file.startsWith(u"ui/"))
                QVERIFY2(!loading.match(text).hasMatch(), qPrintable(file + u": " + loading.match(text).captured()));
            if (page.match(text).hasMatch()) {
                ++pages;
                QVERIFY2(text.contains(u"QVariant loadResource(int type, const QUrl &name) override;"), qPrintable(file));
            }
        }
        QVERIFY(pages > 0);
    }

    void hasNoCycleOfFolders()
    {
        Folders edges;
        for (const Include &include : includes()) {
            QString folder = folderOf(include.file);
            folder = folder.startsWith(u"model/") ? folder.mid(6) : folder;
            const QString target = folderOfInclude(include.target);
            if (!include.isSystem && include.target.contains(u'/') && folder != target && !target.startsWith(folder + u'/'))
                edges[folder] += target;
        }
        // Folders that nothing left over depends on are taken away until none is left; what stays is a cycle.
        bool changed = true;
        while (changed) {
            changed = false;
            for (const QString &folder : edges.keys()) {
                const QStringList &targets = edges[folder];
                if (std::none_of(targets.begin(), targets.end(), [&](const QString &t) { return edges.contains(t); }))
                    changed = edges.remove(folder) || changed;
            }
        }
        QVERIFY2(edges.isEmpty(), qPrintable(QStringList(edges.keys()).join(u", ")));
    }

    void hasNoCycleOfHeaders()
    {
        Folders edges;
        for (const Include &include : includes()) {
            if (!include.isSystem && include.file.endsWith(u".h"))
                edges[include.file.startsWith(u"model/") ? include.file.mid(6) : include.file] += include.target;
        }
        bool changed = true;
        while (changed) {
            changed = false;
            for (const QString &header : edges.keys()) {
                const QStringList &targets = edges[header];
                if (std::none_of(targets.begin(), targets.end(), [&](const QString &t) { return edges.contains(t); }))
                    changed = edges.remove(header) || changed;
            }
        }
        QVERIFY2(edges.isEmpty(), qPrintable(QStringList(edges.keys()).join(u", ")));
    }

    void holdsNothingStrayAtTheTop()
    {
        static const QStringList expected = {u"CMakeLists.txt"_qs, u"CMakePresets.json"_qs, u"LICENSE"_qs, u"README.md"_qs,
                                             u"app"_qs, u"model"_qs, u"resources"_qs, u"tests"_qs, u"ui"_qs};
        for (const QString &entry : QDir(QStringLiteral(SOURCE_ROOT)).entryList(QDir::AllEntries | QDir::NoDotAndDotDot))
            QVERIFY2(expected.contains(entry) || entry.startsWith(u"build"), qPrintable(entry));
    }

    void explainsEveryFolder()
    {
        for (const QString &folder : allowedFolders().keys()) {
            const QDir dir(QStringLiteral(SOURCE_ROOT "/") + folder);
            if (dir.exists() && !dir.entryList({u"*.cpp"_qs}, QDir::Files).isEmpty())
                QVERIFY2(dir.exists(u"README.md"_qs), qPrintable(folder));
        }
    }

    void guardsEveryHeader()
    {
        for (const QString &file : sourceFiles()) {
            if (file.endsWith(u".h"))
                QVERIFY2(read(QStringLiteral(SOURCE_ROOT "/") + file).contains(u"#pragma once"), qPrintable(file));
        }
    }
};

QTEST_GUILESS_MAIN(TestArchitecture)
#include "test_architecture.moc"
