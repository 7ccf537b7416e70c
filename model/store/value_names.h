// ValueNames: names and folded keys of all values, packed in UTF-8, since there are hundreds of thousands.
#pragma once

#include <QByteArrayView>
#include <QString>

#include <string>
#include <string_view>
#include <vector>

namespace dateline {

class ValueNames final {
public:
    void set(quint32 value, const QString &key, const QString &name);
    std::string_view name(quint32 value) const;
    std::string_view key(quint32 value) const;
    QString nameText(quint32 value) const;

private:
    struct Place {
        quint32 start = 0;
        quint16 keySize = 0, nameSize = 0; // key and name lie side by side
    };

    std::vector<Place> m_places;
    std::string m_text;
};

} // namespace dateline
