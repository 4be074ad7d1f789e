"""Pages that show every part of the look, with made-up cities: python tests/ui/specimen.py FOLDER.

Writes one file per page and language, and beside them the static files, so that any static web
server shows them. Nothing here comes from the record, and nothing of it goes there.
"""

import argparse
import shutil
from pathlib import Path
from types import SimpleNamespace

import django
from django.conf import settings
from django.template import Context, Engine
from django.utils import translation

ROOT = Path(__file__).resolve().parents[2]
LANGUAGES = {
    "en": "English",
    "ja": "日本語",
    "id": "Bahasa Indonesia",
    "th": "ไทย",
    "vi": "Tiếng Việt",
}
NETWORK = {
    "en": "ASEAN-Japan Smart Cities Network",
    "ja": "日ASEANスマートシティ・ネットワーク",
    "id": "Jaringan Kota Pintar ASEAN-Jepang",
    "th": "เครือข่ายเมืองอัจฉริยะอาเซียน-ญี่ปุ่น",
    "vi": "Mạng lưới Đô thị Thông minh ASEAN-Nhật Bản",
}
# Words as long as the real ones, to see whether they fit.
NAVIGATION = {
    "en": "Cities|Needs|Solutions|Projects|Cases|Meetings|Commitments|Members|Guidebook",
    "ja": "都市|ニーズ|ソリューション|プロジェクト|事例|会合|約束|参加者|ガイドブック",
    "id": "Kota|Kebutuhan|Solusi|Proyek|Studi kasus|Pertemuan|Komitmen|Anggota|Buku panduan",
    "th": "เมือง|ความต้องการ|ทางออก|โครงการ|กรณีศึกษา|การประชุม|คำมั่น|สมาชิก|คู่มือ",
    "vi": "Thành phố|Nhu cầu|Giải pháp|Dự án|Điển hình|Hội nghị|Cam kết|Thành viên|Sách hướng dẫn",
}
TITLES = {
    "en": "Streets under water at high tide along the Lower Canal",
    "ja": "下運河沿いの道路が満潮のたびに冠水する",
    "id": "Jalan tergenang saat pasang di sepanjang Kanal Hilir",
    "th": "ถนนริมคลองล่างน้ำท่วมทุกครั้งที่น้ำขึ้นสูง",
    "vi": "Đường phố ngập khi triều cường dọc Kênh Hạ",
}
LEADS = {
    "en": "Twice a month the river rises above the drains. Eleven streets around the market close "
    "for up to five hours, and clinics, schools and 2,300 traders lose the day.",
    "ja": "月に二度、川の水位が排水口を上回ります。市場の周りの十一の通りが最長五時間通れなくなり、"
    "診療所や学校、2,300の商店が一日を失います。",
    "id": "Dua kali sebulan sungai naik melampaui saluran. Sebelas jalan di sekitar pasar ditutup "
    "hingga lima jam; klinik, sekolah dan 2.300 pedagang kehilangan satu hari.",
    "th": "เดือนละสองครั้งแม่น้ำหนุนสูงกว่าท่อระบายน้ำ ถนนสิบเอ็ดสายรอบตลาดต้องปิดนานถึงห้าชั่วโมง "
    "คลินิก โรงเรียน และผู้ค้า 2,300 รายเสียรายได้ทั้งวัน",
    "vi": "Mỗi tháng hai lần, nước sông dâng cao hơn cống. Mười một con phố quanh chợ phải đóng "
    "đến năm giờ; phòng khám, trường học và 2.300 tiểu thương mất cả ngày.",
}
COUNTRIES = ["Thailand", "Viet Nam", "Indonesia", "Lao PDR", "Philippines", "Malaysia", "Cambodia"]


def engine():
    """Return a template engine with the parts of the look and the pages beside this file."""
    apps = [ROOT / "musubi" / app / "templates" for app in ("ui", "listing")]
    return Engine(
        dirs=[*apps, Path(__file__).with_name("specimen_pages")],
        libraries={
            "static": "django.templatetags.static",
            "listing": "musubi.listing.templatetags.listing",
        },
        builtins=["django.templatetags.i18n", "musubi.ui.templatetags.ui"],
    )


def everywhere(language):
    """Return what the context processor gives every page."""
    return {
        "network_name": NETWORK[language],
        "navigation": [
            {"label": label, "url": f"#{n}", "is_current": n == 1}
            for n, label in enumerate(NAVIGATION[language].split("|"))
        ],
        "languages": [
            {"code": code, "name": name, "url": f"/{code}/", "is_current": code == language}
            for code, name in LANGUAGES.items()
        ],
        "language": language,
        "home_url": "#home",
        "search_url": "#search",
        "site_root": "https://musubi.example",
        "source_code_url": "#code",
        "footer_links": [
            {"label": label, "url": "#f"} for label in ("About", "Accessibility", "Privacy")
        ],
    }


def rows(language, count):
    kinds = [("open", "Open"), ("warn", "Planned"), ("ok", "In service"), ("unknown", "Not known")]
    return [
        {
            "city": f"Lower Canal City {n}, {COUNTRIES[n % 7]}",
            "title": TITLES[language],
            "summary": LEADS[language] * (1 + n % 2),
            "kind": kinds[n % 4][0],
            "stage": kinds[n % 4][1],
            "focus": "Built infrastructure",
            "year": 2018 + n % 8,
        }
        for n in range(count)
    ]


def facet(name, label, labels, selected=()):
    options = [
        SimpleNamespace(
            value=text[:2].upper(), label=text, count=31 - n, is_selected=text in selected
        )
        for n, text in enumerate(labels)
    ]
    return SimpleNamespace(name=name, label=label, options=options, is_active=bool(selected))


def listing(language, count):
    """Return a list as listing/list.html takes it."""
    return {
        "title": NAVIGATION[language].split("|")[1],
        "lead": "What cities of the network ask for help with, in their own words.",
        "sentence": f"{count} needs from Thailand, newest first" if count else "Nothing fits",
        "total": count,
        "facets": [
            facet("country", "Country", [*COUNTRIES, "Japan", "Singapore"], ["Thailand"]),
            facet("focus", "Focus area", ["Built infrastructure", "Civic and social", "Health"]),
            facet("people", "People served", ["Everyone", "Older people", "Women and girls"]),
            facet("year", "Year", [str(year) for year in range(2018, 2031)]),
        ],
        "chips": [{"label": "Thailand", "facet_label": "Country", "url": "#x"}],
        "clear_url": "#clear",
        "sorts": [
            {"value": "newest", "label": "Newest first", "is_selected": True},
            {"value": "title", "label": "By title", "is_selected": False},
        ],
        "pages": {
            "number": 2,
            "count": 9,
            "previous_url": "#1",
            "next_url": "#3",
            "links": [
                n and {"number": n, "url": f"#{n}", "is_current": n == 2}
                for n in (1, 2, 3, None, 9)
            ],
        },
        "rows": rows(language, count),
        "card": "card.html",
        "empty": {
            "title": "No need fits all of this",
            "text": "Take one condition away, or look at all needs.",
            "links": [{"label": "All needs", "url": "#n"}, {"label": "Search", "url": "#s"}],
        },
    }


def promise(state, label, **points):
    return {"made_label": "at the 2nd Meeting", "state": state, "state_label": label, **points}


PROMISED = [
    (
        "A handbook for planners",
        promise(
            "kept-late",
            "Kept, 60 to 90 days late",
            made_on="25 October 2021",
            due_label="31 December 2021",
            delivered_label="March 2022",
        ),
    ),
    ("Water posts in every ward", promise("late", "212 days late", due_label="26 April 2026")),
    (
        "A list of contacts",
        promise(
            "kept",
            "Kept",
            due_label="28 February 2022",
            delivered_label="1 February 2022",
            is_due_last=True,
        ),
    ),
    (
        "A second handbook",
        promise("open", "Not yet due", due_label="31 December 2027", is_due_last=True),
    ),
    ("Work together every year", promise("continuing", "Continuing; no day was set")),
    (
        "Share the case studies",
        promise("unknown", "No evidence was found", due_label="before the 3rd Meeting"),
    ),
]


def contexts(language):
    """Return {name of the page: (template, context)}."""
    home = {"label": "Home", "url": "#home"}
    crumbs = [home, {"label": NAVIGATION[language].split("|")[1], "url": "#needs"}]
    facts = [
        {"label": "Road-hours under water in a year", "value": "310"},
        {"label": "People affected", "value": "41,000", "note": "counted in 2024"},
        {"label": "Budget frame", "value": "USD 60,000–150,000 for a pilot of one year"},
        {"label": "City", "value": "Lower Canal City", "url": "#c"},
    ]
    figures = [
        (38, "cities"),
        (115, "needs"),
        (92, "solutions"),
        (51, "projects"),
        (27, "promises"),
    ]
    detail = {
        "title": TITLES[language],
        "lead": LEADS[language],
        "crumbs": crumbs,
        "facts": facts,
        "uncertain": ["The year was read from a picture of the plan."],
        "sources": [
            {"url": "https://city.example/plan", "label": "city.example/plan", "is_link": True},
            {"url": "", "label": "Record of the 2nd Meeting, paragraph 4", "is_link": False},
        ],
        "events": [("2019", "Asked for level posts."), ("2024", "Asked again, with a budget.")],
    }
    paragraphs = [(str(n), LEADS["en"], LEADS["ja"] if n != 3 else "") for n in (1, 2, 3)]
    return {
        "home": (
            "home.html",
            {"figures": figures, "rows": rows(language, 3), "promises": PROMISED},
        ),
        "list": ("listing/list.html", {"listing": listing(language, 20), "crumbs": [home]}),
        "empty": ("listing/list.html", {"listing": listing(language, 0), "crumbs": [home]}),
        "detail": ("detail.html", detail),
        "promises": ("promises.html", {"promises": PROMISED}),
        "record": ("record.html", {"paragraphs": paragraphs, "crumbs": crumbs}),
        "404": ("404.html", {}),
        "500": ("500.html", {}),
    }


def pages(language):
    """Return {name: HTML} of every page in this language."""
    made = engine()
    with translation.override(language):
        return {
            name: made.get_template(template).render(Context({**everywhere(language), **context}))
            for name, (template, context) in contexts(language).items()
        }


def main():
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("folder", type=Path)
    folder = parser.parse_args().folder
    settings.configure(
        STATIC_URL="/static/",
        USE_I18N=True,
        LANGUAGES=list(LANGUAGES.items()),
        LOCALE_PATHS=[ROOT / "locale"],
    )
    django.setup()
    shutil.copytree(ROOT / "musubi/ui/static", folder / "static", dirs_exist_ok=True)
    for language in LANGUAGES:
        for name, html in pages(language).items():
            (folder / f"{name}-{language}.html").write_text(html)


if __name__ == "__main__":
    main()
