#include "library/image_loading.h"

#include "base/image_kind.h"
#include "library/when_answered.h"

#include <QCoreApplication>
#include <QPromise>
#include <QUrl>

namespace dateline {

namespace {

using namespace std::chrono_literals;

constexpr qint64 mostBytes = 10 * 1024 * 1024;
constexpr auto longest = 30s;

QString translated(const char *text)
{
    return QCoreApplication::translate("Library", text);
}

HttpRequest requestFor(const QString &address, const QUrl &trustedServer)
{
    HttpRequest request;
    request.url = QUrl(address);
    request.url.setUserInfo({}); // an article doesn't log the reader in anywhere
    request.cause = RequestCause::Image;
    request.trustedServer = trustedServer;
    request.maximumBytes = mostBytes;
    request.timeout = longest;
    request.isAwaited = true;
    return request;
}

// One image; deletes itself when it is there. Its future is cancelled by whoever no longer wants it.
class ImageRequest final : public QObject {
public:
    ImageRequest(ImageLoading &loading, HttpClient &client, const QString &address, bool mayFetch, const QUrl &trustedServer)
        : QObject(&loading), m_loading(loading), m_client(client), m_address(address), m_trustedServer(trustedServer)
    {
        m_promise.start();
        connect(&m_own, &QFutureWatcherBase::canceled, this, [this] {
            m_fetch.cancel();
            finish();
        });
        m_own.setFuture(m_promise.future());
        const auto found = loading.onShelf<QByteArray>([address](ImageShelf &shelf) -> Result<QByteArray> {
            if (const auto bytes = shelf.find(address))
                return *bytes;
            return failure(ErrorKind::NotFound, translated("The image hasn't been loaded."));
        });
        whenAnswered(found, this, [this, mayFetch](const Result<QByteArray> &bytes) {
            if (bytes || !mayFetch)
                answer(bytes);
            else
                fetch();
        });
    }

    ~ImageRequest() override { m_fetch.cancel(); }
    QFuture<Result<QByteArray>> future() const { return m_promise.future(); }

private:
    void fetch()
    {
        if (m_hasEnded)
            return;
        m_fetch = m_client.get(requestFor(m_address, m_trustedServer));
        whenAnswered(m_fetch, this, [this](const Result<HttpResponse> &response) {
            if (!response)
                answer(tl::unexpected(response.error()));
            else if (imageKind(response->body) == ImageKind::None)
                answer(failure(ErrorKind::Input, translated("What the server sent is no image that can be shown."), m_address));
            else
                keep(response->body);
        }, [this] { finish(); });
    }

    // The reader needn't wait for the disk, nor hear that it is full: the image is there.
    void keep(const QByteArray &bytes)
    {
        if (!m_loading.isReadOnly())
            m_loading.onShelf<void>([address = m_address, bytes](ImageShelf &shelf) { return shelf.put(address, bytes); });
        answer(bytes);
    }

    void answer(const Result<QByteArray> &bytes)
    {
        if (!m_hasEnded)
            m_promise.addResult(bytes);
        finish();
    }

    void finish()
    {
        if (std::exchange(m_hasEnded, true))
            return;
        m_promise.finish();
        deleteLater();
    }

    ImageLoading &m_loading;
    HttpClient &m_client;
    QString m_address;
    QUrl m_trustedServer;
    QPromise<Result<QByteArray>> m_promise;
    QFutureWatcher<Result<QByteArray>> m_own; // hears that the caller cancelled
    QFuture<Result<HttpResponse>> m_fetch;
    bool m_hasEnded = false;
};

} // namespace

ImageLoading::ImageLoading(HttpClient &client, const QString &profileFolder, bool isReadOnly, QObject *parent)
    : QObject(parent), m_client(client), m_isReadOnly(isReadOnly), m_shelf(profileFolder)
{
    m_thread.setMaxThreadCount(1);
}

ImageLoading::~ImageLoading()
{
    m_thread.waitForDone();
    qDeleteAll(findChildren<ImageRequest *>(QString(), Qt::FindDirectChildrenOnly));
}

QFuture<Result<QByteArray>> ImageLoading::image(const QString &address, bool mayFetch, const QUrl &trustedServer)
{
    return (new ImageRequest(*this, m_client, address, mayFetch, trustedServer))->future();
}

} // namespace dateline
