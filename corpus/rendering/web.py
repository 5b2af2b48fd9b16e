"""Write html as government portals serve it: navigation, index box, article, footer."""

from __future__ import annotations

import re
from html import escape
from itertools import count
from pathlib import Path
from string import Template

from rendering.source import Item, Source

FIGURE = re.compile(r"\d+(?:\.\d+)?%?")
NAVIGATION = ("首页", "政务公开", "政务服务", "政民互动", "数据开放", "走进我们")
LINKS = (
    "政策解读",
    "图解：一图读懂重点任务",
    "上一篇：关于做好节假日期间安全生产工作的通知",
    "下一篇：关于公开征求意见的公告",
)

PAGE = Template((Path(__file__).parent / "portal.html").read_text("utf-8"))


def page(source: Source) -> str:
    """The whole page. In a report every figure stands in a span of its own, as word processors paste it."""
    meta = source.meta
    year, month, day = meta["issued_date"].split("-")
    spans = source.meta["kind"] == "report"
    top = max(i for i, item in enumerate(source.items) if item.kind == "title" and i < 2)
    article = "\n".join(block(item, spans, first=i == top) for i, item in enumerate(source.items))
    return PAGE.substitute(
        title=escape(source.items[top].text),
        site=meta["site"],
        column=escape(meta["column"]),
        column_name=meta["column"].rsplit(" > ", 1)[-1],
        issued=meta["issued_date"],
        issued_words=f"{year}年{int(month)}月{int(day)}日",
        issuer=meta["issuer"],
        number=meta.get("number", ""),
        index=meta["index"],
        topic=escape(meta["topic"]),
        views=meta["views"],
        navigation="".join(f'<li><a href="#">{name}</a></li>' for name in NAVIGATION),
        links="".join(f'<li><a href="#">{name}</a></li>' for name in LINKS),
        article=article,
    )


def block(item: Item, spans: bool, *, first: bool) -> str:
    """One paragraph, heading or table of the article."""
    if item.kind == "table":
        return table(item)
    text = escape(item.text, quote=False)
    if spans and item.kind == "para":
        text = FIGURE.sub(lambda m: f"<span style=\"font-family:'Times New Roman'\">{m[0]}</span>", text)
    if item.kind == "title":
        tag = "h1" if first else "p"
        return f'<{tag} style="text-align:center;font-weight:bold">{text}</{tag}>'
    if item.kind.startswith("heading"):
        return f'<p style="text-indent:2em"><strong>{text}</strong></p>'
    if item.kind in ("centre", "right"):
        return f'<p style="text-align:{"center" if item.kind == "centre" else "right"}">{text}</p>'
    return f"<p>&emsp;&emsp;{text}</p>"


def table(item: Item) -> str:
    """A ruled table."""
    number = count()
    rows = []
    for row in item.rows:
        tag = "th" if next(number) < item.head else "td"
        rows.append("<tr>" + "".join(f"<{tag}>{escape(cell, quote=False)}</{tag}>" for cell in row) + "</tr>")
    return '<table class="tasks" border="1" cellspacing="0">\n' + "\n".join(rows) + "\n</table>"
