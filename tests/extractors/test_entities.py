"""What `duban entities` says of a figure or a body beside its value: kind, what it stands for each of, role, level."""

from datetime import date

import pytest

from extractors.entities import recognise

REFERENCE = date(2031, 3, 5)


def found(text, kind):
    return [e for e in recognise(text, REFERENCE) if e["type"] == kind]


@pytest.mark.parametrize(
    ("text", "kinds"),
    [
        ("规上工业增加值增长8%", ["growth"]),
        ("城镇调查失业率控制在5.5%以内", ["share"]),
        ("新建泵站12座", ["level"]),
        ("能耗下降4.8%，占比提高到36%", ["growth", "share"]),
        ("接待人次和收入分别增长12%和15%", ["growth", "growth"]),
        ("比重提高0.5个百分点", ["growth"]),
        ("高新技术企业净增50家、达到320家", ["growth", "level"]),
        ("农药使用量零增长", ["growth"]),
        ("覆盖率、达标率分别达到95%、98%", ["share", "share"]),
    ],
)
def test_the_words_around_a_figure_tell_its_kind(text, kinds):
    assert [e["kind"] for e in found(text, "quantity")] == kinds


@pytest.mark.parametrize(
    ("text", "per"),
    [
        ("每千人口拥有床位7.2张", "每千人口"),
        ("每万人拥有专利12件", "每万人"),
        ("每亩节水120立方米", "每亩"),
        ("每千名学生配备校医1.2人", "每千名学生"),
        ("每户补助3000元", "每户"),
        ("每个社区配备网格员6名", "每个社区"),
        ("户均增收2000元", "户均"),
        ("亩均税收达到30万元", "亩均"),
        ("改造住房1200套", None),
        ("每年新建住房1200套", None),
    ],
)
def test_a_denominator_before_a_figure_is_kept(text, per):
    assert found(text, "quantity")[-1]["per"] == per


def test_bodies_have_role_level_and_name():
    text = "新建公路80公里。（县交通运输局牵头，市发改委、财政局配合）各乡镇要在6月底前完成征地。"
    agencies = found(text, "agency")
    assert [(e["text"], e["role"], e["level"], e["body"]) for e in agencies] == [
        ("县交通运输局", "lead", "county", "交通运输"),
        ("市发改委", "support", "city", "发展改革"),
        ("财政局", "support", None, "财政"),
        ("各乡镇", "lead", None, "各乡镇"),
    ]
    assert all(text[e["start"] : e["end"]] == e["text"] for e in agencies)


@pytest.mark.parametrize("text", ["市场要素保障有力", "各有关部门要加强协作", "新建厂房（一期）12万平方米"])
def test_nobody_is_named_where_nobody_is_meant(text):
    assert found(text, "agency") == []
