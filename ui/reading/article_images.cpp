#include "ui/reading/article_images.h"

#include "ui/reading/image_decoding.h"

#include <algorithm>

namespace dateline {
namespace {

constexpr int mostAskedFor = 200;                    // by themselves; any further one by a click
constexpr qint64 mostBytesHeld = 64 * 1024 * 1024;   // of pixels
constexpr int counterPixels = 2;
constexpr int wordSized = 40;                        // CSS pixels
constexpr qreal tallest = 1.25;                      // of the column's width, but for drawings that are meant to be tall
constexpr qreal tallByNature = 3;

bool isData(const QString &address)
{
    return address.startsWith(QLatin1String("data:"));
}

QByteArray dataOf(const QString &address)
{
    return QByteArray::fromBase64(QStringView(address).sliced(address.indexOf(u',') + 1).toLatin1());
}

} // namespace

ArticleImages::ArticleImages(QObject *parent)
    : QObject(parent)
{
    m_thread.setMaxThreadCount(1);
}

ArticleImages::~ArticleImages()
{
    m_thread.clear();
    m_thread.waitForDone();
}

void ArticleImages::begin(bool areShown, bool isSameArticle)
{
    m_before.clear();
    if (isSameArticle) {
        for (Entry &entry : m_entries) {
            if (entry.state == State::Loaded || entry.state == State::Hidden)
                m_before.insert(entry.image.address, entry);
        }
    }
    m_thread.clear();
    ++m_article;
    m_entries.clear();
    m_byAddress.clear();
    m_lookedUp.clear();
    m_bytesHeld = 0;
    m_areShown = areShown;
}

int ArticleImages::add(const ArticleImage &image)
{
    const int index = count();
    Entry entry;
    if (const auto before = m_before.constFind(image.address); before != m_before.constEnd())
        entry = *before;
    entry.image = image;
    entry.isBeingDecoded = false;
    m_bytesHeld += entry.pixels.sizeInBytes();
    m_entries.append(entry);
    if (image.address.isEmpty()) {
        m_entries.last().state = State::Failed;
        m_entries.last().problem = tr("The article gives no address where this image could be.");
        return index;
    }
    m_byAddress[image.address].append(index);
    if (entry.state == State::Absent && index < mostAskedFor)
        ask(index, m_areShown);
    return index;
}

void ArticleImages::ask(int index, bool mayFetch)
{
    Entry &entry = m_entries[index];
    if (isData(entry.image.address)) {
        entry.state = State::Asked;
        decode(index, dataOf(entry.image.address));
        return;
    }
    if (mayFetch && entry.state != State::Loaded)
        entry.state = State::Asked;
    else if (!mayFetch)
        m_lookedUp.insert(entry.image.address);
    const QList<int> &same = m_byAddress[entry.image.address];
    const bool isUnderWay = std::any_of(same.begin(), same.end(), [&](int other) { return other < index && m_entries.at(other).state == State::Asked; });
    if (!isUnderWay)
        emit wanted(entry.image.address, mayFetch);
}

void ArticleImages::show(int index)
{
    if (state(index) != State::Absent && state(index) != State::Failed)
        return;
    if (m_entries.at(index).image.address.isEmpty())
        return;
    m_entries[index].problem.clear();
    m_entries[index].state = State::Absent;
    ask(index, true);
    emit resized(index);
}

void ArticleImages::take(const QString &address, const Result<QByteArray> &bytes)
{
    const bool wasLookedUp = m_lookedUp.remove(address);
    for (const int index : m_byAddress.value(address)) {
        Entry &entry = m_entries[index];
        if (bytes) {
            decode(index, *bytes);
        } else if (entry.state == State::Asked) {
            entry.state = State::Failed;
            entry.problem = bytes.error().message;
            emit changed(index);
        } else {
            entry.isBeingDecoded = false; // gone from the disk meanwhile
        }
    }
    if (wasLookedUp && m_lookedUp.isEmpty())
        emit missingChanged();
}

void ArticleImages::decode(int index, const QByteArray &bytes)
{
    Entry &entry = m_entries[index];
    entry.isBeingDecoded = true;
    const int declared = entry.image.declared.width() > 0 ? static_cast<int>(entry.image.declared.width() * m_ratio) : m_widest;
    m_thread.start([this, article = m_article, index, bytes, widest = std::min(declared, m_widest)] {
        const Result<DecodedImage> decoded = decodedImage(bytes, widest);
        const QString problem = decoded ? QString() : decoded.error().message;
        QMetaObject::invokeMethod(this, [=, this, size = decoded ? decoded->size : QSize(), pixels = decoded ? decoded->image : QImage()] {
            takeDecoded(article, index, size, pixels, problem);
        }, Qt::QueuedConnection);
    });
}

void ArticleImages::takeDecoded(quint64 article, int index, const QSize &size, const QImage &pixels, const QString &problem)
{
    if (article != m_article) // the reader went on
        return;
    Entry &entry = m_entries[index];
    const bool wasLoaded = entry.state == State::Loaded;
    entry.isBeingDecoded = false;
    entry.problem = problem;
    entry.size = size;
    entry.state = !problem.isEmpty() ? State::Failed : std::min(size.width(), size.height()) <= counterPixels ? State::Hidden : State::Loaded;
    m_bytesHeld += pixels.sizeInBytes() - entry.pixels.sizeInBytes();
    entry.pixels = entry.state == State::Loaded ? pixels : QImage();
    if (entry.state != State::Loaded)
        m_bytesHeld -= pixels.sizeInBytes();
    entry.drawn = ++m_drawings;
    letGo();
    if (wasLoaded && entry.state == State::Loaded)
        emit changed(index);
    else
        emit resized(index);
    if (!m_areShown)
        emit missingChanged();
}

void ArticleImages::letGo()
{
    while (m_bytesHeld > mostBytesHeld) {
        auto oldest = m_entries.end();
        for (auto entry = m_entries.begin(); entry != m_entries.end(); ++entry) {
            if (!entry->pixels.isNull() && entry->drawn != m_drawings && (oldest == m_entries.end() || entry->drawn < oldest->drawn))
                oldest = entry;
        }
        if (oldest == m_entries.end())
            return;
        m_bytesHeld -= oldest->pixels.sizeInBytes();
        oldest->pixels = QImage();
    }
}

QSizeF ArticleImages::shownSize(int index, qreal available) const
{
    const Entry &entry = m_entries.at(index);
    const bool isKnown = entry.state == State::Loaded;
    if (entry.state == State::Hidden || (entry.image.isLead && !isKnown))
        return {0, 0};
    if (entry.state == State::Absent)
        return {};
    QSizeF size = entry.image.declared;
    if (isKnown && size.width() <= 0)
        size = QSizeF(entry.size);
    if (isKnown) // the file knows its proportions better
        size.setHeight(size.width() * entry.size.height() / entry.size.width());
    if (size.width() <= 0 || size.height() <= 0)
        return {};
    size *= std::min(1.0, available / size.width());
    const qreal most = available * tallest;
    if (size.height() > most && size.height() < size.width() * tallByNature)
        size *= most / size.height();
    return size;
}

bool ArticleImages::isWordSized(int index) const
{
    const QSize &declared = m_entries.at(index).image.declared;
    return declared.height() > 0 && declared.height() <= wordSized && declared.width() <= wordSized;
}

QImage ArticleImages::pixels(int index, int width)
{
    Entry &entry = m_entries[index];
    entry.drawn = ++m_drawings;
    const bool isTooSmall = !entry.pixels.isNull() && entry.pixels.width() * 5 < std::min(width, entry.size.width()) * 4;
    if (entry.state == State::Loaded && (entry.pixels.isNull() || isTooSmall) && !entry.isBeingDecoded) {
        entry.isBeingDecoded = true;
        QMetaObject::invokeMethod(this, [this, article = m_article, index] { // not while it is being painted
            if (article == m_article)
                ask(index, m_areShown);
        }, Qt::QueuedConnection);
    }
    return entry.pixels;
}

int ArticleImages::missing() const
{
    return static_cast<int>(std::count_if(m_entries.begin(), m_entries.end(), [](const Entry &entry) {
        return entry.state == State::Absent && !entry.isBeingDecoded;
    }));
}

void ArticleImages::setWidest(int pixels, qreal ratio)
{
    m_widest = std::max(1, pixels);
    m_ratio = ratio;
}

} // namespace dateline
