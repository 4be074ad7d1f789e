"""Reads the number, the days, the place and the co-chairs of a Meeting from its opening words."""

import re
from datetime import date

from .record import CoChair, Dates, Facts, Language

_MONTHS = (
    "January", "February", "March", "April", "May", "June", "July", "August", "September",
    "October", "November", "December",
)  # fmt: skip
_UNITS = (
    "zeroth", "first", "second", "third", "fourth", "fifth", "sixth", "seventh", "eighth", "ninth",
    "tenth", "eleventh", "twelfth", "thirteenth", "fourteenth", "fifteenth", "sixteenth",
    "seventeenth", "eighteenth", "nineteenth", "twentieth",
)  # fmt: skip
_ORDINALS = {word: value for value, word in enumerate(_UNITS) if value} | {
    f"{tens}-{_UNITS[unit]}": base + unit
    for tens, base in (("twenty", 20), ("thirty", 30))
    for unit in range(1, 10)
}
_ORDINAL = re.compile(
    rf"\b(?:(\d{{1,3}})(?:st|nd|rd|th)|({'|'.join(sorted(_ORDINALS, key=len, reverse=True))}))\b",
    re.IGNORECASE,
)
_JAPANESE_ORDINAL = re.compile(r"第\s?(?:(\d{1,3})|([一二三四五六七八九十]{1,3}))\s?回")

_M = rf"(?P<{{}}>{'|'.join(f'{name[:3]}(?:{name[3:]})?' for name in _MONTHS)})\.?"
_D, _Y = r"(?P<{}>\d{{1,2}})(?:st|nd|rd|th)?", r"(?P<{}>\d{{4}})"
_TO = r"\s*(?:[-–—~]|to|and|&|until)\s*"


def _shape(template: str) -> re.Pattern[str]:
    """Build a pattern of days from a template: D1 and M2 are a day and a month, to is the span."""
    pattern = template.replace("(", "(?:").replace(" ", r",?\s+").replace("~", _TO)
    for sign, part in (("D", _D), ("M", _M), ("Y", _Y)):
        for n in "12":
            pattern = pattern.replace(f"<{sign}{n}>", part.format(f"{sign}{n}"))
    return re.compile(rf"\b{pattern}\b")


_ENGLISH_DATES = (
    _shape("<D1>( <M1>( <Y1>)?)?~<D2> <M2> <Y2>"),
    _shape("<M1> <D1>( <Y1>)?~(<M2> )?<D2> <Y2>"),
    _shape("<D2> <M2> <Y2>"),
    _shape("<M2> <D2> <Y2>"),
)
_ERAS = {"令和": 2018, "平成": 1988}
_JAPANESE_DATE = re.compile(
    r"(?:(?P<Y1>\d{4})|(?P<era>令和|平成)\s?(?P<year>元|\d{1,2}))\s?年\s?(?P<M1>\d{1,2})\s?月\s?(?P<D1>\d{1,2})"
    r"\s?(?:日|(?=[-–~〜～・、]))(?:[(（].[)）])?"
    r"(?:\s?(?:[-–—~〜～・、，]|から|及び|と)\s?"
    r"(?:(?:(?P<Y2>\d{4})\s?年\s?)?(?P<M2>\d{1,2})\s?月\s?)?(?P<D2>\d{1,2})\s?日)?"
)

_ENGLISH_PLACE = re.compile(
    r"\b(?:held|convened|hosted|organi[sz]ed|took place)\b[^.;]*?"
    r"\b(?:in|at)\s(?!-?person\b|\d|the format|a hybrid|hybrid)(?P<place>[A-Z“][^.;]*?)"
    r"(?=,?\s+(?:on|from|between|during|and (?:online|virtually)|both)\s|[.;]|\s+\(|$)"
)
_ONLINE = re.compile(
    r"\b(?:held|convened|hosted|organi[sz]ed|took place)\b[^.;]*?"
    r"\b(online|virtually|(?:by|via) video ?conference)\b"
)
_JAPANESE_PLACE = re.compile(
    r"(?:日に|[、はに])(?P<place>[^、。はに]+?)(?:において|にて|で)(?:[^。、]{0,8})?(?:開催|開か)"
)
_AND_ONLINE = re.compile(r"(?:及び|並びに|と|・)オンライン(?:形式)?$")

_TITLES = (
    r"H\.?E\.?|Mr\.?|Ms\.?|Mrs\.?|Mdm\.?|Madam|Mme\.?|Dr\.?|Prof\.?|Professor|Hon\.?|Ir\.?|Sir|Eng\.?"
    r"|Atty\.?|Gen\.?|Lt\.?|Dato['’]?|Dato['’] Sri|Datuk|Datin|Tan Sri|Tun|Pehin|U|Daw"
)
_HONORIFIC = re.compile(
    rf"(?:the\s)?(?:Hon(?:ou?rable|\.)\s)?(?P<titles>(?:(?:{_TITLES})\s)+)(?=[A-Z“])"
)
_CO_CHAIRED = re.compile(r"\bco-?chaired by\s|\bwere co-?chairs?[:,]?\s", re.IGNORECASE)
_NEXT_CHAIR = re.compile(
    rf",?\s+(?:and|together with)\s+(?=(?:the\s)?(?:{_TITLES}|Hon(?:ou?rable)?)\s)"
)
_SENTENCE_END = re.compile(
    r"(?<![A-Z])(?<!\b[A-Z][a-z])(?<!\bHon)(?<!\bProf)(?<!\bMrs)\.(?=\s+[A-Z“]|$)"
)
_BODY = "Ministry|Department|Office|Agency|Secretariat|Bureau|Authority|Commission|National"
_ORGANISATION = re.compile(rf"(?:,\s+|,?\s+(?:of|at)\s+)(?:the\s+)?(?=(?:{_BODY})\b)")
_GOVERNMENT = re.compile(
    r",\s+(?:the\s+)?(?P<of>Government of .+)$|(?<=\))\s+of\s+(?:the\s+)?(?P<country>[A-Z][\w' ]+)$"
)

_JAPANESE_CHAIRS = re.compile(
    r"(?:^|[。、])(?P<chairs>[^。]*?)が(?:、)?共同議長|共同議長は、?(?P<named>[^。]*?)(?:が務め|である|であった|です)"
)
_JAPANESE_CHAIR = re.compile(
    r"(?P<government>[^のー]*?政府)?(?:の)?(?P<organisation>[^の]*?(?:省|庁|局|府))?の(?P<person>.+)$"
)
_ROLES = re.compile(
    r"(?:事務次官補?|副次官|次官補?|副大臣|大臣政務官|大臣補佐官|大臣|審議官|長官|副長官|総局長|局長|次長|部長|知事|市長|大使)$"
)
_KATAKANA = re.compile(r"[ァ-ヺー・＝]+")

# Characters; the longest opening so far has 507. Longer texts would cost time for nothing.
_OPENING_LENGTH = 3000


def read_facts(title: str, opening: str, language: Language) -> Facts:
    """Read the facts from the title and the beginning of the first paragraph."""
    opening = opening[:_OPENING_LENGTH]
    if language == "ja":
        return Facts(
            number=number_in(title, language) or number_in(opening, language),
            dates=_japanese_dates(opening) or _japanese_dates(title),
            place=_japanese_place(opening),
            co_chairs=_japanese_chairs(opening),
        )
    return Facts(
        number=number_in(title, language) or number_in(opening, language),
        dates=_english_dates(opening) or _english_dates(title),
        place=_english_place(opening),
        co_chairs=_english_chairs(opening),
    )


def missing(facts: Facts) -> list[str]:
    """Return a sentence for each fact that was not read."""
    return [
        words
        for fact, words in (
            (facts.number, "the number of the Meeting was not found"),
            (facts.dates, "the dates of the Meeting were not found"),
            (facts.place, "the place of the Meeting was not found"),
            (facts.co_chairs, "the co-chairs of the Meeting were not found"),
        )
        if not fact
    ]


def number_in(text: str, language: Language) -> int | None:
    """Return the first ordinal of a text: 7 for "7th", "Seventh" and "第７回"."""
    return _japanese_number(text) if language == "ja" else _english_number(text)


def _english_number(text: str) -> int | None:
    found = _ORDINAL.search(text)
    if found is None:
        return None
    return int(found[1]) if found[1] else _ORDINALS[found[2].lower()]


def _japanese_number(text: str) -> int | None:
    found = _JAPANESE_ORDINAL.search(text)
    if found is None:
        return None
    return int(found[1]) if found[1] else _kanji_number(found[2])


def _kanji_number(text: str) -> int | None:
    """Read 一 to 九十九; None for signs in an order that makes no number."""
    tens, ten, units = text.rpartition("十")
    digits = "一二三四五六七八九"
    if len(tens) > 1 or len(units) > 1 or "十" in tens:
        return None
    return ((digits.index(tens) + 1) * 10 if tens else 10 * len(ten)) + (
        digits.index(units) + 1 if units else 0
    )


def _month(word: str) -> int:
    return next(n for n, name in enumerate(_MONTHS, 1) if name.startswith(word[:3]))


def _dates(start: tuple[int, int, int], end: tuple[int, int, int]) -> Dates | None:
    """Return a span of days; None where a day does not exist or the end precedes the start."""
    try:
        first, last = date(*start), date(*end)
    except ValueError:
        return None
    return Dates(first, last) if first <= last else None


def _english_dates(text: str) -> Dates | None:
    matches = [found for shape in _ENGLISH_DATES if (found := shape.search(text))]
    if not matches:
        return None
    # The first date of the text; a span comes before the single day that it ends with.
    words = min(matches, key=lambda found: found.start()).groupdict()
    year, day = int(words["Y2"]), int(words["D2"])
    month = _month(words["M2"] or words["M1"])
    first_month = _month(words["M1"]) if words.get("M1") else month
    # "30 December – 2 January 2022" begins in the year before.
    first_year = int(words["Y1"]) if words.get("Y1") else year - (first_month > month)
    first_day = int(words["D1"]) if words.get("D1") else day
    return _dates((first_year, first_month, first_day), (year, month, day))


def _japanese_dates(text: str) -> Dates | None:
    if (found := _JAPANESE_DATE.search(text)) is None:
        return None
    if found["era"]:
        year = _ERAS[found["era"]] + (1 if found["year"] == "元" else int(found["year"]))
    else:
        year = int(found["Y1"])
    month, day = int(found["M1"]), int(found["D1"])
    last_month = int(found["M2"] or month)
    last_year = int(found["Y2"] or year + (last_month < month))
    return _dates((year, month, day), (last_year, last_month, int(found["D2"] or day)))


def _english_place(text: str) -> str | None:
    """Return the place as written, or the word for a Meeting that was held online only."""
    if found := _ENGLISH_PLACE.search(text):
        return found["place"].rstrip(" ,")
    online = _ONLINE.search(text)
    return online[1] if online else None


def _japanese_place(text: str) -> str | None:
    found = _JAPANESE_PLACE.search(text)
    return _AND_ONLINE.sub("", found["place"]).strip() if found else None


def _english_chairs(text: str) -> tuple[CoChair, ...]:
    if (start := _CO_CHAIRED.search(text)) is None:
        return ()
    rest = text[start.end() :]
    end = _SENTENCE_END.search(rest)
    chairs = [
        _english_chair(words) for words in _NEXT_CHAIR.split(rest[: end.start()] if end else rest)
    ]
    return tuple(chair for chair in chairs if chair)


def _english_chair(words: str) -> CoChair | None:
    """Read "Mr. NAME, role, organisation, Government of X"; None without an honorific, since
    then nothing tells a person from a country."""
    if (honorific := _HONORIFIC.match(words)) is None:
        return None
    name, _comma, rest = words[honorific.end() :].partition(", ")
    government = ""
    if found := _GOVERNMENT.search(rest):
        government = found["of"] or found["country"]
        rest = rest[: found.start()]
    role, *organisation = _ORGANISATION.split(rest, maxsplit=1)
    return CoChair(
        name=name.strip(),
        honorific=honorific[0].strip(),
        role=role.strip(),
        organisation="".join(organisation).strip(),
        government=government.strip(),
    )


def _japanese_chairs(text: str) -> tuple[CoChair, ...]:
    if (found := _JAPANESE_CHAIRS.search(text)) is None:
        return ()
    # The subject of the sentence ("同会議は、") is not one of them.
    words = re.sub(r"^[^、]*は、", "", found["chairs"] or found["named"])
    chairs = [_japanese_chair(chair) for chair in re.split("及び|並びに|、", words)]
    return tuple(chair for chair in chairs if chair)


def _japanese_chair(words: str) -> CoChair | None:
    """Read "日本政府国土交通省の石田国土交通審議官"; None without の before the person."""
    if (found := _JAPANESE_CHAIR.match(words.strip())) is None:
        return None
    organisation = found["organisation"] or ""
    name, role = _name_and_role(found["person"], organisation)
    return CoChair(name, "", role, organisation, found["government"] or "")


def _name_and_role(person: str, organisation: str) -> tuple[str, str]:
    """Cut a name from the role behind it: at the ministry's own words (石田|国土交通審議官), at
    the end of a name in katakana (ナズリ|次官), or before a known role."""
    stem = organisation[:-1]
    if stem and (at := person.find(stem)) > 0:
        return person[:at], person[at:]
    if (name := _KATAKANA.match(person)) and name.end() < len(person):
        return name[0], person[name.end() :]
    if (role := _ROLES.search(person)) and role.start():
        return person[: role.start()], role[0]
    return person, ""
