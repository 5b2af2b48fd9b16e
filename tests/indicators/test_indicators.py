"""Canonical names of indicators: tolerant of scope words, strict about look-alikes."""

import pytest

from extractors import indicators
from extractors.indicators import canonical, mentions, scope
from schemas.errors import RuleError


@pytest.mark.parametrize(
    ("subject", "name"),
    [
        ("地区生产总值", "地区生产总值"),
        ("全市生产总值", "地区生产总值"),
        ("青砚市地区生产总值", "地区生产总值"),
        ("预计全年GDP", "地区生产总值"),
        ("全国国内生产总值", "国内生产总值"),
        ("全市规上工业增加值增速", "规模以上工业增加值"),
        ("居民消费价格总水平涨幅", "居民消费价格涨幅"),
        ("CPI", "居民消费价格涨幅"),
        ("城镇新增就业人数", "城镇新增就业"),
        ("地方公共财政预算收入", "一般公共预算收入"),
        ("“专精特新”中小企业", "专精特新企业"),
        ("细颗粒物（PM2.5）年均浓度", "PM2.5浓度"),
        ("新登记市场主体", "新增经营主体"),
        ("社会消费品零售额", "社会消费品零售总额"),
    ],
)
def test_a_subject_finds_its_canonical_name(subject: str, name: str) -> None:
    found = canonical(subject)
    assert found is not None
    assert found.name == name


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("一般公共预算收入", "税收收入"),
        ("一般公共预算收入", "财政总收入"),
        ("规上工业增加值", "规上工业总产值"),
        ("规模以上工业增加值", "工业增加值"),
        ("城镇居民人均可支配收入", "农村居民人均可支配收入"),
        ("城镇登记失业率", "城镇调查失业率"),
        ("地区生产总值", "人均地区生产总值"),
        ("地区生产总值", "单位地区生产总值能耗"),
        ("税收收入", "税收占比"),
        ("进出口总额", "出口总额"),
        ("高新技术企业", "新增高新技术企业"),
        ("常住人口城镇化率", "户籍人口城镇化率"),
        ("新建高标准农田", "新建和改造提升高标准农田"),
    ],
)
def test_look_alikes_stay_apart(one: str, other: str) -> None:
    a, b = canonical(one), canonical(other)
    assert a is not None and b is not None
    assert a.name != b.name


@pytest.mark.parametrize(
    "subject",
    [
        "智能装备产业园项目开工",
        "城镇常住人口",
        "地区生产总值增长与全省同步的县",
        "税收收入占比最高的行业",
        "",
        "增长",
        "全市",
    ],
)
def test_what_is_no_indicator_is_left(subject: str) -> None:
    assert canonical(subject) is None


def test_a_level_in_a_foreign_unit_is_not_the_indicator() -> None:
    assert canonical("高速公路", ["米"]) is not None
    assert canonical("高速公路", ["条"]) is None
    assert canonical("高速公路", ["%"]) is not None
    assert canonical("城镇新增就业", ["人次"]) is not None


def test_scope_words_are_kept() -> None:
    assert scope("青砚市地区生产总值") == "青砚市"
    assert scope("地区生产总值") == ""
    assert scope("某某工程") == ""


def test_mentions_take_the_longest_wording() -> None:
    text = "全年城镇登记失业率3.1%，一般公共预算收入增长6%，其中税收收入增长7%。"
    assert [(text[a:b], ind.name) for a, b, ind in mentions(text)] == [
        ("城镇登记失业率", "城镇登记失业率"),
        ("一般公共预算收入", "一般公共预算收入"),
        ("税收收入", "税收收入"),
    ]


def test_direction_of_goodness_is_known() -> None:
    table = indicators.indicators()
    assert len(table) >= 150
    lower = {
        "城镇调查失业率",
        "居民消费价格涨幅",
        "单位地区生产总值能耗",
        "地方政府债务余额",
        "生产安全事故死亡人数",
        "PM2.5浓度",
    }
    assert all(table[name].better == "lower" for name in lower)
    assert table["地区生产总值"].better == "higher"


def test_every_wording_leads_to_its_own_row() -> None:
    for ind in indicators.indicators().values():
        for wording in (ind.name, *ind.synonyms):
            assert canonical(wording) is ind, wording


def test_a_faulty_row_is_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    row = dict.fromkeys(("synonyms", "unit", "kin", "near", "parts", "source"), "")
    row |= {"name": "甲", "kind": "size", "better": "higher"}
    monkeypatch.setattr(indicators, "read_table", lambda name: (row,))
    indicators.indicators.cache_clear()
    with pytest.raises(RuleError, match="size"):
        indicators.indicators()
    monkeypatch.undo()
    indicators.indicators.cache_clear()
