// The index file: the facet index of one generation on disk, beside the database. It is written whole under another name and put in
// place, and never changed. Nothing here throws SQLite::Exception; memory may run out.
#pragma once

#include "base/result.h"
#include "store/growing_array.h"

#include <QByteArray>
#include <QString>

#include <array>
#include <functional>
#include <optional>
#include <vector>

struct XXH3_state_s;

namespace dateline {

inline constexpr char IndexFileName[] = "dateline.index";

enum class IndexSection : quint32 {
    StatePlaces, States, Days, Times, Order, RowPlaces, Rows, NamePlaces, Names, Values, Postings, Steps, Sources
};
inline constexpr size_t IndexSections = static_cast<size_t>(IndexSection::Sources) + 1;

// What the index in a file is of.
struct IndexOrigin {
    quint64 generation = 0;
    qint64 stamp = 0; // of this generation in the journal: the history that it belongs to
    quint64 zone = 0; // timeZoneMark() of the zone that days are of; 0: of several
};

class IndexFileWriter final {
public:
    // Where sections go: to the file, and into its checksum.
    class Out final {
    public:
        explicit Out(int file);
        ~Out();
        Out(const Out &) = delete;
        Out &operator=(const Out &) = delete;

        void write(const void *bytes, size_t size);
        template <class T>
        void put(const T &value) { write(&value, sizeof(T)); }
        quint64 written() const { return m_written; }
        quint64 checksum();
        bool finish(); // false where anything could not be written; errno says why

    private:
        void flush();

        int m_file;
        std::vector<std::byte> m_buffer;
        XXH3_state_s *m_state;
        quint64 m_written = 0;
        int m_error = 0;
    };

    // What is given must stay as it is until all is written. `write` writes just `bytes`.
    void add(IndexSection section, quint64 bytes, std::function<void(Out &)> write);
    template <class T>
    void add(IndexSection section, std::span<const T> values)
    {
        add(section, values.size_bytes(), [values](Out &out) { out.write(values.data(), values.size_bytes()); });
    }
    // Puts it in place of the file at `path`, durably. Where that fails, the old one stays. Gives the size.
    Result<quint64> writeTo(const QString &path, const IndexOrigin &origin) const;

private:
    struct Section {
        quint64 bytes = 0;
        std::function<void(Out &)> write;
    };
    void writeAll(Out &out, const IndexOrigin &origin) const;

    std::array<Section, IndexSections> m_sections;
};

class IndexFile final {
public:
    // Reads all of it to compare its checksum. Nothing where it is missing, cut short, damaged, or of another format.
    static std::optional<IndexFile> open(const QString &path);
    IndexFile(IndexFile &&other) noexcept;
    IndexFile &operator=(IndexFile &&other) = delete;
    ~IndexFile();

    const IndexOrigin &origin() const { return m_origin; }
    quint64 size() const { return m_size; }
    // False where the section is no such array, or the system refuses.
    template <class T>
    bool map(IndexSection section, GrowingArray<T> &array) const
    {
        const Place &place = m_places[static_cast<size_t>(section)];
        return place.bytes % sizeof(T) == 0 && array.map(m_file, place.offset, place.bytes / sizeof(T));
    }
    // A copy. An empty one where it can't be read.
    QByteArray bytes(IndexSection section) const;

private:
    struct Place {
        quint64 offset = 0;
        quint64 bytes = 0;
    };
    struct Header;
    friend class IndexFileWriter;
    explicit IndexFile(int file) : m_file(file) {}
    bool readHeader();
    bool hasItsChecksum() const;

    int m_file;
    quint64 m_size = 0;
    IndexOrigin m_origin;
    std::array<Place, IndexSections> m_places;
};

} // namespace dateline
