"""Lines of pages become paragraphs again by where they stood: indented, at the margin, centred."""

from documents import raw_document

from pipeline.clean import clean
from schemas.document import Block

LEFT, SIZE, COLUMN, PITCH = 80.0, 14.0, 28, 26.0


def page(*rows, number=1):
    """(text, box, page) of each row.  A row is (text, indent): in characters, or centred; `!` before it: set large."""
    out = []
    for i, (text, indent) in enumerate(rows):
        size = SIZE * 1.5 if text.startswith("!") else SIZE
        words = text.lstrip("!")
        width = len(words) * size
        x0 = LEFT + ((COLUMN * SIZE - width) / 2 if indent == "centred" else indent * SIZE)
        out.append((words, (x0, 80 + i * PITCH, x0 + width, 80 + i * PITCH + size), number))
    return out


def paragraphs(*pages):
    """The clean text's paragraphs of a pdf with these pages."""
    lines, blocks, text = [line for p in pages for line in p], [], ""
    for words, box, number in lines:
        blocks.append(Block(len(text), len(text) + len(words), "paragraph", page=number, box=box))
        text += words + "\n"
    raw = raw_document(text, name="方案.pdf", blocks=blocks)
    cleaned = clean(raw)
    assert all(raw.source[slice(*cleaned.source_span(i, i + 1))] == c for i, c in enumerate(cleaned.text) if c != "\n")
    return [line for line in cleaned.text.split("\n") if line.strip()]


FULL = "坚持项目为王加快推进重大工程建设持续扩大有效投资规模"  # 26 characters: a full first line
REST = "全面提升要素保障能力和服务水平，切实解决企业反映的新难题"  # 28: a full line at the margin
BODY = page((FULL, 2), (REST, 0), (REST, 0), ("确保完成。", 0), (FULL, 2), (REST, 0), ("形成合力。", 0))
READ = [FULL + REST + REST + "确保完成。", FULL + REST + "形成合力。"]


def test_a_sentence_that_ends_at_the_right_margin_does_not_end_its_paragraph():
    rows = page((FULL, 2), (REST[:-1] + "。", 0), ("（责任单位：县水利局）", 0))
    assert paragraphs(BODY, [(w, b, 2) for w, b, _ in rows])[2:] == [FULL + REST[:-1] + "。（责任单位：县水利局）"]


def test_an_indented_line_opens_a_paragraph_though_the_line_before_it_is_full():
    rows = page(("（一）" + FULL[:23], 2), (FULL, 2), ("落实到人。", 0), number=2)
    assert paragraphs(BODY, rows)[2:] == ["（一）" + FULL[:23], FULL + "落实到人。"]


def test_in_a_frame_all_lines_are_indented():
    rows = page(("1.示范工程。" + FULL[:19], 2), (FULL[:25], 2), ("落实到人。", 2), ("2.试点工程。", 2), number=2)
    assert paragraphs(BODY, rows)[2:] == ["1.示范工程。" + FULL[:19] + FULL[:25] + "落实到人。", "2.试点工程。"]


def test_the_few_characters_that_a_layout_left_on_a_line_stay_in_their_sentence():
    rows = page((FULL, 2), ("统筹", 0), (REST, 0), ("落实到人。", 0), number=2)
    assert paragraphs(BODY, rows)[2:] == [FULL + "统筹" + REST + "落实到人。"]


def test_a_title_is_joined_to_itself_and_to_nothing_else():
    rows = page(
        ("关于县域重点工程建设情况的", "centred"),
        ("某某县督查室2031年5月6日", "centred"),
        ("!关于重点工程建设情况的督", "centred"),
        ("!查通报", "centred"),
        (FULL, 2),
        ("落实到人。", 0),
    )
    found = paragraphs(rows, [(w, b, 2) for w, b, _ in BODY])
    assert found[-4:] == ["关于重点工程建设情况的督查通报", FULL + "落实到人。", *READ]


def test_a_paragraph_goes_on_over_the_page():
    first = page((FULL, 2), (REST, 0), (FULL, 2), (REST, 0))
    second = page(("确保如期完成。", 0), (FULL, 2), ("落实到人。", 0), (FULL, 2), (REST, 0), number=2)
    assert paragraphs(first, second) == [
        FULL + REST,
        FULL + REST + "确保如期完成。",
        FULL + "落实到人。",
        FULL + REST,
    ]


def test_pages_without_indented_paragraphs_are_read_by_the_width_of_their_lines():
    rows = page(
        (REST, 0), ("确保如期完成。", 0), (REST, 0), ("落实到人。", 0), (REST, 0), (REST, 0), (REST, 0), ("好。", 0)
    )
    assert paragraphs(rows)[:2] == [REST + "确保如期完成。", REST + "落实到人。"]
