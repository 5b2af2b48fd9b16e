"""What the README shows is what happens."""

import doctest
import re
import subprocess
import sys
from pathlib import Path

import pytest
from click.testing import CliRunner

from duban.cli import cli
from schemas.settings import Settings, read_settings

ROOT = Path(__file__).parents[2]
README = (ROOT / "README.md").read_text("utf-8")


def blocks(language):
    return re.findall(rf"^```{language}\n(.*?)^```", README, re.M | re.S)


def test_python_examples(monkeypatch):
    monkeypatch.chdir(ROOT)
    [example] = blocks("python")
    parsed = doctest.DocTestParser().get_doctest(example, {}, "README.md", "README.md", 0)
    result = doctest.DocTestRunner().run(parsed)
    assert result.attempted >= 5
    assert result.failed == 0


def test_settings_shown_are_the_defaults():
    [example] = blocks("toml")
    shown, default = read_settings(example), Settings()
    assert (shown.read, shown.lights, shown.alerts) == (default.read, default.lights, default.alerts)
    assert {c.kind for c in shown.channels} == {c.kind for c in default.channels}


def test_the_table_is_what_the_command_prints():
    command, *rows = re.search(r"^    \$ duban (.+)\n((?:    .+\n)+)", README, re.M).expand(r"\1\n\2").splitlines()
    done = subprocess.run(
        [sys.executable, "-m", "duban", *command.split()],
        cwd=ROOT,
        capture_output=True,
        encoding="utf-8",
        env={"COLUMNS": "200"},
        check=True,
    )
    printed = [re.split(r"  +", line.strip()) for line in done.stdout.splitlines()]
    for row in rows:
        cells = re.split(r"  +", row.strip())
        assert any(set(cells) <= set(line) for line in printed), row


@pytest.mark.parametrize("line", sorted(set(re.findall(r"^\s+\.venv/bin/duban (.+)$", README, re.M))))
def test_commands_shown_are_understood(line):
    """Each is parsed as far as its options; the documents are invented."""
    name, *args = line.split()
    result = CliRunner().invoke(cli, [name, *args, "--help"])
    assert result.exit_code == 0, result.output
    options = {arg for arg in args if arg.startswith("--")}
    assert options <= set(re.findall(r"--[a-z-]+", result.output))


def test_make_targets_shown_are_there():
    makefile = (ROOT / "Makefile").read_text("utf-8")
    for target in set(re.findall(r"make ([a-z]+)\b", README)):
        assert re.search(rf"^{target}:.*##", makefile, re.M), target
