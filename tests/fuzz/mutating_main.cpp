// Runs a fuzzer without libFuzzer: over every seed, and then over seeded random mutations of the seeds. The same runs on every
// machine, bounded by their number, so that it can be a test:
//
//   fuzz_feed RUNS DICTIONARY|- FILE|FOLDER…
//
// An input that ends the process is left as "crash-PROGRAM" in the working folder; `fuzz_feed 0 - crash-fuzz_feed` runs it again.
// No coverage guides it: that is what the preset `fuzz` is for.
#include "fuzz_target.h"

#include <QDirIterator>
#include <QFile>
#include <QFileInfo>

#include <algorithm>
#include <csignal>
#include <cstdio>
#include <random>

#include <fcntl.h>
#include <sys/resource.h>
#include <unistd.h>

namespace {

constexpr std::size_t longest = 32 << 10;

// What the handler of a signal may look at.
const char *presentBytes = nullptr;
std::size_t presentSize = 0;
char crashFile[256] = "crash";

void keepInput(int signal)
{
    const int file = open(crashFile, O_WRONLY | O_CREAT | O_TRUNC, 0644);
    std::size_t written = 0;
    while (file >= 0 && written < presentSize) {
        const ssize_t some = write(file, presentBytes + written, presentSize - written);
        if (some <= 0)
            break;
        written += static_cast<std::size_t>(some);
    }
    std::signal(signal, SIG_DFL);
    std::raise(signal);
}

void run(const std::string &input)
{
    // A copy of exactly its size, so that AddressSanitizer sees a step past its end.
    const QByteArray bytes(input.data(), static_cast<qsizetype>(input.size()));
    presentBytes = bytes.constData();
    presentSize = input.size();
    LLVMFuzzerTestOneInput(reinterpret_cast<const std::uint8_t *>(presentBytes), presentSize);
}

std::vector<std::string> seedsOf(const QStringList &paths)
{
    QStringList files;
    for (const QString &path : paths) {
        if (QFileInfo(path).isFile())
            files += path;
        QDirIterator walk(path, QDir::Files, QDirIterator::Subdirectories);
        while (walk.hasNext())
            files += walk.next();
    }
    files.sort(); // else the order of the file system would decide
    std::vector<std::string> seeds;
    for (const QString &path : files) {
        QFile file(path);
        if (!file.open(QIODevice::ReadOnly))
            qFatal("cannot read %s", qPrintable(path));
        seeds.push_back(file.readAll().toStdString());
    }
    return seeds;
}

// The words of a dictionary in libFuzzer's form: "text", with \\, \" and \xNN.
std::vector<std::string> wordsOf(const QString &path)
{
    std::vector<std::string> words;
    QFile file(path);
    if (path == u"-")
        return words;
    if (!file.open(QIODevice::ReadOnly))
        qFatal("cannot read %s", qPrintable(path));
    while (!file.atEnd()) {
        const QByteArray line = file.readLine().trimmed();
        const qsizetype from = line.indexOf('"'), end = line.lastIndexOf('"');
        if (line.startsWith('#') || from < 0 || end <= from)
            continue;
        std::string word;
        for (qsizetype i = from + 1; i < end; ++i) {
            if (line[i] == '\\' && line[i + 1] == 'x') {
                word += static_cast<char>(line.mid(i + 2, 2).toInt(nullptr, 16));
                i += 3;
            } else {
                i += line[i] == '\\' ? 1 : 0;
                word += line[i];
            }
        }
        words.push_back(word);
    }
    return words;
}

class Mutator final {
public:
    Mutator(const std::vector<std::string> &seeds, const std::vector<std::string> &words) : m_seeds(seeds), m_words(words) {}

    std::string next()
    {
        std::string input = m_seeds[below(m_seeds.size())];
        for (std::size_t edits = 1 + below(6); edits > 0; --edits)
            edit(input);
        input.resize(std::min(input.size(), longest));
        return input;
    }

private:
    // Not a distribution of the library's: those differ between libraries.
    std::size_t below(std::size_t limit) { return static_cast<std::size_t>(m_random() % std::max<std::size_t>(limit, 1)); }

    void edit(std::string &input)
    {
        const std::size_t at = below(input.size() + 1);
        const std::size_t length = std::min(input.size() - at, below(4) == 0 ? below(input.size() + 1) : below(9));
        switch (below(8)) {
        case 0: input.erase(at, length); break;
        case 1: input.insert(at, input.substr(below(input.size() + 1), 1 + below(64))); break; // something of its own again
        case 2: insertWord(input, at); break;
        case 3: replaceFromOther(input, at, length); break;
        case 4: input.insert(at, 1 + below(8), static_cast<char>(below(256))); break;
        case 5:
            for (std::size_t times = 1 + below(40); times > 0 && input.size() < longest; --times)
                input.insert(at, input.substr(at, std::max<std::size_t>(length, 1)));
            break;
        case 6:
            if (at < input.size())
                input[at] = static_cast<char>(below(256));
            break;
        default:
            if (at < input.size())
                input[at] = static_cast<char>(input[at] ^ (1 << below(8)));
        }
    }

    void insertWord(std::string &input, std::size_t at)
    {
        static const std::string bytes("\0\xff\x7f\x80\xef\xbb\xbf\xed\xa0\x80\n<&\"", 13);
        const std::string word = m_words.empty() ? bytes.substr(below(bytes.size()), 1 + below(3)) : m_words[below(m_words.size())];
        input.replace(at, std::min(input.size() - at, below(2) * word.size()), word);
    }

    void replaceFromOther(std::string &input, std::size_t at, std::size_t length)
    {
        const std::string &other = m_seeds[below(m_seeds.size())];
        const std::size_t from = below(other.size() + 1);
        input.replace(at, length, other.substr(from, below(other.size() - from + 1)));
    }

    const std::vector<std::string> &m_seeds;
    const std::vector<std::string> &m_words;
    std::mt19937_64 m_random{20250911};
};

void boundMemory()
{
#if !defined(__SANITIZE_ADDRESS__) && !defined(__SANITIZE_THREAD__) // which reserve terabytes
    const rlimit limit{2ul << 30, 2ul << 30};
    if (setrlimit(RLIMIT_AS, &limit) != 0)
        qFatal("cannot bound the memory");
#endif
}

} // namespace

int main(int argc, char **argv)
{
    if (argc < 4)
        qFatal("usage: %s RUNS DICTIONARY|- FILE|FOLDER…", argv[0]);
    QStringList paths;
    for (int i = 3; i < argc; ++i)
        paths += QString::fromLocal8Bit(argv[i]);
    std::snprintf(crashFile, sizeof crashFile, "crash-%s", qPrintable(QFileInfo(QString::fromLocal8Bit(argv[0])).fileName()));
    const std::vector<std::string> seeds = seedsOf(paths);
    const std::vector<std::string> words = wordsOf(QString::fromLocal8Bit(argv[2]));
    if (seeds.empty())
        qFatal("there is no seed");
    boundMemory();
    for (int signal : {SIGABRT, SIGSEGV, SIGFPE, SIGILL, SIGBUS, SIGTERM})
        std::signal(signal, keepInput);
    const int runs = QByteArray(argv[1]).toInt();
    for (const std::string &seed : seeds)
        run(seed);
    Mutator mutator(seeds, words);
    for (int i = 0; i < runs; ++i)
        run(mutator.next());
    std::printf("%zu seeds and %d mutations of them: no promise is broken\n", seeds.size(), runs);
    return 0;
}
