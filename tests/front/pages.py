"""Pages as their readers meet them: links, places to jump to, words."""

import re
from html.parser import HTMLParser

from django.test import Client

ACCEPTED = {"HTTP_HOST": "localhost"}


class Page(HTMLParser):
    """One page, read. inline: what a strict content security policy forbids."""

    def __init__(self, text):
        super().__init__(convert_charrefs=True)
        self.links, self.ids, self.tags, self.inline = [], [], [], []
        self.language, self._words, self._skipped = "", [], 0
        self.marked, self._in_mark = [], False
        self.feed(text)
        self.close()

    def handle_starttag(self, tag, attrs):
        attributes = dict(attrs)
        self.tags.append((tag, attributes))
        if tag == "html":
            self.language = attributes.get("lang")
        if tag == "a" and "href" in attributes:
            self.links.append(attributes["href"])
        if "id" in attributes:
            self.ids.append(attributes["id"])
        self.inline += [
            f"{tag} {name}" for name in attributes if name == "style" or name[:2] == "on"
        ]
        if tag == "style" or (tag == "script" and "src" not in attributes):
            self.inline.append(tag)
        self._skipped += tag in ("script", "style", "svg")
        self._in_mark = self._in_mark or tag == "mark"

    def handle_endtag(self, tag):
        self._skipped -= tag in ("script", "style", "svg")
        self._in_mark = self._in_mark and tag != "mark"

    def handle_data(self, data):
        if not self._skipped:
            self._words.append(data)
        if self._in_mark:
            self.marked.append(data)

    @property
    def text(self):
        """The words of the page in one line."""
        return re.sub(r"\s+", " ", " ".join(self._words)).strip()

    def attributes_of(self, tag):
        return [attributes for name, attributes in self.tags if name == tag]


def main_part(response):
    """What stands in the page's <main>: the parts around it are the same everywhere."""
    text = response.content.decode()
    return text[text.index("<main") : text.index("</main>")]


def read(path, client=None, **headers):
    """Ask for a page, which must be there, and read all of it."""
    response = (client or Client()).get(path, **headers)
    assert response.status_code == 200, path
    return Page(response.content.decode())


def read_main(path, client=None):
    response = (client or Client()).get(path)
    assert response.status_code == 200, path
    return Page(main_part(response))


def pages_of_list(path):
    """The <main> of each page of a list, from its first, by the links to the next one."""
    found = []
    while path:
        page = read_main(path)
        found.append(page)
        following = [a["href"] for a in page.attributes_of("a") if a.get("rel") == "next"]
        path = path.partition("?")[0] + following[0] if following else ""
    return found


def linked_slugs(pages, segment):
    """The slugs that the list items of pages link to, in order: /en/needs/SLUG/."""
    pattern = re.compile(rf"/[a-z]+/{segment}/([^/]+)/")
    return [match[1] for page in pages for link in page.links if (match := pattern.fullmatch(link))]
