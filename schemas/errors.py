"""Everything this project raises on purpose.

PlanError
├── DocumentError           one document's trouble; the batch goes on
│   ├── UnreadableDocument  bytes that gave no text
│   └── UnsupportedFormat   a kind of file nobody here reads
├── RuleError               a fault of ours in rules or lexicons, raised at load
├── SettingsError           a fault in duban.toml or on the command line
├── StoreError              the database cannot be used
└── WorkerError             processes that share the work cannot start, or are brought down
"""


class PlanError(Exception):
    """Base of everything this project raises on purpose."""


class DocumentError(PlanError):
    """One document's trouble. It ends that document alone.

    doc: the file's name.  reason: the cause, one clause.  page: from 1, where known.
    """

    def __init__(self, doc: str, reason: str, page: int | None = None) -> None:
        self.doc, self.reason, self.page = doc, reason, page
        where = f", page {page}" if page is not None else ""
        super().__init__(f"{doc}{where}: {reason}")

    def __reduce__(self) -> tuple[type["DocumentError"], tuple[str, str, int | None]]:
        """Errors cross process borders whole."""
        return type(self), (self.doc, self.reason, self.page)


class UnreadableDocument(DocumentError):
    """Bytes that gave no text."""


class UnsupportedFormat(DocumentError):
    """A kind of file nobody here reads."""


class RuleError(PlanError):
    """A fault in the project's own rules or lexicons, found when they load."""


class SettingsError(PlanError):
    """A setting that is unknown or cannot be meant so."""


class StoreError(PlanError):
    """The database cannot be opened, read or written."""


class WorkerError(PlanError):
    """The processes that share the work cannot be started, or one was brought down where nothing may be left out."""
