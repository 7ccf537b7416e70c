// TwoThreads: does two things at once on the caller's thread and one of its own. Where that one is kept waiting by others, the
// caller does both.
#pragma once

#include "store/task_queue.h"

namespace dateline {

class TwoThreads final {
public:
    // Both are done when this returns, and what either threw is thrown here. For one caller at a time.
    void run(const std::function<void()> &here, const std::function<void()> &there);

private:
    TaskQueue m_other{"store-help"};
};

} // namespace dateline
