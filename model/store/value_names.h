// ValueNames: names and folded keys of all values, packed in UTF-8, since there are hundreds of thousands.
#pragma once

#include "store/growing_array.h"

#include <QByteArrayView>
#include <QString>

#include <string_view>

namespace dateline {

class IndexFile;
class IndexFileWriter;

class ValueNames final {
public:
    void set(quint32 value, const QString &key, const QString &name);
    std::string_view name(quint32 value) const;
    std::string_view key(quint32 value) const;
    QString nameText(quint32 value) const;
    size_t end() const { return m_places.size(); } // above the highest value

    void write(IndexFileWriter &file) const; // must live until all is written
    bool map(const IndexFile &file);

private:
    struct Place {
        quint32 start = 0;
        quint16 keySize = 0, nameSize = 0; // key and name lie side by side
    };

    std::string_view text(size_t start, size_t size) const;

    GrowingArray<Place> m_places;
    GrowingArray<char> m_text;
};

} // namespace dateline
