"""One stylesheet for the page out of many for the author, when static files are gathered.

The entry file names its parts in order, each in its cascade layer, and works as it stands
while developing:

    @layer tokens, base;
    @import url("tokens.css") layer(tokens);

Here each import becomes `@layer tokens { … }` with the part's text, so that a page asks for
one file; comments and needless white space go, and the file gets its hashed name.
"""

import posixpath
import re

from django.core.files.base import ContentFile
from whitenoise.storage import CompressedManifestStaticFilesStorage

STRING = r""" "(?:\\.|[^"\\])*" | '(?:\\.|[^'\\])*' """
IMPORT = re.compile(
    rf"""
    (?P<skipped> /\*.*?\*/ )
    | @import \s+
      (?: url\( \s* (?P<quoted_url> {STRING} ) \s* \) | url\( \s* (?P<bare_url> [^"'()\s]+ ) \s* \)
        | (?P<text> {STRING} ) )
      (?: \s+ (?P<layer> layer ) (?: \( \s* (?P<name> [\w.-]+ ) \s* \) )? )?
      (?P<conditions> [^;"']* ) ;
    | (?P<kept> {STRING} )
    """,
    re.VERBOSE | re.DOTALL | re.IGNORECASE,
)
TOKENS = re.compile(
    rf"""
    (?P<kept> {STRING} | url\( \s* [^"'()\s]+ \s* \) | \\. )
    | (?P<gap> (?: \s | /\*.*?\*/ )+ )
    | .
    """,
    re.VERBOSE | re.DOTALL | re.IGNORECASE,
)
COMMENT = re.compile(r"/\*.*?\*/", re.DOTALL)


class CannotBundle(ValueError):
    """A stylesheet imports something that cannot be put in its place."""


class BundledStaticFilesStorage(CompressedManifestStaticFilesStorage):
    """Static files under hashed names, compressed, with the imports of stylesheets inlined."""

    def post_process(self, paths, dry_run=False, **options):
        if not dry_run:
            paths = paths | {name: self._bundle(name, paths) for name in paths if is_css(name)}
        yield from super().post_process(paths, dry_run=dry_run, **options)

    def _bundle(self, name, paths):
        """Write the bundle over the copy that collectstatic made; say where it stands."""

        def read(part):
            storage, path = paths[part]
            with storage.open(path) as file:
                return file.read().decode()

        css = shorten(inline(name, read))
        self.delete(name)
        self._save(name, ContentFile(css.encode()))
        return self, name


def is_css(name):
    return name.endswith(".css")


def inline(name, read, *, within=()):
    """Return the stylesheet `name` with each import replaced by the imported text.

    read: a name -> its text; KeyError where there is no such file.
    Raises CannotBundle for a missing file, a circle, a condition other than a media query, and
    a part of another folder that has addresses of its own.
    """
    if name in within:
        raise CannotBundle(f"{name} imports itself by way of {', '.join(within)}.")
    try:
        css = read(name)
    except KeyError:
        raise CannotBundle(f"{within[-1]} imports {name}, which does not exist.") from None

    def replace(match):
        if match["skipped"] or match["kept"]:
            return match[0]
        return imported(match, name, read, within)

    return IMPORT.sub(replace, css)


def imported(match, name, read, within):
    target = (match["quoted_url"] or match["text"] or "").strip("\"'") or match["bare_url"]
    conditions = match["conditions"].strip()
    if "://" in target or target.startswith(("/", "data:")):
        raise CannotBundle(f"{name} imports {target}, which is no file beside it.")
    if "supports(" in conditions or "layer" in conditions:
        raise CannotBundle(f"{name} imports {target} under {conditions!r}: bundle a media query.")
    part = posixpath.normpath(posixpath.join(posixpath.dirname(name), target))
    css = inline(part, read, within=(*within, name))
    if posixpath.dirname(part) != posixpath.dirname(name) and "url(" in css:
        raise CannotBundle(f"{part} has addresses that would change their meaning in {name}.")
    if match["layer"]:
        css = f"@layer {match['name'] or ''} {{\n{css}\n}}\n"
    if conditions:
        css = f"@media {conditions} {{\n{css}\n}}\n"
    return css


def shorten(css):
    """Return the stylesheet without comments and needless white space; texts stay as they are."""
    pieces, before, gap = [], "{", ""  # at the start no space is needed, as after a brace
    for match in TOKENS.finditer(css):
        if match["gap"]:
            gap = match["gap"]
            continue
        after = "x" if match["kept"] else match[0]  # what is kept is opaque, like a letter
        if gap and is_gap_needed(before, after):
            # A comment parts two words without a space between them, and goes on doing so.
            pieces.append(" " if COMMENT.sub("", gap) else "/**/")
        pieces.append(match[0])
        before, gap = after, ""
    return "".join(pieces)


def is_gap_needed(before, after):
    if before == ":":
        return True  # `--name: ;` is an empty value, `--name:;` is none in older browsers
    return before not in "{};," and after not in "{};,"
