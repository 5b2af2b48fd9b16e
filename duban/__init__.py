"""督办 (Duban): from plans, speeches and reports to statements, findings and a ledger.

The functions below are the whole of the Python interface; each is loaded when first used.

>>> from pathlib import Path
>>> import duban
>>> processed = duban.process(Path("方案.txt"))                     # doctest: +SKIP
>>> [statement.subject for statement in processed.statements]     # doctest: +SKIP
"""

from __future__ import annotations

from importlib import import_module
from typing import Any

__version__ = "0.1.0"

_HOME = {
    "Alert": "schemas.findings",
    "Document": "schemas.document",
    "Finding": "schemas.findings",
    "PlanError": "schemas.errors",
    "Processed": "pipeline.batch",
    "Statement": "schemas.records",
    "compare": "pipeline.compare",
    "examine": "pipeline.batch",
    "extract": "pipeline.extract",
    "find_documents": "pipeline.batch",
    "prepare": "pipeline.prepare",
    "process": "pipeline.batch",
    "process_many": "pipeline.batch",
    "read": "pipeline.readers",
    "recognise": "extractors.entities",
}

__all__ = ["__version__", *sorted(_HOME)]


def __getattr__(name: str) -> Any:
    """Load a name from the room it lives in."""
    if name not in _HOME:
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    return getattr(import_module(_HOME[name]), name)


def __dir__() -> list[str]:
    return sorted({*globals(), *__all__})
