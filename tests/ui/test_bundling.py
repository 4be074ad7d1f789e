"""The page's one stylesheet says the same as the author's many."""

import re

import pytest
from django.contrib.staticfiles import finders
from django.core.files.base import ContentFile
from django.core.files.storage import FileSystemStorage
from hypothesis import given
from hypothesis import strategies as st

from musubi.ui.bundling import BundledStaticFilesStorage, CannotBundle, inline, shorten


def bundle(**files):
    """Inline entry.css; files are named by keyword: tokens="…" is tokens.css."""
    texts = {f"{name.replace('__', '/')}.css": text for name, text in files.items()}
    return shorten(inline("entry.css", texts.__getitem__))


@pytest.mark.parametrize(
    ("rule", "expected"),
    [
        ('@import url("part.css") layer(parts);', "@layer parts{p{top:0;}}"),
        ("@import url(part.css) layer(parts.small);", "@layer parts.small{p{top:0;}}"),
        ("@import 'part.css' layer;", "@layer{p{top:0;}}"),
        ('@import "part.css";', "p{top:0;}"),
        (
            '@import "part.css" layer(print) print and (width > 1px);',
            "@media print and (width > 1px){@layer print{p{top:0;}}}",
        ),
    ],
)
def test_an_import_gives_way_to_the_text_in_its_layer(rule, expected):
    assert bundle(entry=rule, part="p {top:0;}") == expected


def test_parts_keep_their_order_and_may_import_themselves():
    css = bundle(
        entry='@layer a, b;\n@import "one.css" layer(a);\n@import "two.css" layer(b);\nq {x:1}',
        one='@import "three.css";\n.one {x:1}',
        two=".two {x:1}",
        three=".three {x:1}",
    )

    assert css == "@layer a,b;@layer a{.three{x:1}.one{x:1}}@layer b{.two{x:1}}q{x:1}"


def test_imports_in_texts_and_comments_stay_what_they_are():
    css = bundle(entry="""/* @import "no.css"; */ p::before {content:'@import "no.css";'}""")

    assert css == """p::before{content:'@import "no.css";'}"""


@pytest.mark.parametrize(
    ("files", "reason"),
    [
        ({"entry": '@import "part.css";'}, "entry.css imports part.css, which does not exist"),
        ({"entry": '@import "entry.css";'}, "entry.css imports itself"),
        ({"entry": '@import "https://a.example/x.css";'}, "no file beside it"),
        ({"entry": '@import "part.css" supports(display: grid);', "part": ""}, "media query"),
        (
            {"entry": '@import "deep/part.css";', "deep__part": "p {background: url(a.svg)}"},
            "would change their meaning",
        ),
    ],
)
def test_what_cannot_be_bundled_is_refused_with_its_name(files, reason):
    with pytest.raises(CannotBundle, match=reason):
        bundle(**files)


@pytest.mark.parametrize(
    ("css", "expected"),
    [
        ("a b > c ,\n d { top : 0 ; }", "a b > c,d{top : 0;}"),
        ("a/* one */b", "a/**/b"),
        ("a /* one */ /* two */ b", "a b"),
        ("p { --empty: ; }", "p{--empty: ;}"),
        ("p { width: calc(1px + 2px) }", "p{width: calc(1px + 2px)}"),
        ("@media (width > 1px) and (height) { }", "@media (width > 1px) and (height){}"),
        (r"""p { content: "a  /* b */ \" ;  " }""", r"""p{content: "a  /* b */ \" ;  "}"""),
        (r".a\ \ b , .c\{ { }", r".a\ \ b,.c\{{}"),
        ("p { background: url(a/*b*/c.svg) }", "p{background: url(a/*b*/c.svg)}"),
    ],
)
def test_shortening_takes_only_what_means_nothing(css, expected):
    assert shorten(css) == expected


def words(css):
    """What a stylesheet says: its texts and its other characters, without white space."""
    return re.findall(r""""(?:\\.|[^"\\])*"|'(?:\\.|[^'\\])*'|\S""", css, re.DOTALL)


@given(
    st.lists(st.sampled_from(["a", " ", "\n", "{", "}", ";", ",", ":", '" ;  x"', "'{ }'", "0"]))
)
def test_shortening_loses_nothing_and_is_done_in_one_go(pieces):
    css = "".join(pieces)

    short = shorten(css)

    assert words(short) == words(css)
    assert shorten(short) == short
    assert len(short) <= len(css)


def test_gathering_writes_the_bundle_under_a_hashed_name(tmp_path):
    sources = FileSystemStorage(tmp_path / "sources")
    gathered = BundledStaticFilesStorage(location=tmp_path / "gathered", base_url="/static/")
    for name, text in {
        "ui/entry.css": '@import "part.css" layer(parts);',
        "ui/part.css": "p { background: url(dot.svg) }",
        "ui/dot.svg": "<svg/>",
    }.items():
        sources.save(name, ContentFile(text))
        gathered.save(name, ContentFile(text))
    paths = {name: (sources, name) for name in ("ui/entry.css", "ui/part.css", "ui/dot.svg")}

    def sent():
        errors = [
            done for _, _, done in gathered.post_process(paths) if isinstance(done, Exception)
        ]
        name = gathered.stored_name("ui/entry.css")
        return errors, name, gathered.open(name).read().decode()

    first = sent()
    sources.delete("ui/part.css")
    sources.save("ui/part.css", ContentFile("q { top: 0 }"))
    second = sent()

    dot = gathered.stored_name("ui/dot.svg").removeprefix("ui/")
    assert first[2] == f'@layer parts{{p{{background: url("{dot}")}}}}'
    assert second[2] == "@layer parts{q{top: 0}}"
    assert re.fullmatch(r"ui/entry\.[0-9a-f]{12}\.css", first[1])
    assert first[1] != second[1]
    assert first[0] == second[0] == []


def test_the_site_s_own_stylesheet_can_be_bundled():
    def read(name):
        with open(finders.find(name) or name) as file:
            return file.read()

    css = inline("ui/musubi.css", read)

    assert "@import" not in re.sub(r"/\*.*?\*/", "", css, flags=re.DOTALL)
    assert css.count("{") == css.count("}")
