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


class Died(Failure):
    """The process itself came to an end."""

    __slots__ = ()


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
    pool = _pool(workers)
    waiting: deque[tuple[_Chunk, Future[_Results]]] = deque()
    try:
        while True:
            for chunk in islice(chunks, workers * AHEAD - len(waiting)):
                waiting.append((chunk, _submit(pool, read, chunk)))
            if not waiting:
                return
            chunk, future = waiting[0]
            try:
                results = future.result()
            except BrokenProcessPool:
                # Any chunk under way may have brought it down, so each is done again with no other beside it.
                pool.shutdown(wait=False, cancel_futures=True)
                again = [chunk for chunk, _ in waiting]
                waiting.clear()
                for chunk in again:
                    yield from zip(chunk, _alone(read, chunk), strict=True)
                pool = _pool(workers)
                continue
            except Exception:
                results = _alone(read, chunk)
            waiting.popleft()
            yield from zip(chunk, results, strict=True)
    finally:
        pool.shutdown(wait=False, cancel_futures=True)


def _submit(pool: ProcessPoolExecutor, read: Read, chunk: _Chunk) -> Future[_Results]:
    try:
        return pool.submit(_read_chunk, read, chunk)
    except BrokenProcessPool as error:  # it broke between two results: told in turn, with the chunks before it
        failed: Future[_Results] = Future()
        failed.set_exception(error)
        return failed


def _alone(read: Read, chunk: _Chunk) -> _Results:
    """The chunk once more in a process of its own; if that fails too, report by report."""
    with _pool(1) as pool:
        whole = _result(pool, read, chunk)
    if isinstance(whole, list):
        return whole
    results: _Results = []
    left = list(chunk)
    while left:
        with _pool(1) as pool:  # anew after each report that brought it down, and only then
            while left:
                result = _result(pool, read, (left.pop(0),))
                results += result if isinstance(result, list) else [result]
                if isinstance(result, Died):
                    break
    return results


def _result(pool: ProcessPoolExecutor, read: Read, chunk: _Chunk) -> _Results | Failure:
    try:
        return pool.submit(_read_chunk, read, chunk).result()
    except BrokenProcessPool:
        return Died("the reading process died (killed, or out of memory) on this report twice")
    except Exception as error:
        return Failure(f"the reading could not be sent back: {describe(error)}")


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
