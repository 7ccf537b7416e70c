// Carries steps out on a store, one after the other, and keeps what is expected of it in step.
#pragma once

#include "expected_profile.h"
#include "store/store.h"

namespace dateline {

// Asks for the step and waits. `expected` is what the store holds, with ids; it isn't changed. Steps that aren't in order: Check and Backup (to the
// file `outside`).
Result<void> carriedOut(Store &store, const ExpectedProfile &expected, const Step &step, const QString &outside = {});

// Short ways to steps.
Step savingStep(const QString &source, const QStringList &guids, int content);
Step markingStep(const QStringList &guids);
Step correctingStep(const Correction &correction, const QString &guid = {});
Step plainStep(Step::Kind kind, const QString &source, const QStringList &names = {}, qsizetype place = -1, const QString &name = {}, const QString &value = {});

// A profile with a bit of everything, and what it holds.
ExpectedProfile makeProfile(const QString &folder);

} // namespace dateline
