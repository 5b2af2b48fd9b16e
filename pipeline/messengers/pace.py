"""Keeping within so many messages a minute."""

from __future__ import annotations

import time
from collections import deque
from collections.abc import Callable
from dataclasses import dataclass, field


@dataclass(slots=True)
class Clock:
    """The time of day and the passing of time; tests put their own in their place.

    now: seconds since 1970.  sleep: waits so many seconds.
    """

    now: Callable[[], float] = time.time
    sleep: Callable[[float], None] = time.sleep


@dataclass(slots=True)
class Pace:
    """At most `count` messages in any `seconds`."""

    count: int
    seconds: float
    clock: Clock
    _sent: deque[float] = field(default_factory=deque)

    def wait(self) -> None:
        """Return when one more message may go, and count it."""
        now = self.clock.now()
        if len(self._sent) >= self.count:
            over = self._sent.popleft() + self.seconds - now
            if over > 0:
                self.clock.sleep(over)
        self._sent.append(self.clock.now())
