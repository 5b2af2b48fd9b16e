"""Numbers, offices, places, titles and dates by themselves."""

from datetime import date

import pytest

from pipeline import describe_dates as dates
from pipeline import describe_offices as offices
from pipeline import describe_places as places
from pipeline import describe_titles as titles


@pytest.mark.parametrize(
    "written",
    [
        "云办发〔2023〕1号",
        "云办发[2023]1号",
        "云办发（2023）1号",
        "云办发【2023】第1号",
        "云办发 〔 2023 〕 1 号",
        "云办发［2023］01号",
    ],
)
def test_a_document_number_in_all_brackets(written):
    assert offices.document_number(written) == "云办发〔2023〕1号"


@pytest.mark.parametrize(
    ("line", "own"),
    [
        ("（云政发〔2021〕2号）", "云政发〔2021〕2号"),
        ("云溪市人民政府关于印发方案的通知（云政发〔2021〕2号）", "云政发〔2021〕2号"),
        ("依据《意见》（云政发〔2021〕2号）和有关规定，制定本方案。", None),
    ],
)
def test_a_number_cited_in_prose_is_not_the_document_s_own(line, own):
    assert offices.number_of([line]) == own


@pytest.mark.parametrize(
    ("title", "issuers"),
    [
        ("云溪市发展和改革委员会 云溪市财政局关于印发绿化方案的通知", ("云溪市发展和改革委员会", "云溪市财政局")),
        ("云溪市卫生健康委等4部门关于印发方案的通知", ("云溪市卫生健康委",)),
        ("云溪市人民政府印发关于绿化的实施方案的通知", ("云溪市人民政府",)),
        ("关于印发绿化方案的通知", ()),
    ],
)
def test_the_offices_before_the_verb_of_a_title_issue_it(title, issuers):
    assert offices.issuers_of_title(title) == issuers


def test_a_short_office_gives_way_to_its_full_name_and_the_government_is_not_its_office():
    merged = offices.merge_offices(
        ["云溪市卫生健康委"], ["市政府办公厅"], ["云溪市卫生健康委员会", "云溪市人民政府办公厅"]
    )
    assert merged == ("云溪市卫生健康委员会", "云溪市人民政府办公厅")
    assert offices.merge_offices(["云溪市人民政府"], ["云溪市人民政府办公室"]) == (
        "云溪市人民政府",
        "云溪市人民政府办公室",
    )


@pytest.mark.parametrize(
    ("title", "kind"),
    [
        ("云溪市绿化实施方案", "plan"),
        ("云溪市绿化实施方案（试行）", "plan"),
        ("关于《云溪市绿化实施方案》的公示", "plan"),
        ("关于做好秋收工作的通知", "notice"),
        ("关于印发云溪市公园管理办法的通知", "rules"),
        ("云溪市2023年统计公报", "bulletin"),
        ("在调度会上的讲话", "speech"),
        ("2023年政府工作报告", "report"),
        ("云溪市人民政府关于促进就业的若干意见", "plan"),
        ("云溪建起一座桥", "other"),
    ],
)
def test_the_kind_follows_from_the_last_word_of_the_title(title, kind):
    assert titles.kind_of(title) == kind


@pytest.mark.parametrize(
    ("written", "tidy"),
    [
        ("云溪市绿化方案 - 云溪市人民政府门户网站", "云溪市绿化方案"),
        ("云溪市绿化方案 | 云溪市人民政府", "云溪市绿化方案"),
        ("云溪市政府工作报告（2024年1月17日 某某）", "云溪市政府工作报告"),
        ("云溪市2023年统计公报[1]", "云溪市2023年统计公报"),
        ('云溪市绿化方案"', "云溪市绿化方案"),
        ("云溪市绿化方案（8页）.doc", "云溪市绿化方案"),
    ],
)
def test_a_title_loses_what_sites_and_files_add(written, tidy):
    assert titles.tidy_title(written) == tidy


def test_known_divisions_are_written_in_full_and_unknown_ones_as_they_stand():
    assert places.place_of_office("云溪市人民政府办公室", "") == "云溪市"
    assert places.place_of_office("云溪省青屏市河湾县人民政府", "") == "云溪省青屏市河湾县"
    assert places.place_of_office("国家发展和改革委员会", "") is None
    assert places.place_of_office("市政府办公厅", "") is None


def test_a_name_of_several_divisions_is_decided_by_the_rest_of_the_text_or_left_open():
    names = [n for n, group in places._divisions().items() if len(group) > 2 and n.endswith("区")]
    name = sorted(names)[0]
    first = places._divisions()[name][0]
    assert places.place_of_office(f"{name}人民政府", "") == name
    assert places.place_of_office(f"{name}人民政府", f"{first.parent[-3:]}要求") in {first.full, name}


def test_every_division_has_a_parent_that_is_listed():
    known = {d.full for group in places._divisions().values() for d in group}
    assert all(d.parent in known or not d.parent for group in places._divisions().values() for d in group)
    assert len(places.province_signs()) == 34


@pytest.mark.parametrize(
    ("text", "day"),
    [
        ("2022年5月11日", dates.Day(date(2022, 5, 11), exact=True)),
        ("二〇二二年十二月三十一日", dates.Day(date(2022, 12, 31), exact=True)),
        ("二○二二年五月", dates.Day(date(2022, 5, 31), exact=False)),
        ("2022-05-11", dates.Day(date(2022, 5, 11), exact=True)),
        ("2022年2月30日", None),
        ("5月11日", None),
    ],
)
def test_dates_in_figures_and_chinese_numerals(text, day):
    assert dates.first_day(text) == day


@pytest.mark.parametrize(
    ("title", "place", "office"),
    [
        ("省水利厅2031年工作要点", "江苏省", ("江苏省水利厅",)),
        ("省水利厅2031年工作要点", None, ()),
        ("云溪市水利局2031年工作要点", None, ("云溪市水利局",)),
        ("云溪市2031年水利工作要点", "云溪市", ()),
    ],
)
def test_the_office_that_opens_a_title_issues_it(title, place, office):
    assert offices.issuer_before_year(title, place) == office
