"""A server on this machine that takes messages as 企业微信, 飞书, 钉钉 and a signed webhook do, by what they document.

Each refuses what it would refuse: a wrong signature, a stale time, a message that is too long, one too many a minute.
Time is the tests' own.
"""

from __future__ import annotations

import base64
import hashlib
import hmac
import json
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any
from urllib.parse import parse_qs, urlsplit

KEY = "3f9a-hush-key"
SECRET = "SEC-hush-secret"
HOUR = 3600


@dataclass
class Time:
    """A clock that only sleep moves."""

    at: float = 1_900_000_000.0
    slept: list[float] = field(default_factory=list)

    def now(self) -> float:
        return self.at

    def sleep(self, seconds: float) -> None:
        self.slept.append(seconds)
        self.at += seconds


@dataclass
class Vendors:
    """What has arrived, and how the server answers.

    taken: messages that were accepted.  faults: answers to give instead, one a request: an HTTP status, or a number
    that the vendor would put in its answer.  down: whether every request is answered by 503.
    """

    time: Time
    taken: list[dict[str, Any]] = field(default_factory=list)
    headers: list[dict[str, str]] = field(default_factory=list)
    refused: list[int] = field(default_factory=list)
    faults: list[int] = field(default_factory=list)
    requests: int = 0
    down: bool = False
    base: str = ""
    _arrived: dict[str, list[float]] = field(default_factory=dict)

    def url(self, vendor: str) -> str:
        path = {
            "wecom": f"/cgi-bin/webhook/send?key={KEY}",
            "feishu": f"/open-apis/bot/v2/hook/{KEY}",
            "dingtalk": f"/robot/send?access_token={KEY}",
        }
        return self.base + path.get(vendor, f"/{vendor}")

    def answer(self, path: str, headers: dict[str, str], body: bytes) -> tuple[int, dict[str, Any]]:
        self.requests += 1
        if self.down:
            return 503, {}
        if self.faults:
            fault = self.faults.pop(0)
            return (fault, {}) if fault < 600 else (200, {"errcode": fault, "code": fault, "errmsg": "x", "msg": "x"})
        parts = urlsplit(path)
        vendor: Callable[..., tuple[int, str]] = {
            "/cgi-bin/webhook/send": self._wecom,
            f"/open-apis/bot/v2/hook/{KEY}": self._feishu,
            "/robot/send": self._dingtalk,
            "/webhook": self._webhook,
            "/apprise": self._plain,
        }.get(parts.path, self._unknown)
        query = {name: values[0] for name, values in parse_qs(parts.query).items()}
        code, words = vendor(query, headers, body)
        if code == 0:
            self.taken.append(json.loads(body))
            self.headers.append(headers)
        else:
            self.refused.append(code)
        if vendor in (self._webhook, self._plain, self._unknown):
            return (code or 200), {}
        if vendor == self._feishu:
            return 200, {"code": code, "msg": words, "data": {}}
        return 200, {"errcode": code, "errmsg": words}

    def _too_many(self, name: str, count: int, seconds: float) -> bool:
        now = self.time.now()
        times = self._arrived.setdefault(f"{name}/{seconds}", [])
        times[:] = [t for t in times if now - t < seconds]
        times.append(now)
        return len(times) > count

    def _wecom(self, query: dict[str, str], headers: dict[str, str], body: bytes) -> tuple[int, str]:
        if query.get("key") != KEY:
            return 93000, "invalid webhook url, hint: [https://qyapi.weixin.qq.com/...]"
        if self._too_many("wecom", 20, 60):
            return 45009, "api freq out of limit"
        message = json.loads(body)
        form = message["msgtype"]
        if len(message[form]["content"].encode()) > {"markdown": 4096, "text": 2048}[form]:
            return 40058, f"{form}.content exceed max length"
        return 0, "ok"

    def _feishu(self, query: dict[str, str], headers: dict[str, str], body: bytes) -> tuple[int, str]:
        message = json.loads(body)
        if self._too_many("feishu", 100, 60) or self._too_many("feishu", 5, 1):
            return 11232, "frequency limited"
        if len(body) > 20 * 1024 or message["msg_type"] != "interactive":
            return 9499, "Bad Request"
        stamp = message.get("timestamp", "0")
        right = hmac.new(f"{stamp}\n{SECRET}".encode(), b"", hashlib.sha256).digest()
        if message.get("sign") != base64.b64encode(right).decode() or abs(self.time.now() - int(stamp)) > HOUR:
            return 19021, "sign match fail or timestamp is not within one hour from current time"
        assert {e["tag"] for e in message["card"]["elements"]} <= {"div", "action"}
        assert message["card"]["header"]["title"]["tag"] == "plain_text"
        return 0, "success"

    def _dingtalk(self, query: dict[str, str], headers: dict[str, str], body: bytes) -> tuple[int, str]:
        if query.get("access_token") != KEY:
            return 300001, "token is not exist"
        if self._too_many("dingtalk", 20, 60):
            return 410100, "send too fast"
        stamp = query.get("timestamp", "0")
        right = hmac.new(SECRET.encode(), f"{stamp}\n{SECRET}".encode(), hashlib.sha256).digest()
        if query.get("sign") != base64.b64encode(right).decode():
            return 310000, "sign not match"
        if abs(self.time.now() * 1000 - int(stamp)) > HOUR * 1000:
            return 310000, "timestamp is expired"
        message = json.loads(body)
        if len(body) > 20_000:
            return 460101, "message too long"
        inside = {"markdown": {"title", "text"}, "actionCard": {"title", "text", "singleTitle", "singleURL"}}
        return (0, "ok") if inside[message["msgtype"]] <= set(message[message["msgtype"]]) else (40035, "missing")

    def _webhook(self, query: dict[str, str], headers: dict[str, str], body: bytes) -> tuple[int, str]:
        stamp = headers.get("x-duban-timestamp", "0")
        right = hmac.new(SECRET.encode(), f"{stamp}.".encode() + body, hashlib.sha256).hexdigest()
        signed = headers.get("x-duban-signature") == f"sha256={right}"
        return (0, "") if signed and abs(self.time.now() - int(stamp)) < 300 else (403, "")

    def _plain(self, query: dict[str, str], headers: dict[str, str], body: bytes) -> tuple[int, str]:
        return 0, ""

    def _unknown(self, query: dict[str, str], headers: dict[str, str], body: bytes) -> tuple[int, str]:
        return 404, ""


@contextmanager
def vendors() -> Iterator[Vendors]:
    """The server, on a free port of the loopback address, while inside."""
    found = Vendors(Time())

    class Handler(BaseHTTPRequestHandler):
        def do_POST(self) -> None:
            body = self.rfile.read(int(self.headers["Content-Length"]))
            status, answer = found.answer(self.path, {k.lower(): v for k, v in self.headers.items()}, body)
            data = json.dumps(answer).encode()
            self.send_response(status)
            self.send_header("Content-Type", "application/json")
            self.send_header("Content-Length", str(len(data)))
            self.end_headers()
            self.wfile.write(data)

        def log_message(self, format: str, *args: Any) -> None:
            return

    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.01}, daemon=True)
    thread.start()
    found.base = f"http://127.0.0.1:{server.server_port}"
    try:
        yield found
    finally:
        server.shutdown()
        server.server_close()
        thread.join()
