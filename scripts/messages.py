"""Keep the translation files: extract, merge, compile and check, with babel alone.

python scripts/messages.py update | compile | check | todo LANG | merge LANG FILE.json

A file of translations is locale/<lang>/LC_MESSAGES/django.po. It names the source files of a
message without line numbers and holds no dates, so that it changes only when a message does.
The words in the code are English, which therefore has no file.
"""

import argparse
import ast
import json
import os
import re
import sys
from collections import Counter
from io import BytesIO
from pathlib import Path

from babel import Locale, UnknownLocaleError
from babel.messages import Catalog
from babel.messages.extract import extract_python
from babel.messages.mofile import write_mo
from babel.messages.plurals import get_plural
from babel.messages.pofile import PoFileError, generate_po, read_po
from django.utils.translation import to_locale
from django.utils.translation.template import templatize

ROOT = Path(__file__).resolve().parent.parent
SOURCE_LANGUAGE = "en"
WRITTEN_BY_NATIVES = {"ja"}  # a new file in any other language awaits a native reader
COMMENT_TAG = "Translators:"

# What each function takes, in order.
ARGUMENTS = {
    "gettext": ("id",),
    "ngettext": ("id", "plural"),
    "pgettext": ("context", "id"),
    "npgettext": ("context", "id", "plural"),
}
FUNCTIONS = {f"{name}{end}": given for name, given in ARGUMENTS.items() for end in ("", "_lazy")}
FUNCTIONS |= {"_": ("id",), "gettext_noop": ("id",)}
ALIAS = re.compile(r"\b(n?p?gettext(?:_lazy|_noop)?)\s+as\s+(\w+)")

STRING = r"""u?(?:"(?:[^"\\]|\\.)*"|'(?:[^'\\]|\\.)*')"""
# In what templatize leaves of a template: a comment, or a call with its strings.
TEMPLATE_MARK = re.compile(
    rf"#(?P<comment>[^\n]*)|(?<!\w)(?P<function>_|n?p?gettext)\((?P<strings>(?:\s*{STRING}\s*,?)+)",
    re.DOTALL,
)
PLACEHOLDER = re.compile(
    r"%\((?P<key>\w+)\)[#0+-]*[\d.]*[a-zA-Z]|(?P<position>%[#0+-]*[\d.]*[diouxXeEfFgGcrs])|"
    r"(?P<brace>\{\w*(?:[.\[!:][^{}]*)?\})"
)

HEADER = """\
{comment}
msgid ""
msgstr ""
"Language: {language}\\n"
"MIME-Version: 1.0\\n"
"Content-Type: text/plain; charset=utf-8\\n"
"Content-Transfer-Encoding: 8bit\\n"
"Plural-Forms: {plural_forms}\\n"

"""


# Finding messages
WITHOUT_BLANKS = {"ja"}  # languages whose words and clauses stand side by side


def calls_in_python(source: bytes):
    """Yield (line, names of arguments, strings, comments); no literal, no string: None.

    A function imported under another name counts under that name too.
    """
    aliases = {alias: FUNCTIONS[name] for name, alias in ALIAS.findall(source.decode("utf-8"))}
    functions = FUNCTIONS | aliases
    for line, function, strings, comments in extract_python(
        BytesIO(source), functions, [COMMENT_TAG], {}
    ):
        strings = [strings] if isinstance(strings, str) else strings or []
        yield line, functions[function], strings, comments


def calls_in_template(source: str, origin: str):
    """Yield (line, names of arguments, strings, comments).

    Raises SyntaxError for a block that Django refuses.
    """
    text = templatize(source, origin)
    comments: list[str] = []
    comment_line = 0
    for mark in TEMPLATE_MARK.finditer(text):
        line = text.count("\n", 0, mark.start()) + 1
        if mark["comment"] is not None:
            if line > comment_line + 1:
                comments = []
            comments.append(mark["comment"].strip())
            comment_line = line
            continue
        strings = [ast.literal_eval(string) for string in re.findall(STRING, mark["strings"])]
        wanted = FUNCTIONS[mark["function"]]
        yield line, wanted, strings, comments if line <= comment_line + 1 else []
        comments = []


def source_files(root: Path):
    """Yield (path, whether it is a template) of all that is written for people to read."""
    for path in sorted((*root.glob("musubi/**/*"), *root.glob("config/**/*"))):
        if path.suffix == ".py":
            yield path, False
        elif "templates" in path.parts and path.suffix in {".html", ".txt", ".xml", ".svg"}:
            yield path, True


def extract(root: Path) -> Catalog:
    """Return the messages of musubi/ and config/, by source file, then line."""
    found = Catalog()
    for path, is_template in source_files(root):
        name = path.relative_to(root).as_posix()
        calls = (
            calls_in_template(path.read_text("utf-8"), name)
            if is_template
            else calls_in_python(path.read_bytes())
        )
        for line, wanted, strings, comments in sorted(calls, key=lambda call: call[0]):
            given = dict(zip(wanted, strings, strict=False))
            if len(given) < len(wanted) or not all(given.values()):
                continue  # a variable: its value is marked where it is written
            message_id = (given["id"], given["plural"]) if "plural" in given else given["id"]
            found.add(
                message_id,
                locations=[(name, line)],
                auto_comments=comments,
                context=given.get("context"),
            )
    return found


# Translation files


def po_path(root: Path, language: str) -> Path:
    return root / "locale" / to_locale(language) / "LC_MESSAGES" / "django.po"


def plural_forms(language: str) -> str:
    """Return the Plural-Forms header: CLDR's where it has one form only, else gettext's."""
    try:
        locale = Locale.parse(to_locale(language))
    except (UnknownLocaleError, ValueError):
        return "nplurals=2; plural=(n != 1);"
    if not locale.plural_form.rules:
        return "nplurals=1; plural=0;"
    return get_plural(locale).plural_forms


def header(language: str, comment: str) -> str:
    return HEADER.format(
        comment=comment, language=to_locale(language), plural_forms=plural_forms(language)
    )


def new_catalog(language: str) -> Catalog:
    comment = f"# Translations of Musubi: {language}"
    if language not in WRITTEN_BY_NATIVES:
        comment += "\n# awaiting a native reader"
    return read_po(BytesIO(header(language, comment).encode()), abort_invalid=True)


def read(path: Path) -> Catalog:
    """Read a .po file. Raises PoFileError for one that is broken."""
    with path.open("rb") as file:
        return read_po(file, abort_invalid=True)


def write(path: Path, language: str, catalog: Catalog) -> None:
    """Write a .po file, if it is to change."""
    lines = generate_po(catalog, include_lineno=False, omit_header=True, width=0)
    text = (header(language, catalog.header_comment) + "".join(lines)).rstrip("\n") + "\n"
    if not path.exists() or path.read_text("utf-8") != text:
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, "utf-8")


def messages(catalog: Catalog) -> list:
    return [message for message in catalog if message.id]  # without the header


def forms(message) -> list[str]:
    """Return the translations of a message: one, or one for each plural form."""
    return list(message.string) if message.pluralizable else [message.string]


def is_translated(message) -> bool:
    return all(forms(message)) and not message.fuzzy


def update(root: Path, languages: list[str]) -> None:
    """Bring every .po file to what the code says, keeping its translations and comments."""
    found = messages(extract(root))
    for language in languages:
        path = po_path(root, language)
        old = read(path) if path.exists() else new_catalog(language)
        new = new_catalog(language)
        new.header_comment = old.header_comment
        for message in found:
            known = old.get(message.id, message.context)
            entry = message.clone()
            if known and known.id == message.id:
                entry.string = known.string
                entry.user_comments = known.user_comments
                entry.flags |= known.flags & {"fuzzy"}
            new[message.id] = entry
        write(path, language, new)


def compile_all(root: Path) -> list[Path]:
    """Write an .mo file beside each .po file that is newer; return those written."""
    written = []
    for path in sorted(root.glob("locale/*/LC_MESSAGES/django.po")):
        target = path.with_suffix(".mo")
        if target.exists() and target.stat().st_mtime_ns > path.stat().st_mtime_ns:
            continue
        compiled = BytesIO()
        write_mo(compiled, read(path))
        target.write_bytes(compiled.getvalue())
        written.append(target)
    return written


# Judging translations


def placeholders(text: str) -> Counter:
    """Count %(name)s and {name} once each, and %s as often as it stands there."""
    counted: Counter = Counter()
    for match in PLACEHOLDER.finditer(text.replace("%%", "")):
        if match["position"]:
            counted[match["position"]] += 1
        else:
            counted[match[0]] = 1
    return counted


def tags(text: str) -> Counter:
    return Counter(re.findall(r"</?[a-zA-Z][\w-]*", text))


def blanks(text: str) -> tuple[str, str]:
    """Return the blanks before and after a text."""
    return text[: len(text) - len(text.lstrip())], text[len(text.rstrip()) :]


def faults(message, language=""):
    """Yield what is wrong with the translation of one message."""
    checks = [("placeholders", placeholders), ("tags", tags), ("blanks", blanks)]
    if language in WITHOUT_BLANKS:
        checks.pop()
    if message.fuzzy:
        yield "fuzzy"
    if not all(forms(message)):
        yield "missing"
        return
    originals = list(message.id) if message.pluralizable else [message.id]
    for place, text in enumerate(forms(message)):
        # The first of several forms may do without the number, as "one day late" does.
        may_be_like = originals if place == 0 and len(forms(message)) > 1 else originals[-1:]
        for what, of in checks:
            if of(text) not in [of(original) for original in may_be_like]:
                yield f"other {what} in “{text}”"


def key(message) -> tuple:
    return message.context, message.id


def check(root: Path, languages: list[str]) -> tuple[list[str], list[str]]:
    """Return (faults, a line on the coverage of each language)."""
    found = {key(message): message for message in messages(extract(root))}
    problems, coverage = [], []
    for language in languages:
        path = po_path(root, language)
        name = path.relative_to(root).as_posix()
        if not path.exists():
            problems.append(f"{name}: no such file; run update")
            continue
        catalog = read(path)
        held = {key(message): message for message in messages(catalog)}
        problems += [f"{name}: not in the file, run update: “{k[1]}”" for k in found.keys() - held]
        problems += [f"{name}: not in the code, run update: “{k[1]}”" for k in held.keys() - found]
        problems += [f"{name}: obsolete: “{message.id}”" for message in catalog.obsolete.values()]
        problems += [
            f"{name}: {fault}: “{m.id}”" for m in held.values() for fault in faults(m, language)
        ]
        done = sum(1 for k in found if k in held and is_translated(held[k]))
        share = done / len(found) if found else 1
        coverage.append(f"{language}: {done} of {len(found)} translated ({share:.1%})")
    return sorted(problems), coverage


# Working in tables


def table_key(message) -> str:
    text = message.id[0] if message.pluralizable else message.id
    return f"{message.context}\4{text}" if message.context else text


def todo(root: Path, language: str) -> dict[str, str | list[str]]:
    """Return what is to be translated, each with empty places for its forms."""
    catalog = read(po_path(root, language))
    return {
        table_key(m): [""] * catalog.num_plurals if m.pluralizable else ""
        for m in messages(catalog)
        if not is_translated(m)
    }


def merge(root: Path, language: str, table: dict[str, str | list[str]]) -> list[str]:
    """Fill the .po file from a table; what is empty there stays. Return the rows that do not fit.

    Rows that do fit are written even where others do not.
    """
    path = po_path(root, language)
    catalog = read(path)
    held = {table_key(message): message for message in messages(catalog)}
    refused = []
    for row, given in table.items():
        message = held.get(row)
        if message is None:
            refused.append(f"not in the file: “{row}”")
        elif message.pluralizable != isinstance(given, list) or (
            message.pluralizable and len(given) != catalog.num_plurals
        ):
            wanted = f"a list of {catalog.num_plurals}" if message.pluralizable else "one text"
            refused.append(f"wanted {wanted}: “{row}”")
        elif all(given) and given:
            message.string = tuple(given) if message.pluralizable else given
            message.flags.discard("fuzzy")
    write(path, language, catalog)
    return refused


def configured_languages() -> list[str]:
    """Return the languages of the site that need a file."""
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "config.settings")
    sys.path.insert(0, str(ROOT))
    from django.conf import settings  # read only now, since most commands need no settings

    return [code for code, _name in settings.LANGUAGES if code != SOURCE_LANGUAGE]


def main(argv: list[str] | None = None) -> int:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--root", type=Path, default=ROOT, help="the repository")
    parser.add_argument("--languages", type=str.split, help='such as "ja th"; default: settings')
    commands = parser.add_subparsers(dest="command", required=True)
    commands.add_parser("update", help="bring the .po files to what the code says")
    commands.add_parser("compile", help="write .mo files where .po files are newer")
    commands.add_parser("check", help="list what is missing or wrong; exit 1 if anything is")
    commands.add_parser("todo", help="print as JSON what is missing").add_argument("language")
    merging = commands.add_parser("merge", help="fill in translations from a JSON table")
    merging.add_argument("language")
    merging.add_argument("table", type=Path)
    asked = parser.parse_args(argv)

    problems: list[str] = []
    if asked.command == "update":
        update(asked.root, asked.languages or configured_languages())
    elif asked.command == "compile":
        compile_all(asked.root)
    elif asked.command == "check":
        problems, coverage = check(asked.root, asked.languages or configured_languages())
        print(*coverage, sep="\n")
    elif asked.command == "todo":
        print(json.dumps(todo(asked.root, asked.language), ensure_ascii=False, indent=1))
    elif asked.command == "merge":
        table = json.loads(asked.table.read_text("utf-8"))
        problems = merge(asked.root, asked.language, table)
    for problem in problems:
        print(problem, file=sys.stderr)
    return 1 if problems else 0


if __name__ == "__main__":
    try:
        sys.exit(main())
    except (FileNotFoundError, PoFileError, SyntaxError) as error:
        sys.exit(f"{type(error).__name__}: {error}")
