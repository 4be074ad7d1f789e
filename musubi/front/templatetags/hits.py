from django import template
from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString

register = template.Library()

# Written here and not in a template: twenty of them took a third of the page's time there.
CARD = (
    '<li><article class="card"><p class="kicker">{}</p>'
    '<h{}><a href="{}"{}>{}</a></h{}>{}</article></li>'
)


@register.simple_tag
def hit_cards(hits, level=3):
    """Rows found (front.results.Hit), one below the other. level: of their headings."""
    return format_html_join("", "{}", ((_card(hit, level),) for hit in hits))


def _card(hit, level):
    kicker = f"{hit.kind} · {hit.place}" if hit.place else hit.kind
    language = format_html(' lang="{}"', hit.text_language) if hit.text_language else ""
    text = format_html('<p class="sum"{}>{}</p>', language, hit.text) if hit.text else SafeString()
    return format_html(CARD, kicker, level, hit.url, hit.title_lang, hit.title, level, text)
