"""docs/alerts.md says what is so."""

import doctest
import re
from pathlib import Path

import pytest
from click.testing import CliRunner

from duban.cli import cli
from pipeline.alert_words import KIND_WORDS
from pipeline.messengers.http import BACK_OFF
from pipeline.outbox import PATIENCE
from schemas.settings import PRESETS, AlertSettings, read_settings

DOC = (Path(__file__).parents[2] / "docs" / "alerts.md").read_text("utf-8")


def test_settings_shown_are_valid():
    blocks = re.findall(r"^```toml\n(.*?)^```", DOC, re.M | re.S)
    assert blocks
    for block in blocks:
        read_settings(block)


def test_the_check_of_a_signature_works():
    [example] = re.findall(r"^```python\n(.*?)^```", DOC, re.M | re.S)
    result = doctest.DocTestRunner().run(doctest.DocTestParser().get_doctest(example, {}, "alerts.md", "alerts.md", 0))
    assert (result.attempted >= 6, result.failed) == (True, 0)


@pytest.mark.parametrize("line", sorted(set(re.findall(r"^    duban (.+?)(?:  .*)?$", DOC, re.M))))
def test_commands_shown_are_understood(line):
    words = [word for word in line.split() if not word.startswith("#")]
    assert CliRunner().invoke(cli, [*words, "--help"]).exit_code == 0


def test_kinds_and_numbers_are_those_of_the_code():
    assert set(re.findall(r"^\| `(\w+)` \| (\S+) \| ", DOC, re.M)) >= set(KIND_WORDS.items())
    shown = {name: float(value) for name, value in re.findall(r"`(\w+)` = (\d+)", DOC)}
    assert shown == {**PRESETS["points"], "past_months": AlertSettings().past_months}
    assert f"{len(BACK_OFF) + 1 == 4 and 'four'} times in {sum(BACK_OFF):g} seconds" in DOC
    assert PATIENCE == 3 and "in three runs" in DOC
