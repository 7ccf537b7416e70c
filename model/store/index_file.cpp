// file     = header { section } checksum              numbers as they lie in memory: the file is for this machine
// header   = magic "DTLNidx" 0 (8 bytes), byteOrder 0x01020304 (u32), format (u32), size of the file, generation, stamp, zone (u64 each),
//            then of each section its offset and its bytes (u64 each)
// section  = zeros up to a whole page, then the bytes
// checksum = XXH3 (64 bits) of all before it
//
// StatePlaces  PostingPlace of: live, read, bookmarked, updated, dated (published on a known day at an unknown time)
// States       the arena of these lists (posting_list.cpp)
// Days         i32 by article: Julian day of publishing, 0: unknown      Times   i64 by article: seconds since 1970
// Order        u32: articles, the oldest first
// RowPlaces    u32 by article: where its row lies in Rows, 0: none       Rows    (forward_index.cpp)
// NamePlaces   by value (value_names.h)                                  Names   UTF-8
// Values       by value (FacetIndex::Value)                              Postings    the arena of their lists
// Steps        of each facet and width: number, then as many values (u32)
// Sources      number, then sources (change_codec.cpp)
//
// A new format gets a new number: older files are then of no use, and the index is built anew.
#include "store/index_file.h"

#include "store/disk_file.h"
#include "store/failure.h"

#include <QCoreApplication>
#include <QFile>
#include <QFileInfo>

#include <xxhash.h>

#include <algorithm>
#include <cerrno>
#include <cstring>
#include <memory>
#include <new>
#include <utility>

#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>

namespace dateline {

struct IndexFile::Header {
    char magic[8] = {'D', 'T', 'L', 'N', 'i', 'd', 'x', '\0'};
    quint32 byteOrder = 0x01020304;
    quint32 format = 1;
    quint64 size = 0;
    IndexOrigin origin;
    std::array<Place, IndexSections> places;
};

namespace {

constexpr size_t BlockBytes = 256 * 1024; // stays in the processor's cache
constexpr quint64 ChecksumBytes = sizeof(quint64);

quint64 wholePages(quint64 bytes)
{
    const quint64 page = ReservedMemory::pageBytes();
    return (bytes + page - 1) / page * page;
}

// Reads to the end of `bytes`, or says no.
bool readAt(int file, void *bytes, size_t size, quint64 offset)
{
    auto *next = static_cast<std::byte *>(bytes);
    while (size > 0) {
        const ssize_t some = ::pread(file, next, size, static_cast<off_t>(offset));
        if (some < 0 && errno == EINTR)
            continue;
        if (some <= 0)
            return false;
        next += some;
        offset += static_cast<quint64>(some);
        size -= static_cast<size_t>(some);
    }
    return true;
}

// The file that is to come, under another name: closed, and removed where it wasn't put in place.
class NewFile final {
public:
    explicit NewFile(const QString &target)
        : m_target(target), m_name(target + QStringLiteral(".new")), m_file(::open(QFile::encodeName(m_name).constData(), O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC | O_NOFOLLOW, 0600))
    {
    }
    ~NewFile()
    {
        if (m_file >= 0)
            ::close(m_file);
        if (!m_isInPlace)
            ::unlink(QFile::encodeName(m_name).constData());
    }
    NewFile(const NewFile &) = delete;
    NewFile &operator=(const NewFile &) = delete;

    int descriptor() const { return m_file; } // -1 where it can't be made
    bool putInPlace()
    {
        m_isInPlace = renameFile(m_name, m_target);
        return m_isInPlace && syncFolder(QFileInfo(m_target).absolutePath());
    }

private:
    QString m_target, m_name;
    int m_file;
    bool m_isInPlace = false;
};

} // namespace

IndexFileWriter::Out::Out(int file) : m_file(file), m_state(XXH3_createState())
{
    if (!m_state)
        throw std::bad_alloc();
    XXH3_64bits_reset(m_state);
    m_buffer.reserve(BlockBytes);
}

IndexFileWriter::Out::~Out()
{
    XXH3_freeState(m_state);
}

void IndexFileWriter::Out::write(const void *bytes, size_t size)
{
    const auto *next = static_cast<const std::byte *>(bytes);
    m_written += size;
    while (size > 0) {
        const size_t some = std::min(size, BlockBytes - m_buffer.size());
        m_buffer.insert(m_buffer.end(), next, next + some);
        next += some;
        size -= some;
        if (m_buffer.size() == BlockBytes)
            flush();
    }
}

void IndexFileWriter::Out::flush()
{
    XXH3_64bits_update(m_state, m_buffer.data(), m_buffer.size());
    size_t done = 0;
    while (done < m_buffer.size() && m_error == 0) {
        const ssize_t some = ::write(m_file, m_buffer.data() + done, m_buffer.size() - done);
        if (some > 0)
            done += static_cast<size_t>(some);
        else if (errno != EINTR)
            m_error = some == 0 ? ENOSPC : errno;
    }
    m_buffer.clear();
}

quint64 IndexFileWriter::Out::checksum()
{
    flush();
    return XXH3_64bits_digest(m_state);
}

bool IndexFileWriter::Out::finish()
{
    flush();
    errno = m_error;
    return m_error == 0 && ::fsync(m_file) == 0;
}

void IndexFileWriter::add(IndexSection section, quint64 bytes, std::function<void(Out &)> write)
{
    m_sections[static_cast<size_t>(section)] = {bytes, std::move(write)};
}

void IndexFileWriter::writeAll(Out &out, const IndexOrigin &origin) const
{
    IndexFile::Header header;
    header.origin = origin;
    quint64 end = sizeof(header);
    for (size_t i = 0; i < IndexSections; ++i) {
        header.places[i] = {wholePages(end), m_sections[i].bytes};
        end = header.places[i].offset + header.places[i].bytes;
    }
    header.size = end + ChecksumBytes;
    out.put(header);
    const std::vector<std::byte> zeros(ReservedMemory::pageBytes());
    for (size_t i = 0; i < IndexSections; ++i) {
        out.write(zeros.data(), static_cast<size_t>(header.places[i].offset - out.written()));
        if (m_sections[i].write)
            m_sections[i].write(out);
    }
    out.put(out.checksum());
}

Result<quint64> IndexFileWriter::writeTo(const QString &path, const IndexOrigin &origin) const
{
    NewFile file(path);
    int error = errno;
    if (file.descriptor() >= 0) {
        Out out(file.descriptor());
        writeAll(out, origin);
        if (out.finish() && file.putInPlace())
            return out.written();
        error = errno;
    }
    return failure(error == ENOSPC || error == EDQUOT || error == EFBIG ? ErrorKind::Full : ErrorKind::Unreadable,
                   QCoreApplication::translate("Store", "“%1” could not be written.").arg(path), QString::fromLocal8Bit(std::strerror(error)));
}

std::optional<IndexFile> IndexFile::open(const QString &path)
{
    const int descriptor = ::open(QFile::encodeName(path).constData(), O_RDONLY | O_CLOEXEC | O_NOFOLLOW | O_NONBLOCK);
    if (descriptor < 0)
        return std::nullopt;
    IndexFile file(descriptor);
    struct stat status;
    if (::fstat(descriptor, &status) != 0 || !S_ISREG(status.st_mode))
        return std::nullopt;
    file.m_size = static_cast<quint64>(status.st_size);
    if (!file.readHeader() || !file.hasItsChecksum())
        return std::nullopt;
    return file;
}

IndexFile::IndexFile(IndexFile &&other) noexcept
    : m_file(std::exchange(other.m_file, -1)), m_size(other.m_size), m_origin(other.m_origin), m_places(other.m_places)
{
}

IndexFile::~IndexFile()
{
    if (m_file >= 0)
        ::close(m_file);
}

bool IndexFile::readHeader()
{
    const Header wanted;
    Header header;
    if (m_size < sizeof(header) + ChecksumBytes || !readAt(m_file, &header, sizeof(header), 0))
        return false;
    if (std::memcmp(header.magic, wanted.magic, sizeof(wanted.magic)) != 0 || header.byteOrder != wanted.byteOrder || header.format != wanted.format
        || header.size != m_size)
        return false;
    for (const Place &place : header.places) {
        // Whole pages of a machine with larger pages are whole pages here, but not the other way round.
        if (place.offset % ReservedMemory::pageBytes() != 0 || place.offset > m_size || place.bytes > m_size - place.offset)
            return false;
    }
    m_origin = header.origin;
    m_places = header.places;
    return true;
}

// By reading, not by looking at mapped pages: a disk that fails gives an error then, not a signal.
bool IndexFile::hasItsChecksum() const
{
    const std::unique_ptr<XXH3_state_s, decltype(&XXH3_freeState)> state(XXH3_createState(), &XXH3_freeState);
    if (!state)
        throw std::bad_alloc();
    XXH3_64bits_reset(state.get());
    std::vector<std::byte> block(BlockBytes);
    const quint64 end = m_size - ChecksumBytes;
    for (quint64 offset = 0; offset < end;) {
        const auto size = static_cast<size_t>(std::min<quint64>(BlockBytes, end - offset));
        if (!readAt(m_file, block.data(), size, offset))
            return false;
        XXH3_64bits_update(state.get(), block.data(), size);
        offset += size;
    }
    quint64 checksum = 0;
    return readAt(m_file, &checksum, sizeof(checksum), end) && checksum == XXH3_64bits_digest(state.get());
}

QByteArray IndexFile::bytes(IndexSection section) const
{
    const Place &place = m_places[static_cast<size_t>(section)];
    QByteArray bytes(static_cast<qsizetype>(place.bytes), Qt::Uninitialized);
    return readAt(m_file, bytes.data(), static_cast<size_t>(place.bytes), place.offset) ? bytes : QByteArray();
}

} // namespace dateline
