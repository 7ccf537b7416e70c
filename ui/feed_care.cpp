#include "ui/feed_care.h"

#include "library/when_answered.h"
#include "ui/dialogs/health_dialog.h"
#include "ui/dialogs/login_dialog.h"
#include "ui/dialogs/request_log_dialog.h"
#include "ui/dialogs/source_dialog.h"
#include "ui/errands.h"

#include <algorithm>

namespace dateline {

using namespace std::chrono_literals;

namespace {

void bringForward(QWidget &dialog)
{
    dialog.show();
    dialog.raise();
    dialog.activateWindow();
}

} // namespace

FeedCare::FeedCare(Library &library, Errands &errands, const Theme &theme, QWidget &window)
    : QObject(&window)
    , m_library(library)
    , m_errands(errands)
    , m_theme(theme)
    , m_window(window)
{
    m_soon.setSingleShot(true);
    m_soon.setInterval(1s);
    connect(&m_soon, &QTimer::timeout, this, &FeedCare::load);
    connect(&library, &Library::changed, this, [this](const LibraryChanges &changes) {
        if (m_health && changes.sources && !m_soon.isActive())
            m_soon.start();
    });
    connect(&errands, &Errands::idle, this, [this] {
        if (!m_health)
            return;
        m_health->setFetching(false);
        load();
    });
}

HealthDialog &FeedCare::healthDialog()
{
    if (m_health)
        return *m_health;
    m_health = new HealthDialog(m_theme, &m_window);
    connect(m_health, &HealthDialog::healthWanted, this, &FeedCare::load);
    connect(m_health, &HealthDialog::refreshWanted, this, &FeedCare::refresh);
    connect(m_health, &HealthDialog::logWanted, this, &FeedCare::showLog);
    connect(m_health, &HealthDialog::wanted, this, [this](HealthPanel::Deed deed, const Source &source) {
        switch (deed) {
        case HealthPanel::Deed::Refresh: return refresh({source.id});
        case HealthPanel::Deed::StartAgain: return startAgain(source.id);
        case HealthPanel::Deed::LogIn: return logIn(source);
        case HealthPanel::Deed::Edit: emit editWanted(source); return;
        case HealthPanel::Deed::OpenSite: return openSite(source);
        case HealthPanel::Deed::Unsubscribe: emit unsubscribeWanted(source); return;
        }
    });
    return *m_health;
}

void FeedCare::showHealth(SourceHealthFilter::Shown what)
{
    HealthDialog &dialog = healthDialog();
    dialog.showOnly(what);
    load();
    bringForward(dialog);
}

void FeedCare::showHealthOf(SourceId id)
{
    HealthDialog &dialog = healthDialog();
    dialog.choose(id);
    load();
    bringForward(dialog);
}

void FeedCare::load()
{
    if (!m_health)
        return;
    if (m_isLoading) { // what is on its way may be too old already
        m_soon.start();
        return;
    }
    m_isLoading = true;
    whenAnswered(m_library.health(), this, [this](const Result<QList<SourceHealth>> &health) {
        m_isLoading = false;
        if (!health)
            emit failed(health.error());
        else if (m_health)
            m_health->setHealth(*health, QDateTime::currentDateTimeUtc());
    });
}

void FeedCare::describe(SourceDialog &dialog, SourceId id)
{
    whenAnswered(m_library.health(), &dialog, [&dialog, id](const Result<QList<SourceHealth>> &health) {
        if (!health) // what the source itself tells stands there already
            return;
        const auto found = std::find_if(health->begin(), health->end(), [id](const SourceHealth &one) { return one.source.id == id; });
        if (found != health->end())
            dialog.setHealth(*found);
    });
}

void FeedCare::showLog()
{
    if (!m_log) {
        m_log = new RequestLogDialog(m_theme, &m_window);
        connect(m_log, &RequestLogDialog::recordsWanted, this, [this] {
            if (m_log)
                m_log->setRecords(m_library.requestLog());
        });
    }
    m_log->setRecords(m_library.requestLog());
    bringForward(*m_log);
}

void FeedCare::logIn(const Source &source)
{
    QWidget *over = m_health ? static_cast<QWidget *>(m_health) : &m_window;
    const bool wasKept = m_library.isLoginKept(source.url);
    auto *dialog = new LoginDialog(m_theme, source, wasKept, over);
    connect(dialog, &LoginDialog::loginGiven, this, [this, source, wasKept](const Login &login, bool keeps) {
        const auto tell = [this](const Result<void> &done) {
            if (!done)
                emit failed(done.error());
        };
        if (keeps) {
            whenAnswered(m_library.keepLogin(source.url, login), this, tell);
        } else {
            if (wasKept)
                whenAnswered(m_library.forgetLogin(source.url), this, tell);
            m_library.setLogin(source.url, login);
        }
        refresh({source.id});
    });
    dialog->open();
}

void FeedCare::refresh(const QList<SourceId> &ids)
{
    if (ids.isEmpty()) // which would be all
        return;
    if (m_health)
        m_health->setFetching(true);
    m_errands.refresh(ids);
}

void FeedCare::startAgain(SourceId id)
{
    whenAnswered(m_library.startAgain(id), this, [this, id](const Result<void> &started) {
        if (started)
            refresh({id});
        else
            emit failed(started.error());
    });
}

// A feed that names no site of its own leads to its server's front page.
void FeedCare::openSite(const Source &source)
{
    QUrl site(source.site);
    if (source.site.isEmpty()) {
        site = QUrl(source.url);
        site.setPath(QStringLiteral("/"));
        site.setQuery(QString());
        site.setFragment(QString());
    }
    site.setUserInfo(QString());
    emit linkWanted(site);
}

} // namespace dateline
