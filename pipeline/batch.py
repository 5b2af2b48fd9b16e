"""Many documents: each from file to statements, its errors kept beside the results of the others.

`process` does one document here and now. `process_many` does a list in worker processes, hands the results back in the
order of the list, and ends a worker whose document takes too long or brings it down.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, field, replace
from datetime import date
from functools import partial
from pathlib import Path

from pipeline.workers import Failure, run_ordered
from schemas.claims import Claim
from schemas.document import Document, Issue, Meta, RawDocument
from schemas.errors import DocumentError, UnreadableDocument
from schemas.records import Statement
from schemas.settings import Read

LIMITS = Read()


@dataclass(frozen=True, slots=True)
class Processed:
    """One document, done or failed.

    error: why it failed, else None; where it is set there are no statements.  digest: sha256 of the file's bytes, hex,
    "" where not even these could be read.  pages: None where the format has none.  tables: how many.
    characters: length of the text that offsets count in.  problems: what the reader could not make out.
    document: the whole document, where it was asked to be kept.  claims: what it says of its own numbers that could be
    checked; those that do not fit are among the issues as well.
    """

    name: str
    path: str
    meta: Meta = field(default_factory=Meta)
    statements: tuple[Statement, ...] = ()
    issues: tuple[Issue, ...] = ()
    error: DocumentError | None = None
    pages: int | None = None
    tables: int = 0
    characters: int = 0
    digest: str = ""
    format: str = ""
    scanned: bool = False
    problems: tuple[str, ...] = ()
    document: Document | None = None
    claims: tuple[Claim, ...] = ()


def find_documents(paths: Iterable[Path]) -> tuple[list[Path], list[Path]]:
    """The files to read among paths and folders, by name and then path; and what the folders hold besides documents."""
    from pipeline.readers import search

    found = search(paths)
    return sorted(found.found, key=lambda path: (path.name, str(path))), found.left_out


def process(path: Path, *, issued: date | None = None, keep_document: bool = False, limits: Read = LIMITS) -> Processed:
    """Read, prepare and extract one document. A DocumentError or a fault of the disk is kept, not raised.

    issued: overrides the document's own date.  keep_document: also give the document itself, for comparison.
    limits: those on time and memory count in worker processes alone.
    """
    return _guarded(path, partial(_extract, issued=issued, keep_document=keep_document, limits=limits))


def examine(path: Path, *, issued: date | None = None, limits: Read = LIMITS) -> Processed:
    """Read and describe one document without extracting statements; errors are kept as in `process`."""
    return _guarded(path, partial(_prepare_only, issued=issued, limits=limits))


def source_text(path: Path) -> str:
    """The text that a document's offsets count in. Raises DocumentError."""
    from pipeline.readers import read

    try:
        return read(path).source
    except OSError as exc:
        raise UnreadableDocument(path.name, exc.strerror or str(exc)) from exc


def _guarded(path: Path, work: Callable[[Path], Processed]) -> Processed:
    try:
        return work(path)
    except DocumentError as exc:
        return failed(path, exc)
    except OSError as exc:
        return failed(path, UnreadableDocument(path.name, exc.strerror or str(exc)))
    except RecursionError:
        return failed(path, UnreadableDocument(path.name, "内容嵌套过深，无法读取"))
    except MemoryError:
        pass  # what held the memory is let go only behind this clause
    return failed(path, UnreadableDocument(path.name, "所需内存超出上限，已中止"))


def failed(path: Path, error: DocumentError) -> Processed:
    """The record of a document that gave nothing."""
    from pipeline.readers import fingerprint

    try:
        digest = fingerprint(path)
    except (OSError, DocumentError):
        digest = ""
    return Processed(path.name, str(path), error=error, digest=digest, format=path.suffix.lower().lstrip("."))


def _prepare_only(path: Path, *, issued: date | None, limits: Read) -> Processed:
    return _prepared(path, issued, limits)[1]


def _extract(path: Path, *, issued: date | None, keep_document: bool, limits: Read) -> Processed:
    from pipeline import arithmetic
    from pipeline.extract import extract

    doc, processed = _prepared(path, issued, limits)
    found = extract(doc)
    statements = tuple(sorted(found.statements, key=lambda s: (s.start, s.end, s.role, s.id)))
    claims = tuple(arithmetic.reckon(doc, statements))
    issues = (*found.issues, *arithmetic.issues(claims))
    kept = doc if keep_document else None
    return replace(processed, statements=statements, issues=issues, document=kept, claims=claims)


def _prepared(path: Path, issued: date | None, limits: Read) -> tuple[Document, Processed]:
    from pipeline.prepare import prepare
    from pipeline.readers import Limits, read

    raw: RawDocument = read(path, limits=Limits.of(limits))
    doc = prepare(raw, issued=issued)
    return doc, Processed(
        name=raw.name,
        path=str(path),
        meta=doc.meta,
        pages=raw.pages,
        tables=len(raw.tables),
        characters=len(raw.source),
        digest=raw.digest,
        format=raw.format,
        scanned=raw.scanned,
        problems=raw.problems,
    )


def process_many(
    paths: Sequence[Path],
    *,
    workers: int,
    job: Callable[..., Processed] = process,
    on_done: Callable[[Processed], None] | None = None,
    limits: Read = LIMITS,
) -> Iterator[Processed]:
    """Documents in the order of `paths`, done by `workers` processes (0: in this process, without limits on
    time and memory).

    job: `process` or `examine`, with `partial` for their options; must be picklable.  on_done: called here as each
    document ends, in whatever order they end.  limits: how much one document may take.
    """

    def finish(path: Path, result: Processed | Failure) -> Processed:
        done = failed(path, UnreadableDocument(path.name, result.reason)) if isinstance(result, Failure) else result
        if on_done is not None:
            on_done(done)
        return done

    bounded = partial(job, limits=limits)
    if workers <= 0:
        yield from (finish(path, bounded(path)) for path in paths)
    else:
        yield from run_ordered(
            bounded,
            paths,
            finish=finish,
            workers=min(workers, len(paths)),
            time_limit=limits.time_limit,
            memory_limit=limits.memory_mb * 2**20,
        )
