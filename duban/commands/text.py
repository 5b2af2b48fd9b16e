"""duban text: a document's text, as the offsets count it."""

from __future__ import annotations

from pathlib import Path

import click

from duban.options import ANY_PATH, out_option


@click.command(help="打印文档全文；各处的偏移量以此为准。")
@click.argument("path", type=ANY_PATH)
@out_option
def text(path: Path, out: Path | None) -> None:
    """Print the text of one document, every character as the offsets count it and nothing added."""
    from duban.output import opened
    from pipeline.batch import source_text

    source = source_text(path)
    with opened(out) as file:
        file.write(source)
