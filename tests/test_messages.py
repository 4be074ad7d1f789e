import gettext
import json
import os

import pytest
from babel.messages.pofile import PoFileError

from scripts import messages

PYTHON = """\
from django.utils.translation import gettext, gettext_lazy as _, ngettext, npgettext, pgettext

TITLE = _("Needs")
# Translators: on the button
# that sends a form
BUTTON = pgettext("verb", "Open")


def told(n, name):
    _(name)
    return [
        gettext("Sent to %(city)s.") % {"city": name},
        ngettext("%(n)s day late", "%(n)s days late", n) % {"n": n},
        npgettext("meeting", "one table", "%(n)s tables", n),
    ]
"""
TEMPLATE = """\
{% load i18n %}<h1 class="it's">{% translate "It's open" %}</h1>
{# Translators: a place of work #}
<p>{% translate "Office" context "building" %}{% trans 'Old "tag"' as old %}</p>
<p>not # a comment {{ city.name|default:_("no city") }}</p>
{% include "part.html" with title=_("Part of it") only %}
{% blocktranslate trimmed with name=city.name %}
  The city of <b>{{ name }}</b>
  grows by 5%.
{% endblocktranslate %}
{% blocktranslate count n=needs|length context "list" %}One need{% plural %}{{ n }} needs{% endblocktranslate %}
"""  # noqa: E501


@pytest.fixture
def tree(tmp_path):
    """A repository whose only message is “Hello, %(name)s.”, translated into Japanese."""
    write_code(tmp_path, 'gettext("Hello, %(name)s.")')
    translate(tmp_path, "ja", {"Hello, %(name)s.": "%(name)s さん、こんにちは。"})
    return tmp_path


def write_code(root, text, name="musubi/views.py"):
    path = root / name
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(text, "utf-8")


def translate(root, language, table):
    messages.update(root, [language])
    assert messages.merge(root, language, table) == []


def po_text(root, language="ja"):
    return messages.po_path(root, language).read_text("utf-8")


def change_po(root, old, new):
    assert old in po_text(root)
    messages.po_path(root, "ja").write_text(po_text(root).replace(old, new), "utf-8")


def extracted(root):
    found = messages.messages(messages.extract(root))
    return [(m.context, m.id, m.locations[0][0], m.auto_comments) for m in found]


def the_fault(root):
    """Return the one fault of the Japanese file, without the file's name."""
    [fault], _coverage = messages.check(root, ["ja"])
    return fault.removeprefix("locale/ja/LC_MESSAGES/django.po: ")


# Extraction


def test_messages_in_python_are_found_in_every_form_and_in_order(tmp_path):
    write_code(tmp_path, PYTHON)

    assert extracted(tmp_path) == [
        (None, "Needs", "musubi/views.py", []),
        (
            "verb",
            "Open",
            "musubi/views.py",
            ["Translators: on the button", "that sends a form"],
        ),
        (None, "Sent to %(city)s.", "musubi/views.py", []),
        (None, ("%(n)s day late", "%(n)s days late"), "musubi/views.py", []),
        ("meeting", ("one table", "%(n)s tables"), "musubi/views.py", []),
    ]


def test_lazy_messages_are_found(tmp_path):
    write_code(
        tmp_path,
        'gettext_lazy("a")\n'
        'ngettext_lazy("b", "bs", "n")\n'
        'pgettext_lazy("c", "d")\n'
        'npgettext_lazy("e", "f", "fs", "n")\n',
        "config/settings.py",
    )

    found = [(context, text) for context, text, *_rest in extracted(tmp_path)]

    assert found == [(None, "a"), (None, ("b", "bs")), ("c", "d"), ("e", ("f", "fs"))]


def test_a_function_is_known_under_the_name_it_is_imported_as(tmp_path):
    write_code(
        tmp_path,
        "from django.utils.translation import gettext as now, pgettext_lazy as in_context\n"
        'now("a")\nin_context("b", "c")\nthen("d")\n',
    )

    found = [(context, text) for context, text, *_rest in extracted(tmp_path)]

    assert found == [(None, "a"), ("b", "c")]


def test_messages_in_templates_are_found_in_every_form_and_in_order(tmp_path):
    name = "musubi/ui/templates/ui/page.html"
    write_code(tmp_path, TEMPLATE, name)

    assert extracted(tmp_path) == [
        (None, "It's open", name, []),
        ("building", "Office", name, ["Translators: a place of work"]),
        (None, 'Old "tag"', name, []),
        (None, "no city", name, []),
        (None, "Part of it", name, []),
        (None, "The city of <b>%(name)s</b> grows by 5%%.", name, []),
        ("list", ("One need", "%(n)s needs"), name, []),
    ]


def test_a_template_that_django_would_refuse_is_refused_by_name(tmp_path):
    bad = "{% blocktranslate %}{% if a %}b{% endif %}{% endblocktranslate %}"
    write_code(tmp_path, bad, "musubi/templates/bad.html")

    with pytest.raises(SyntaxError, match=r"musubi/templates/bad\.html, line 1"):
        messages.extract(tmp_path)


def test_a_comment_for_translators_belongs_to_the_message_right_below_it(tmp_path):
    template = """\
{# Translators: far above #}

{% translate "a" %}
{% comment %}Translators: two
lines{% endcomment %}
{% translate "b" %}
{% translate "c" %}
"""
    write_code(tmp_path, template, "musubi/templates/mail.txt")

    found = [(text, comments) for _context, text, _file, comments in extracted(tmp_path)]

    assert found == [("a", []), ("b", ["Translators: two", "lines"]), ("c", [])]


def test_only_code_and_templates_are_read_and_only_what_they_write_out(tmp_path):
    write_code(
        tmp_path, 'gettext(name)\npgettext("a", name)\nngettext("one")\nngettext("one", name, 2)'
    )
    write_code(tmp_path, '{% translate "a note" %}', "musubi/notes.html")
    write_code(tmp_path, '{% translate "a picture" %}', "musubi/templates/picture.js")

    assert extracted(tmp_path) == []


# Update


def test_the_file_names_sources_without_lines_and_holds_the_right_header(tmp_path):
    write_code(tmp_path, '\n\ngettext("Sent to %(city)s.")')
    write_code(tmp_path, '\ngettext("Sent to %(city)s.")', "config/mail.py")

    messages.update(tmp_path, ["ja", "th"])

    assert po_text(tmp_path, "th") == (
        "# Translations of Musubi: th\n"
        "# awaiting a native reader\n"
        'msgid ""\n'
        'msgstr ""\n'
        '"Language: th\\n"\n'
        '"MIME-Version: 1.0\\n"\n'
        '"Content-Type: text/plain; charset=utf-8\\n"\n'
        '"Content-Transfer-Encoding: 8bit\\n"\n'
        '"Plural-Forms: nplurals=1; plural=0;\\n"\n'
        "\n"
        "#: config/mail.py musubi/views.py\n"
        "#, python-format\n"
        'msgid "Sent to %(city)s."\n'
        'msgstr ""\n'
    )
    assert "native reader" not in po_text(tmp_path, "ja")


def test_a_long_message_stays_on_one_line(tmp_path):
    write_code(tmp_path, f'gettext("{"word " * 40}")')

    messages.update(tmp_path, ["ja"])

    assert f'msgid "{"word " * 40}"' in po_text(tmp_path)


def test_a_language_of_two_parts_has_the_folder_where_django_looks(tmp_path):
    assert messages.po_path(tmp_path, "zh-hans").parts[-3] == "zh_Hans"


def test_every_language_of_the_site_but_english_has_a_file(settings):
    settings.LANGUAGES = [("en", "English"), ("ja", "日本語"), ("th", "ไทย")]

    assert messages.configured_languages() == ["ja", "th"]


@pytest.mark.parametrize(
    ("language", "expected"),
    [
        ("ja", "nplurals=1; plural=0;"),
        ("id", "nplurals=1; plural=0;"),
        ("vi", "nplurals=1; plural=0;"),
        ("fr", "nplurals=2; plural=(n > 1);"),
        ("tet", "nplurals=2; plural=(n != 1);"),
    ],
)
def test_each_language_counts_its_own_plural_forms(language, expected):
    assert messages.plural_forms(language) == expected


def test_an_update_keeps_translations_and_comments_and_drops_what_vanished(tree):
    write_code(tree, 'gettext("Hello, %(name)s.")\ngettext("Gone")')
    translate(tree, "ja", {"Gone": "消えた"})
    change_po(tree, "#: musubi", "# a greeting, polite\n#: musubi")
    change_po(tree, "# Translations of Musubi: ja", "# read by A. Reader")
    write_code(tree, 'gettext("New")\ngettext("Hello, %(name)s.")')

    messages.update(tree, ["ja"])

    assert po_text(tree).startswith('# read by A. Reader\nmsgid ""\n')
    assert po_text(tree).partition("\n\n")[2] == (
        "#: musubi/views.py\n"
        'msgid "New"\n'
        'msgstr ""\n'
        "\n"
        "# a greeting, polite\n"
        "#: musubi/views.py\n"
        "#, python-format\n"
        'msgid "Hello, %(name)s."\n'
        'msgstr "%(name)s さん、こんにちは。"\n'
    )


def test_an_update_guesses_nothing_for_a_changed_message(tree):
    write_code(tree, 'gettext("Hello, %(name)s!")')

    messages.update(tree, ["ja"])

    assert the_fault(tree) == "missing: “Hello, %(name)s!”"
    assert "こんにちは" not in po_text(tree)


def test_an_update_guesses_nothing_for_a_changed_plural(tree):
    write_code(tree, 'ngettext("one day", "%(n)s days", n)')
    translate(tree, "ja", {"one day": ["%(n)s 日"]})
    write_code(tree, 'ngettext("one day", "%(n)s whole days", n)')

    messages.update(tree, ["ja"])

    assert messages.todo(tree, "ja") == {"one day": [""]}


def test_what_is_fuzzy_stays_so_until_it_is_translated_again(tree):
    change_po(tree, "#, python-format", "#, fuzzy, python-format")

    messages.update(tree, ["ja"])

    assert messages.todo(tree, "ja") == {"Hello, %(name)s.": ""}
    assert messages.check(tree, ["ja"])[1] == ["ja: 0 of 1 translated (0.0%)"]
    translate(tree, "ja", {"Hello, %(name)s.": "%(name)s さん、今日は。"})
    assert messages.check(tree, ["ja"])[0] == []


def test_a_second_update_writes_nothing(tree):
    write_code(tree, PYTHON)
    messages.update(tree, ["ja"])
    os.utime(messages.po_path(tree, "ja"), (0, 0))

    messages.update(tree, ["ja"])

    assert messages.po_path(tree, "ja").stat().st_mtime == 0


# Check


def test_a_complete_file_has_no_fault(tree):
    assert messages.check(tree, ["ja"]) == ([], ["ja: 1 of 1 translated (100.0%)"])


@pytest.mark.parametrize(
    ("old", "new", "expected"),
    [
        ("%(name)s さん、こんにちは。", "", "missing"),
        ("#, python-format", "#, fuzzy, python-format", "fuzzy"),
        ("%(name)s さん", "みなさん", "other placeholders in “みなさん、こんにちは。”"),
        ("%(name)s さん", "%s さん", "other placeholders in “%s さん、こんにちは。”"),
        ("%(name)s さん", "%(name)s {x}", "other placeholders in “%(name)s {x}、こんにちは。”"),
        ("こんにちは。", "<b>今日</b>。", "other tags in “%(name)s さん、<b>今日</b>。”"),
    ],
)
def test_a_faulty_translation_is_named(tree, old, new, expected):
    change_po(tree, old, new)

    assert the_fault(tree) == f"{expected}: “Hello, %(name)s.”"


@pytest.mark.parametrize(
    ("language", "expected"), [("id", ["other blanks in “atau”: “ or ”"]), ("ja", [])]
)
def test_blanks_around_a_text_stay_but_in_a_language_without_them(tmp_path, language, expected):
    write_code(tmp_path, '_(" or ")')
    translate(tmp_path, language, {" or ": "atau"})

    faults, _coverage = messages.check(tmp_path, [language])

    assert [fault.partition(": ")[2] for fault in faults] == expected


def test_a_plural_form_without_its_number_is_a_fault(tmp_path):
    write_code(tmp_path, 'ngettext("one day", "%(n)s days", n)')
    translate(tmp_path, "ja", {"one day": ["数日"]})

    assert the_fault(tmp_path) == "other placeholders in “数日”: “('one day', '%(n)s days')”"


def test_no_plural_form_but_the_first_may_do_without_the_number(tmp_path):
    write_code(tmp_path, 'ngettext("one day", "%(n)s days", n)')
    translate(tmp_path, "fr", {"one day": ["un jour", "des jours"]})

    [fault], _coverage = messages.check(tmp_path, ["fr"])

    assert "other placeholders in “des jours”" in fault


@pytest.mark.parametrize(
    ("original", "translation", "expected"),
    [
        ("%s of %s", "%s の %s", []),
        ("%s of %s", "%s", ["other placeholders in “%s”"]),
        ("{a} of {b}", "{b} の {a}、{b}", []),
        ("5%% (%(n)s)", "%(n)s 割の 5%%", []),
        ("5%%", "5%%d", []),
        ("%(a)s <b>x</b>", "<b>%(a)s</b>、%(a)s", []),
        (" a", "a", ["other blanks in “a”"]),
        ("a\n", "a", ["other blanks in “a”"]),
    ],
)
def test_placeholders_may_move_and_repeat_where_they_have_names(original, translation, expected):
    message = messages.Catalog().add(original, translation)

    assert list(messages.faults(message)) == expected


@pytest.mark.parametrize("first", ["un jour", "%(n)s jour"])
def test_the_first_of_several_plural_forms_may_do_without_the_number(tmp_path, first):
    write_code(tmp_path, 'ngettext("one day", "%(n)s days", n)')
    translate(tmp_path, "fr", {"one day": [first, "%(n)s jours"]})

    assert messages.check(tmp_path, ["fr"])[0] == []


def test_a_message_that_the_file_lacks_is_a_fault(tree):
    write_code(tree, 'gettext("Hello, %(name)s.")\ngettext("New")')

    assert the_fault(tree) == "not in the file, run update: “New”"
    assert messages.check(tree, ["ja"])[1] == ["ja: 1 of 2 translated (50.0%)"]


def test_a_message_that_the_code_lacks_is_a_fault(tree):
    write_code(tree, "")

    assert the_fault(tree) == "not in the code, run update: “Hello, %(name)s.”"


def test_an_obsolete_message_is_a_fault(tree):
    messages.po_path(tree, "ja").open("a").write('\n#~ msgid "Old"\n#~ msgstr "古い"\n')

    assert the_fault(tree) == "obsolete: “Old”"


def test_a_language_without_a_file_is_a_fault(tree):
    assert messages.check(tree, ["ja", "th"])[0] == [
        "locale/th/LC_MESSAGES/django.po: no such file; run update"
    ]


def test_a_broken_file_is_refused(tree):
    change_po(tree, "msgstr", "msgstring")

    with pytest.raises(PoFileError):
        messages.check(tree, ["ja"])


@pytest.mark.parametrize(("text", "expected"), [("%(name)s さん", 0), ("みなさん", 1)])
def test_the_command_check_ends_with_1_if_anything_is_wrong(tree, capsys, text, expected):
    change_po(tree, "%(name)s さん", text)

    status = messages.main(["--root", str(tree), "--languages", "ja", "check"])

    assert status == expected
    assert capsys.readouterr().out == "ja: 1 of 1 translated (100.0%)\n"


# Compile


def test_a_compiled_file_is_read_by_gettext_with_plurals_and_contexts(tmp_path):
    write_code(tmp_path, PYTHON)
    table = {
        "Needs": "課題",
        "verb\4Open": "開く",
        "%(n)s day late": ["%(n)s 日遅れ"],
        "meeting\4one table": ["%(n)s 卓"],
    }
    translate(tmp_path, "ja", table)

    [path] = messages.compile_all(tmp_path)

    with path.open("rb") as file:
        ja = gettext.GNUTranslations(file)
    assert ja.gettext("Needs") == "課題"
    assert ja.pgettext("verb", "Open") == "開く"
    assert ja.ngettext("%(n)s day late", "%(n)s days late", 3) == "%(n)s 日遅れ"
    assert ja.npgettext("meeting", "one table", "%(n)s tables", 1) == "%(n)s 卓"
    assert ja.gettext("Sent to %(city)s.") == "Sent to %(city)s."  # not translated yet


def test_a_compiled_file_chooses_among_several_plural_forms(tmp_path):
    write_code(tmp_path, 'ngettext("%(n)s day", "%(n)s days", n)')
    translate(tmp_path, "fr", {"%(n)s day": ["%(n)s jour", "%(n)s jours"]})

    [path] = messages.compile_all(tmp_path)

    with path.open("rb") as file:
        fr = gettext.GNUTranslations(file)
    written = [fr.ngettext("%(n)s day", "%(n)s days", n) % {"n": n} for n in (0, 1, 2)]
    assert written == ["0 jour", "1 jour", "2 jours"]


def test_only_what_changed_is_compiled_again(tree):
    [path] = messages.compile_all(tree)
    os.utime(messages.po_path(tree, "ja"), (0, 0))

    assert messages.compile_all(tree) == []

    os.utime(path, (0, 0))
    assert messages.compile_all(tree) == [path]


# Tables


def test_a_table_of_what_is_missing_comes_back_filled_in(tmp_path, capsys):
    write_code(tmp_path, PYTHON)
    translate(tmp_path, "ja", {"Needs": "課題", "Sent to %(city)s.": "%(city)s に送りました。"})

    assert messages.main(["--root", str(tmp_path), "todo", "ja"]) == 0
    table = json.loads(capsys.readouterr().out)

    assert table == {"verb\4Open": "", "%(n)s day late": [""], "meeting\4one table": [""]}
    filled = {"verb\4Open": "開く", "%(n)s day late": [""], "meeting\4one table": ["%(n)s 卓"]}
    (tmp_path / "table.json").write_text(json.dumps(filled), "utf-8")
    assert messages.main(["--root", str(tmp_path), "merge", "ja", f"{tmp_path}/table.json"]) == 0
    assert messages.todo(tmp_path, "ja") == {"%(n)s day late": [""]}


def test_a_table_names_the_rows_that_do_not_fit_and_fills_in_the_others(tmp_path):
    write_code(tmp_path, PYTHON)
    messages.update(tmp_path, ["ja"])

    refused = messages.merge(
        tmp_path,
        "ja",
        {"Open": "開く", "Needs": ["課題"], "%(n)s day late": ["a", "b"], "verb\4Open": "開く"},
    )

    assert refused == [
        "not in the file: “Open”",
        "wanted one text: “Needs”",
        "wanted a list of 1: “%(n)s day late”",
    ]
    assert "verb\4Open" not in messages.todo(tmp_path, "ja")


def test_a_table_has_a_place_for_each_plural_form(tmp_path):
    write_code(tmp_path, 'ngettext("one day", "%(n)s days", n)')
    messages.update(tmp_path, ["fr"])

    assert messages.todo(tmp_path, "fr") == {"one day": ["", ""]}


def test_a_row_left_empty_takes_nothing_away(tree):
    before = po_text(tree)

    assert messages.merge(tree, "ja", {"Hello, %(name)s.": ""}) == []

    assert po_text(tree) == before
