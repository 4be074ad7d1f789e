"""A small vocabulary in English, Japanese and Indonesian, and subjects that speak of it."""

from musubi.matching.subjects import BODY, Passage, Subject
from musubi.vocabulary.topics import Names, Topic, Vocabulary

TOPICS = (
    Topic("disaster", "problem"),
    Topic("flooding", "problem", broader=("disaster",), related=("storm",)),
    Topic("flash-flood", "problem", broader=("flooding",)),
    Topic("storm", "problem"),
    Topic("sensor", "technology"),
    Topic("river-gauge", "technology", broader=("sensor",), addresses=("flooding",)),
    Topic("pump", "technology", addresses=("flooding",)),
    Topic("drainage", "system", related=("flooding",)),
    Topic("river", "place", related=("flooding",)),
    Topic("older-people", "people"),
)
LABELS = {
    "disaster": {"en": ["disaster"], "ja": ["災害"], "id": ["bencana"]},
    "flooding": {"en": ["flood", "inundation"], "ja": ["洪水", "浸水"], "id": ["banjir"]},
    "flash-flood": {"en": ["flash flood"], "ja": ["鉄砲水"], "id": ["banjir bandang"]},
    "storm": {"en": ["storm"], "ja": ["暴風雨"], "id": ["badai"]},
    "sensor": {"en": ["sensor"], "ja": ["センサー"], "id": ["sensor"]},
    "river-gauge": {"en": ["river gauge"], "ja": ["水位計"], "id": ["alat ukur sungai"]},
    "pump": {"en": ["pump"], "ja": ["ポンプ"], "id": ["pompa"]},
    "drainage": {"en": ["drainage"], "ja": ["排水"], "id": ["drainase"]},
    "river": {"en": ["river"], "ja": ["河川"], "id": ["sungai"]},
    "older-people": {"en": ["older people"], "ja": ["高齢者"], "id": ["lansia"]},
}
LANGUAGES = ("en", "ja", "id")


def make_vocabulary(topics=TOPICS):
    names = {
        (language, topic.code): Names(labels[0], tuple(labels[1:]))
        for topic in topics
        for language, labels in LABELS.get(topic.code, {}).items()
    }
    return Vocabulary({topic.code: topic for topic in topics}, names)


def passage(text, language="en", field=BODY, *, is_name=False):
    return Passage(text, language, field, is_name)


def make_subject(*passages, kind="need"):
    """A subject of passages; a plain text is one in English."""
    found = (passage(one) if isinstance(one, str) else one for one in passages)
    return Subject(f"{kind}/a", kind, tuple(found))
