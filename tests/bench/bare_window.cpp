// The yardstick for start time: a bare three-pane Qt window that quits once it has been painted and is idle.
#include <QApplication>
#include <QListView>
#include <QMainWindow>
#include <QSplitter>
#include <QStringListModel>
#include <QTextBrowser>
#include <QTimer>
#include <QTreeView>

int main(int argc, char **argv)
{
    QApplication application(argc, argv);
    QMainWindow window;
    auto *panes = new QSplitter(&window);
    auto *list = new QListView;
    QStringListModel rows(QStringList{QStringLiteral("one"), QStringLiteral("two"), QStringLiteral("three")});
    list->setModel(&rows);
    panes->addWidget(new QTreeView);
    panes->addWidget(list);
    panes->addWidget(new QTextBrowser);
    window.setCentralWidget(panes);
    window.resize(1440, 900);
    window.show();
    QTimer::singleShot(0, &application, [] { QTimer::singleShot(0, qApp, &QCoreApplication::quit); });
    return QApplication::exec();
}
