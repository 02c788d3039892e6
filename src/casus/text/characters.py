"""Characters: which ones are white space, invisible, escaped, or the remains of tags."""

from __future__ import annotations

import re
from html.entities import html5

# One pass over the text finds everything that is not taken over as it is.
_TAGS = (
    "a|abbr|article|aside|b|blockquote|body|br|button|center|cite|code|dd|div|dl|dt|em|figcaption|figure|font|footer|form|h[1-6]|"
    "head|header|hr|html|i|iframe|img|input|ins|label|li|link|main|meta|nav|noscript|ol|option|p|path|picture|pre|q|s|script|"
    "section|select|small|source|span|strong|style|sub|sup|svg|table|tbody|td|th|thead|time|title|tr|u|ul|video"
)
_AMP = r"&(?:(?:amp|#0*38|#[xX]0*26);)*"
_LESS = rf"(?:<|{_AMP}lt;)"
ODD = re.compile(
    rf"(?P<tag>{_LESS}/?(?P<name>{_TAGS})(?![\w-])(?:[^<>&\n]|&(?!gt;)){{0,400}}?(?:>|/{_AMP}gt;|{_AMP}gt;))"
    rf"|(?P<entity>{_AMP}(?:#(?P<decimal>\d{{1,7}})|#[xX](?P<hex>[0-9a-fA-F]{{1,6}})|(?P<named>[a-zA-Z][a-zA-Z0-9]{{1,30}}));)"
    r"|(?P<feed>\r\n?|[\v\f\x1c-\x1e\x85\u2028\u2029])"
    r"|(?P<space>[\t\x1f\u00a0\u1680\u2000-\u200a\u202f\u205f\u3000]+)"
    r"|(?P<gone>[\x00-\x08\x0e-\x1b\x7f-\x84\x86-\x9f\u00ad\u061c\u180e\u200b\u200e\u200f\u202a-\u202e\u2060-\u206f\ufe00-\ufe0f"
    r"\ufeff\ufff9-\ufffb]+)"
    r"|(?P<joiner>[\u200c\u200d]+)"
    r"|(?P<surrogate>[\ud800-\udfff])",
    re.IGNORECASE,
)
_BLOCK = frozenset(
    "article aside blockquote body br dd div dl dt figcaption figure footer form h1 h2 h3 h4 h5 h6 header hr li main "
    "nav ol p pre section table tbody td th thead title tr ul".split()
)


def replacement(found: re.Match[str]) -> str | None:
    """What stands for a match of `ODD` in clean text: "" for nothing, a character, or `None` to keep it as it is."""
    group = found.lastgroup
    if found["tag"] is not None:
        return "\n" if found["name"].lower() in _BLOCK else ""
    if found["entity"] is not None:
        return _decode(found)
    if group == "feed":
        return "\n"
    if group == "space":
        return " " if len(found[0]) == 1 else "  "  # wide gaps part the items of a menu; `clean` closes them at the end
    if group == "surrogate":
        return "\ufffd"
    if group == "joiner":  # joins letters in Persian, Hindi, Burmese; between other letters it is noise
        before = found.string[found.start() - 1 : found.start()]
        return None if before and ("\u0600" <= before <= "\u109f" or before >= "\u2600") else ""
    return ""


def _decode(found: re.Match[str]) -> str | None:
    if found["named"] is not None:
        char = html5.get(found["named"] + ";")
    else:
        code = int(found["decimal"]) if found["decimal"] is not None else int(found["hex"], 16)
        char = chr(code) if code < 0x110000 and not 0xD800 <= code < 0xE000 else "\ufffd"
    if char is None or len(char) != 1:
        return char
    if char.isspace():
        return " "
    if char == "&" or char == "<":
        # "&amp;lt;" was taken as one above; a bare "&" before a word and a semicolon would be read again as an entity.
        after = found.string[found.end() : found.end() + 1]
        return char if not (after.isalpha() or after in ("#", "/", "!")) else None
    odd = ODD.match(char)
    return replacement(odd) if odd is not None and odd["entity"] is None else char
