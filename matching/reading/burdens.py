"""Words for each work condition: how employers say that the work asks it, and what people say they cannot."""

import re
from typing import Final

from matching.types import WORK_CONDITIONS

_FEW: Final = r"\b(?:\W+\w+){0,3}?\W+"
_WHOLE_DAY: Final = (
    r"\b(?:hele (?:dag|dienst|ochtend|middag|avond)|hele tijd|lang|veel|urenlang|uren|continu|constant)\b"
)
_ASKED: Final = {
    "tillen_zwaar": r"\bzwaar\b[^.]*\btil\w*|\btil\w*[^.]*\bzwa(?:ar|re)\b|\btilwerk\b|"
        r"\btil(?:t|len)?\b[^.]*\b(?:1[5-9]|[2-9]\d) ?(?:kg|kilo)|\b(?:1[5-9]|[2-9]\d) ?(?:kg|"
        r"kilo)\b[^.]*\btil\w*|"
        r"\b(?:lichamelijk|fysiek)e? zwa(?:ar|re)|\bsjouw(?:en|t|werk)\b|\bzware (?:dozen|zakken|lasten|"
        r"spullen|pakketten)|"
        r"\bvolle kratten\b|\b(?:flink|veel|regelmatig) (?:kunnen )?(?:til|sjouw)\w*|"
        r"\bzwaar (?:lichamelijk |fysiek )?werk\b|"
        r"\b(?:zakken|dozen|pakketten|kratten|platen) (?:van|tot) (?:\w+ )?(?:1[5-9]|[2-9]\d) ?(?:kg|kilo)",
    "staan_lang": rf"{_WHOLE_DAY}[^.]*\bsta(?:an|at)?\b|\bsta(?:an|at)?\b[^.]*{_WHOLE_DAY}|\bstaand (?:werk|"
        rf"beroep)|"
        r"\b(?:hele dag|dienst) op (?:je|de) (?:benen|voeten)\b|"
        r"\bsta(?:an|at)?\b[^.]*\b(?:grootste deel|meeste tijd|het merendeel)\b",
    "lopen_veel": rf"\bloopt (?:en \w+ )?(?:bijna |vrijwel |zowat )?de hele (?:dag|dienst|ochtend)\b|"
        rf"\bveel{_FEW}?lo(?:pen|opt?)\b|\bveel lopen\b|"
    rf"\bje loopt?{_FEW}veel\b|\bloopt veel\b|"
        r"\b(?:lopen|je loopt|en loopt)\b[^.]*\bhele dag\b|\bhele dag (?:\w+ ){0,2}(?:lopen|loopt)\b|"
        r"\bstappen per (?:dag|dienst)|\d stappen\b|\bloopwerk\b|\bgoed ter been|\b\d+ (?:kilometer|km) (?:lopen|"
        r"per dienst)",
    "buiten": r"\bhele (?:dag|jaar) (?:door )?buiten\b|\bwerkt?\b[^.]*\bbuiten\b(?! kantoor| de)|"
        r"\bbuiten\b[^.]*\bwerk|"
        r"\b(?:je|jij|u)\b[^.]*\bbuiten\b(?! kantoor| de | werkt)|\bbuitenwerk\b|\bbuitenlucht\b|"
        r"\bopenlucht\b|"
        r"\bweer (?:en|of geen) w(?:ind|eer)\b|\bin alle weersomstandigheden\b|\bregen of zon",
    "hoogte": r"\bhoogtevrees\b|\bwerken op hoogte\b|\bop (?:grote )?hoogte (?:werk|sta|bezig)|\b(?:werk\w*|"
        r"staat?|klim\w*)\b"
        r"[^.]*\bop (?:grote |flinke )?hoogte\b(?! van| te)|\bop (?:steigers?|ladders?|daken|het dak|"
        r"een ladder|een steiger)\b|"
        r"\bhoogwerker\b(?!.*certific)",
    "lawaai": r"\blawaai|\bherrie\b|\bgeluidsoverlast|\bveel geluid\b|\bluidruchtig|\bgehoorbescherming\b|"
        r"\bgehoorkap|\boorkap|\b(?:luide|lawaaiige) (?:machines?|hal|omgeving)",
    "prikkels": r"\b(?:over)?prikkel|\bdrukte\b|\bdruk\b(?=[^.]*werkplek|,)|\bhectisch|\bdrukke (?:werk|"
        r"omgeving|winkel|keuken|hal|zaal|ruimte|balie|afdeling|huiskamer|receptie|wachtkamer|vloer|plek)|"
        r"\b(?:kan|wordt|is)\b[^.]*\b(?:druk|rommelig|rumoerig|onrustig|hectisch) (?:zijn|worden)\b|"
        r"\bin en uit loopt|\brumoerig|(?<!hebben het )\bdruk en\b|\bhet is (?:er )?(?:vaak |altijd |erg )?druk\b",
    "klantcontact": r"\bklantcontact|\bspreek\w* (?:je )?(?:\w+ ){0,2}(?:klanten|gasten|bezoekers)\b|"
    r"\bvragen van (?:de |onze )?(?:klanten|gasten|bezoekers)\b|\b(?:contact|"
    r"te maken|praat|spreekt?|omgaan|"
        r"om te gaan)\b[^.]*\bmet (?:\w+ )?(?:klanten|gasten|bezoekers|"
        r"publiek)|\bmet (?:klanten|gasten|bezoekers|publiek) (?:te maken|bezig|om)|"
        r"\b(?:klanten|gasten|bezoekers)\b[^.]*\bte woord|\bbaliewerk\b|"
        r"\b(?:help\w*|bedien\w*|ontvang\w*|advise\w+|aanspreekpunt voor) (?:\w+ ){0,3}(?:klanten|gasten|"
        r"bezoekers)\b",
    "tempo_hoog": r"\bhoog\b[^.]*tempo\b|\bhoge werk\w*|tempo\b[^.]*\bhoog\b|\bwerkdruk\b|\btijds?druk\b|"
        r"\bstevig tempo\b|"
        r"\bdoorpakken onder druk|\bsnel werktempo",
    "alleen_werken": r"\bwerkt?\b[^.]*\balleen\b(?! de| s | nog| ochtend| in| op| maar| als| met| van| bij| overdag|"
        r" nog| do| tot|"
        r" s)|"
        r"\balleen (?:kunnen )?werken\b(?! in| op| met| bij| als| onder)|\balleen voor (?:sta|komt)|"
        r"\bin (?:je|zijn|haar) eentje\b|"
        r"\b(?:geheel|helemaal|volledig) alleen\b|\bals enige (?:aanwezig|op)|"
        r"\balleen op pad\b|\b(?:sta(?:at)? (?:je|jij|u)|(?:je|jij|u) staat)\b[^.]*\balleen voor\b|\b(?:leeg|"
        r"verlaten) (?:pand|gebouw|"
        r"kantoor)\b|\bwerkt? solo\b|"
        r"\bcollega's zie je (?:niet|nauwelijks|weinig|zelden|alleen)\b|"
        r"\bgeen collega's (?:in de buurt|om je heen|aanwezig)\b|"
        r"\bbent\b[^.]*\balleen in (?:het|een|de) (?:pand|gebouw|winkel|magazijn)",
    "ploegendienst": r"\bploegendienst|\bploegen\b|\bwisseldienst|\b[2345]-?ploeg",
    "temperatuur_koud": r"\bkou\b|\bkoud\b|\bkoude\b|\bvriescel|\bkoelcel|\bvrieshuis|\bkoelhuis|\b(?:min|"
        r"-) ?\d+ graden|\bvriezer\b",
    "stof": r"\b(?:veel|fijn|tegen|met|in het|wat|vuil en|lawaai en|herrie en)[ -]stof\b|\b(?:hout|bouw|schuur|"
    r"zaag|steen)stof\b|"
    r"\bstof (?:vrij|in de lucht|en (?:lawaai|herrie|vuil|rook)|hangt|van (?:het )?(?:zagen|schuren|slijpen))|"
    r"\bstoffig|\bhangt\b[^.]*\bstof\b",
    "beeldschermwerk": r"\bbeeldscherm|\b(?:achter|aan) (?:de|een|je) (?:computer|scherm|pc|laptop)\b|"
        r"\bachter het scherm\b|"
        r"\bcomputerwerk\b",
    "autorijden": r"\b(?:je|jij|u) rijdt?\b[^.]*\b(?:hele dag|\w*bus(?:je)?|auto)\b|\b(?:auto|bus) rijden\b|"
        r"\bautorijden\b|\bachter het stuur\b|\bveel (?:in de auto|kilometers|rijden|autorijden)\b|"
        r"\brijdt (?:de )?hele dag|\bhele dag (?:op de weg|onderweg)\b",
    "fijne_motoriek": r"\bfijne motoriek|\bpriegel|\bfijn (?:hand)?werk\b|\bvaste hand\b|\bpincet\b|"
        r"\bkleine onderde",
}  # fmt: skip
_MORE_OF_A_PERSON: Final = {
    "tillen_zwaar": r"\btil(?:len|t|werk)?\b|\bsjouwen\b|\bzware (?:dingen|spullen|lasten)\b",
    "staan_lang": r"\b(?:minuten|kwartier\w*|half ?uur|uurtje) op (?:de|zijn|haar) benen\b|"
    r"^(?!.*\balleen op)(?!.*\b(?:aan|achter|voor|bij|naast|op|langs|in) (?:de|het|een|zijn|"
    r"haar) \w+ (?:te )?staan).*\b(?<!alleen )staan\b|"
    r"\bstaand\b",
    "stof": r"\bstof\w*|\bmeel\b|\bhooi\b",
    "autorijden": r"\brijden\b|\bstuur\b|\bvoertuig\b|\bbestuurder\b",
    "lopen_veel": r"\b(?:rondjes |trap )?lopen\b(?=[^.]*(?<!ook )\bniet\W*$)|\b(?:lang )?staan (?:en|"
    r"of) (?:lang )?lopen\b|"
    r"\blopen (?:en|of) (?:lang )?staan\b|"
    r"\blange stukken\b|\b(?:lange|grote) afstanden\b|\bver (?:te )?lopen\b|\blang lopen\b|"
    r"\bveel lopen\b",
    "buiten": r"\bbuiten\b|\bin de (?:zon|regen)\b",
    "hoogte": r"(?<!val van de )\bladders?\b|\btrappen\b|\bhoogtes?\b|\bsteigers?\b|\bdak\b|\btrap op\b",
    "lawaai": r"\bhard (?:lachen|roepen|praten)\b|\brumoer\b|\bgeluid|\bgepiep\b|\bbladblazers?\b|\bbosmaaiers?\b|"
    r"\bgeroezemoes\b|\b(?:machine|fabrieks)hal\b|"
    r"\bgeschreeuw\b|\bgegil\b|"
    r"\btinnitus\b|\bmachines (?:draaien|aanstaan)\b",
    "alleen_werken": r"\balleen in (?:een|het) (?:gebouw|pand|ruimte|winkel)\b|\balleen een dienst\b|"
    r"\bzonder iemand erbij\b|\balleen gelaten\b|\balleen in (?:een|"
    r"het) \w+ (?:te )?(?:zijn|"
    r"werken|staan)\b|"
    r"\balleen (?:te )?staan\b|\balleen op (?:een|de) \w+ (?:te )?(?:staan|"
    r"werken|zijn)\b|\balleen (?:te )?zijn\b",
    "prikkels": r"\bvolle (?:\w+ )?ruimtes?\b|\bveel (?:om (?:hem|haar|zich) heen )?gebeurt\b|"
    r"\bgroep(?:en|je)?\b|\b(?:pratende|rondlopende)\b|"
    r"\bchaos\b|\bkantoortuin\b|"
    r"\bdrukke (?:ruimte|plek|hal)\b|"
    r"\bveel mensen\b|\bgroepen mensen\b|"
    r"\bdruk(?:ke)? (?:omgeving|ruimte|plek)|\bdrukte\b",
    "klantcontact": r"\b(?:gesprek(?:ken)?|praten|omgaan) met (?:vreemde|onbekende) mensen\b|\bniet met mensen\b|"
    r"\bbellen is\b|\btelefoneren\b|\btelefoon opnemen\b|"
    r"\b(?:vreemde )?mensen te woord\b|\bvreemden\b|\baan (?:de|een) kassa\b|"
    r"\b(?:klanten|gasten|"
    r"bezoekers|publiek)\b|"
    r"\bbalie\w*|\bcontact met (?:vreemden|onbekenden)\b|\bmet mensen (?:werken|omgaan|te maken)\b|"
    r"\bmet mensen\b(?=[^.]*\bliever niet\b)",
    "tempo_hoog": r"\bhaast\b|\bhaasten\b|\bopgejaagd\b|\b\w*tempo\b|\bdruk\b(?= kan| gaat)",
    "beeldschermwerk": r"\bcomputer(?:werk|scherm)?\b|\bscherm(?:werk)?\b(?! helemaal)",
    "fijne_motoriek": r"\bfijn\b|\b(?:rechter|linker)hand\b|\bmotorisch\b|\bpriegel\w*|\bhanden (?:trillen|beven)\b|"
    r"\btrillende handen\b|"
    r"\b(?:trillen|beven) (?:zijn|haar|de|zn|mijn) handen\b|\bklein\w* (?:schroefje|draadje|onderdeel)\w*",
    "ploegendienst": r"\bploegen|\bwissel(?:ende )?diensten\b",
    "temperatuur_koud": r"\bkou|\bvriescel|\bkoelcel",
}
_MORE_OF_WORK: Final = {
    "tillen_zwaar": r"\bzwaarste werk\b|\b(?:1[5-9]|[2-9]\d) ?(?:kg|kilo)\b|\b(?:zakken|dozen|pakketten|kratten|"
    r"platen|panelen)\b(?: van|"
    r" tot)?(?: \d+ tot)? "
    r"(?:1[5-9]|[2-9]\d) ?(?:kg|kilo)|\bgetild\b[^.]*\b(?:1[5-9]|[2-9]\d) ?(?:kg|kilo)|\bgesjouwd\b|\b(?:1[5-9]|"
    r"[2-9]\d) ?(?:kg|kilo)\b[^.]*\bgetild\b|"
    r"\btillen (?:we|wij)\b[^.]*\b(?:tegels|zakken|stenen|balken|meubels|pallets)\b|\b(?:veel|flink|"
    r"regelmatig) getild\b|\b(?:gezonde|sterke) rug\b|\bsjouw je\b|"
    r"\btil je (?:\w+ ){0,2}(?:kratten|dozen|zakken|pakketten|platen|stenen|"
    r"pallets)\b|\bje (?:bent|moet) sterk\b|\bkracht (?:voor|nodig|hebben)\b|\b(?:moeite met|kunnen|"
    r"veel) tillen\b|\btilt? veel\b|"
    r"\bfysiek (?:pittig|stevig|belastend|inspannend)|\b(?:dozen|zakken|pakketten|kratten|platen|banden|"
    r"stenen) van (?:1[5-9]|[2-9]\d) ?(?:kg|kilo)",
    "staan_lang": r"\b(?:vier|vijf|zes|zeven|acht|[4-8]) uur achter de (?:toonbank|kassa|balie|lijn)\b|"
    r"\bzitten (?:doe|kun|kan) je (?:alleen|nauwelijks)\b|\bde hele (?:ochtend|middag|"
    r"avond) op de been\b|\bdoet? (?:je |dat )*staande\b|"
    r"(?<!zittend of )(?<!zittend en )(?<!zittend/)\bstaand\b(?! personeel)|\bwerkt? staand\b|"
    r"\bsta(?:at|an)? (?:\w+ ){0,2}(?:vier|vijf|zes|"
    r"zeven|acht|[4-9]) uur\b|"
    r"\bde hele (?:dag|dienst) op de been\b|"
    r"\bstaande (?:functie|werkplek|houding)\b",
    "lopen_veel": r"\bloop je af\b|\bkilometers? per dag\b|\btrappen op en af\b|\bloop je (?:\w+ ){0,2}(?:veel|\d+|"
    r"tien|vijftien|twintig)\b(?! minuten| minuutjes| min\b)|"
    r"\b(?:veel|heel wat|aardig wat|flink wat|"
    r"de nodige) (?:meters|kilometers|stappen)\b(?![^.]*\b(?:auto|bus|weg)\b)|"
    r"\bloopt? (?:\w+ ){0,2}(?:heel wat|flink wat|wat|een eind) af\b|\bloopt?\b[^.]*\b(?:kilometer|km)\b|"
    r"\bde hele (?:dag|dienst) aan het lopen\b|\bveel op de been\b|\bte voet\b",
    "buiten": r"^buiten$|\bweer of weer\b|\bsta(?:at|an)? (?:\w+ ){0,2}op het (?:veld|land|erf)\b|\bin de regen\b|"
    r"\balles buiten\b|\bregen en (?:vorst|kou|sneeuw)\b|\bregenpak\b|\bweer of geen weer\b|"
    r"^buiten en in\b|\bin het bos\b|\bgeen reden om binnen\b|\bin (?:regen|"
    r"weer en wind)\b|\b(?:regen|"
    r"vorst)\b[^.]*\bbinnen te blijven\b|\bplenst\b|\bzon of regen\b|\bhele jaar door buiten\b|\bverder buiten\b|"
    r"\b(?:veel|half) buiten\b|\bbuiten zijn\b|"
    r"\blekker buiten\b|\bals het (?:regent|"
    r"vriest|hagelt)\b|\bdoor weer en wind\b|"
    r"\bopen lucht\b|\baltijd buiten\b|"
    r"\bwerk\w* buiten\b(?! kantoor| de)|\bweer of geen weer\b|"
    r"\bregen en wind\b",
    "hoogte": r"\bhoogtes?\b(?=[^.]*\b(?:verdragen|tegen kun\w*|kunnen)\b)|\blast van hoogtes?\b|"
    r"\bsta(?:at|an)? (?:\w+ ){0,2}op (?:de|een) (?:trap|ladder|steiger)\b|\bde (?:steiger|ladder)s? op\b|\b(?:\d+|"
    r"drie|vier|vijf|zes|acht|tien|twaalf) meter boven de grond\b|\bvanaf een (?:hoogwerker|ladder|"
    r"steiger)|"
    r"\b(?:ladders|daken|steigers|masten)\b|\bglazenwas\w* op\b",
    "lawaai": r"\boordop|\botoplast|\bgehoordop|\bkabaal\b|\bbulder|\boorverdovend|\bgalm|\bzo luid\b|"
    r"\bluchtsleutels\b|\bte ratelen\b|\b(?:luide|lawaaierige|luidruchtige|harde) (?:machine|omgeving|hal|ruimte|"
    r"geluid)|\blawaaiig|"
    r"\bveel geluid van\b|\bgehoorbesch",
    "prikkels": r"\bkomen en gaan\b|\bstil is het nooit\b|\bopen (?:werk)?vloer\b|\btelefoons? (?:gaan|gaat|"
    r"rinkel\w*)\b[^.]*\bhele dag\b|\bdruk(?:ke)? (?:restaurant|"
    r"cafe|winkel|"
    r"bakkerij|kantine|lunchroom)\b|\bnooit stil\b|"
    r"\bopen kantoortuin\b|\bveel mensen om je heen\b|\bvan alles tegelijk\b|"
    r"\bbeweging\b[^.]*\bgeluid\b|\bgeluid en beweging\b",
    "klantcontact": r"\b(?:help\w*|ontvang\w*|begroet\w*)\b[^.]*\baan de balie\b|"
    r"\bbelt?\b[^.]*\bmet (?:\w+ )?klanten\b|\baan (?:je|jouw) balie\b|\b(?:huurders|klanten|inwoners|"
    r"bewoners)\b[^,]*\bbellen\b|"
    r"\bpraat\b[^.]*\bmet (?:bewoners|familie|patienten|clienten|huurders|bezoek)\b|"
    r"\bbelt? (?:met )?(?:\w+ )?klanten\b|\bklanten (?:bellen|naar)\b|\b(?:veel|verschillende|"
    r"diverse) (?:\w+ )?(?:klanten|gasten|bezoekers)\b|\b(?:verko\w+|"
    r"serve\w+|adviseer\w*|bezorg\w*|ontvang\w*|begroet\w*|"
    r"help\w*) [^.]{0,40}\b(?:klanten|gasten|bezoekers)\b|"
    r"\b(?:klanten|gasten|bezoekers) (?:helpen|ontvangen|bedienen|adviseren|begroeten|verwelkomen)\b|"
    r"\baanspreekpunt voor\b[^.]*\b(?:klanten|gasten|bezoekers)|\bje belt aan\b|\b(?:klant|gast|bezoeker|"
    r"patient)\b[^.]*\bbel je aan\b|"
    r"\b(?:klanten|gasten|bezoekers|ouders|mensen) (?:vragen|spreken) (?:je|jou)\b|"
    r"\b(?:klanten|gasten|bezoekers|cursisten|leerlingen|ouders)\b[^.]*\b(?:komen|geven)\b[^.]*\b(?:naar jou|bij jou|"
    r"bij je|jouw balie)\b|"
    r"\b(?:belt|overlegt|belt en overlegt|spreekt?) (?:je |dagelijks |veel )?(?:een |met )(?:klant|ouder|inwoners|"
    r"huurders|ouders|bewoner|klanten)\w*\b|"
    r"\bmet (?:de|een|iedere|elke) (?:klant|gast|bezoeker|bewoner)\b[^.]*\bpraatje\b|\bgasten check je\b|"
    r"\bspreek je een (?:ouder|klant)\b|\bmaakt een praatje\b|\bbelt (?:mensen|clienten|"
    r"patienten)\b|\b(?:mensen|klanten) aan de deur\b[^.]*\bpraatje\b|\b(?:klanten|gasten|"
    r"bezoekers)\b[^.]{0,25}\bopvang\w*|\b(?:klanten|gasten|"
    r"bezoekers)\b[^.]*\bwegwijs\b|\bmaakt? een praatje met (?:de |"
    r"onze )?(?:klant|gast|bezoeker)|"
    r"\bspreekt? (?:gasten|klanten|bezoekers) aan\b",
    "tempo_hoog": r"\b(?:elke|iedere|om de) (?:\w+ )?seconden\b|\bmoet (?:wel )?opschieten\b|\bmoet het (?:hard|"
    r"snel|vlug|rap) gaan\b|"
    r"\bgaat het (?:echt )?hard\b|\brennen en vliegen\b|"
    r"\bop snelheid (?:gelet|gelopen|gewerkt)\b|\b(?:vlot|fors|flink|pittig|"
    r"strak|stevig) (?:werk)?tempo\b|\bdoorwerken\b|"
    r"\bsnel (?:kunnen |kunt )?(?:werken|doorwerken|handelen|schakelen)\b|\bpiekdrukte\b|"
    r"\btargets\b|\bkijken\b[^.]*\bop aantallen\b|\btempo telt\b|\bwerkt (?:stevig|flink|vlot) door\b|"
    r"\bbepaalt (?:de snelheid|het tempo)\b|\bzit vaart in\b|\bnorm van \d+|\bsnel werken\b|\b(?:echt|moet het) vlot\b|"
    r"\btempo ligt hoog\b|\bachterblijft\b|\bvliegen je om de oren\b|\bdeadlines\b|"
    r"\bstressbestendig\b",
    "alleen_werken": r"\brijdt? alleen\b|\bben jij de enige\b|\bben(?:t)? (?:je|jij) alleen (?:bij|in)\b|"
    r"\bbent (?:dan )?alleen (?:bij|in) (?:de|het|een)\b|\bspreek je niemand\b|\bzonder bijrijder\b|\b(?:vaak|"
    r"meestal|altijd|veel) alleen (?:op|in|aan|"
    r"onderweg)\b|\bje bent (?:de )?enige\b|\bsolo\b|\bop jezelf aangewezen\b",
    "ploegendienst": r"\bploegenrooster|\bploegendiensten\b|\b(?:twee|drie|vier|vijf)-?ploegen",
    "temperatuur_koud": r"\bthermokleding\b|\bals het vriest\b|"
    r"\bboven nul\b|\b(?:nul|een|twee|drie|vier|vijf|zes) graden\b|\bonverwarmd|"
    r"\b(?:zeven|acht|[78]) graden\b|\bgraad of (?:een|twee|drie|vier|vijf|zes|[0-6])\b|\bgekoelde? (?:ruimte|hal|"
    r"magazijn|omgeving)|\bvriescel|\bkoelcel|"
    r"\bkoeling\b|\b(?:0|1|"
    r"2|3|4|5|6) graden\b",
    "stof": r"\b(?:meel|hout|slijp|steen)stof\b|\b(?:hooi|stro|meel)\b[^.]*\bstui(?:ft|ven)\b|\b(?:hoop|boel) stof\b|"
    r"\bstof en \w+ vrij\b|\bstof (?:komt )?vrij\b|"
    r"\bkomt (?:\w+ )?stof\b|"
    r"\bstof (?:vliegt|dwarrelt|stuift)\b|\bzaagsel\b|\bstofmasker",
    "beeldschermwerk": r"\b(?:tik|typ)t? (?:\w+ ){0,4}(?:formulieren|gegevens|adressen|cijfers|brieven)\b|"
    r"\bheadset\b|\bnaar (?:een|het|je) (?:beeld)?(?:scherm|monitor)\b|\bop het (?:beeld)?scherm\b|"
    r"\bmonitor\b|\b(?:twee|drie|vier|meerdere|\d) (?:beeld)?schermen\b|\b(?:hele dag|veel|"
    r"continu|vooral) (?:\w+ ){0,2}(?:achter|op) (?:een|het|de|"
    r"je) (?:scherm|computer|laptop|pc)\b|\bschermwerk\b|\bhele dag (?:pc|computer|beeldscherm)\b|"
    r"\b(?:verwerk\w*|typ\w*|invoer\w*|administratie)\b[^.]*\b(?:op|achter|in) (?:de|een|het) (?:computer|pc|"
    r"systeem)\b|\b(?:zoek\w*|werk\w*) [^,]*\bop de computer\b|"
    r"\b(?:leg|zet|houd)t?\b[^,]*\b(?:op|in) de computer\b|\bin (?:de computer|het systeem) (?:zet\w*|invoer\w*|"
    r"verwerk\w*)\b",
    "autorijden": r"\bzoek\w* (?:een )?\w*chauffeur\b|\b(?:wagen|\w*bus(?:je)?|\w*auto)\b[^.]*\brijdt? (?:je|jij|u)\b|"
    r"\b(?:haalt?|brengt?) (?:je|jij)\b[^.]*\bmet (?:onze|de|een) (?:\w+ )?(?:\w*bus(?:je)?|\w*auto|wagen)\b|"
    r"\brijdt? (?:\w+ ){0,3}\d+ (?:km|kilometer)|\b(?:veel|"
    r"hele dag|dagelijks) (?:\w+ )?(?:onderweg|"
    r"op pad|rijden) (?:met|in) (?:de|een|je) (?:\w*bus|\w*auto|busje)\b|"
    r"\bzelf rijden\b|(?<!er )\brijdt? (?:zelf )?(?:de|een|het) (?:\w*bus|\w*auto|busje|wagen)\b",
    "fijne_motoriek": r"\bklein spul\b|\b(?:boutjes|moertjes|schroefjes|stekkertjes|draadjes)\b|"
    r"\bvingers moeten\b|\bvaste vingers\b|\bprecieze bewegingen\b|\bgevoel in je vingers\b|"
    r"\bonder een loep\b|\bklein\w*,? breekbare? (?:dingen|spullen|onderdelen)\b|\bkleine boutjes\b|"
    r"\bschroevendraaiertjes\b|\bnietjes en\b|\b(?:heel )?kleine (?:onderdelen|"
    r"schroefjes|onderdeeltjes|componenten|steekjes)|"
    r"\bsoldeer\w*|\bfijn werk\b|\bprecisiewerk\b|"
    r"\bhanden\b[^.]*\bstil\b|\bstille handen\b",
}
"""More words in which employers say it; they are one vocabulary with those above."""
WORK: Final = {name: re.compile(f"{_ASKED[name]}|{_MORE_OF_WORK[name]}") for name in WORK_CONDITIONS}
PERSON: Final = {
    name: re.compile("|".join(filter(None, (WORK[name].pattern, _MORE_OF_A_PERSON.get(name)))))
    for name in WORK_CONDITIONS
}
