"""One body has many names: full, short, with its place or without; neighbours stay apart."""

import pytest

from extractors.agency_registry import identify, unified

HOME = "澄湖省松岭市临溪县"

#: (place of the document, names of one body).
ONE = [
    (
        "澄湖省松岭市",
        [
            "市发展和改革委员会",
            "市发展改革委",
            "市发改委",
            "松岭市发改委",
            "松岭市发展改革委员会",
            "发改委",
            "发展改革委",
            "市发改局",
        ],
    ),
    ("澄湖省松岭市", ["省发展和改革委员会", "省发展改革委", "省发改委", "澄湖省发展改革委"]),
    ("澄湖省松岭市", ["国家发展和改革委员会", "国家发展改革委", "国家发改委"]),
    (HOME, ["县卫生健康局", "临溪县卫健局", "县卫健委", "卫健局", "临溪县卫生健康委员会"]),
    (HOME, ["县人力资源和社会保障局", "县人力资源社会保障局", "县人社局", "人社局", "临溪县人社局"]),
    (HOME, ["县住房和城乡建设局", "县住房城乡建设局", "县住建局", "住建局"]),
    (HOME, ["县委组织部", "临溪县委组织部", "组织部"]),
    (HOME, ["县人民政府办公室", "县政府办公室", "县政府办", "临溪县人民政府办公室"]),
    (HOME, ["县人民政府", "县政府", "临溪县人民政府"]),
    (HOME, ["县纪委监委", "县纪委", "临溪县纪委监委"]),
    ("澄湖省松岭市", ["市工业和信息化局", "市工信局", "市经信局", "市经济和信息化局"]),
    ("澄湖省松岭市", ["市自然资源和规划局", "市自然资源规划局", "市规划和自然资源局", "市资规局"]),
    ("澄湖省松岭市", ["市文化广电和旅游局", "市文化广电旅游局", "市文广旅局"]),
    ("澄湖省松岭市", ["市市场监督管理局", "市市场监管局", "松岭市市场监管局"]),
    ("澄湖省松岭市", ["市国有资产监督管理委员会", "市国资委"]),
    ("澄湖省松岭市", ["市机关事务管理局", "市机关事务局"]),
    ("澄湖省松岭市", ["市生态环境局", "市环保局"]),
    ("澄湖省松岭市", ["市残疾人联合会", "市残联"]),
    ("澄湖省松岭市", ["团市委", "共青团松岭市委"]),
    ("澄湖省松岭市", ["市委网信办", "市互联网信息办公室"]),
    ("澄湖省松岭市", ["市应急管理局", "市应急局", "应急局"]),
    ("澄湖省松岭市", ["市退役军人事务局", "市退役军人局"]),
    ("澄湖省松岭市", ["市大数据局", "市数据局", "市大数据发展管理局"]),
    (None, ["市场监管总局", "国家市场监督管理总局"]),
    (None, ["财政部"]),
]
#: Names of different bodies.
TWO = [
    ("市发展改革委", "省发展改革委"),
    ("市水务局", "县水务局"),
    ("市教育局", "市体育局"),
    ("市水务局", "市水务集团"),
    ("市委", "市政府"),
    ("市委组织部", "市委宣传部"),
    ("市商务局", "商务部"),
    ("市林业局", "市农业农村局"),
    ("市政府", "市政府办公室"),
    ("澄湖省财政厅", "松岭市财政局"),
    ("市场监管总局", "市市场监管局"),
    ("市公安局", "市公安局交警支队"),
    ("市第一医院", "市第二医院"),
    ("临溪县财政局", "石桥县财政局"),
]


@pytest.mark.parametrize(("home", "names"), ONE)
def test_the_names_of_one_body_are_one(home, names):
    first = identify(names[0], home)
    assert first.level is not None
    assert [n for n in names if not identify(n, home).same(first)] == []
    assert set(unified(names, home).values()) == {max(names, key=lambda n: (len(n), [-ord(c) for c in n]))}


@pytest.mark.parametrize(("one", "other"), TWO)
def test_other_bodies_stay_apart(one, other):
    assert not identify(one, HOME).same(identify(other, HOME))


@pytest.mark.parametrize(
    ("name", "level", "place"),
    [
        ("省财政厅", "province", "澄湖省"),
        ("市财政局", "city", "松岭市"),
        ("县财政局", "county", "临溪县"),
        ("财政局", "county", "临溪县"),
        ("财政部", "nation", None),
        ("国家能源局", "nation", None),
        ("石桥县财政局", "county", "石桥县"),
        ("白沙镇人民政府", "town", "白沙镇"),
        ("乡村振兴局", "county", "临溪县"),
    ],
)
def test_level_and_place_come_from_the_name_or_the_document(name, level, place):
    found = identify(name, HOME)
    assert (found.level, found.place) == (level, place)


def test_without_a_document_a_bare_name_has_no_level():
    assert identify("发改委").level is None
    assert identify("市发改委").level == "city"
    assert identify("市发改委").place is None


@pytest.mark.parametrize("name", ["各有关部门", "有关单位", "各级各部门", "市直各部门", "各部门和有关单位"])
def test_nobody_in_particular_is_never_the_same(name):
    assert identify(name, HOME).generic
    assert not identify(name, HOME).same(identify(name, HOME))


def test_one_document_calls_its_bodies_by_the_fullest_name():
    names = ["发改委", "县发展改革委", "县发改委", "县财政局", "省发改委"]
    assert unified(names, HOME) == {
        "县发展改革委": "县发展改革委",
        "县发改委": "县发展改革委",
        "发改委": "县发展改革委",
        "县财政局": "县财政局",
        "省发改委": "省发改委",
    }
