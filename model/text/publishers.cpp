// Where news sites are published that stand under a domain of no country ("nytimes.com", "meduza.io"). Facts, checked in 2026; of
// the sites under a country's own domain the ending tells.
#include "text/publishers.h"

#include <QHash>

#include <array>

namespace dateline {

namespace {

struct Publisher {
    QStringView country;
    QStringView domains; // apart by spaces
};

constexpr std::array publishers = {
    Publisher{u"AE", u"alarabiya.net gulfnews.com khaleejtimes.com skynewsarabia.com thenationalnews.com"},
    Publisher{u"AF", u"8am.media ariananews.co khaama.com pajhwok.com tolonews.com"},
    Publisher{u"AL", u"balkanweb.com gazetatema.net"},
    Publisher{u"AR", u"buenosairesherald.com cadena3.com clarin.com cronista.com eldia.com elintransigente.com infobae.com "
                   u"lapoliticaonline.com perfil.com"},
    Publisher{u"AT", u"diepresse.com tt.com"},
    Publisher{u"AU", u"theconversation.com"},
    Publisher{u"AZ", u"azadliq.info"},
    Publisher{u"BB", u"nationnews.com"},
    Publisher{u"BD", u"bdnews24.com dhakatribune.com jagonews24.com kalerkantho.com newagebd.net prothomalo.com tbsnews.net"},
    Publisher{u"BE", u"brusselstimes.com"},
    Publisher{u"BG", u"actualno.com novinite.com"},
    Publisher{u"BM", u"bernews.com royalgazette.com"},
    Publisher{u"BR", u"brasil247.com globo.com metropoles.com"},
    Publisher{u"BS", u"bahamaslocal.com bahamaspress.com tribune242.com"},
    Publisher{u"BZ", u"channel5belize.com reporter.bz"},
    Publisher{u"CA", u"biv.com calgaryherald.com calgarysun.com dailyheraldtribune.com edmontonjournal.com edmontonsun.com "
                   u"financialpost.com journaldemontreal.com journaldequebec.com leaderpost.com ledevoir.com "
                   u"montrealgazette.com nationalobserver.com nationalpost.com ottawacitizen.com ottawasun.com "
                   u"theglobeandmail.com theprovince.com thestar.com thestarphoenix.com torontosun.com vancouversun.com "
                   u"windsorstar.com winnipegfreepress.com"},
    Publisher{u"CD", u"congoplanet.com radiookapi.net"},
    Publisher{u"CM", u"actucameroun.com journalducameroun.com"},
    Publisher{u"CN", u"caixin.com caixinglobal.com cgtn.com sixthtone.com xinhuanet.com"},
    Publisher{u"CO", u"elcolombiano.com elespectador.com eltiempo.com semana.com"},
    Publisher{u"CR", u"elfinancierocr.com nacion.com ticotimes.net"},
    Publisher{u"CY", u"cyprus-mail.com in-cyprus.com sigmalive.com"},
    Publisher{u"DE", u"dw.com faz.net handelsblatt.com"},
    Publisher{u"DM", u"dominicanewsonline.com"},
    Publisher{u"DO", u"almomento.net diariolibre.com listindiario.com remolacha.net"},
    Publisher{u"DZ", u"algerie360.com dzfoot.com elkhadra.com elwatan-dz.com tsa-algerie.com"},
    Publisher{u"EC", u"elamazonico.com eluniverso.com futbolecuador.com gk.city manabinoticias.com notiamazonia.com "
                   u"quenoticias.com"},
    Publisher{u"EG", u"almasryalyoum.com dailynewsegypt.com egyptindependent.com egypttoday.com madamasr.com shorouknews.com "
                   u"stadelahly.com youm7.com"},
    Publisher{u"ER", u"shabait.com"},
    Publisher{u"ES", u"as.com elconfidencial.com elcorreo.com eldebate.com elindependiente.com elpais.com elperiodico.com "
                   u"expansion.com lavanguardia.com marca.com"},
    Publisher{u"ET", u"addisfortune.news addisstandard.com thereporterethiopia.com"},
    Publisher{u"FJ", u"fijitimes.com fijivillage.com"},
    Publisher{u"FR", u"afp.com euronews.com france24.com la-croix.com nouvelobs.com"},
    Publisher{u"GA", u"gabonreview.com infosgabon.com"},
    Publisher{u"GB", u"bbc.com breakingviews.com economist.com expressandstar.com ft.com heraldscotland.com middleeasteye.net "
                   u"newstatesman.com opendemocracy.net reuters.com scotsman.com sky.com skysports.com theguardian.com "
                   u"theregister.com"},
    Publisher{u"GF", u"guyaweb.com"},
    Publisher{u"GH", u"citinewsroom.com ghanaweb.com modernghana.com myjoyonline.com"},
    Publisher{u"GN", u"guineenews.org"},
    Publisher{u"GR", u"ekathimerini.com megatv.com"},
    Publisher{u"GY", u"guyanachronicle.com kaieteurnewsonline.com stabroeknews.com"},
    Publisher{u"HK", u"hk01.com hkej.com hket.com hongkongfp.com mingpao.com orientaldaily.on.cc scmp.com"},
    Publisher{u"HT", u"haitilibre.com lenouvelliste.com"},
    Publisher{u"ID", u"antaranews.com detik.com kompas.com okezone.com tempo.co thejakartapost.com"},
    Publisher{u"IE", u"donegaldaily.com highlandradio.com irishcentral.com irishexaminer.com irishtimes.com"},
    Publisher{u"IL", u"haaretz.com i24news.tv israelhayom.com jpost.com timesofisrael.com ynetnews.com"},
    Publisher{u"IM", u"three.fm"},
    Publisher{u"IN", u"amarujala.com bhaskar.com business-standard.com deccanchronicle.com deccanherald.com firstpost.com "
                   u"gujaratsamachar.com hindustantimes.com indianexpress.com indiatimes.com jagran.com livehindustan.com "
                   u"livemint.com moneycontrol.com ndtv.com newindianexpress.com news18.com newslaundry.com outlookindia.com "
                   u"telegraphindia.com thehindu.com thehindubusinessline.com thequint.com tribuneindia.com zeenews.com"},
    Publisher{u"IQ", u"iraqinews.com rudaw.net shafaq.com"},
    Publisher{u"IR", u"asriran.com mehrnews.com tasnimnews.com tehrantimes.com"},
    Publisher{u"IT", u"adnkronos.com"},
    Publisher{u"JM", u"jamaica-gleaner.com jamaica-star.com jamaicaobserver.com"},
    Publisher{u"JO", u"jordantimes.com jordanzad.com"},
    Publisher{u"JP", u"asahi.com japantoday.com jiji.com kyodonews.net livedoor.com newsonjapan.com nikkansports.com nikkei.com"},
    Publisher{u"KE", u"nairobiwire.com nation.africa"},
    Publisher{u"KG", u"akipress.com"},
    Publisher{u"KH", u"khmertimeskh.com phnompenhpost.com"},
    Publisher{u"KN", u"zizonline.com"},
    Publisher{u"KR", u"chosun.com donga.com koreaherald.com koreajoongangdaily.joins.com"},
    Publisher{u"KW", u"arabtimesonline.com kuwaittimes.com"},
    Publisher{u"KY", u"caymancompass.com caymannewsservice.com"},
    Publisher{u"KZ", u"astanatimes.com"},
    Publisher{u"LA", u"laotiantimes.com"},
    Publisher{u"LB", u"almayadeen.net annahar.com lorientlejour.com naharnet.com today.lorientlejour.com"},
    Publisher{u"LK", u"economynext.com lankahotnews.net"},
    Publisher{u"LR", u"frontpageafricaonline.com liberianobserver.com"},
    Publisher{u"LY", u"libyaherald.com libyaobserver.ly"},
    Publisher{u"MA", u"elbotola.com hespress.com hihi2.com moroccoworldnews.com yabiladi.com"},
    Publisher{u"MC", u"montecarlonews.it"},
    Publisher{u"MG", u"madagascar-tribune.com newsmada.com"},
    Publisher{u"MK", u"crnobelo.com kajgana.com"},
    Publisher{u"MM", u"frontiermyanmar.net irrawaddy.com mizzima.com myanmar-now.org"},
    Publisher{u"MQ", u"franceantilles.fr"},
    Publisher{u"MT", u"gozonews.com timesofmalta.com"},
    Publisher{u"MU", u"defimedia.info"},
    Publisher{u"MW", u"malawivoice.com mwnation.com nyasatimes.com"},
    Publisher{u"MX", u"animalpolitico.com mexiconewsdaily.com milenio.com reforma.com sdpnoticias.com"},
    Publisher{u"MY", u"bernama.com freemalaysiatoday.com malaymail.com malaysiakini.com"},
    Publisher{u"NE", u"actuniger.com republicain-niger.com tamtaminfo.com"},
    Publisher{u"NG", u"channelstv.com dailytrust.com informationng.com informationnigeria.org nigerianbulletin.com "
                   u"premiumtimesng.com punchng.com saharareporters.com thenationonlineng.net thisdaylive.com "
                   u"thisdayonline.com tribuneonlineng.com vanguardngr.com"},
    Publisher{u"NI", u"confidencial.digital laprensani.com"},
    Publisher{u"NP", u"ekantipur.com kathmandupost.com myrepublica.com onlinekhabar.com"},
    Publisher{u"OM", u"muscatdaily.com timesofoman.com"},
    Publisher{u"PA", u"prensa.com"},
    Publisher{u"PF", u"tahiti-infos.com"},
    Publisher{u"PH", u"abs-cbn.com bworldonline.com gmanetwork.com gmanews.tv inquirer.net interaksyon.com manilatimes.net "
                   u"philstar.com rappler.com"},
    Publisher{u"PK", u"arynews.tv brecorder.com dawn.com dunyanews.tv geo.tv samaa.tv urdupoint.com"},
    Publisher{u"PR", u"elnuevodia.com noticel.com notiuno.com"},
    Publisher{u"PS", u"irarab.com maannews.net"},
    Publisher{u"PT", u"noticiasaominuto.com"},
    Publisher{u"PY", u"ultimahora.com"},
    Publisher{u"QA", u"aljazeera.com aljazeera.net gulf-times.com thepeninsulaqatar.com"},
    Publisher{u"RO", u"ziare.com"},
    Publisher{u"RS", u"naslovi.net"},
    Publisher{u"RU", u"interfax.com meduza.io newsru.com pravdareport.com rt.com sputnikglobe.com sputniknews.com tass.com "
                   u"themoscowtimes.com"},
    Publisher{u"SA", u"aawsat.com arabnews.com"},
    Publisher{u"SB", u"solomonstarnews.com solomontimes.com"},
    Publisher{u"SC", u"nation.sc"},
    Publisher{u"SD", u"dabangasudan.org sudantribune.com"},
    Publisher{u"SG", u"channelnewsasia.com straitstimes.com todayonline.com"},
    Publisher{u"SI", u"siol.net"},
    Publisher{u"SN", u"dakaractu.com leral.net pressafrik.com senego.com senego.net seneweb.com wiwsport.com xalimasn.com"},
    Publisher{u"SO", u"garoweonline.com hiiraan.com jowhar.com puntlandpost.com"},
    Publisher{u"SR", u"gfcnieuws.com starnieuws.com waterkant.net"},
    Publisher{u"SS", u"eyeradio.org radiotamazuj.org"},
    Publisher{u"SV", u"elfaro.net elsalvador.com laprensagrafica.com"},
    Publisher{u"SY", u"enabbaladi.net"},
    Publisher{u"TH", u"bangkokpost.com nationthailand.com sanook.com"},
    Publisher{u"TN", u"kapitalis.com"},
    Publisher{u"TR", u"bianet.org dailysabah.com duvarenglish.com ensonhaber.com gazetevatan.com haber7.com haberler.com "
                   u"hurriyetdailynews.com internethaber.com mynet.com sporx.com stargazete.com trtworld.com"},
    Publisher{u"TT", u"trinidadexpress.com"},
    Publisher{u"TW", u"chinatimes.com taipeitimes.com udn.com"},
    Publisher{u"UA", u"espreso.tv kyivindependent.com kyivpost.com liga.net obozrevatel.com ukrinform.net unian.net"},
    Publisher{u"US", u"abcnews.go.com ajc.com apnews.com arstechnica.com axios.com azcentral.com baltimoresun.com bloomberg.com "
                   u"bostonglobe.com breitbart.com businessinsider.com cbsnews.com cbssports.com chicagotribune.com "
                   u"cleveland.com cnbc.com cnn.com csmonitor.com dallasnews.com denverpost.com espn.com forbes.com "
                   u"foreignaffairs.com foreignpolicy.com fortune.com foxnews.com freep.com go.com houstonchronicle.com "
                   u"huffpost.com inquirer.com latimes.com marketwatch.com mcclatchydc.com miamiherald.com motherjones.com "
                   u"ms.now msnbc.com nationalreview.com nbcnews.com newsday.com newsweek.com newyorker.com nj.com npr.org "
                   u"nydailynews.com nypost.com nytimes.com oregonlive.com pbs.org politico.com propublica.org reason.com "
                   u"rferl.org seattletimes.com semafor.com sfchronicle.com sfexaminer.com sfgate.com slate.com "
                   u"startribune.com tampabay.com techcrunch.com theatlantic.com thedailybeast.com thehill.com "
                   u"theintercept.com theverge.com time.com upi.com usatoday.com usmagazine.com voanews.com vox.com "
                   u"washingtonpost.com wired.com wsj.com yardbarker.com"},
    Publisher{u"VE", u"efectococuyo.com el-nacional.com eluniversal.com"},
    Publisher{u"VI", u"virginislandsnewsonline.com"},
    Publisher{u"VN", u"vnexpress.net"},
    Publisher{u"XK", u"koha.net kossev.info prishtinainsight.com zeri.info"},
    Publisher{u"YE", u"al-tagheer.com hshd.net marebpress.net"},
    Publisher{u"ZA", u"news24.com thesouthafrican.com"},
    Publisher{u"ZM", u"lusakatimes.com postzambia.com tumfweko.com"},
    Publisher{u"ZW", u"bulawayo24.com newzimbabwe.com"},
};

QHash<QString, QString> countriesByDomain()
{
    QHash<QString, QString> countries;
    for (const Publisher &publisher : publishers) {
        for (const QStringView domain : publisher.domains.split(u' ', Qt::SkipEmptyParts))
            countries.insert(domain.toString(), publisher.country.toString());
    }
    return countries;
}

} // namespace

QString countryOfPublisher(const QStringList &hostLabels)
{
    static const QHash<QString, QString> countries = countriesByDomain();
    for (qsizetype first = 0; first + 2 <= hostLabels.size(); ++first) {
        if (const auto known = countries.constFind(hostLabels.mid(first).join(u'.')); known != countries.constEnd())
            return *known;
    }
    return {};
}

} // namespace dateline
