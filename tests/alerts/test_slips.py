"""Supervision slips: one page for each agency and overdue matter, numbered once, the same bytes each time."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from datetime import date, timedelta
from io import BytesIO
from pathlib import Path
from typing import Any

import pytest
from docx import Document
from made import AS_OF, JUNE, PLAN, finding

from pipeline.alert_telling import tell
from pipeline.alerts import raise_alerts
from pipeline.batch import Processed
from pipeline.messengers.files import Log
from pipeline.slip_docx import HEIGHT, fitting, height, to_bytes
from pipeline.store import Store
from pipeline.supervision_slip import Issued, Slip, issue, write_slips
from schemas.document import Meta
from schemas.errors import StoreError
from schemas.findings import Finding
from schemas.settings import Settings, read_settings

META = Meta("青砚市2031年住房保障计划", ("青砚市人民政府办公室",), "青政办发〔2031〕5号", date(2031, 1, 20), "plan")


@pytest.fixture
def store() -> Iterator[Store]:
    with Store("sqlite://") as opened:
        yield opened


def run(store: Store, *found: Finding, as_of: date = AS_OF, settings: Settings | None = None) -> Issued:
    """A run that finds these: alerts are told, slips issued."""
    chosen = settings or Settings()
    store.save(Processed(PLAN, f"收文/{PLAN}", statements=tuple(f.target for f in found), digest="a1"))
    alerts = raise_alerts(found, as_of=as_of, settings=chosen)
    tell(store, alerts, found, [Log()], as_of=as_of, settings=chosen)
    return issue(store, alerts, as_of=as_of, settings=chosen, metas={PLAN: META})


def overdue(subject: str = "新建公租房", **more: Any) -> Finding:
    return finding("unreported", subject=subject, due=JUNE, source="explicit", **more)


def missed(reported: float = 900, **more: Any) -> Finding:
    return finding("missed", reported=reported, due=AS_OF, **more)


def text(slip: Slip) -> str:
    """All words of the page, in order."""
    doc = Document(BytesIO(to_bytes(slip)))
    words = [p.text for p in doc.paragraphs]
    [table] = doc.tables
    return "\n".join([*words, *(f"{row.cells[0].text}：{row.cells[1].text}" for row in table.rows)])


def test_a_slip_has_the_elements_of_an_official_document(store: Store) -> None:
    settings = read_settings('[slips]\nissuer = "青砚市政府督查室"\nmark = "青政督"\ncontact = "值班室 12345"')
    [slip] = run(store, missed(page=3), settings=settings).slips
    assert text(slip) == (
        "青砚市政府督查室\n"
        "青政督〔2031〕1号\n"
        "关于“新建公租房”的督办单\n"
        "市住建局：\n"
        "你单位负责的下列事项未按期完成，现予督办。\n"
        "一、办理要求。请查明原因，明确责任人、措施和完成时间，抓紧办理；确需延期的，请提出延期申请并说明理由。\n"
        "二、反馈时限。请于2031年10月7日前书面反馈办理情况。\n"
        "青砚市政府督查室\n"
        "2031年9月30日\n"
        "（联系人：值班室 12345）\n"
        "督办事项：新建公租房\n"
        "目标要求：1000套\n"
        "完成时限：2031年9月30日（今日到期）\n"
        "依据原文：“新建公租房1000套”（《青砚市2031年住房保障计划》（青政办发〔2031〕5号），第3页）\n"
        "进展情况：“新建公租房900套”（截至2031年9月30日，进展.xlsx）；未按期完成，差100套，完成90%。"
    )


def test_the_page_is_laid_out_as_the_standard_has_it(store: Store) -> None:
    [slip] = run(store, overdue()).slips
    doc = Document(BytesIO(to_bytes(slip)))
    section = doc.sections[0]
    lengths = section.page_width, section.page_height, section.top_margin, section.left_margin
    assert [round(x.mm) for x in lengths] == [210, 297, 37, 28]
    title = next(p.runs[0] for p in doc.paragraphs if p.text.startswith("关于"))
    body = next(p.runs[0] for p in doc.paragraphs if p.text.startswith("你单位"))
    assert [(r.font.name, r.font.size.pt) for r in (title, body)] == [("方正小标宋简体", 22), ("仿宋", 16)]
    dated = next(p for p in doc.paragraphs if p.text == "2031年9月30日")
    assert dated.paragraph_format.right_indent.pt == 64


def test_every_lead_agency_gets_its_own_and_the_others_are_named(store: Store) -> None:
    issued = run(store, overdue(agency="市住建局 市财政局"), missed(subject="乙"))
    assert [(s.number, s.agency, s.subject, s.joint, s.support) for s in issued.slips] == [
        (1, "市住建局", "新建公租房", "市财政局", ""),
        (2, "市财政局", "新建公租房", "市住建局", ""),
        (3, "市住建局", "乙", "", ""),
    ]
    assert "会同有关单位" in text(issued.slips[0]) and "共同牵头：市财政局" in text(issued.slips[0])
    assert issued.slips[0].issuer == "青砚市人民政府办公室"


def test_bounds_are_spelled_out(store: Store) -> None:
    found = overdue()
    [measure] = found.target.measures
    least = replace(found, target=replace(found.target, measures=(replace(measure, comparator="ge"),)))
    [slip] = run(store, least).slips
    assert slip.target == "不低于1000套"


def test_an_agency_under_two_names_is_one_addressee(store: Store) -> None:
    issued = run(store, overdue(agency="市发改委 市发展改革委"), missed(subject="乙", agency="市发改委"))
    assert [(s.agency, s.subject, s.joint) for s in issued.slips] == [
        ("市发展改革委", "新建公租房", ""),
        ("市发展改革委", "乙", ""),
    ]


def test_a_slip_stays_when_its_agency_is_named_more_fully_elsewhere(store: Store) -> None:
    first = run(store, overdue(agency="市发改委"))
    again = run(store, overdue(agency="市发改委"), missed(subject="乙", agency="市发展和改革委员会"))
    assert again.slips[0] == first.slips[0] and again.fresh == 1
    assert [s.agency for s in again.slips] == ["市发改委", "市发展和改革委员会"]


def test_only_what_is_asked_for_and_only_where_somebody_is_named(store: Store) -> None:
    found = [overdue(agency=""), finding("behind", subject="乙", reported=300, expected=750), missed(subject="丙")]
    issued = run(store, *found)
    assert ([s.subject for s in issued.slips], issued.nobody) == (["丙"], 1)
    late = run(store, *found, settings=read_settings('[slips]\nkinds = ["behind"]'))
    assert [(s.number, s.subject) for s in late.slips] == [(2, "乙")]
    assert "现予督办" in text(late.slips[0]) and "进度滞后" in text(late.slips[0])


def test_numbers_are_given_once_and_slips_stay_as_they_are(store: Store, tmp_path: Path) -> None:
    first = run(store, overdue())
    later = AS_OF + timedelta(days=20)
    second = run(store, missed(subject="乙"), overdue(), as_of=later)
    assert (first.fresh, second.fresh) == (1, 1)
    assert second.slips[0] == first.slips[0]
    assert [s.label for s in second.slips] == ["督办〔2031〕1号", "督办〔2031〕2号"]
    before = {p.name: p.read_bytes() for p in write_slips(first.slips, tmp_path / "督办单")}
    after = {p.name: p.read_bytes() for p in write_slips(second.slips, tmp_path / "督办单")}
    assert before.items() <= after.items()
    assert sorted(after) == ["2031-001 市住建局 新建公租房.docx", "2031-002 市住建局 乙.docx"]


def test_numbers_begin_anew_with_the_year(store: Store) -> None:
    run(store, overdue())
    slips = run(store, overdue(), overdue("乙"), as_of=date(2032, 1, 15)).slips
    assert [s.label for s in slips] == ["督办〔2031〕1号", "督办〔2032〕1号"]


def test_what_was_closed_and_comes_again_gets_a_new_slip(store: Store) -> None:
    run(store, missed())
    assert run(store, finding("met", reported=1000, due=AS_OF), as_of=AS_OF + timedelta(days=1)).slips == ()
    again = run(store, missed(), as_of=AS_OF + timedelta(days=9))
    assert [(s.number, s.issued) for s in again.slips] == [(2, date(2031, 10, 9))]


def test_a_plan_saved_anew_keeps_its_slips(store: Store) -> None:
    old = overdue()
    first = run(store, old)
    again = run(store, replace(old, target=replace(old.target, id="another"), id="f2"))
    assert (again.slips, again.fresh) == (first.slips, 0)


@pytest.mark.parametrize("more", [1, 5, 60])
def test_everything_is_on_one_page(store: Store, more: int) -> None:
    [plain] = run(store, missed()).slips
    long = replace(
        plain,
        subject="第三人民医院新院区" * more, source="《重大项目攻坚行动实施方案》" * more, target="≥36个；" * more,
        quote="依据的原文写得很长，" * more, report="“报告也写得很长，" * more + "”", support="市财政局、" * more,
        place="二（三）1 重点任务" * more, contact="值班室", agency="市住房和城乡建设局" * min(more, 4),
    )  # fmt: skip
    assert height(long, fitting(long)) <= HEIGHT
    assert fitting(plain).size == 16 and fitting(plain).longest == 200


def test_names_of_files_hold_nothing_that_a_disk_refuses(store: Store) -> None:
    [slip] = run(store, overdue("新建A/B区\n公租房：“一期”? *", agency="市住建局")).slips
    assert slip.file_name == "2031-001 市住建局 新建A B区 公租房：“一期”.docx"


def test_a_slip_that_cannot_be_written_is_named(store: Store, tmp_path: Path) -> None:
    [slip] = run(store, overdue()).slips
    (tmp_path / slip.file_name).mkdir()
    with pytest.raises(StoreError, match="市住建局 新建公租房"):
        write_slips([slip], tmp_path)
    assert [p.name for p in tmp_path.iterdir()] == [slip.file_name]
