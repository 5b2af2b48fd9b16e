"""JSON by POST, tried again where that may help, with nothing secret in what is logged or raised."""

from __future__ import annotations

import json
import logging
import ssl
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cache
from ipaddress import ip_address
from typing import Any

import httpx

from pipeline.messengers.base import ChannelError, Fault
from pipeline.messengers.pace import Clock, Pace

#: Seconds to wait for an answer.
PATIENCE = 10.0
#: Seconds between tries; their number and one more is the number of tries.
BACK_OFF = (1.0, 3.0, 9.0)
#: Longest wait that the other side may ask for within a run, in seconds; for longer the next run will do.
LONGEST_WAIT = 60.0
#: HTTP statuses that mean: later.
_LATER = {408, 425, 429, 500, 502, 503, 504}
#: HTTP statuses that mean: address or key are wrong.
_WRONG = {301, 302, 303, 307, 308, 401, 403, 404, 405, 407, 410}

Headers = Mapping[str, str]
#: Address, headers and body of a request, made anew for every try since signatures hold the time.
Request = tuple[str, Headers, bytes]
#: Says what an answer means: raises ChannelError where the message was not taken.
Judge = Callable[[httpx.Response], None]


def encode(payload: Mapping[str, Any]) -> bytes:
    """JSON as it goes over the wire: UTF-8, Chinese as it is, no needless blanks."""
    return json.dumps(payload, ensure_ascii=False, separators=(",", ":")).encode()


@dataclass(slots=True)
class Poster:
    """Sends requests for one channel at its pace."""

    paces: Sequence[Pace] = ()
    clock: Clock = field(default_factory=Clock)
    back_off: Sequence[float] = field(default_factory=lambda: BACK_OFF)

    def post(self, make: Callable[[], Request], judge: Judge) -> None:
        """Send one message, trying again after growing pauses while the other side is down or busy.

        Raises ChannelError with the last cause.
        """
        for pause in (*self.back_off, None):
            try:
                self._once(make(), judge)
                return
            except ChannelError as exc:
                if exc.fault != "down" or pause is None or (exc.wait or 0) > LONGEST_WAIT:
                    raise
                self.clock.sleep(max(pause, exc.wait or 0))

    def _once(self, request: Request, judge: Judge) -> None:
        url, headers, body = request
        for pace in self.paces:
            pace.wait()
        try:
            # A proxy is for the outside; what listens on this machine is not behind one.
            with httpx.Client(timeout=PATIENCE, trust_env=not _is_here(url), verify=_certificates()) as client:
                answer = client.post(url, content=body, headers={"Content-Type": "application/json", **headers})
        except httpx.TimeoutException:
            raise ChannelError(f"{PATIENCE:g} 秒内没有应答") from None
        except (httpx.InvalidURL, httpx.UnsupportedProtocol):
            # Their words hold the address, and that its key.
            raise ChannelError("地址不是有效的网址", "settings") from None
        except httpx.HTTPError as exc:
            raise ChannelError(f"连接不上（{type(exc).__name__}）") from None
        _check(answer)
        judge(answer)


def judge_by(code: str, *, words: str, settings: frozenset[int], content: frozenset[int]) -> Judge:
    """A judge of answers that hold a number, 0 where the message was taken, and the cause in words.

    settings, content: numbers that mean wrong keys, and a message that will never be taken. All others mean: later.
    """

    def judge(answer: httpx.Response) -> None:
        found = _object(answer)
        number = found.get(code)
        if number == 0:
            return
        fault: Fault = "settings" if number in settings else "content" if number in content else "down"
        # What the other side says is shown, but not at length, and not where it may repeat the address.
        said = str(found.get(words) or "")[:80].split("http", 1)[0].strip()
        raise ChannelError(f"对方应答 {number}" + (f"：{said}" if said else ""), fault)

    return judge


def _object(answer: httpx.Response) -> dict[str, Any]:
    try:
        found = answer.json()
    except ValueError:
        found = None
    if not isinstance(found, dict):
        raise ChannelError("应答不是 JSON，地址可能不对", "settings")
    return found


def _check(answer: httpx.Response) -> None:
    status = answer.status_code
    if 200 <= status < 300:
        return
    wait = answer.headers.get("Retry-After", "")
    seconds = float(wait) if wait.isascii() and wait.isdigit() else None
    words = f"HTTP {status}"
    if status in _LATER or status >= 500:
        raise ChannelError(f"对方暂时不能接收（{words}）", "down", seconds)
    if status in _WRONG:
        raise ChannelError(f"地址或密钥不对（{words}）", "settings")
    raise ChannelError(f"对方不收这条消息（{words}）", "content")


@cache
def _certificates() -> ssl.SSLContext:
    """The authorities that are trusted; reading them takes longer than most messages."""
    return httpx.create_ssl_context()


def _is_here(url: str) -> bool:
    try:
        host = httpx.URL(url).host
        return host == "localhost" or ip_address(host).is_loopback
    except (httpx.InvalidURL, ValueError):
        return False


def _hide_keys(record: logging.LogRecord) -> bool:
    """Addresses in the log of the HTTP library lose path and query, where webhooks have their keys."""
    if isinstance(record.args, tuple):
        record.args = tuple(
            arg.copy_with(path="/", query=None, userinfo=b"") if isinstance(arg, httpx.URL) else arg
            for arg in record.args
        )
    return True


logging.getLogger("httpx").addFilter(_hide_keys)
