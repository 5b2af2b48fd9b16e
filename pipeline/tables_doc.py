"""docs/tables.md: every table and column of the database, and of the frames and csv files made from it.

`python -m pipeline.tables_doc > docs/tables.md` writes it anew.
"""

from __future__ import annotations

from collections.abc import Mapping

from pipeline.flat import FINDING_COLUMNS, STATEMENT_COLUMNS
from pipeline.frames import AGENCY_COLUMNS
from pipeline.query import SEARCH_COLUMNS
from schemas.tables import describe

_HEAD = """# Tables

The database holds what was read, found and said. SQLite by default (`duban.db`), any SQLAlchemy URL with `--db`.
Dates are DATE; in SQLite they are texts such as `2031-12-31`, which compare as dates do, and booleans are 0 and 1.
Offsets count characters of the text that `duban text` prints, the end excluded. Figures are in the base unit named
beside them: 元, 平方米, 米, 吨, 立方米, 千瓦, 千瓦时, %, 百分点, 倍, or a classifier such as 个, 户, 人.

A document's content has one row in `documents`. When the file at a path changes, its new content becomes another row;
the earlier one and its statements stay, with `is_current` false. So what the ledger shows is `where is_current`, and
findings of an earlier day keep the statements they were made of. In SQLite the table `statement_search` and those whose
names begin with it are the index of the text search.

```sql
-- what each lead agency still owes this year
select a.name, s.subject, s.due_date, f.status
from findings f
join statements s on s.id = f.target_id and s.is_current
join statement_agencies a on a.statement_id = s.id and a.role = 'lead'
where f.as_of = (select max(as_of) from findings) and f.status in ('missed', 'behind', 'unreported')
order by a.name, s.due_date;
```
"""
_FRAMES = """# Frames and csv files

`pipeline.frames` gives the same as pandas frames: `statements`, `targets` and `progress` with the columns of
`statements.csv`, `findings` with those of `findings.csv`, and `agencies`. Days are datetimes, figures floats, counts
whole numbers that may be missing. Figures in the csv files are written without needless zeros.
"""


def tables_markdown() -> str:
    """The whole of docs/tables.md."""
    parts = [
        _HEAD,
        describe(),
        _FRAMES,
        _section("statements.csv, `statements`, `targets`, `progress`", STATEMENT_COLUMNS),
        _section("findings.csv, `findings`", FINDING_COLUMNS),
        _section("`agencies`", AGENCY_COLUMNS),
        _section("`duban query`, `pipeline.query.search`", SEARCH_COLUMNS),
    ]
    return "\n".join(part.rstrip("\n") + "\n" for part in parts)


def _section(title: str, columns: Mapping[str, str]) -> str:
    rows = [f"| `{name}` | {words} |" for name, words in columns.items()]
    return "\n".join([f"## {title}", "", "| column | what it holds |", "| --- | --- |", *rows, ""])


if __name__ == "__main__":
    print(tables_markdown(), end="")
