"""Bytes to text: by byte order mark, declaration, UTF-8, and at last by the look of the letters."""

from __future__ import annotations

import codecs
import re

_MARKS = (
    (codecs.BOM_UTF8, "utf-8"),
    (codecs.BOM_UTF32_LE, "utf-32"),
    (codecs.BOM_UTF32_BE, "utf-32"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
)
_DECLARED = re.compile(rb"""(?:charset|encoding)\s{0,5}=\s{0,5}["']?\s{0,5}([A-Za-z0-9_.:-]{2,40})""", re.IGNORECASE)
_SAMPLE = 60_000  # bytes: enough to know an alphabet
_LEGACY = (
    "cp1252", "cp1251", "cp1256", "gb18030", "koi8_r", "cp1250", "cp1254", "cp1253", "cp1255", "shift_jis", "euc_kr",
    "big5", "euc_jp", "iso8859_5", "iso8859_6", "cp866", "cp874", "cp1257", "cp1258", "mac_cyrillic",
)  # fmt: skip
_LATIN = frozenset(("cp1250", "cp1254", "cp1257", "cp1258", "mac_roman", "iso8859_9", "iso8859_2"))
# Signs that stand beside letters only where text of Central Europe or Turkey is read as Western European.
_POLISH = re.compile(r"[^\W\d_][¹³¿][^\W\d_]")
_ODD_LATIN = re.compile(r"[^\W\d_][²¼½¾¡¦¬¯¸£¥ðþÐÞýÝ×÷]|[¼½¾¡¦¯¸ðþÐÞ][^\W\d_]")
# Declared as the first, pages hold the second: browsers read them so.
_WIDER = {"iso8859-1": "cp1252", "ascii": "cp1252", "gb2312": "gb18030", "gbk": "gb18030", "iso8859-9": "cp1254"}
_MAGIC = (
    (b"%PDF-", "a PDF file", "convert it to text first (pdftotext)"),
    (b"PK\x03\x04", "a ZIP archive or an office document", "unpack it, or save it as text"),
    (b"PK\x05\x06", "an empty ZIP archive", "give a text file"),
    (b"\x89PNG", "a PNG picture", "give a text file"),
    (b"\xff\xd8\xff", "a JPEG picture", "give a text file"),
    (b"GIF8", "a GIF picture", "give a text file"),
    (b"RIFF", "a sound, film or picture file", "give a text file"),
    (b"\x00\x00\x00\x18ftyp", "a film", "give a text file"),
    (b"\x00\x00\x00 ftyp", "a film", "give a text file"),
    (b"ID3", "a sound file", "give a text file"),
    (b"OggS", "a sound or film file", "give a text file"),
    (b"\x7fELF", "a program", "give a text file"),
    (b"MZ\x90", "a program", "give a text file"),
    (b"BZh", "a bzip2 archive", "unpack it, or pack it with gzip"),
    (b"\xfd7zXZ", "an xz archive", "unpack it, or pack it with gzip"),
    (b"\x28\xb5\x2f\xfd", "a Zstandard archive", "unpack it, or pack it with gzip"),
    (b"7z\xbc\xaf", "a 7-Zip archive", "unpack it"),
    (b"Rar!", "a RAR archive", "unpack it"),
    (b"SQLite format 3", "a SQLite database", "give a text file"),
    (b"PAR1", "a Parquet file", "export it as JSON lines"),
    (b"\xd0\xcf\x11\xe0", "an old office document", "save it as text"),
    (b"{\\rtf", "a rich text document", "save it as plain text"),
    (b"%!PS", "a PostScript file", "convert it to text first"),
)
_CONTROLS = bytes(sorted({*range(32), 127} - {9, 10, 11, 12, 13, 27}))


class NotText(ValueError):
    """The bytes are no text: `what` they are and the `remedy`."""

    def __init__(self, what: str, remedy: str) -> None:
        super().__init__(what)
        self.what, self.remedy = what, remedy


def decode(data: bytes, *, declared: bool = False) -> tuple[str, str]:
    """The text of some bytes, and the encoding that it was read by, with a note ("utf-8, 2 broken characters").

    `declared`: look for a charset in the first 4,000 bytes (HTML). Raises `NotText` for binary data.
    """
    for mark, name in _MARKS:
        if data.startswith(mark):
            return _whole(data[len(mark) :] if name == "utf-8" else data, name)
    check(data)
    wide = _utf16(data)
    if wide:
        return _whole(data, wide)
    try:
        return data.decode("utf-8"), "utf-8"
    except UnicodeDecodeError:
        pass
    mended = data.decode("utf-8", "replace")
    broken = mended.count("\ufffd")
    if sum(char > "\x7f" for char in mended) - broken >= 3 * broken:
        return mended, f"utf-8, {broken} broken character{'s' * (broken > 1)}"
    if declared and (name := _declaration(data)):
        return _whole(data, name)
    return _whole(data, _guess(data))


def check(data: bytes) -> None:
    """Raises `NotText` for what is plainly no text."""
    for magic, what, remedy in _MAGIC:
        if data.startswith(magic):
            raise NotText(f"is {what}", remedy)
    sample = data[:_SAMPLE]
    if _utf16(data) or any(data.startswith(mark) for mark, _ in _MARKS):
        return
    controls = len(sample) - len(sample.translate(None, _CONTROLS))
    if controls > max(8, len(sample) // 50):  # 2 %: text with a stray NUL stays text
        raise NotText("is binary data, not text", "give a text, HTML or JSON lines file")


def _utf16(data: bytes) -> str:
    """UTF-16 without a byte order mark: every other byte of Latin text is zero."""
    sample = data[:2000]
    if len(sample) < 8:
        return ""
    even, odd = sample[0::2].count(0), sample[1::2].count(0)
    half = len(sample) // 2
    if odd > 0.6 * half and even < 0.1 * half:
        return "utf-16-le"
    return "utf-16-be" if even > 0.6 * half and odd < 0.1 * half else ""


def _declaration(data: bytes) -> str:
    found = _DECLARED.search(data[:4000])
    if found is None:
        return ""
    try:
        name = codecs.lookup(found[1].decode("ascii")).name
        b"".decode(name)
    except (LookupError, ValueError, UnicodeError):
        return ""
    name = _WIDER.get(name, name)
    return "" if name.startswith(("utf-16", "utf-32", "utf-8", "idna", "punycode")) else name


def _guess(data: bytes) -> str:
    from charset_normalizer import from_bytes  # 60 ms; most files never need it

    sample = data[:_SAMPLE]
    best = from_bytes(sample, steps=5, chunk_size=1024, cp_isolation=list(_LEGACY)).best()
    name = best.encoding if best is not None else "cp1252"
    if name != "cp1252" and name not in _LATIN:
        return name
    western = sample.decode("cp1252", "replace")
    if _POLISH.search(western):
        return "cp1250"
    # Western European is the commonest by far, and its rivals differ from it in a few letters.
    return name if _ODD_LATIN.search(western) else "cp1252"


def _whole(data: bytes, name: str) -> tuple[str, str]:
    text = data.decode(name, "replace").removeprefix("\ufeff")
    broken = text.count("\ufffd")
    label = codecs.lookup(name).name
    return text, f"{label}, {broken} broken character{'s' * (broken > 1)}" if broken else label
