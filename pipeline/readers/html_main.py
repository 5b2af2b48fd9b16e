"""Which part of a page is the document: the article without navigation, sharing buttons and footer."""

from __future__ import annotations

import re

from pipeline.readers.html_lines import SKIPPED, is_hidden
from pipeline.readers.html_tree import Node, plain

_CONTAINERS = frozenset(
    [
        "body",
        "html",
        "#root",
        "div",
        "section",
        "article",
        "main",
        "form",
        "center",
        "table",
        "tbody",
        "tr",
        "td",
        "dl",
        "dd",
        "font",
        "span",
    ]
)
_FURNITURE = re.compile(
    r"(?:^|[\s_-])(?:nav\w*|menu\w*|foot\w*|breadcrumb\w*|crumbs?|share\w*|side-?bar\w*|copyright\w*|pag(?:er|ination)"
    r"|related\w*|recommend\w*|search\w*|tool-?bar\w*|top-?bar\w*|qr-?code\w*|comments?|login\w*|banner\w*|print\w*"
    r"|bdshare\w*|weixin\w*|header\w*|siteinfo\w*|friend-?link\w*|location|position|curr?ent-?pos\w*)(?:$|[\s_-])",
    re.IGNORECASE,
)
_WORD = re.compile(r"[\u3400-\u9fff0-9A-Za-z]")
_ATTACHMENT = re.compile(r"\W*附\s*[件表]")
_DOMINANT = 0.75  # share of the page's words that makes one child the article
_MINOR = 0.3  # furniture never holds more than this share of the page's words


class Weights:
    """Words outside and inside links, for every element of a page."""

    def __init__(self, source: str, root: Node) -> None:
        self._plain: dict[int, int] = {}
        self._linked: dict[int, int] = {}
        order = list(root.walk())
        for node in reversed(order):
            if node.tag in SKIPPED or is_hidden(node):
                self._plain[id(node)] = self._linked[id(node)] = 0
                continue
            own = sum(len(_WORD.findall(source, *c)) for c in node.children if isinstance(c, tuple))
            plain, linked = own, 0
            for child in node.children:
                if isinstance(child, Node):
                    plain += self._plain[id(child)]
                    linked += self._linked[id(child)]
            if node.tag == "a":
                plain, linked = 0, plain + linked
            self._plain[id(node)], self._linked[id(node)] = plain, linked

    def plain(self, node: Node) -> int:
        """Words outside links."""
        return self._plain[id(node)]

    def linked(self, node: Node) -> int:
        """Words inside links."""
        return self._linked[id(node)]


class Furniture:
    """Says of an element whether it is navigation and the like, by its tag, its class and the weight of its links."""

    def __init__(self, source: str, weights: Weights, whole: Node) -> None:
        self._source = source
        self._weights = weights
        self._most = weights.plain(whole) * _MINOR

    def __call__(self, node: Node) -> bool:
        """Whether to leave the element out."""
        if node.tag in ("footer", "nav"):
            return self._weights.plain(node) <= self._most
        if node.has_class(_FURNITURE) and not any(n.tag == "h1" for n in node.walk()):
            return self._weights.plain(node) <= self._most
        if node.tag in ("div", "ul", "ol", "section", "aside"):
            plain, linked = self._weights.plain(node), self._weights.linked(node)
            links = linked and sum(1 for n in node.walk() if n.tag == "a")
            return bool(links and links > 2 and linked > 3 * max(plain, 1) and not self._attached(node))
        return False

    def _attached(self, node: Node) -> bool:
        return _ATTACHMENT.match(plain(self._source, node)) is not None


def main_element(weights: Weights, furniture: Furniture, start: Node) -> Node:
    """The innermost element that holds the document. Where nothing stands out, the page as a whole."""
    node = start
    while True:
        children = [c for c in node.children if isinstance(c, Node) and not furniture(c)]
        own = weights.plain(node) - sum(weights.plain(c) for c in node.children if isinstance(c, Node))
        total = own + sum(weights.plain(c) for c in children)
        best = max(children, key=weights.plain, default=None)
        if best is None or best.tag not in _CONTAINERS or weights.plain(best) < _DOMINANT * max(total, 1):
            return node
        # A paragraph or a heading beside it means that the text is laid out here, and not one level further in.
        if any(c.tag in ("p", "h1", "h2", "h3", "h4") and weights.plain(c) for c in children):
            return node
        if best.tag in ("table", "tbody", "tr", "span", "font") and not _goes_on(best, weights):
            return node
        node = best


def _goes_on(node: Node, weights: Weights) -> bool:
    """Whether a table or an inline element is a mere wrapper: one child of it holds nearly everything."""
    inner = max((weights.plain(c) for c in node.children if isinstance(c, Node)), default=0)
    return inner > 0.9 * weights.plain(node)
