"""Prefect set up quietly, with all it keeps inside the data folder."""

from __future__ import annotations

import os
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from flows.server import TemporaryServer

#: Set unless the user has set them.
QUIET = {
    "PREFECT_SERVER_ANALYTICS_ENABLED": "false",
    "DO_NOT_TRACK": "1",
    "PREFECT_LOGGING_LEVEL": "CRITICAL",  # what a flow raises reaches the caller anyway
    "PREFECT_CLI_PROMPT": "false",
}


def folder_of(out: Path) -> Path:
    """Where Prefect keeps its files for a run into `out`: results, and the temporary server's database."""
    return out / ".prefect"


def server_is_set() -> bool:
    """Whether the user has named a Prefect server, by environment or in a profile of Prefect's own."""
    if "PREFECT_API_URL" in os.environ:
        return True
    profiles = Path(os.environ.get("PREFECT_PROFILES_PATH", Path.home() / ".prefect" / "profiles.toml"))
    try:
        return "PREFECT_API_URL" in profiles.read_text(encoding="utf-8")
    except OSError:
        return False


@contextmanager
def prefect_ready(out: Path) -> Iterator[None]:
    """Prefect can be imported and used inside: with the server that is set, else with a temporary one.

    To be entered before Prefect is first imported in this process. Raises ServerError where no server starts.
    """
    home = folder_of(out).absolute()
    with _environment({**QUIET, "PREFECT_LOCAL_STORAGE_PATH": str(home / "results")}):
        if server_is_set():
            yield
            return
        server = TemporaryServer(home)
        try:
            with _environment({"PREFECT_HOME": str(home), "PREFECT_API_URL": server.url}):
                # Loads while the server starts. Heartbeats would hold up the end of each flow by a second, and nobody
                # watches a server that ends with the run.
                from prefect.settings import PREFECT_FLOWS_HEARTBEAT_FREQUENCY, temporary_settings

                server.wait()
                with temporary_settings({PREFECT_FLOWS_HEARTBEAT_FREQUENCY: None}):
                    yield
        finally:
            server.stop()


@contextmanager
def _environment(settings: dict[str, str]) -> Iterator[None]:
    """Settings in the environment while inside; what the user has set stays."""
    added = {key: value for key, value in settings.items() if key not in os.environ}
    os.environ.update(added)
    try:
        yield
    finally:
        for key in added:
            os.environ.pop(key, None)
