#include "analysis/given_names.h"

#include "analysis/tokens.h"

#include <QHash>
#include <QSet>
#include <QStringView>

#include <array>

namespace dateline {

namespace {

// A line is one name.
constexpr std::array<QStringView, 48> Variants{u"william bill billy will", u"robert bob bobby rob", u"joseph joe joey", u"michael mike mick",
    u"thomas tom tommy", u"james jim jimmy", u"daniel dan danny", u"david dave", u"steven stephen steve", u"benjamin ben binyamin",
    u"samuel sam", u"anthony antony tony", u"katherine catherine kate kathy", u"elizabeth liz", u"christopher chris", u"matthew matt",
    u"nicholas nick", u"andrew andy", u"edward ed eddie ted", u"gregory greg", u"jeffrey jeff geoffrey geoff", u"kenneth ken",
    u"patrick pat", u"ronald ron", u"timothy tim", u"charles charlie", u"richard dick rick", u"donald don", u"lawrence larry",
    u"alexander alex aleksandar aleksandr alexandr oleksandr", u"sergei sergey serhiy", u"dmitry dmitri dmytro", u"yuri yury",
    u"mikhail mikheil", u"alexei alexey aleksei", u"andrei andrey andriy", u"yevgeny evgeny", u"mohammed mohamed muhammad mohammad muhammed mohamad",
    u"ahmed ahmad", u"hussein hussain husain", u"abdullah abdallah", u"yousef yusuf youssef", u"hassan hasan", u"omar umar",
    u"jose josé", u"nicolas nicolás", u"frederick fred", u"francis frank"};

constexpr QStringView Women = u"mary maria marie anna anne ann angela hillary theresa margaret elizabeth liz kamala michelle melania ivanka "
                              u"jill laura nancy sarah sara susan julia julie jane janet kate katherine catherine emma emily jessica jennifer "
                              u"karen linda lisa nicole rachel rebecca victoria diana camilla meghan olivia sophie charlotte amy alice helen "
                              u"ruth rosa eva irina olga natalia tatiana elena svetlana yulia ekaterina fatima aisha amina zainab khadija "
                              u"leila indira sonia priyanka benazir sheikha cristina dilma claudia giorgia marine ursula christine kristalina "
                              u"winnie grace joyce ellen sanna mette jacinda julia ana ivana jelena marija gloria imelda corazon leni leona";
constexpr QStringView Men = u"john james robert michael william bill david richard joseph joe thomas charles george donald barack ronald "
                            u"jimmy gerald kenneth steven stephen paul mark kevin brian edward peter tony gordon boris rishi keir nigel "
                            u"jeremy winston vladimir sergei sergey dmitry mikhail alexander aleksandar viktor ivan yuri emmanuel nicolas "
                            u"francois jacques jean pierre olaf helmut gerhard friedrich silvio matteo mario pedro jose juan carlos luis "
                            u"hugo fidel raul evo jair luiz mohammed mohamed muhammad ahmed ali hassan hussein omar abdullah ibrahim yusuf "
                            u"mustafa benjamin ariel ehud shimon narendra rahul rajiv imran nawaz asif jacob nelson thabo cyril robert "
                            u"emmerson goodluck bola paul william uhuru daniel andrew philip harry henry prince ferdinand rodrigo benigno";

QSet<quint64> hashes(QStringView words)
{
    QSet<quint64> set;
    for (const QStringView word : words.split(u' ', Qt::SkipEmptyParts))
        set.insert(foldedHash(word));
    return set;
}

} // namespace

quint64 givenNameClass(quint64 foldedName)
{
    static const QHash<quint64, quint64> classes = [] {
        QHash<quint64, quint64> result;
        for (const QStringView line : Variants) {
            const QList<QStringView> names = line.split(u' ');
            for (const QStringView name : names)
                result.insert(foldedHash(name), foldedHash(names.front()));
        }
        return result;
    }();
    return classes.value(foldedName, foldedName);
}

bool isWomansName(quint64 foldedName)
{
    static const QSet<quint64> women = hashes(Women);
    return women.contains(foldedName);
}

bool isMansName(quint64 foldedName)
{
    static const QSet<quint64> men = hashes(Men);
    return men.contains(foldedName);
}

} // namespace dateline
