"""Render the corpus's text sources into raw/, write the manifest and the README's table of verdicts.

    python corpus/render.py            write what is not current
    python corpus/render.py --check    say what differs from the committed files, exit 1 if anything does

The same sources give the same bytes, as long as the libraries that write docx, xlsx and pdf stay the same.
"""

from __future__ import annotations

import argparse
import csv
import hashlib
import io
import sys
from pathlib import Path

HERE = Path(__file__).resolve().parent
sys.path.insert(0, str(HERE))

from rendering import paper, plain, sheet, verdicts, web, word  # noqa: E402
from rendering.source import Source, load  # noqa: E402
from rendering.zipped import members  # noqa: E402

COLUMNS = ("doc_id", "file", "title", "issuer", "issued_date", "kind", "place", "role", "sha256")


def render(source: Source) -> bytes:
    """The bytes of one document in its format. Raises ValueError for a format nobody writes."""
    if source.format in ("txt", "md"):
        return plain.text_of(source).encode(source.meta.get("encoding", "utf-8"))
    if source.format == "html":
        return web.page(source).encode("utf-8")
    if source.format == "docx":
        return word.file(source)
    if source.format == "pdf":
        return paper.file(source)
    if source.format == "xlsx":
        return sheet.workbook(source)
    if source.format == "csv":
        return sheet.comma_separated(source).encode(source.meta.get("encoding", "utf-8"))
    raise ValueError(f"{source.path.name}: no writer for {source.format}")


def sources() -> list[Source]:
    """All sources, by file name."""
    return [load(path) for path in sorted((HERE / "sources").glob("*.md"))]


def manifest(rendered: dict[str, bytes]) -> bytes:
    """The manifest: one line for each document, tab-separated."""
    out = io.StringIO()
    writer = csv.writer(out, delimiter="\t", lineterminator="\n")
    writer.writerow(COLUMNS)
    for source in sources():
        name = f"raw/{source.file}"
        data = (HERE / name).read_bytes() if same(HERE / name, rendered[name]) else rendered[name]
        meta = source.meta | {"file": name, "sha256": hashlib.sha256(data).hexdigest()}
        writer.writerow([meta[column] for column in COLUMNS])
    return out.getvalue().encode()


def readme() -> bytes:
    """The README with its table of verdicts written anew."""
    titles = {source.meta["doc_id"]: source.meta["title"] for source in sources()}
    rows = verdicts.expected((HERE / "expected.tsv").read_text("utf-8"))
    return verdicts.filled((HERE / "README.md").read_text("utf-8"), rows, titles).encode()


def main(arguments: list[str] | None = None) -> int:
    """Write or check the rendered files."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    parser.add_argument("--check", action="store_true", help="compare with the committed files, write nothing")
    check = parser.parse_args(arguments).check
    files = {f"raw/{source.file}": render(source) for source in sources()}
    files["manifest.tsv"] = manifest(files)
    files["README.md"] = readme()
    differing = [name for name, data in files.items() if not same(HERE / name, data)]
    if check:
        for name in differing:
            print(f"not current: {name}", file=sys.stderr)
        return 1 if differing else 0
    for name in differing:
        path = HERE / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(files[name])
    print(f"{len(files) - 2} documents, {len(differing)} files written")
    return 0


def same(path: Path, data: bytes) -> bool:
    """Whether the file holds the same; of zipped formats the members count, as compressors differ."""
    if not path.is_file():
        return False
    if path.suffix in (".docx", ".xlsx"):
        return members(path.read_bytes()) == members(data)
    return path.read_bytes() == data


if __name__ == "__main__":
    sys.exit(main())
