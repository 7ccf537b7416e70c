#include "fuzz_target.h"

#include <QString>

#include <cstdio>
#include <cstdlib>

namespace dateline::fuzz {

void hold(bool isKept, const char *promise, QStringView detail)
{
    if (isKept)
        return;
    std::fprintf(stderr, "A promise is broken: %s\n%s\n", promise, detail.toUtf8().constData());
    std::abort();
}

} // namespace dateline::fuzz
