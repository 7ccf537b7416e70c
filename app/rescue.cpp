#include "app/rescue.h"

#include "library/library.h"

#include <QCoreApplication>
#include <QEventLoop>
#include <QFutureWatcher>
#include <QLocale>
#include <QMessageBox>
#include <QProgressDialog>
#include <QPromise>
#include <QPushButton>

#include <thread>

namespace dateline {
namespace {

QString tr(const char *text, const char *disambiguation = nullptr, int count = -1)
{
    return QCoreApplication::translate("Rescue", text, disambiguation, count);
}

bool isWanted(const Error &why)
{
    QMessageBox box(QMessageBox::Warning, QStringLiteral("Dateline"), tr("The profile is damaged."));
    box.setInformativeText(tr("Dateline can save all that can be read into a new database. The damaged one is kept beside it. With many articles this takes some minutes."));
    box.setDetailedText(why.message + u'\n' + why.detail);
    const QPushButton *save = box.addButton(tr("Save What Can Be Read"), QMessageBox::AcceptRole);
    box.addButton(tr("Leave It as It Is"), QMessageBox::RejectRole);
    box.exec(); // there is no window yet that it could block
    return box.clickedButton() == save;
}

QString sentenceOf(const SalvageProgress &now)
{
    const QString done = QLocale().toString(now.done);
    if (now.total > 0)
        return tr("%1: %2 of %3").arg(now.what, done, QLocale().toString(now.total));
    return now.done > 0 ? tr("%1: %2 rows").arg(now.what, done) : now.what + u'…';
}

// On a thread of its own, since it takes long; there is nothing to go on with meanwhile.
Result<SalvageReport> salvaged(const QString &folder)
{
    QProgressDialog progress(tr("Saving all that can be read…"), QString(), 0, 0);
    progress.setMinimumDuration(0);
    progress.show();
    QPromise<Result<SalvageReport>> promise;
    promise.start();
    const QFuture<Result<SalvageReport>> future = promise.future();
    QEventLoop loop;
    QFutureWatcher<Result<SalvageReport>> watcher;
    QObject::connect(&watcher, &QFutureWatcherBase::finished, &loop, &QEventLoop::quit);
    QObject::connect(&watcher, &QFutureWatcherBase::progressRangeChanged, &progress, &QProgressDialog::setRange);
    QObject::connect(&watcher, &QFutureWatcherBase::progressValueChanged, &progress, &QProgressDialog::setValue);
    QObject::connect(&watcher, &QFutureWatcherBase::progressTextChanged, &progress, &QProgressDialog::setLabelText);
    watcher.setFuture(future);
    std::thread saving([&] {
        promise.addResult(Library::salvage(folder, [&promise](const SalvageProgress &now) {
            promise.setProgressRange(0, now.total); // 0 to 0: how long it takes isn't known
            promise.setProgressValueAndText(now.done, sentenceOf(now));
        }));
        promise.finish();
    });
    if (!future.isFinished())
        loop.exec();
    saving.join();
    return future.result();
}

void tell(const Result<SalvageReport> &saved)
{
    QMessageBox box(saved ? QMessageBox::Information : QMessageBox::Warning, QStringLiteral("Dateline"), !saved ? saved.error().message : saved->articles == 1 ? tr("1 article saved.") : tr("%Ln articles saved.", nullptr, saved->articles));
    if (saved) {
        QStringList lines = saved->regained;
        if (!saved->damagedFile.isEmpty())
            lines += tr("The damaged database is kept as %1.").arg(saved->damagedFile);
        lines += saved->lost.isEmpty() ? tr("Nothing is lost.") : tr("What is lost is listed under the details.");
        box.setInformativeText(lines.join(u'\n'));
        box.setDetailedText(saved->lost.join(u'\n'));
    }
    box.exec();
}

} // namespace

bool offerRescue(const QString &folder, const Error &why)
{
    if (!isWanted(why))
        return false;
    const Result<SalvageReport> saved = salvaged(folder);
    tell(saved);
    return saved.has_value();
}

} // namespace dateline
