#include "analysis/lexicon.h"

#include <algorithm>
#include <bit>

namespace dateline {

namespace {
constexpr QByteArrayView Magic = "DLWORDS1";
}

QByteArray Lexicon::compile(const std::vector<Word> &words)
{
    std::vector<Slot> table(std::bit_ceil(words.size() * 5 / 4 + 2));
    for (const Word &word : words) {
        size_t at = word.folded & (table.size() - 1);
        while (table[at].group.fine != 0 && table[at].check != quint32(word.folded >> 32))
            at = (at + 1) & (table.size() - 1);
        if (table[at].group.fine == 0) // two spellings that fold alike: the more common one came first
            table[at] = {quint32(word.folded >> 32), word.group};
    }
    return modelFile(Magic, {QByteArray(reinterpret_cast<const char *>(table.data()), qsizetype(table.size() * sizeof(Slot)))});
}

Result<Lexicon> Lexicon::open(QByteArrayView bytes, const QString &name)
{
    Result<ModelFile> file = ModelFile::open(bytes, Magic, 1, name);
    if (!file)
        return tl::unexpected(file.error());
    Lexicon lexicon;
    lexicon.m_file = *std::move(file);
    const auto table = lexicon.m_file.section<Slot>(0);
    if (!table || !std::has_single_bit(table->size())
        || std::none_of(table->begin(), table->end(), [](const Slot &slot) { return slot.group.fine == 0; }))
        return ModelFile::damaged(name, QStringLiteral("odd slots"));
    lexicon.m_slots = *table;
    return lexicon;
}

} // namespace dateline
