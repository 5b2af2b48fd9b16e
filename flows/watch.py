"""What a caller is told while flows run. A flow's parameters go to the server, so a function cannot be among them."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from dataclasses import dataclass

from pipeline.batch import Processed


def _nothing(*_: object) -> None:
    return None


@dataclass(frozen=True, slots=True)
class Watcher:
    """Functions that are called as a run goes on.

    found: how many documents there are to read.  done: a document ended, well or not.  stage: a part of the run begins,
    named in Chinese.
    """

    found: Callable[[int], None] = _nothing
    done: Callable[[Processed], None] = _nothing
    stage: Callable[[str], None] = _nothing


_NOBODY = Watcher()
_current: ContextVar[Watcher] = ContextVar("watcher", default=_NOBODY)


def watcher() -> Watcher:
    """Who is told now; nobody by default."""
    return _current.get()


@contextmanager
def watched_by(someone: Watcher) -> Iterator[None]:
    """Tell `someone` while inside."""
    token = _current.set(someone)
    try:
        yield
    finally:
        _current.reset(token)
