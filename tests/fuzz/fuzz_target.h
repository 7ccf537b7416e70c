// What every fuzzer is made of: one function that reads one input and holds the product to its promises. libFuzzer calls it
// (preset `fuzz`, clang), or mutating_main.cpp does (any compiler, the tests fuzz_*). It must be a pure function of its input.
#pragma once

#include <QByteArrayView>
#include <QStringView>

#include <cstddef>
#include <cstdint>

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t *data, std::size_t size);

namespace dateline::fuzz {

// Ends the process where a promise is broken, after saying which: that is what a fuzzer takes for a finding.
void hold(bool isKept, const char *promise, QStringView detail = {});

inline QByteArrayView bytesOf(const std::uint8_t *data, std::size_t size)
{
    return {reinterpret_cast<const char *>(data), static_cast<qsizetype>(size)};
}

} // namespace dateline::fuzz
