"""The digest: every line with both quotes, gap and deadline; who gets which lines."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import Any

from made import AS_OF, JUNE, PLAN, finding

from pipeline.alert_book import Closing, Notice
from pipeline.alert_digest import Digest, digest, plain
from pipeline.alert_rules import route
from pipeline.alert_telling import tell
from pipeline.alerts import raise_alerts
from pipeline.messengers.files import Folder
from pipeline.outbox import flush
from pipeline.store import Store
from schemas.findings import Expected, Finding, Gap
from schemas.settings import AlertSettings, Settings, read_settings
from schemas.settings_channels import FileChannel
from schemas.values import Measure, RawFigure


def notices(*found: Finding, **more: Any) -> list[Notice]:
    return [Notice(alert, more.get("why", "new"), *more.get("rest", ())) for alert in raise_alerts(found, as_of=AS_OF)]


def made(*found: Finding, **more: Any) -> Digest:
    past = more.pop("past", 0)
    text = digest(notices(*found), as_of=AS_OF, settings=Settings(alerts=AlertSettings(**more)), past=past)
    assert text is not None
    return text


def items(text: Digest) -> list[str]:
    return [line.text for line in text.lines if line.kind == "item"]


def test_every_line_has_both_quotes_the_gap_and_the_deadline() -> None:
    found = [
        finding("missed", reported=900, due=AS_OF),
        finding("behind", reported=400, expected=750),
        finding("unreported", subject="甲", due=JUNE),
        finding("incomparable", subject="乙", asked=None, said="正在装修", due=JUNE, source="explicit"),
        finding("unreported", subject="丙", due=date(2031, 10, 10)),
    ]
    text = made(*found)
    assert items(text) == [
        "乙：目标“乙”（青砚市2031年计划.md）；报告“正在装修”（进展.xlsx）；报告未给出可比数值；时限2031年6月30日，逾期92天",
        "新建公租房：目标“新建公租房1000套”（青砚市2031年计划.md）；报告“新建公租房900套”（进展.xlsx）；"
        "差100套，完成90%；时限2031年9月30日，今日到期",
        "新建公租房：目标“新建公租房1000套”（青砚市2031年计划.md）；报告“新建公租房400套”（进展.xlsx）；"
        "差600套，完成40%；按序时进度，2031年9月30日应达750套；时限2031年12月31日，还剩92天",
        "丙：目标“丙1000套”（青砚市2031年计划.md）；各报告中未见进展；时限2031年10月10日，还剩10天",
        "甲：目标“甲1000套”（青砚市2031年计划.md）；各报告中未见进展；时限2031年6月30日，逾期92天",
    ]
    assert text.markdown.startswith(
        "# 督办提醒（截至2031年9月30日）\n\n"
        "共5项：超期未结1项，未完成1项，进度滞后1项，临近到期1项，未见报告1项；其中新增5项。\n\n"
        "## 超期未结（1项）\n\n**市住建局**\n\n- 乙："
    )


def test_a_row_of_a_table_is_quoted_cell_by_cell_its_figure_first() -> None:
    found = finding("missed", reported=900, due=AS_OF, quote="公租房项目\t新建1000套")
    assert found.answer is not None
    row = replace(found.answer, quote="新建公租房\t套\t1,000\t900", cell="进展!F4")
    [line] = items(made(replace(found, answer=row)))
    assert "目标「公租房项目 | 新建1000套」（青砚市2031年计划.md）" in line
    assert "报告900套（所在行「新建公租房 | 套 | 1,000 | 900」）（进展.xlsx）" in line


def test_quotes_are_as_people_read_them() -> None:
    found = [
        finding("missed", reported=900, due=AS_OF, quote="推動(dòng)“安居 工程”\n公租房 1000套"),
        finding("missed", reported=900, due=AS_OF, subject="乙", quote="新建 LED smart 路灯1000套"),
    ]
    first, second = items(made(*found))
    assert "目标“推動‘安居工程’公租房1000套”" in first
    assert "目标“新建LED smart路灯1000套”" in second


def test_figures_keep_the_unit_of_the_plan() -> None:
    acre = 10_000 / 15
    found = finding("behind", reported=400, expected=750)
    asked = Measure(32_000 * acre, "平方米", "eq", "level", RawFigure("3.2万亩", 3.2, "万", "亩"))
    target = replace(found.target, measures=(asked,))
    short = Gap(-23_000 * acre, "平方米", 0.2813)
    line = Expected(15_868.49 * acre, AS_OF)
    [words] = items(made(replace(found, target=target, gap=short, expected=line)))
    assert "差2.3万亩，完成28.1%；按序时进度，2031年9月30日应达1.59万亩；" in words
    [words] = items(made(replace(found, target=target, gap=Gap(-500 * acre, "平方米", 0.98), expected=line)))
    assert "差500亩，完成98%" in words


def test_what_nobody_answers_for_comes_after_what_somebody_does() -> None:
    nobody = finding("unreported", subject="甲", due=JUNE, agency="", strength="must")
    text = made(nobody, finding("unreported", subject="乙", due=JUNE))
    assert [line.text for line in text.lines if line.kind == "agency"] == ["市住建局", "未明确责任单位"]


def test_an_agency_under_two_names_is_one_group_and_keeps_its_name_in_the_line(tmp_path: Path) -> None:
    found = [
        finding("unreported", subject=f"事项{i}", due=JUNE, agency=agency, doc=doc)
        for i, (agency, doc) in enumerate(
            [("市发改委", "甲.md"), ("市发展改革委", "甲.md"), ("市水务局", "甲.md"), ("市水务局", "乙.md")]
        )
    ]
    places = {"甲.md": "青砚市", "乙.md": "砚南市"}
    with Store(f"sqlite:///{tmp_path / 'duban.db'}") as store:
        folder = Folder(tmp_path)
        raised = raise_alerts(found, as_of=AS_OF)
        tell(store, raised, found, [folder], as_of=AS_OF, settings=Settings(channels=(FileChannel(),)), places=places)
        flush(store, [folder], as_of=AS_OF)
    lines = (tmp_path / "digest.md").read_text("utf-8").splitlines()
    assert [line for line in lines if line.startswith("**")] == [
        "**市水务局（砚南市）**",
        "**市发展改革委**",
        "**市水务局（青砚市）**",
    ]
    [written] = [line for line in lines if "事项0" in line]
    assert written.endswith("；文中责任单位作市发改委")
    assert not any("文中责任单位作" in line for line in lines if "事项1" in line)


def test_what_got_worse_and_what_is_reminded_of_say_so() -> None:
    found = finding("missed", reported=900, due=AS_OF)
    worse = notices(found, why="worse", rest=(2, ("behind", JUNE)))
    again = notices(found, why="reminder", rest=(3, ("missed", JUNE)))
    text = digest([*again, *worse], as_of=AS_OF)
    assert text is not None
    first, second = items(text)
    assert first.startswith("【加重，6月30日为进度滞后】新建公租房：")
    assert second.startswith("【催办，第3次】新建公租房：")
    assert "其中加重1项、催办1项。" in text.markdown


def test_long_lists_are_counted_by_plan_and_agency() -> None:
    many = [finding("unreported", subject=f"任务{i}", due=JUNE, agency="市水务局") for i in range(40)]
    few = [finding("unreported", subject=f"项目{i}", due=JUNE, agency="市民政局") for i in range(10)]
    text = made(*many, *few, lines=10)
    assert len(items(text)) == 10
    rest = "另有40项，见台账：青砚市2031年计划.md（市水务局）30项、青砚市2031年计划.md（市民政局）10项。"
    assert text.lines[-1].text == rest


def test_what_fell_due_long_ago_is_counted_in_one_line() -> None:
    recent = finding("missed", reported=900, due=AS_OF)
    assert made(recent, past=312).lines[-1].text == "另有312项时限在2030年9月30日以前，不再逐项提醒，见台账。"
    assert "2031年6月30日以前" in made(recent, past=1, past_months=3).markdown
    assert "以前" not in made(recent).markdown


def test_without_notices_there_is_no_digest() -> None:
    done = Closing(finding("met", reported=1000).target, "met")
    assert digest([], [done], as_of=AS_OF) is None


def test_what_was_closed_stands_at_the_end_and_the_link_below() -> None:
    done = [
        Closing(finding("met", subject="甲").target, "met"),
        Closing(finding("on_track", subject="乙").target, "on_track"),
        Closing(finding("met", subject="丙").target, None),
        Closing(finding("met", subject="丁").target, "met", told=False),
    ]
    link = "http://oa.qingyan.example/ledger"
    rule = Settings(alerts=AlertSettings(link=link))
    text = digest(notices(finding("missed", reported=900, due=AS_OF)), done, as_of=AS_OF, settings=rule)
    assert text is not None
    assert text.markdown.endswith(
        "## 已销号（3项）\n\n"
        f"- 甲（{PLAN}）：已完成\n- 乙（{PLAN}）：已恢复正常\n- 丙（{PLAN}）：现行文件中已无此目标\n\n"
        f"[查看台账]({link})\n"
    )


def test_words_of_documents_call_nobody_and_link_nowhere() -> None:
    quote = "<@all> **新建** [公租房](http://evil.example) `1000套` <at id=all></at>"
    [line] = items(made(finding("missed", reported=900, due=AS_OF, quote=quote, subject="<@all>公租房")))
    assert not set("<>*`[]") & set(line)
    assert "＜@all＞公租房" in line
    assert len(plain("长" * 500)) == 60


SETTINGS = """
[[channels]]
kind = "file"
[[channels]]
kind = "log"
name = "值班"
[[channels]]
kind = "log"
name = "水务"
[[channels]]
kind = "log"
name = "要情"

[[rules]]
name = "红灯报领导"
to = ["要情"]
lights = ["红"]
plans = ["*计划.md"]
[[rules]]
name = "必须完成的"
to = ["要情"]
strengths = ["must"]
[[rules]]
name = "水务条线"
to = ["水务", "要情"]
agencies = ["水务", "水利"]
kinds = ["unreported", "overdue"]
"""


def test_rules_say_who_is_told_what_and_the_others_are_told_all() -> None:
    found = [
        finding("missed", subject="甲", reported=900, due=AS_OF),
        finding("behind", subject="乙", reported=600, expected=750),
        finding("unreported", subject="丙", due=JUNE, agency="市水务局"),
        finding("behind", subject="丁", reported=600, expected=750, strength="must"),
        finding("missed", subject="戊", reported=900, due=AS_OF, doc="讲话.txt"),
        finding("behind", subject="己", reported=600, expected=750, agency="市水利局"),
    ]
    done = [Closing(finding("met", subject="庚", agency="市水务局").target, "met")]
    shares = route(notices(*found), done, settings=read_settings(SETTINGS))
    subjects = {
        name: "".join(sorted(n.alert.finding.target.subject for n in share)) for name, (share, _) in shares.items()
    }
    assert subjects == {"file": "丁丙乙己戊甲", "值班": "丁丙乙己戊甲", "水务": "丙", "要情": "丁丙甲"}
    assert {name: len(closed) for name, (_, closed) in shares.items()} == {"file": 1, "值班": 1, "水务": 1, "要情": 1}


def test_a_rule_knows_an_agency_under_any_of_its_names() -> None:
    found = notices(finding("missed", reported=900, due=AS_OF, agency="市住房和城乡建设局"))
    text = '[[channels]]\nkind = "log"\n[[rules]]\nname = "住建"\nto = ["log"]\nagencies = ["%s"]'
    for asked, told in (("住建局", 1), ("市住建局", 1), ("县住建局", 0), ("市水务局", 0)):
        assert len(route(found, [], settings=read_settings(text % asked))["log"][0]) == told


def test_a_plan_is_known_by_its_title_too() -> None:
    found = notices(finding("missed", reported=900, due=AS_OF, doc="t2031.html"))
    text = '[[channels]]\nkind = "log"\n[[rules]]\nname = "住房"\nto = ["log"]\nplans = ["住房保障"]'
    for titles, told in (({}, 0), ({"t2031.html": "青砚市住房保障方案"}, 1), ({"t2031.html": None}, 0)):
        share, _ = route(found, [], settings=read_settings(text), titles=titles)["log"]
        assert len(share) == told


def test_without_rules_every_channel_is_told_everything() -> None:
    found = notices(finding("missed", reported=900, due=AS_OF))
    assert {name: len(share) for name, (share, _) in route(found, [], settings=Settings()).items()} == {
        "log": 1,
        "file": 1,
    }
