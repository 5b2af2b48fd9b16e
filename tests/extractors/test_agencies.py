"""Agencies: who leads, who supports, who acts; names cut rightly, nobody in particular left out."""

import agency_cases as cases
import agency_cases_more as more
import pytest

from extractors.agencies import find_actors, find_assignments, first_leads, is_generic, parse_assignment, split_names

ASSIGNMENTS = [*cases.ASSIGNMENTS, *more.ASSIGNMENTS]


def by_role(agencies):
    return {role: [a.name for a in agencies if a.role == role] for role in ("lead", "support", "person")}


def roles(lead, support, person):
    return {"lead": lead.split(), "support": support.split(), "person": person.split()}


@pytest.mark.parametrize(("words", "lead", "support", "person"), ASSIGNMENTS)
def test_an_assignment_names_its_bodies(words, lead, support, person):
    assert by_role(parse_assignment(words)) == roles(lead, support, person)


@pytest.mark.parametrize(("words", "lead", "support", "person"), [a for a in ASSIGNMENTS if any(a[1:])])
def test_it_names_the_same_in_a_bracket(words, lead, support, person):
    text = f"新建农村公路80公里。（{words}）"
    if "负责" in words or "牵头" in words or "单位：" in words:
        (found,) = find_assignments(text)
        assert text[found.start : found.end] == f"（{words}）"
        assert by_role(found.agencies) == roles(lead, support, person)


@pytest.mark.parametrize(
    ("words", "lead", "support", "person"), [a for a in ASSIGNMENTS if a[0].startswith(("责任单位：", "牵头单位："))]
)
def test_it_names_the_same_on_a_line_of_its_own(words, lead, support, person):
    (found,) = find_assignments(words)
    assert (found.start, found.end) == (0, len(words))
    assert by_role(found.agencies) == roles(lead, support, person)


@pytest.mark.parametrize(("words", "names"), [*cases.LISTS, *more.LISTS])
def test_a_list_is_cut_between_names_not_inside_them(words, names):
    assert list(split_names(words)) == names


@pytest.mark.parametrize(("sentence", "names"), [*cases.ACTORS, *more.ACTORS])
def test_who_acts_in_a_sentence(sentence, names):
    found = find_actors(sentence)
    assert [n.name for n in found[0][2]] == names.split()
    start, end, _ = found[0]
    assert sentence[start:end].startswith(names.split()[0])


@pytest.mark.parametrize("sentence", [*cases.NOBODY, *more.NOBODY])
def test_words_that_assign_nothing(sentence):
    assert find_actors(sentence) == []


@pytest.mark.parametrize("sentence", [*cases.PLAIN_BRACKETS, *more.PLAIN_BRACKETS])
def test_brackets_that_assign_nothing(sentence):
    assert find_assignments(sentence) == []


def test_a_bracket_may_say_by_when():
    (found,) = find_assignments("建设冷链基地3个。（责任单位：市商务局；完成时限：2031年9月底前）")
    assert by_role(found.agencies) == roles("市商务局", "", "")
    assert found.due == "2031年9月底前"


@pytest.mark.parametrize(
    ("bracket", "lead", "support", "due"),
    [
        ("（市民政局牵头；2031年底前完成）", "市民政局", "", "2031年底前"),
        ("（市民政局牵头，2031年9月底前完成，市财政局配合）", "市民政局", "市财政局", "2031年9月底前"),
        ("（责任单位：市民政局 完成时间：9月底）", "市民政局", "", "9月底"),
        ("【责任单位：市民政局、市残联】", "市民政局 市残联", "", None),
        ("[牵头单位：市民政局；配合单位：市残联]", "市民政局", "市残联", None),
        ("（市民政局、市残联负责，持续推进）", "市民政局 市残联", "", None),
        ("（市民政局牵头，长期坚持，市残联配合）", "市民政局", "市残联", None),
        ("（市卫生健康委负总责，市医保局、市残联各负其责）", "市卫生健康委 市医保局 市残联", "", None),
    ],
)
def test_when_and_how_long_are_no_bodies(bracket, lead, support, due):
    (found,) = find_assignments(f"建设冷链基地3个。{bracket}")
    assert by_role(found.agencies) == roles(lead, support, "")
    assert found.due == due


def test_a_line_may_say_by_when():
    (found,) = find_assignments("完成时限：2031年9月底前")
    assert found.agencies == ()
    assert found.due == "2031年9月底前"


def test_the_first_of_a_plain_list_leads_where_the_document_says_so():
    line = "责任单位：市商务局、市财政局、市税务局"
    assert first_leads("责任单位中排在第一位的为牵头单位")
    assert not first_leads(line)
    (found,) = find_assignments(line, first_leads=True)
    assert by_role(found.agencies) == roles("市商务局", "市财政局 市税务局", "")


@pytest.mark.parametrize("name", ["各部门", "有关部门", "各级各部门", "相关单位", "各有关单位"])
def test_nobody_in_particular(name):
    assert is_generic(name)


@pytest.mark.parametrize("name", ["各责任单位", "各镇办", "市财政局", "各县（市、区）人民政府"])
def test_somebody_in_particular(name):
    assert not is_generic(name)
