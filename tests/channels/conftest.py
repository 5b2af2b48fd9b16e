"""The vendors' server, and the addresses and secrets that the settings name."""

import pytest
from vendors import SECRET, vendors


@pytest.fixture
def vendor(monkeypatch):
    with vendors() as found:
        for name in ("wecom", "feishu", "dingtalk"):
            monkeypatch.setenv(f"DUBAN_{name.upper()}", found.url(name))
        monkeypatch.setenv("DUBAN_SECRET", SECRET)
        yield found
