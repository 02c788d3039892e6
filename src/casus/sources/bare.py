"""Text of a page by its tags alone: for pages too big or too broken for a parser. Linear, never raises."""

from __future__ import annotations

import re
from html import unescape

_TAG = re.compile(
    r"<(?P<close>/?)(?P<name>[a-zA-Z][a-zA-Z0-9]{0,20})(?:[\s/][^<>]{0,20000})?/?>|<!--|<![^<>]{0,2000}>|<\?[^<>]{0,2000}>"
)
_SKIPPED = frozenset(
    ("script", "style", "noscript", "template", "svg", "nav", "head", "form", "footer", "aside", "button", "iframe")
)
_INLINE = frozenset(
    (
        "a",
        "abbr",
        "b",
        "cite",
        "code",
        "em",
        "font",
        "i",
        "ins",
        "mark",
        "q",
        "s",
        "small",
        "span",
        "strong",
        "sub",
        "sup",
        "u",
    )
)
_TITLE = re.compile(r"<title\b[^<>]{0,500}>([^<>]{1,2000})", re.IGNORECASE)
_SPACE = re.compile(r"[^\S\n]+")
_FEEDS = re.compile(r"\s*\n\s*")


def text_of(page: str) -> str:
    """The text between the tags, a line a block, without scripts, styles, menus, forms and footers."""
    parts: list[str] = []
    at, skipped = 0, ""
    comments = True
    while (found := _TAG.search(page, at)) is not None:
        if not skipped:
            parts.append(page[at : found.start()])
        at = found.end()
        if found[0] == "<!--":
            end = page.find("-->", at) if comments else -1
            comments = end >= 0  # an open comment: what follows is taken as text, and no more ends are looked for
            at = end + 3 if comments else at
        elif found["name"]:
            skipped = _after(found["name"].lower(), bool(found["close"]), skipped, parts)
    if not skipped:
        parts.append(page[at:])
    return _FEEDS.sub("\n", _SPACE.sub(" ", unescape("".join(parts)))).strip()


def title_of(page: str) -> str:
    """The page's title, or ""."""
    found = _TITLE.search(page[:100_000])
    return " ".join(unescape(found[1]).split()) if found else ""


def tags_of(page: str) -> int:
    """How many tags a page has, at most."""
    return page.count("<")


def _after(name: str, closes: bool, skipped: str, parts: list[str]) -> str:
    """The element whose text is left out from here on; "" for none."""
    if skipped:
        ended = closes and name == skipped
        return "" if ended or (skipped == "head" and name == "body") else skipped
    if name not in _INLINE:
        parts.append("\n")
    return name if name in _SKIPPED and not closes else ""
