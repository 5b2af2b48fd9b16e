"""One body under all its names, over documents of several places."""

from __future__ import annotations

import pytest

from pipeline.agency_groups import Bodies, means


def test_the_fullest_name_stands_for_all() -> None:
    bodies = Bodies([("市发改委", "青砚市"), ("市发展改革委", "青砚市"), ("发改委", "青砚市"), ("市财政局", "青砚市")])
    for name in ("市发改委", "市发展改革委", "发改委"):
        assert bodies.name(name, "青砚市") == bodies.label(name, "青砚市") == "市发展改革委"
    assert bodies.label("市财政局", "青砚市") == "市财政局"


def test_bodies_of_two_places_are_two() -> None:
    bodies = Bodies([("市水务局", "青砚市"), ("水务局", "青砚市"), ("市水务局", "砚南市"), ("县水务局", "临溪县")])
    assert bodies.label("市水务局", "砚南市") == "市水务局（砚南市）"
    assert bodies.name("市水务局", "砚南市") == "市水务局"
    assert bodies.label("县水务局", "临溪县") == "县水务局"
    assert bodies.label("水务局", "青砚市") == bodies.label("市水务局", "青砚市") == "市水务局（青砚市）"


def test_a_document_that_does_not_say_its_place_means_the_one_that_is_known() -> None:
    one = Bodies([("市住建局", None), ("市住房城乡建设局", "青砚市")])
    assert one.label("市住建局", None) == "市住房城乡建设局"
    kinds = Bodies([("区住建局", None), ("区住建局", "青砚区"), ("县住建局", "临溪县")])
    assert kinds.label("区住建局", None) == kinds.label("区住建局", "青砚区") == "区住建局"
    two = Bodies([("市住建局", None), ("市住房城乡建设局", "青砚市"), ("市住房城乡建设局", "砚南市")])
    assert two.label("市住建局", None) == "市住建局"


def test_nobody_in_particular_is_nobody_else() -> None:
    bodies = Bodies([("有关部门", None), ("各有关部门", None), ("市直有关部门", None)])
    assert bodies.label("有关部门", None) == "有关部门"


@pytest.mark.parametrize(
    ("asked", "name", "meant"),
    [
        ("住建局", "市住房城乡建设局", True),
        ("市住建局", "市住房和城乡建设局", True),
        ("市住建局", "区住房城乡建设局", False),
        ("青砚市住建局", "砚南市住房城乡建设局", False),
        ("发改", "市发展改革委", True),
        ("水利局", "市水务局", True),
        ("水利局", "市林业局", False),
        ("住建局", "有关部门", False),
    ],
)
def test_whom_a_question_means(asked: str, name: str, meant: bool) -> None:
    assert means(asked, name) == meant
