"""Write txt and md, with the noise of texts that went through websites, converters and old editors."""

from __future__ import annotations

import re
from pathlib import Path

import opencc

from rendering.source import Item, Source

# Characters that text converters of some sharing sites annotate with their reading, in traditional spelling.
PINYIN = dict(line.split("\t") for line in (Path(__file__).parent / "pinyin.tsv").read_text("utf-8").splitlines()[1:])
MARKS = (
    (re.compile(r"\{\{p:(\d+)\}\}"), "\n\n\\1、"),
    (re.compile(r"\{\{pg:(\d+)\}\}"), "\n— \\1 —\n"),
    (re.compile(r"\{\{n\}\}"), "\n"),
)


def text_of(source: Source) -> str:
    """The text of a txt or md file, before encoding."""
    if source.format == "md":
        return markdown(source)
    if "wrap" in source.meta:
        return wrapped(source, int(source.meta["wrap"]))
    between = "\n\n" if any(item.kind == "boilerplate" for item in source.items) else "\n"
    text = between.join(item.text for item in source.items) + "\n"
    text = re.sub(r"\n{3,}", "\n\n", text)
    for mark, noise in MARKS:
        text = mark.sub(noise, text)
    return with_readings(text) if source.meta.get("traditional") else text


def markdown(source: Source) -> str:
    """The way work reports are kept as markdown: front matter, bold headings, blank lines."""
    parts = [f"---\ntitle: {source.meta['title']}\n---"]
    for item in source.items:
        if item.kind.startswith("heading"):
            parts.append(f"**{item.text}**")
        elif item.kind != "title":
            parts.append(item.text)
    return "\n\n".join(parts) + "\n"


def wrapped(source: Source, width: int) -> str:
    """Lines of a fixed width, as old editors leave them; a paragraph begins with two wide spaces."""
    lines: list[str] = []
    for item in source.items:
        if item.kind == "centre":
            lines.append("　" * max(0, (width - len(item.text)) // 2) + item.text)
        else:
            lines.extend(hard_wrap(item, width))
    return "\r\n".join(lines) + "\r\n"


def hard_wrap(item: Item, width: int) -> list[str]:
    """Cut a paragraph at every `width` characters, whatever stands there; closing marks hang."""
    indent = "" if item.text.endswith("：") else "　　"
    text = indent + item.text
    lines = []
    while len(text) > width:
        cut = width
        while cut < len(text) and text[cut] in "，。；：、”）》%":
            cut += 1
        lines.append(text[:cut])
        text = text[cut:]
    return [*lines, text] if text else lines


def with_readings(text: str) -> str:
    """Traditional characters, some followed by their reading in brackets."""
    traditional = opencc.OpenCC("s2t").convert(text)
    return "".join(f"{c}({PINYIN[c]})" if c in PINYIN else c for c in traditional)
