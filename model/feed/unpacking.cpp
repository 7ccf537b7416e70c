#include "feed/unpacking.h"

#include <algorithm>
#include <memory>

#include <zlib.h>

namespace dateline {

namespace {

constexpr qsizetype chunk = 256 << 10;
constexpr int gzipOnly = 16 + MAX_WBITS;

struct EndInflation {
    void operator()(z_stream *stream) const
    {
        inflateEnd(stream);
        delete stream;
    }
};

} // namespace

bool isGzip(QByteArrayView bytes)
{
    return bytes.startsWith("\x1F\x8B\x08");
}

QByteArray unpackedGzip(QByteArrayView bytes, qsizetype most)
{
    QByteArray out;
    const std::unique_ptr<z_stream, EndInflation> stream(new z_stream{});
    if (inflateInit2(stream.get(), gzipOnly) != Z_OK)
        return out;
    qsizetype taken = 0;
    bool isGood = true;
    while (isGood && out.size() < most) {
        if (stream->avail_in == 0) { // zlib counts in 32 bits
            const qsizetype next = std::min<qsizetype>(bytes.size() - taken, 1 << 30);
            stream->next_in = reinterpret_cast<Bytef *>(const_cast<char *>(bytes.data() + taken)); // zlib reads only, but doesn't say so
            stream->avail_in = uInt(next);
            taken += next;
        }
        const qsizetype before = out.size();
        const qsizetype room = std::min(chunk, most - before);
        out.resize(before + room);
        stream->next_out = reinterpret_cast<Bytef *>(out.data() + before);
        stream->avail_out = uInt(room);
        const int status = inflate(stream.get(), Z_NO_FLUSH);
        out.resize(before + room - qsizetype(stream->avail_out));
        const bool isMember = status == Z_STREAM_END && (stream->avail_in > 0 || taken < bytes.size());
        isGood = status == Z_OK || (isMember && inflateReset(stream.get()) == Z_OK);
    }
    return out;
}

} // namespace dateline
