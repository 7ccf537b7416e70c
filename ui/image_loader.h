// ImageLoader: fetches the images that the shown article wants. When another one is shown, what is under way is given up. Main thread only.
#pragma once

#include "base/result.h"

#include <QFuture>
#include <QHash>
#include <QObject>

#include <functional>

namespace dateline {

class ImageLoader final : public QObject {
    Q_OBJECT
public:
    using Source = std::function<QFuture<Result<QByteArray>>(const QString &address, bool mayFetch)>;

    explicit ImageLoader(Source source, QObject *parent = nullptr);
    ~ImageLoader() override;

    // From now on images of another article are wanted.
    void begin();
    // Once more, perhaps with more leave: takes the place of what was wanted before.
    void want(const QString &address, bool mayFetch);

signals:
    void loaded(const QString &address, const dateline::Result<QByteArray> &bytes);

private:
    Source m_source;
    struct Running {
        quint64 number = 0;
        QFuture<Result<QByteArray>> future;
    };

    QHash<QString, Running> m_running; // by address
    quint64 m_number = 0;
};

} // namespace dateline
