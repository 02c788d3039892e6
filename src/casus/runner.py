"""Reads many reports, in this process or in several, and gives the results in the order of the reports.

One report never stops the rest: an exception, a worker that is killed, a reading that can't be sent back all
become a `Failure` for that one report. Workers are fresh interpreters (no fork, so threads of the caller
don't matter) with one thread each, and they leave when the caller dies.
"""

from __future__ import annotations

import multiprocessing
import os
import signal
import threading
from collections import deque
from collections.abc import Callable, Iterable, Iterator, Sequence
from concurrent.futures import Future, ProcessPoolExecutor
from concurrent.futures.process import BrokenProcessPool
from dataclasses import dataclass
from itertools import islice
from multiprocessing.connection import wait

from casus.model import Reading, Report

Read = Callable[[Report], Reading]

CHUNK = 8  # reports sent at once: few enough that no worker idles long at the end of a small batch
AHEAD = 2  # chunks waiting for each worker: enough to keep it busy, few enough to keep memory flat
THREAD_LIMITS = ("OMP_NUM_THREADS", "OPENBLAS_NUM_THREADS", "MKL_NUM_THREADS", "RAYON_NUM_THREADS")


@dataclass(frozen=True, slots=True)
class Failure:
    """Why one report could not be read, in words."""

    what: str


Outcome = tuple[Report, Reading | Failure]
_Chunk = Sequence[Report]
_Results = list[Reading | Failure]


def map_reports(read: Read, reports: Iterable[Report], workers: int = 1) -> Iterator[Outcome]:
    """Each report with its reading or failure, in the order given, whatever the number of workers.

    `reports` is consumed as needed. With more than one worker `read` must be importable by name (a function
    of a module), and a script must guard its main part with `if __name__ == "__main__":`.
    """
    if workers <= 1:
        for report in reports:
            yield report, attempt(read, report)
        return
    yield from _map_in_processes(read, _chunks(reports), workers)


def read_by(reader: str, report: Report) -> Reading:
    """Read one report with a reader by its name, which travels to a worker; its tables don't."""
    from casus.reading import READERS

    return READERS[reader](report)


def attempt(read: Read, report: Report) -> Reading | Failure:
    """Read one report; an exception becomes a failure that names it."""
    try:
        result: object = read(report)
    except Exception as error:
        return Failure(f"the reader failed with {describe(error)}")
    return result if isinstance(result, Reading) else Failure(f"the reader gave a {type(result).__name__}")


def describe(error: BaseException) -> str:
    """An exception on one line of at most 300 characters."""
    text = " ".join(str(error).split())
    return (f"{type(error).__name__}: {text}" if text else type(error).__name__)[:300]


def _chunks(reports: Iterable[Report]) -> Iterator[_Chunk]:
    source = iter(reports)
    while chunk := tuple(islice(source, CHUNK)):
        yield chunk


def _map_in_processes(read: Read, chunks: Iterator[_Chunk], workers: int) -> Iterator[Outcome]:
    with _Workers(workers) as several, _Workers(1) as single:
        waiting: deque[tuple[_Chunk, Future[_Results]]] = deque()
        while True:
            for chunk in islice(chunks, workers * AHEAD - len(waiting)):
                waiting.append((chunk, several.submit(read, chunk)))
            if not waiting:
                return
            chunk, future = waiting[0]
            try:
                results = future.result()
            except BrokenProcessPool:
                # Any chunk under way may have brought it down, so each is done again with no other beside it.
                several.close()
                for chunk, _ in waiting:
                    yield from zip(chunk, _alone(single, read, chunk), strict=True)
                waiting.clear()
                continue
            except Exception:
                results = _alone(single, read, chunk)
            waiting.popleft()
            yield from zip(chunk, results, strict=True)


def _alone(single: _Workers, read: Read, chunk: _Chunk) -> _Results:
    """The chunk once more with nothing beside it; if that fails too, report by report."""
    whole = _result(single, read, chunk)
    if isinstance(whole, list):
        return whole
    results: _Results = []
    for report in chunk:
        result = _result(single, read, (report,))
        results += result if isinstance(result, list) else [result]
    return results


def _result(single: _Workers, read: Read, chunk: _Chunk) -> _Results | Failure:
    try:
        return single.submit(read, chunk).result()
    except BrokenProcessPool:
        single.close()
        return Failure("the reading process died (killed, or out of memory) on this report twice")
    except Exception as error:
        return Failure(f"the reading could not be sent back: {describe(error)}")


class _Workers:
    """Processes that are started when they are needed, and again after they were closed."""

    def __init__(self, number: int) -> None:
        self._number = number
        self._pool: ProcessPoolExecutor | None = None

    def submit(self, read: Read, chunk: _Chunk) -> Future[_Results]:
        if self._pool is None:
            self._pool = _pool(self._number)
        try:
            return self._pool.submit(_read_chunk, read, chunk)
        except BrokenProcessPool as error:  # it broke between two results: told in turn, with the chunks before it
            failed: Future[_Results] = Future()
            failed.set_exception(error)
            return failed

    def close(self) -> None:
        if self._pool is not None:
            self._pool.shutdown(wait=False, cancel_futures=True)
        self._pool = None

    def __enter__(self) -> _Workers:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()


def _pool(workers: int) -> ProcessPoolExecutor:
    return ProcessPoolExecutor(workers, multiprocessing.get_context("spawn"), initializer=_settle)


def _read_chunk(read: Read, chunk: _Chunk) -> _Results:
    return [attempt(read, report) for report in chunk]


def _settle() -> None:
    """In a worker: one thread for libraries, no key interrupts (the caller handles them), no life of its own."""
    for name in THREAD_LIMITS:
        os.environ[name] = "1"
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    threading.Thread(target=_leave_with_parent, daemon=True).start()


def _leave_with_parent() -> None:
    # A killed caller closes no queue that its workers would notice; without this they would wait for ever.
    parent = multiprocessing.parent_process()
    if parent is not None:
        wait([parent.sentinel])
        os._exit(1)
