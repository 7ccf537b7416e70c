// The hash functions that compiled word lists and models are keyed by. Part of their file format: never change one
// without compiling them anew.
#pragma once

#include <QtGlobal>

namespace dateline::hashing {

inline constexpr quint64 Seed = 0xcbf29ce484222325ULL;

// FNV-1a over UTF-16 units, so that the hash of every prefix falls out on the way.
constexpr quint64 step(quint64 hash, char16_t unit)
{
    return (hash ^ unit) * 0x100000001b3ULL;
}

// The finaliser of SplitMix64: spreads every input bit over all output bits.
constexpr quint64 mixed(quint64 value)
{
    value = (value ^ (value >> 30)) * 0xbf58476d1ce4e5b9ULL;
    value = (value ^ (value >> 27)) * 0x94d049bb133111ebULL;
    return value ^ (value >> 31);
}

constexpr quint64 joined(quint64 left, quint64 right)
{
    return mixed(left * 0x9e3779b97f4a7c15ULL + right + 0x632be59bd9b4e019ULL);
}

} // namespace dateline::hashing
