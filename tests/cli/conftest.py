"""The command line as a fixture: what it printed, and how it ended."""

import json
from dataclasses import dataclass

import pytest

from duban.cli import main


@dataclass
class Ended:
    """How a command ended: exit status, and both streams."""

    status: int
    out: str
    err: str

    @property
    def objects(self):
        return [json.loads(line) for line in self.out.splitlines()]


@pytest.fixture
def duban(capfdbinary):
    def call(*args):
        capfdbinary.readouterr()
        with pytest.raises(SystemExit) as ended:
            main([str(arg) for arg in args])
        out, err = capfdbinary.readouterr()
        return Ended(ended.value.code or 0, out.decode("utf-8"), err.decode("utf-8"))

    return call
