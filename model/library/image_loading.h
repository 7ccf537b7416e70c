// ImageLoading: images from the disk, else from their servers. Joins the shelf, which has a thread of its own, and the network. Lives on
// the main thread; nothing here decodes an image.
#pragma once

#include "library/image_shelf.h"
#include "net/http_client.h"

#include <QFuture>
#include <QObject>
#include <QThreadPool>

namespace dateline {

class ImageLoading final : public QObject {
    Q_OBJECT
public:
    // `client` outlives it. Where the profile may not be written to, nothing is: an image that isn't there is loaded each time.
    ImageLoading(HttpClient &client, const QString &profileFolder, bool isReadOnly, QObject *parent = nullptr);
    ~ImageLoading() override; // what still waits gets Cancelled or nothing

    // As Library::image().
    QFuture<Result<QByteArray>> image(const QString &address, bool mayFetch, const QUrl &trustedServer);
    // Runs on the shelf's thread, after all that was asked of it before.
    template <class T>
    QFuture<Result<T>> onShelf(std::function<Result<T>(ImageShelf &)> work);
    bool isReadOnly() const { return m_isReadOnly; }

private:
    HttpClient &m_client;
    bool m_isReadOnly;
    ImageShelf m_shelf;
    QThreadPool m_thread; // one thread; the shelf is used there only
};

template <class T>
QFuture<Result<T>> ImageLoading::onShelf(std::function<Result<T>(ImageShelf &)> work)
{
    auto promise = std::make_shared<QPromise<Result<T>>>();
    promise->start();
    m_thread.start([this, promise, work] {
        promise->addResult(work(m_shelf));
        promise->finish();
    });
    return promise->future();
}

} // namespace dateline
