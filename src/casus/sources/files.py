"""Files: which ones a list of paths means, and their bytes, unpacked and within limits."""

from __future__ import annotations

import os
import stat
import sys
import zlib
from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import BinaryIO

from casus.sources.limits import Limits, Problem, size, unusable

DOCUMENTS = {".txt": "text", ".text": "text", ".md": "text", ".html": "html", ".htm": "html", ".xhtml": "html"}
LISTS = {".jsonl": "jsonl", ".ndjson": "jsonl", ".json": "json"}
KINDS = {**DOCUMENTS, **LISTS, "": "unknown"}
_CHUNK = 1 << 16
_SPECIAL = (
    (stat.S_ISFIFO, "is a pipe"),
    (stat.S_ISSOCK, "is a socket"),
    (stat.S_ISCHR, "is a device"),
    (stat.S_ISBLK, "is a device"),
)
_GZIP = b"\x1f\x8b"


@dataclass(frozen=True, slots=True)
class File:
    """A file to read: `where` to call it, its kind by its name (text, html, jsonl, json, unknown); no path for "-"."""

    where: str
    kind: str
    path: Path | None


def find(paths: Iterable[str | Path], limits: Limits) -> Iterator[File | Problem]:
    """The files that the paths mean, folders opened in the order of names, and what can't be used."""
    count = 0
    for path in paths:
        for found in _expand(path, limits):
            count += isinstance(found, File)
            if count > limits.files:
                yield Problem(shown(path), f"more than {limits.files} files", "read fewer folders at a time")
                return
            yield found


def shown(path: str | Path) -> str:
    """A path as text that can be printed: bytes of an unknown encoding become U+FFFD."""
    return os.fsencode(str(path)).decode("utf-8", "replace")


def kind_of(name: str) -> str | None:
    """The kind of a file by its name; `None` for other kinds of file."""
    suffix = Path(name.lower().removesuffix(".gz")).suffix
    return KINDS.get(suffix)


def _expand(path: str | Path, limits: Limits) -> Iterator[File | Problem]:
    if str(path) == "-":
        yield File("standard input", "unknown", None)
        return
    where = shown(path)
    if not str(path) or "\0" in str(path):
        yield Problem(repr(str(path)), "is no path", "name a file or a folder")
        return
    problem, mode = _look(Path(path), where)
    if problem is not None:
        yield problem
    elif stat.S_ISDIR(mode):
        yield from _folder(Path(path), where, limits)
    else:
        yield File(where, kind_of(Path(path).name) or "unknown", Path(path))


def _look(path: Path, where: str) -> tuple[Problem | None, int]:
    try:
        mode = path.stat().st_mode
    except FileNotFoundError:
        what = "is a link to nothing" if path.is_symlink() else "is not there"
        return Problem(where, what, "check the path"), 0
    except (OSError, ValueError) as error:
        return Problem(where, f"can't be opened ({_reason(error)})", "check the path and its permissions"), 0
    for test, what in _SPECIAL:
        if test(mode):
            return Problem(where, f"{what}, not a file", 'pipe the text in with "-" instead'), 0
    return None, mode


def _folder(top: Path, where: str, limits: Limits) -> Iterator[File | Problem]:
    others: Counter[str] = Counter()
    found = 0
    for entry in _walk(top, where, limits, 0, frozenset()):
        if isinstance(entry, File) and entry.kind == "other":
            others[Path(entry.where).suffix.lower()] += 1
            continue
        found += 1
        yield entry
    if others:
        kinds = ", ".join(f"{count} {suffix}" for suffix, count in sorted(others.items())[:8])
        yield Problem(where, f"{others.total()} files of other kinds left out ({kinds})", "name such a file to read it")
    elif not found:
        yield Problem(where, "the folder holds no report", "reports end in .txt, .md, .html, .jsonl, .json or .gz")


def _walk(
    folder: Path, where: str, limits: Limits, depth: int, above: frozenset[tuple[int, int]]
) -> Iterator[File | Problem]:
    try:
        here = folder.stat()
        names = sorted(entry.name for entry in os.scandir(folder) if not entry.name.startswith("."))
    except OSError as error:
        yield Problem(where, f"the folder can't be opened ({_reason(error)})", "check its permissions")
        return
    key = (here.st_dev, here.st_ino)
    if key in above:
        yield Problem(where, "the folder holds itself by a link", "remove the link")
        return
    if depth > limits.depth:
        yield Problem(where, f"folders more than {limits.depth} deep", "name the inner folder itself")
        return
    for name in names:
        path = folder / name
        label = shown(path)
        problem, mode = _look(path, label)
        if problem is not None:
            yield problem
        elif stat.S_ISDIR(mode):
            yield from _walk(path, label, limits, depth + 1, above | {key})
        else:
            yield File(label, kind_of(name) or "other", path)


def chunks(file: File, limits: Limits) -> Iterator[bytes]:
    """The bytes of a file, unpacked if it is gzip. Raises `Unusable`, possibly after some chunks."""
    try:
        if file.path is None:
            yield from _unpacked(sys.stdin.buffer, file.where, limits)
        else:
            with file.path.open("rb") as stream:
                yield from _unpacked(stream, file.where, limits)
    except (OSError, ValueError, AttributeError) as error:
        raise unusable(file.where, f"can't be read ({_reason(error)})", "check the file and its permissions") from error


def _unpacked(stream: BinaryIO, where: str, limits: Limits) -> Iterator[bytes]:
    first = stream.read(_CHUNK)
    packed = first.startswith(_GZIP)
    source = _raw(first, stream)
    total = 0
    for chunk in _gunzip(source, where, limits) if packed else source:
        total += len(chunk)
        if total > limits.stream_bytes:
            raise unusable(where, f"bigger than {size(limits.stream_bytes)}", "split it")
        yield chunk


def _raw(first: bytes, stream: BinaryIO) -> Iterator[bytes]:
    while first:
        yield first
        first = stream.read(_CHUNK)


def _gunzip(source: Iterator[bytes], where: str, limits: Limits) -> Iterator[bytes]:
    unpack = zlib.decompressobj(wbits=31)
    taken = given = 0
    try:
        for data in source:
            taken += len(data)
            while data:
                out = unpack.decompress(data, _CHUNK)
                given += len(out)
                if given > limits.ratio_from and given > limits.ratio * taken:
                    raise unusable(
                        where, f"unpacks to more than {limits.ratio} times its size", "unpack and check it first"
                    )
                if out:
                    yield out
                data = unpack.unconsumed_tail
                if unpack.eof:  # another packed file may follow in the same file; zeros may pad it
                    data = unpack.unused_data.lstrip(b"\0")
                    unpack = zlib.decompressobj(wbits=31) if data else unpack
                    if not data:
                        break
    except zlib.error as error:
        raise unusable(where, "the gzip file is broken", "fetch or pack it again") from error
    if not unpack.eof:
        raise unusable(where, "the gzip file is cut short", "fetch or pack it again")


def whole(first: bytes, rest: Iterator[bytes], where: str, limits: Limits) -> bytes:
    """All bytes of a document. Raises `Unusable` if there are more than `limits.file_bytes`."""
    parts = [first]
    total = len(first)
    for chunk in rest:
        total += len(chunk)
        parts.append(chunk)
        if total > limits.file_bytes:
            raise unusable(where, f"bigger than {size(limits.file_bytes)}", "split it into single reports")
    return b"".join(parts)


def lines(first: bytes, rest: Iterator[bytes], limits: Limits) -> Iterator[tuple[int, bytes | None]]:
    """Numbered lines, from 1, without their line feeds; `None` for one longer than `limits.line_bytes`."""
    number, buffer, skipping = 1, first, False
    while True:
        *complete, buffer = buffer.split(b"\n")
        for line in complete:
            yield number, None if skipping or len(line) > limits.line_bytes else line
            number, skipping = number + 1, False
        if len(buffer) > limits.line_bytes or skipping:
            skipping, buffer = True, b""
        # One long line comes in many chunks: join them once, not at every chunk.
        parts, held = [buffer], len(buffer)
        for chunk in rest:
            parts.append(chunk)
            held += len(chunk)
            if b"\n" in chunk or held > limits.line_bytes:
                break
        else:
            if skipping or any(parts):
                yield number, None if skipping or held > limits.line_bytes else b"".join(parts)
            return
        buffer = b"".join(parts)


def _reason(error: Exception) -> str:
    return (error.strerror or str(error)).lower() if isinstance(error, OSError) else str(error)
