"""The scorer of the annotated material, which lies beside it and not in the project."""

from __future__ import annotations

import importlib.util
from pathlib import Path
from types import ModuleType


def scorer(shared: Path) -> ModuleType:
    """`score/score.py` of the folder SHARED, as a module; ends the program where it is missing."""
    spec = importlib.util.spec_from_file_location("score", shared / "score" / "score.py")
    if spec is None or spec.loader is None:
        raise SystemExit(f"{shared}: no score/score.py")
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module
