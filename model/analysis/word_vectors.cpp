#include "analysis/word_vectors.h"

#include <algorithm>
#include <bit>

namespace dateline {

namespace {
constexpr QByteArrayView Magic = "DLVECTS1";
}

QByteArray WordVectors::compile(const std::vector<Word> &words)
{
    std::vector<Slot> table(std::bit_ceil(words.size() * 5 / 4 + 2));
    std::vector<Row> rows;
    for (const Word &word : words) {
        size_t at = word.folded & (table.size() - 1);
        while (table[at].number != 0 && table[at].check != quint32(word.folded >> 32))
            at = (at + 1) & (table.size() - 1);
        if (table[at].number != 0)
            continue;
        rows.push_back(word.row);
        table[at] = {quint32(word.folded >> 32), quint32(rows.size())};
    }
    return modelFile(Magic, {QByteArray(reinterpret_cast<const char *>(table.data()), qsizetype(table.size() * sizeof(Slot))),
                             QByteArray(reinterpret_cast<const char *>(rows.data()), qsizetype(rows.size() * sizeof(Row)))});
}

Result<WordVectors> WordVectors::open(QByteArrayView bytes, const QString &name)
{
    Result<ModelFile> file = ModelFile::open(bytes, Magic, 2, name);
    if (!file)
        return tl::unexpected(file.error());
    WordVectors vectors;
    vectors.m_file = *std::move(file);
    const auto table = vectors.m_file.section<Slot>(0);
    const auto rows = vectors.m_file.section<Row>(1);
    if (!table || !rows || !std::has_single_bit(table->size())
        || std::none_of(table->begin(), table->end(), [](const Slot &slot) { return slot.number == 0; })
        || std::any_of(table->begin(), table->end(), [&rows](const Slot &slot) { return slot.number > rows->size(); }))
        return ModelFile::damaged(name, QStringLiteral("odd table"));
    vectors.m_slots = *table;
    vectors.m_rows = *rows;
    return vectors;
}

} // namespace dateline
