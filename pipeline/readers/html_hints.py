"""What a page says of its document beside the text: meta tags of government sites and the box above the article."""

from __future__ import annotations

import re
from itertools import zip_longest

from pipeline.readers.html_lines import LineWriter
from pipeline.readers.html_tree import Node, plain

# Names after the site standard of Chinese government portals (国办发〔2015〕15号 and its successors), in lower case.
_META = {
    "articletitle": "title",
    "pubdate": "published",
    "contentsource": "source",
    "sitename": "site",
    "keywords": "keywords",
}
# Labels of the box above an article, white space removed, and our word for each.
_LABELS = {
    "索引号": "index",
    "发文机关": "issuer",
    "发文单位": "issuer",
    "发布机构": "issuer",
    "发布单位": "issuer",
    "公开主体": "issuer",
    "制发机关": "issuer",
    "成文日期": "date",
    "成文时间": "date",
    "生成日期": "date",
    "发文日期": "date",
    "发布日期": "published",
    "发布时间": "published",
    "公开日期": "published",
    "公开时间": "published",
    "标题": "title",
    "名称": "title",
    "信息名称": "title",
    "文件名称": "title",
    "发文字号": "number",
    "文号": "number",
    "文件编号": "number",
}
_BESIDE = (
    "公开方式",
    "公开时限",
    "公开范围",
    "责任部门",
    "主题分类",
    "主题词",
    "有效性",
    "分类",
    "信息分类",
    "体裁",
    "关键词",
)
_ONLY_IN_A_BOX = {"标题", "名称", "文号", "信息名称", "文件名称"}  # words that texts use for other things too
_LABEL = re.compile(
    "(?P<label>" + "|".join(r"[\s\u3000]*".join(k) for k in sorted(_LABELS, key=len, reverse=True)) + ")"
    r"[\s\u3000]*(?:[：:]|(?P<bare>$))[\s\u3000]*"
)
_BOX_WORD = re.compile("(?:" + "|".join(r"[\s\u3000]*".join(k) for k in (*_LABELS, *_BESIDE)) + r")[\s\u3000]*[：:]")
_DAY = re.compile(r"\d{4}\s*[-/.年]\s*\d{1,2}\s*[-/.月]\s*\d{1,2}日?(?:\s+\d{1,2}:\d{2}(?::\d{2})?)?")
_SITE_TAIL = re.compile(r"[\s]*[-_|–][\s]*[^-_|–]*(?:网|政府|门户|平台|公开|新闻|【[^】]*】|局|委员会|厅)[^-_|–]*$")


def hints(source: str, root: Node) -> dict[str, str]:
    """Title, issuer, number, date and their like, as the page itself labels them."""
    found: dict[str, str] = {}
    for node in root.walk():
        if node.tag == "meta":
            name, value = _META.get(node.get("name").lower()), node.get("content").strip()
            if name and value:
                found.setdefault(name, value)
    box = _box(source, root)
    found |= {k: v for k, v in box.items() if k != "published" or k not in found}
    if "title" not in found:
        title = _title(source, root)
        if title:
            found["title"] = title
    return dict(sorted(found.items()))


def _box(source: str, root: Node) -> dict[str, str]:
    """Labels and their values among the first lines of the page."""
    lines = LineWriter(source, flat=True).write(root).texts[:300]
    found: dict[str, str] = {}
    boxed = any(re.match(r"\s*索[\s\u3000]*引[\s\u3000]*号", line) for line in lines)
    for i, line in enumerate(lines):
        if len(line) > 200:
            continue
        marks = list(_LABEL.finditer(line))
        for mark, following in zip_longest(marks, marks[1:]):
            label = re.sub(r"\s", "", mark["label"])
            if label in _ONLY_IN_A_BOX and not boxed:
                continue
            if mark["bare"] is not None and not (boxed and mark.start() == 0):
                continue
            if mark.start() and not re.match(r"[\s\u3000|｜]", line[mark.start() - 1]):
                continue
            value = line[mark.end() : following.start() if following else len(line)].strip(" \u3000\xa0|")
            if not value and following is None and i + 1 < len(lines) and not _LABEL.match(lines[i + 1]):
                value = lines[i + 1].strip()
            if kept := _trimmed(_LABELS[label], value):
                found.setdefault(_LABELS[label], kept)
    return found


def _trimmed(name: str, value: str) -> str | None:
    """A value without what follows it on the line."""
    if name in ("date", "published"):
        match = _DAY.search(value)
        return match[0] if match else None
    if name != "title":
        value = re.split(r"[\s\u3000\xa0]{2,}", value)[0]
    return value if 1 < len(value) <= 160 else None


def is_box(source: str, node: Node) -> bool:
    """Whether an element is the box of labels above an article and nothing else."""
    words = plain(source, node)
    labels = len({re.sub(r"\s", "", m[0]) for m in _BOX_WORD.finditer(words)})
    return labels > 2 and len(words) < 80 * labels and "。" not in words


def _title(source: str, root: Node) -> str | None:
    """The page's only h1, else its title element without the site's name."""
    headings = [t for n in root.walk() if n.tag == "h1" and (t := plain(source, n))]
    if len(headings) == 1:
        return headings[0]
    for node in root.walk():
        if node.tag == "title":
            text = plain(source, node)
            while (cut := _SITE_TAIL.sub("", text)) not in (text, ""):
                text = cut
            return text or None
    return None
