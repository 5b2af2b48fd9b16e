"""Which reader takes which file, by content first and suffix second."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from importlib import import_module
from typing import Any, cast

from pipeline.readers.limits import Limits
from pipeline.readers.rawfile import RawFile
from pipeline.readers.sniff import has_markup, sniff
from schemas.document import RawDocument
from schemas.errors import UnreadableDocument, UnsupportedFormat

Reader = Callable[[RawFile, Limits], RawDocument]


@dataclass(frozen=True, slots=True)
class Format:
    """A kind of file. reader: "module:function", loaded when first needed; None where nobody reads it yet."""

    name: str
    label: str
    suffixes: tuple[str, ...]
    reader: str | None = None
    advice: str = ""

    def load(self) -> Reader:
        """The function that reads this format."""
        module, _, function = cast(str, self.reader).partition(":")
        found: Any = getattr(import_module(module), function)
        return cast(Reader, found)


FORMATS = (
    Format("txt", "文本", ("txt", "text"), "pipeline.readers.plain:read_text"),
    Format("md", "Markdown 文本", ("md", "markdown"), "pipeline.readers.markdown:read_markdown"),
    Format("html", "网页", ("html", "htm", "xhtml", "shtml"), "pipeline.readers.html:read_html"),
    Format("docx", "Word 文档（docx）", ("docx", "docm", "dotx"), "pipeline.readers.docx:read_docx"),
    Format("pdf", "PDF", ("pdf",), "pipeline.readers.pdf:read_pdf"),
    Format("xlsx", "Excel 工作簿（xlsx）", ("xlsx", "xlsm", "xltx"), "pipeline.readers.xlsx:read_xlsx"),
    Format("xls", "Excel 97 工作簿（xls）", ("xls", "et"), "pipeline.readers.xls:read_xls"),
    Format("xlsb", "Excel 二进制工作簿（xlsb）", ("xlsb",), advice="请另存为 xlsx"),
    Format("csv", "逗号分隔表格（csv）", ("csv", "tsv"), "pipeline.readers.csvfile:read_csv"),
    Format("doc", "Word 97 文档（doc、wps）", ("doc", "wps", "dot"), "pipeline.readers.doc:read_doc"),
    Format("odf", "OpenDocument 文件（odt、ods）", ("odt", "ods"), "pipeline.readers.libreoffice:read_by_office"),
    Format("ofd", "版式文件（ofd）", ("ofd",), "pipeline.readers.ofd:read_ofd"),
    Format("zip", "压缩包（zip）", ("zip",), "pipeline.readers.archive:read_zip"),
    Format("rar", "压缩包（rar）", ("rar",), advice="请先解压"),
    Format("7z", "压缩包（7z）", ("7z",), advice="请先解压"),
    Format("rtf", "富文本（rtf）", ("rtf",), "pipeline.readers.libreoffice:read_by_office"),
    Format("mht", "网页存档（mht）", ("mht", "mhtml"), advice="请另存为 html"),
    Format("pptx", "演示文稿（pptx）", ("pptx",), advice="请导出为 pdf"),
    Format("ppt", "演示文稿（ppt）", ("ppt",), advice="请导出为 pdf"),
    Format("png", "图片", ("png",), "pipeline.readers.picture:read_picture"),
    Format("jpg", "图片", ("jpg", "jpeg"), "pipeline.readers.picture:read_picture"),
    Format("tiff", "图片", ("tif", "tiff"), "pipeline.readers.picture:read_picture"),
    Format("bmp", "图片", ("bmp",), "pipeline.readers.picture:read_picture"),
    Format("gif", "图片", ("gif",), "pipeline.readers.picture:read_picture"),
)
BY_NAME = {f.name: f for f in FORMATS}
BY_SUFFIX = {suffix: f for f in FORMATS for suffix in f.suffixes}
# where the content alone does not tell: markdown with html in it, and containers whose parts cannot be listed, whose
# own reader says what is wrong with them
_KEPT = {"html": ("md",), "zip": ("docx", "xlsx", "ofd"), "ole": ("xls", "doc", "ppt")}
_TEXTS = {"txt", "md", "csv", "html"}


def choose(file: RawFile) -> tuple[Format, str | None]:
    """The format of a file, and a remark where its suffix says something else.

    Raises UnsupportedFormat where nobody reads it, UnreadableDocument where it is protected by a password.
    """
    named, shown = BY_SUFFIX.get(file.suffix), sniff(file.data)
    if shown == "encrypted":
        raise UnreadableDocument(file.name, "文件已加密，需要密码")
    if shown is None:
        found = _text_format(file, named)
    elif named is not None and named.name in _KEPT.get(shown, ()):
        found = named
    else:
        found = BY_NAME.get(shown)
    if found is None:
        suffix = f"（.{file.suffix}）" if file.suffix else ""
        raise UnsupportedFormat(file.name, f"不认识的文件类型{suffix}")
    if found.reader is None:
        raise UnsupportedFormat(file.name, f"暂不支持{found.label}" + (f"，{found.advice}" if found.advice else ""))
    remark = None
    if found is not named and named is not None:
        remark = f"扩展名是 .{file.suffix}，内容实为{found.label}，已按内容读取"
    elif named is None:
        remark = f"没有可识别的扩展名，内容看来是{found.label}，已按内容读取"
    return found, remark


def _text_format(file: RawFile, named: Format | None) -> Format | None:
    """The format of bytes without a signature: the suffix is believed where it names a kind of text."""
    if named is not None and named.name in _TEXTS:
        return named
    if named is not None and named.name == "pdf":
        return named  # its reader says that the header is missing
    if file.suffix and named is None:
        return None
    if b"\x00" in file.data[:4096]:
        if named is not None:
            raise UnreadableDocument(file.name, f"文件损坏：内容不是{named.label}，也不是文本")
        return None
    return BY_NAME["html"] if has_markup(file.data) else BY_NAME["txt"]
