"""Prefect is set up for the tests before any of them imports it: quiet, and with a home of their own."""

import os
import tempfile

from flows.runtime import QUIET

_home = tempfile.TemporaryDirectory(prefix="duban-prefect-")
for key, value in {**QUIET, "PREFECT_HOME": _home.name}.items():
    os.environ.setdefault(key, value)
