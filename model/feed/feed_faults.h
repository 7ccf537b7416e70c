// What is wrong with a feed that could be read all the same: for its health, not for alarm. One sentence a kind, with where it first stands and
// how often it does.
#pragma once

#include <QString>
#include <QStringList>

#include <array>

namespace dateline {

enum class FeedFault : quint8 {
    Packed, TextBefore, OtherEncoding, MixedEncodings, DoubleEncoding, UndecodableBytes, BareAmpersand, BareLessThan, UndeclaredEntity,
    UnknownEntity, ControlCharacter, UndeclaredPrefix, MissingEnd, StrayEnd, OpenSection, BrokenJson, MarkupInTitle, EscapedTwice, UnreadableDate, RelativeLink,
    NoIdentity, SharedIdentity, OutOfOrder,
};

class FeedFaults final {
public:
    // `place` ("line 3, column 14", "item 2") and `detail` (a name, a quotation: cut where long) count the first time only.
    void add(FeedFault fault, const QString &place = {}, const QString &detail = {});
    bool has(FeedFault fault) const { return m_tallies[size_t(fault)].count > 0; }
    void include(const FeedFaults &others);

    // In the order of the kinds.
    QStringList sentences() const;

private:
    struct Tally {
        int count = 0;
        QString place;
        QString detail;
    };
    std::array<Tally, size_t(FeedFault::OutOfOrder) + 1> m_tallies;
};

} // namespace dateline
