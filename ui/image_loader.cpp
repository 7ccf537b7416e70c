#include "ui/image_loader.h"

#include "library/when_answered.h"

namespace dateline {

ImageLoader::ImageLoader(Source source, QObject *parent)
    : QObject(parent)
    , m_source(std::move(source))
{
}

ImageLoader::~ImageLoader()
{
    begin();
}

void ImageLoader::begin()
{
    for (Running &running : m_running)
        running.future.cancel();
    m_running.clear();
}

void ImageLoader::want(const QString &address, bool mayFetch)
{
    const quint64 number = ++m_number;
    const auto future = m_source(address, mayFetch);
    if (const auto before = m_running.find(address); before != m_running.end())
        before->future.cancel();
    m_running.insert(address, {number, future});
    whenAnswered(future, this, [this, number, address](const Result<QByteArray> &bytes) {
        const auto running = m_running.constFind(address);
        if (running == m_running.constEnd() || running->number != number)
            return; // the reader went on
        m_running.erase(running);
        emit loaded(address, bytes);
    });
}

} // namespace dateline
