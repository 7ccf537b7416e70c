// GzipFile: lines of text in a gzip file, as gunzip reads it. Belongs to one thread; throws nothing.
#pragma once

#include <QByteArray>
#include <QString>

#include <optional>

struct gzFile_s;

namespace dateline {

class GzipFile final {
public:
    enum class Use : quint8 { Writing, Reading };
    GzipFile(const QString &path, Use use);
    ~GzipFile();
    GzipFile(const GzipFile &) = delete;
    GzipFile &operator=(const GzipFile &) = delete;

    void write(const QByteArray &line); // with a line end after it; a failure shows at close()
    // False where not everything could be written.
    bool close();
    // The next line without its end; nothing at the end of the file or of what can be read of it. Longer ones than 64 MB are an end, too.
    std::optional<QByteArray> line();

private:
    gzFile_s *m_file = nullptr;
    QByteArray m_buffer;
    qsizetype m_next = 0;
    bool m_isGood = true;
};

} // namespace dateline
