// WindowSettings: what the window remembers from one start to the next: places, sizes, type, habits. Kept in "window.ini" in the
// profile's folder; a missing or senseless value gives the default. Main thread only.
#pragma once

#include "ui/theme/theme.h"

#include <QSettings>

#include <chrono>
#include <optional>

namespace dateline {

enum class StartWith : quint8 { LastFilter, AllArticles, Unread, Today };

class WindowSettings final {
public:
    explicit WindowSettings(const QString &profileFolder);

    QByteArray geometry() const;
    void setGeometry(const QByteArray &geometry);
    QByteArray panes() const;
    void setPanes(const QByteArray &panes);
    std::optional<bool> isFacetPanelShown() const; // nothing: not yet chosen
    void setFacetPanelShown(bool shown);
    bool isSideBarShown() const;
    void setSideBarShown(bool shown);
    QList<int> openSections() const;
    void setOpenSections(const QList<int> &facets);
    QString lastQuery() const;
    void setLastQuery(const QString &query);

    Appearance appearance() const;
    void setAppearance(Appearance appearance);
    ReadingFace readingFace() const;
    void setReadingFace(ReadingFace face);
    int readingPointSize() const;
    void setReadingPointSize(int points);
    // How long an article must be shown before it counts as read; nothing: never by itself.
    std::optional<std::chrono::milliseconds> markReadDelay() const;
    void setMarkReadDelay(std::optional<std::chrono::milliseconds> delay);
    StartWith startWith() const;
    void setStartWith(StartWith what);

    static constexpr int normalPointSize = 13;

private:
    int bounded(const QString &key, int lowest, int highest, int otherwise) const;

    QSettings m_file;
};

} // namespace dateline
