"""Words and signs that may stand around an amount: currencies, scales, phrases."""

from __future__ import annotations


def _list(words: str) -> list[str]:
    return words.split()


_EURO = _list("""
eur euro euros euroa euroja euron eurot eurode eurodes eurosid eurů eurów eura eurá eure
eurai eurų eurus eurais euras euri euró eurót eurónyi euru eurom eurova eiro evro evra evrov evri
ewro ewros ευρώ ευρω ευρο евро eúr eúra
""")
_KRONA = ("SEK", "DKK", "NOK", "ISK")
_DOLLAR = ("USD", "CAD", "AUD", "NZD", "SGD", "HKD")
_FRANC = ("CHF", "FRF", "BEF", "LUF")

# Words and signs of currencies; several currencies: only the label can say which.
_SIGNS: dict[str, tuple[str, ...]] = {
    "€": ("EUR",),
    **dict.fromkeys(_EURO, ("EUR",)),
    **dict.fromkeys(_list("£ pound pounds sterling"), ("GBP",)),
    **dict.fromkeys(_list("$ dollar dollars"), _DOLLAR),
    **dict.fromkeys(_list("us$ $us"), ("USD",)),
    **dict.fromkeys(_list("лв лева лев левове lv lev leva levs"), ("BGN",)),
    **dict.fromkeys(_list("kč kc korun koruny koruna"), ("CZK",)),
    **dict.fromkeys(_list("korún"), ("SKK",)),
    **dict.fromkeys(_list("ft forint forints forintot"), ("HUF",)),
    **dict.fromkeys(_list("zł zl złotych złote złoty zloty zlotys zlotych"), ("PLN",)),
    **dict.fromkeys(_list("lei leu ron"), ("RON",)),
    **dict.fromkeys(_list("kn kuna kune"), ("HRK",)),
    **dict.fromkeys(_list("lt litas litai litų"), ("LTL",)),
    **dict.fromkeys(_list("ls lats lati latu"), ("LVL",)),
    **dict.fromkeys(_list("kr kroner krone krona"), _KRONA),
    **dict.fromkeys(_list("kronor"), ("SEK",)),
    **dict.fromkeys(_list("fr franc francs franken"), _FRANC),
    **dict.fromkeys(_list("sfr chf"), ("CHF",)),
    "₴": ("UAH",),
    "₺": ("TRY",),
    "¥": ("JPY", "CNY"),
}
# Codes that are no words when written small; the others ("all", "try", "sit") only in capitals.
_CODES = frozenset(
    _list("""EUR BGN CZK DKK HUF PLN RON SEK HRK GBP CHF NOK ISK USD UAH RSD MKD MDL JPY CNY CAD AUD
    LTL LVL EEK SKK MTL CYP DEM FRF ITL ESP ATS BEF NLG PTE FIM GRD IEP LUF""")
)

# Powers of ten. Several: languages disagree (a German Billion is 10^12, a Spanish mil 10^3 and a
# Slovak mil 10^6), and nothing in an amount says which language it is in.
_SCALES: dict[str, tuple[int, ...]] = {
    **dict.fromkeys(
        _list("""
        k thousand thousands tausend tsd mille millier milliers mila tusind tusen duizend
        tuhat tuhatta tuhande tuh tis tisíc tisíce tisuća tisuće tisoč tys tysięcy tysiące mii mie
        ezer tūkst tūkstoši tūkstošu tūkstančių tūkstančiai  хил хиляди хиляда χιλ χιλιάδες
        χιλιάδων míle mhíle"""),
        (3,),
    ),
    **dict.fromkeys(
        _list("""
        m mn mln mio mill million millions millionen millioner millió milione milioni millón
        millones milhão milhões milj miljon miljoner miljonit miljoona miljoonaa miljons miljoni
        miljonu milijon milijonai milijonų milijona milijonov milijoni milijun milijuna milijuni
        milion miliony milionu milionů milionów milionul milioane milioni milión milióny miliónov
        miljoen miljun miljuni milliún mhilliún mil. млн милион милиона милиони
        εκ εκατ εκατομμύρια εκατομμύριο εκατομμυρίων"""),
        (6,),
    ),
    **dict.fromkeys(
        _list("""
        bn mrd mld mlrd mlr mljrd md mds mia milliard milliards milliarde milliarden milliarder
        milliárd miliardo miliardi miliardă miliarde miliard miliarda miliardy miliardów miliarda
        miljard miljarder miljardit miljardi miljardia miljards miljardu milijardas milijardų
        milijardai milijarda milijarde milijardi milijard млрд милиард милиарда милиарди
        δισ δισεκατομμύρια δισεκατομμύριο δισεκατομμυρίων"""),
        (9,),
    ),
    **dict.fromkeys(("thousand million", "mil millones", "mil milhões"), (9,)),
    "mil": (3, 6),
    **dict.fromkeys(_list("billion billions bln"), (9, 12)),
}
_SIGNS = {key.casefold(): codes for key, codes in _SIGNS.items()}
_SCALES = {key.casefold(): powers for key, powers in _SCALES.items()}
LETTERS = frozenset("km")  # scales that are units of length as well: only beside a currency

# Words that hold scale and currency.
COMPOUNDS = {
    "mkr": ("m", "kr"),
    "tkr": ("tusen", "kr"),
    "keur": ("k", "EUR"),
    "meur": ("m", "EUR"),
    "mdeur": ("md", "EUR"),
    "mft": ("m", "Ft"),
}

_ABOUT = """about|ok|around|approx|approximately|circa|ca|cca|c|~|≈|etwa|rund|ungefähr|cirka|omkring
|environ|около|приблизително|περίπου|noin|okoli|oko|około|okolo|približne|přibližně|aprox
|aproximadamente|aproximativ|cerca de|circa|körülbelül|kb|umbes|apmēram|apie|ongeveer"""
_BOUND = """up to|max|maximum|maximal|до|bis|bis zu|jusqu'à|hasta|fino a|až|až do|do|até|έως|tot
|op til|upp till|enintään|kuni|līdz|iki|până la|pana la|legfeljebb|over|more than|at least|min
|minimum|over|над|über|mehr als|plus de|more than|from|от|less than|under|<|>|≤|≥"""
_TAX = """vat|excl vat|excluding vat|exclusive of vat|ex vat|without vat|net of vat|incl vat
|including vat|with vat|без ддс|с ддс|bez dph|s dph|vč dph|včetně dph|vrátane dph|bez pdv|s pdv
|ohne mwst|inkl mwst|exkl mwst|inkl ust|ht|ttc|hors taxes|iva incluido|iva esclusa|iva inclusa
|sin iva|sem iva|com iva|bez pvn|ar pvn|be pvm|su pvm|fără tva|fara tva|cu tva|bez vat|z vat
|gross|net|brutto|netto|bruto|neto|bruttó|nettó|excl btw|incl btw|exkl moms|ekskl moms|inkl moms"""
_SUM = """total|in total|total of|overall|общо|insgesamt|gesamt|totale|celkem|łącznie|ukupno
|skupaj|σύνολο|yhteensä|totalt|totaal|kokku|kopā|iš viso|összesen|spolu|celkom"""
_GLUE = "de|d'|di|of|in"

# Phrases that may stand beside an amount, and what they say of it.
PHRASES = {
    phrase.casefold(): why
    for table, why in (
        (_ABOUT, "rounds it"),
        (_BOUND, "makes it a bound, not the amount itself"),
        (_TAX, "is about tax"),
        (_SUM, "says that it is a sum"),
        (_GLUE, "is a filler"),
    )
    for phrase in table.replace("\n", "").split("|")
}


def key(phrase: str) -> str:
    """Give a phrase as the tables have it: in small letters, without full stops."""
    return " ".join(word.rstrip(".") for word in phrase.casefold().split(" "))


def powers(phrase: str) -> tuple[int, ...]:
    """Give the powers of ten that a scale word can mean."""
    return _SCALES.get(phrase.casefold()) or _SCALES.get(key(phrase)) or ()


def currencies(phrase: str) -> tuple[str, ...]:
    """Give the currencies that a word or sign can mean."""
    word = key(phrase)
    if word in _SIGNS:
        return _SIGNS[word]
    code = word.upper()
    if code in _CODES:
        return (code,)
    if len(phrase) == 3 and phrase.isascii() and phrase.isalpha() and phrase.isupper():
        # Slow to import, and such codes are rare.
        from babel.numbers import list_currencies

        return (code,) if code in list_currencies() else ()
    return ()
