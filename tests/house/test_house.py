"""The house keeps its plan: imports run one way, what is installed is all of it, nothing is left undescribed."""

import ast
import re
import subprocess
import sys
import tomllib
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
ROOMS = ["duban", "flows", "pipeline", "extractors", "schemas"]


def test_imports_run_one_way():
    command = Path(sys.executable).with_name("lint-imports")
    done = subprocess.run(
        [command, "--no-cache"], cwd=ROOT, env={"PYTHONPATH": "."}, capture_output=True, text=True, check=False
    )
    assert done.returncode == 0, done.stdout + done.stderr
    assert "Imports run one way KEPT" in done.stdout


def test_every_folder_with_code_is_a_package():
    for room in ROOMS:
        for file in (ROOT / room).rglob("*.py"):
            assert (file.parent / "__init__.py").is_file(), file


def test_locked_packages_meet_what_is_asked_for():
    asked = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))["project"]
    names = {line.split("==")[0] for line in (ROOT / "requirements.lock").read_text("utf-8").splitlines()}
    wanted = [*asked["dependencies"], *asked["optional-dependencies"]["dev"]]
    bare = {re.match(r"[A-Za-z0-9_.-]+", w)[0].lower().replace("_", "-") for w in wanted}
    assert bare <= names


@pytest.mark.parametrize("room", ROOMS)
def test_modules_say_what_they_are_for(room):
    for file in sorted((ROOT / room).rglob("*.py")):
        assert ast.get_docstring(ast.parse(file.read_text("utf-8"))), file


def test_no_module_has_two_ideas():
    files = (file for room in ROOMS for file in (ROOT / room).rglob("*.py"))
    assert not [str(file) for file in files if file.read_bytes().count(b"\n") > 400]
