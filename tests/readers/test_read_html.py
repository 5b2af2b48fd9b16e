from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st
from reading_files import grid, read_bytes

from pipeline.readers.html_lines import LineWriter
from pipeline.readers.html_tree import parse
from schemas.errors import UnreadableDocument
from schemas.mapped_text import MappedText

PARAGRAPHS = "".join(
    f"<p>　　（{n}）到2031年底，第{n}批改造老旧小区&nbsp;12个，惠及居民4800户，由县住建局牵头落实，各乡镇配合。</p>\n"
    for n in range(1, 9)
)
PORTAL = f"""<!DOCTYPE html><html><head><meta charset="utf-8"><title>关于印发改造方案的通知 - 栎川县人民政府网</title>
<meta name="ArticleTitle" content="关于印发改造方案的通知"><meta name="PubDate" content="2031-03-05 10:20">
<style>p {{ color: red }}</style><script>var s = "<p>脚本里的文字</p>";</script></head>
<body><div class="nav"><a href="/">首页</a><a>政务公开</a></div>
<div class="wrap"><div class="info"><table>
<tr><td>索 引 号：</td><td>LC001/2031-00012</td><td>发文机关：</td><td>栎川县人民政府</td></tr>
<tr><td>成文日期：</td><td>2031年03月01日</td><td>发文字号：</td><td>栎政发〔2031〕7号</td></tr></table></div>
<h1 class="title">关于印发改造方案的通知</h1>
<div class="content">{PARAGRAPHS}</div></div>
<div class="footer">主办单位：栎川县人民政府 <a>联系我们</a></div></body></html>"""


def slices(raw, words):
    at = raw.body.text.index(words)
    start, end = raw.body.source_span(at, at + len(words))
    return raw.source[start:end]


def test_the_article_is_read_without_navigation_box_and_footer(tmp_path):
    raw = read_bytes(tmp_path, "page.html", PORTAL)
    lines = raw.body.text.splitlines()
    assert lines[0] == "关于印发改造方案的通知"
    assert len(lines) == 9
    assert not any(words in raw.body.text for words in ("首页", "联系我们", "脚本", "索 引 号", "color"))
    assert raw.source == PORTAL


def test_the_box_above_the_article_becomes_hints(tmp_path):
    hints = read_bytes(tmp_path, "page.html", PORTAL).hints
    assert hints["issuer"] == "栎川县人民政府"
    assert hints["number"] == "栎政发〔2031〕7号"
    assert hints["date"] == "2031年03月01日"
    assert hints["published"] == "2031-03-05 10:20"
    assert hints["title"] == "关于印发改造方案的通知"


def test_an_entity_maps_to_its_whole_stretch(tmp_path):
    raw = read_bytes(tmp_path, "page.html", PORTAL)
    assert slices(raw, "小区\xa012个") == "小区&nbsp;12个"
    assert slices(raw, "\xa0") == "&nbsp;"


def test_a_quote_across_inline_markup_keeps_the_markup(tmp_path):
    raw = read_bytes(
        tmp_path, "a.html", "<div><p>完成<b>投资</b><font size=2>3.2</font>亿元。</p><p>第二段。</p></div>"
    )
    assert raw.body.text == "完成投资3.2亿元。\n第二段。\n"
    assert slices(raw, "投资3.2亿元") == "投资</b><font size=2>3.2</font>亿元"


TABLE = """<p>任务分工表</p><table><thead><tr><th rowspan="2">任务</th><th colspan="2">2031年目标</th></tr>
<tr><th>数量</th><th>单位</th></tr></thead>
<tr><td><p>改造小区</p><p>（含续建）</p></td><td>12&#65;</td><td>个</td></tr><tr><td>绿道<td><td>公里</tr></table><p>完。</p>"""


def test_a_data_table_becomes_cells_and_tabbed_lines(tmp_path):
    raw = read_bytes(tmp_path, "t.html", TABLE)
    (table,) = raw.tables
    assert grid(table) == [
        ["任务", "2031年目标", ""],
        ["", "数量", "单位"],
        ["改造小区 （含续建）", "12A", "个"],
        ["绿道", "", "公里"],
    ]
    assert (table.cells[0].row_span, table.cells[1].col_span, table.caption) == (2, 2, "任务分工表")
    figure = next(c for c in table.cells if c.text == "12A")
    assert raw.source[figure.start : figure.end] == "12&#65;"
    empty = next(c for c in table.cells if c.text == "")
    assert empty.start == empty.end
    assert "改造小区 （含续建）\t12A\t个\n" in raw.body.text
    outside = raw.body.without([(table.start, table.end)]).text
    assert "改造小区" not in outside and "完。" in outside


def test_a_table_that_lays_out_the_page_is_prose(tmp_path):
    raw = read_bytes(
        tmp_path, "t.html", f"<table><tr><td>导航</td><td>{PARAGRAPHS * 4}</td></tr><tr><td>x</td></tr></table>"
    )
    assert raw.tables == ()
    assert raw.body.text.count("县住建局牵头") == 32


@pytest.mark.parametrize(
    "markup",
    [
        "<p>甲<p>乙<p>丙",
        "<div>甲</span></div>乙<br>丙",
        "<ul><li>甲<li>乙<li>丙</ul>",
        "<!-- <p>注</p> --><p title='a>b'>甲</p><p>乙</p><%@ page %><p>丙</p>",
        '<p title="没有收尾>甲</p><p>乙</p><p>丙</p>',
        "<td>甲</td><td>乙</td></table><p>丙",
        "<style>x</style><p>甲</p><script>1<2</script><p>乙</p><noscript>无</noscript>丙",
        "<p style='display:none'>藏</p><p>甲</p><pre>乙\n丙</pre>",
    ],
)
def test_untidy_markup_reads_on(tmp_path, markup):
    assert read_bytes(tmp_path, "a.html", markup).body.text.split() == ["甲", "乙", "丙"]


def test_line_ends_of_the_markup_are_no_spaces_between_chinese_characters(tmp_path):
    raw = read_bytes(tmp_path, "a.html", "<p>\n  全面完成\n  目标 GDP\n growth  rate\n</p>")
    assert raw.body.text == "全面完成目标 GDP growth rate\n"


@pytest.mark.parametrize("declared", ["gb2312", "GBK", "utf-8"])
def test_the_declared_charset_is_believed_where_the_bytes_agree(tmp_path, declared):
    page = f"<html><head><meta charset={declared}></head><body><p>栎川县农业农村局</p></body></html>"
    raw = read_bytes(tmp_path, "a.htm", page.encode("gb18030"))
    assert raw.source == page


def test_a_page_without_words_is_refused(tmp_path):
    with pytest.raises(UnreadableDocument, match="没有正文"):
        read_bytes(tmp_path, "a.html", "<html><body><script>var a=1</script></body></html>")


def test_very_deep_markup_is_read_and_not_a_crash(tmp_path):
    raw = read_bytes(tmp_path, "a.html", "<div>" * 5000 + "到底了" + "</div>" * 5000)
    assert raw.body.text == "到底了\n"


@given(st.text(alphabet="甲乙12&amp;lt;nbsp#x;<>/ \n\"'=ptdiv!-%", max_size=120))
def test_every_character_of_the_body_is_found_again_in_the_source(text):
    lines = LineWriter(text, flat=True).write(parse(text))
    body = MappedText.from_parts(lines.parts)
    for i, char in enumerate(body.text):
        start, end = body.source_span(i, i + 1)
        found = text[start:end]
        assert 0 <= start <= end <= len(text)
        assert char in "\n \t" or found == char or found.startswith("&")
