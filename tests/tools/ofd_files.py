"""Small ofd files for tests: pages of text and rules, laid out in millimetres from the top left corner."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Sequence
from dataclasses import dataclass, field
from xml.sax.saxutils import escape

NAMESPACE = 'xmlns:ofd="http://www.ofdspec.org/2016"'


@dataclass
class OfdPaper:
    """An ofd file in the making. x, y: where a line's baseline begins.  size: of its characters."""

    title: str = ""
    pages: list[list[str]] = field(default_factory=lambda: [[]])
    template: list[str] = field(default_factory=list)

    def text(self, x: float, y: float, words: str, size: float = 4.2, *, delta: str | None = "") -> OfdPaper:
        """A line. delta: distances between characters, even ones unless given, None for none."""
        self.pages[-1].append(text_object(x, y, words, size, delta))
        return self

    def lines(self, x: float, y: float, texts: Sequence[str], step: float = 8) -> OfdPaper:
        for i, words in enumerate(texts):
            self.text(x, y + i * step, words)
        return self

    def rule(self, x0: float, y0: float, x1: float, y1: float) -> OfdPaper:
        self.pages[-1].append(
            f'<ofd:PathObject ID="9" Boundary="0 0 210 297" LineWidth="0.2"><ofd:AbbreviatedData>'
            f"M {x0} {y0} L {x1} {y1}</ofd:AbbreviatedData></ofd:PathObject>"
        )
        return self

    def table(
        self, x: float, y: float, rows: Sequence[Sequence[str]], width: float = 40, height: float = 9
    ) -> OfdPaper:
        cols = max(len(r) for r in rows)
        for i in range(len(rows) + 1):
            self.rule(x, y + i * height, x + cols * width, y + i * height)
        for j in range(cols + 1):
            self.rule(x + j * width, y, x + j * width, y + len(rows) * height)
        for i, row in enumerate(rows):
            for j, words in enumerate(row):
                self.text(x + j * width + 2, y + i * height + 6, words)
        return self

    def picture(self) -> OfdPaper:
        self.pages[-1].append('<ofd:ImageObject ID="8" Boundary="0 0 210 297" ResourceID="7"/>')
        return self

    def page(self) -> OfdPaper:
        self.pages.append([])
        return self

    def parts(self) -> dict[str, str]:
        """The file's parts by name."""
        under = '<ofd:Template TemplateID="2" ZOrder="Background"/>' if self.template else ""
        area = "<ofd:PageArea><ofd:PhysicalBox>0 0 210 297</ofd:PhysicalBox></ofd:PageArea>"
        entries = "".join(
            f'<ofd:Page ID="{i + 10}" BaseLoc="Pages/Page_{i}/Content.xml"/>' for i in range(len(self.pages))
        )
        named = '<ofd:TemplatePage ID="2" BaseLoc="Tpls/Tpl_0/Content.xml"/>' if self.template else ""
        parts = {
            "OFD.xml": f"<ofd:OFD {NAMESPACE}><ofd:DocBody><ofd:DocInfo><ofd:Title>{self.title}</ofd:Title>"
            "</ofd:DocInfo><ofd:DocRoot>Doc_0/Document.xml</ofd:DocRoot></ofd:DocBody></ofd:OFD>",
            "Doc_0/Document.xml": f"<ofd:Document {NAMESPACE}><ofd:CommonData>{area}{named}"
            f"</ofd:CommonData><ofd:Pages>{entries}</ofd:Pages></ofd:Document>",
        }
        for i, things in enumerate(self.pages):
            parts[f"Doc_0/Pages/Page_{i}/Content.xml"] = _content(under, things)
        if self.template:
            parts["Doc_0/Tpls/Tpl_0/Content.xml"] = _content("", self.template)
        return parts

    def bytes(self) -> bytes:
        out = io.BytesIO()
        with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
            for name, text in self.parts().items():
                archive.writestr(name, text)
        return out.getvalue()


def text_object(x: float, y: float, words: str, size: float = 4.2, delta: str | None = "") -> str:
    """One object of one line."""
    steps = f"g {len(words) - 1} {size}" if delta == "" else delta
    moved = f' DeltaX="{steps}"' if steps and len(words) > 1 else ""
    return (
        f'<ofd:TextObject ID="5" Boundary="{x} {y - size} {size * len(words)} {size * 1.2}" Font="3" Size="{size}">'
        f'<ofd:TextCode X="0" Y="{size}"{moved}>{escape(words)}</ofd:TextCode></ofd:TextObject>'
    )


def _content(under: str, things: Sequence[str]) -> str:
    layers = f'<ofd:Content><ofd:Layer ID="4" Type="Body">{"".join(things)}</ofd:Layer></ofd:Content>'
    return f"<ofd:Page {NAMESPACE}>{under}{layers}</ofd:Page>"
