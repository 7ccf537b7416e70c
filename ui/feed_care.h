// FeedCare: shows how the feeds are doing and the log of requests, and does what the reader chooses there. Main thread only.
#pragma once

#include "items/source_health_model.h"
#include "library/library.h"
#include "ui/theme/theme.h"

#include <QObject>
#include <QPointer>
#include <QTimer>

namespace dateline {

class Errands;
class HealthDialog;
class RequestLogDialog;
class SourceDialog;

class FeedCare final : public QObject {
    Q_OBJECT
public:
    // All outlive it; dialogs open over `window`.
    FeedCare(Library &library, Errands &errands, const Theme &theme, QWidget &window);

    void showHealth(SourceHealthFilter::Shown what = SourceHealthFilter::Shown::All);
    void showHealthOf(SourceId id);
    void showLog();
    // Asks for a name and a password, and fetches the feed with them.
    void logIn(const Source &source);
    // Fills in how the source of the dialog is doing.
    void describe(SourceDialog &dialog, SourceId id);

signals:
    void editWanted(const dateline::Source &source);
    void unsubscribeWanted(const dateline::Source &source);
    void linkWanted(const QUrl &link);
    void failed(const dateline::Error &error);

private:
    HealthDialog &healthDialog();
    void load();
    void refresh(const QList<SourceId> &ids);
    void startAgain(SourceId id);
    void openSite(const Source &source);

    Library &m_library;
    Errands &m_errands;
    const Theme &m_theme;
    QWidget &m_window;
    QPointer<HealthDialog> m_health;
    QPointer<RequestLogDialog> m_log;
    QTimer m_soon; // something changed: ask again, but not for each of a thousand feeds
    bool m_isLoading = false;
};

} // namespace dateline
