"""A Prefect server for the length of one run, for machines where none is set.

Prefect would start one by itself, but only after it has loaded the whole server in the caller's process too. This one
starts beside the caller, writes to a log of its own, and leaves when the caller does, however that ends.
"""

from __future__ import annotations

import os
import socket
import subprocess
import sys
import threading
import time
import urllib.error
import urllib.request
from pathlib import Path

from schemas.errors import PlanError

#: Seconds until the server must answer; a new folder's first start on a busy machine is slow.
PATIENCE = 120.0

#: What a server does beside answering (schedules, automations, events), of no use to one that ends with its run.
SERVICES = (
    "CANCELLATION_CLEANUP",
    "CLEANUP_RECONCILER",
    "EVENT_PERSISTER",
    "FOREMAN",
    "LATE_RUNS",
    "PAUSE_EXPIRATIONS",
    "REPOSSESSOR",
    "SCHEDULER",
    "TASK_RUN_RECORDER",
    "TRIGGERS",
)


class ServerError(PlanError):
    """The temporary server did not start."""


class TemporaryServer:
    """One server process, its database under `home` (a folder)."""

    def __init__(self, home: Path) -> None:
        home.mkdir(parents=True, exist_ok=True)
        self.port = _free_port()
        self.log = home / "server.log"
        quiet = {
            "PREFECT_HOME": str(home),
            "PREFECT__SERVER_EPHEMERAL": "1",
            "PREFECT__SERVER_FINAL": "1",
            "PREFECT_UI_ENABLED": "false",
            "PREFECT_API_BLOCKS_REGISTER_ON_START": "false",
            **{f"PREFECT_SERVER_SERVICES_{name}_ENABLED": "false" for name in SERVICES},
        }
        with self.log.open("wb") as log:
            self.process = subprocess.Popen(
                [sys.executable, "-m", "flows.server", str(self.port)],
                env={**os.environ, **quiet},
                stdin=subprocess.PIPE,
                stdout=log,
                stderr=log,
            )

    @property
    def url(self) -> str:
        """The address for PREFECT_API_URL."""
        return f"http://127.0.0.1:{self.port}/api"

    def wait(self, patience: float = PATIENCE) -> None:
        """Return once it answers. Raises ServerError after `patience` seconds, or when it has ended."""
        opener = urllib.request.build_opener(urllib.request.ProxyHandler({}))
        until = time.monotonic() + patience
        while time.monotonic() < until:
            if self.process.poll() is not None:
                raise ServerError(f"Prefect 临时服务未能启动（退出码 {self.process.returncode}），详见 {self.log}")
            try:
                with opener.open(f"{self.url}/health", timeout=5):
                    return
            except (urllib.error.URLError, OSError):
                time.sleep(0.05)
        raise ServerError(f"Prefect 临时服务 {patience:g} 秒内没有应答，详见 {self.log}")

    def stop(self) -> None:
        """Ask it to leave, and see that it does."""
        assert self.process.stdin is not None
        self.process.stdin.close()
        try:
            self.process.wait(5)
        except subprocess.TimeoutExpired:
            self.process.kill()
            self.process.wait()


def _free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


def serve(port: int) -> None:
    """Serve on the loopback address until standard input closes. What `python -m flows.server PORT` does."""
    import uvicorn
    from prefect.server.api.server import create_app

    server = uvicorn.Server(
        uvicorn.Config(create_app, factory=True, host="127.0.0.1", port=port, log_level="error", lifespan="on")
    )

    def leave_with_caller() -> None:
        sys.stdin.buffer.read()
        server.should_exit = True
        time.sleep(0.5)
        os._exit(0)  # what it still does then is for nobody

    threading.Thread(target=leave_with_caller, daemon=True).start()
    server.run()


if __name__ == "__main__":
    serve(int(sys.argv[1]))
