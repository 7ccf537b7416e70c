// SourceFollower: keeps a SourceModel as the library is: sources with their unread counts, saved filters. Main thread only.
#pragma once

#include "base/result.h"

#include <QObject>
#include <QTimer>

namespace dateline {

class Library;
class SourceModel;

class SourceFollower final : public QObject {
    Q_OBJECT
public:
    // Both must outlive the follower. Loads at once, then after each change, at most three times a second.
    SourceFollower(Library &library, SourceModel &model, QObject *parent = nullptr);

signals:
    void failed(const dateline::Error &error);

private:
    void load();

    Library &m_library;
    SourceModel &m_model;
    QTimer m_loadLater;
};

} // namespace dateline
