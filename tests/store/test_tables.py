"""Every table and column is described, and the schemas' fields all have one."""

from dataclasses import fields
from pathlib import Path

import pytest
from sqlalchemy.dialects import postgresql
from sqlalchemy.schema import CreateTable

from pipeline.flat import FINDING_COLUMNS, STATEMENT_COLUMNS
from pipeline.frames import AGENCY_COLUMNS
from pipeline.query import SEARCH_COLUMNS
from pipeline.tables_doc import tables_markdown
from schemas.document import Issue, Meta
from schemas.findings import Alert, Expected, Finding, Gap
from schemas.records import Statement
from schemas.tables import metadata
from schemas.values import Agency, Deadline, Measure, RawFigure

DOC = Path(__file__).parents[2] / "docs" / "tables.md"


def test_every_column_is_described():
    undocumented = [
        f"{table.name}.{column.name}"
        for table in metadata.sorted_tables
        for column in table.columns
        if not column.comment
    ]
    assert undocumented == []
    assert [table.name for table in metadata.sorted_tables if not table.comment] == []


def test_every_column_of_frames_and_files_is_described():
    for columns in (STATEMENT_COLUMNS, FINDING_COLUMNS, AGENCY_COLUMNS, SEARCH_COLUMNS):
        assert [name for name, words in columns.items() if not words] == []


def test_the_document_of_tables_is_up_to_date():
    written = DOC.read_text(encoding="utf-8")
    missing = [
        f"{table.name}.{column.name}"
        for table in metadata.sorted_tables
        for column in table.columns
        if f"| `{column.name}` |" not in written.partition(f"## {table.name}\n")[2].partition("\n## ")[0]
    ]
    assert missing == []
    assert written == tables_markdown(), "python -m pipeline.tables_doc > docs/tables.md"


# Field of the schema -> its column, where the names differ; None where it has rows of its own or follows from others.
RENAMED = {
    Statement: {
        "start": "start_char",
        "end": "end_char",
        "measures": None,
        "agencies": None,
        "deadline": "deadline_source",
    },
    Measure: {"start": "start_char", "end": "end_char", "raw": "raw_text"},
    RawFigure: {"text": "raw_text", "value": "raw_value", "scale": "raw_scale", "unit": "raw_unit"},
    Agency: {"start": "start_char", "end": "end_char"},
    Deadline: {
        "start": "deadline_start",
        "end": "due_date",
        "text": "deadline_text",
        "source": "deadline_source",
        "rule": "deadline_rule",
    },
    Finding: {
        "target": "target_id",
        "answer": "answer_id",
        "gap": "gap_unit",
        "expected": "expected_at",
        "others": None,
        "series": None,
    },
    Gap: {"value": "gap_value", "unit": "gap_unit", "ratio": "gap_ratio"},
    Expected: {"value": "expected_value", "at": "expected_at"},
    Alert: {"finding": "finding_id"},
    Issue: {"start": "start_char", "end": "end_char"},
    Meta: {"date": "issued_date", "period": "has_period", "forwarded": "forwarded_title"},
}


@pytest.mark.parametrize(
    ("schema", "table"),
    [
        (Statement, "statements"),
        (Deadline, "statements"),
        (Measure, "measures"),
        (RawFigure, "measures"),
        (Agency, "statement_agencies"),
        (Finding, "findings"),
        (Gap, "findings"),
        (Expected, "findings"),
        (Alert, "alerts"),
        (Issue, "issues"),
        (Meta, "documents"),
    ],
)
def test_every_field_has_a_column(schema, table):
    names = {f.name: RENAMED[schema].get(f.name, f.name) for f in fields(schema)}
    columns = set(metadata.tables[table].columns.keys())
    assert {field for field, column in names.items() if column is not None and column not in columns} == set()


def test_the_tables_can_be_made_in_postgresql():
    for table in metadata.sorted_tables:
        made = str(CreateTable(table).compile(dialect=postgresql.dialect()))
        assert f"CREATE TABLE {table.name} (" in made
        assert '"' not in made  # no name that SQL reserves, so that queries need no quoting
