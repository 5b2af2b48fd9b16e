"""End states in words: what is promised, and whether the words of a report reach it."""

import pytest

from pipeline.comparison.milestones import judge, outcome


@pytest.mark.parametrize(
    ("promised", "said", "verdict"),
    [
        ("岚岭水库开工", "岚岭水库主体工程加快建设", "met"),
        ("岚岭水库开工", "岚岭水库前期工作有序推进", "open"),
        ("岚岭水库建成", "岚岭水库下闸蓄水", "met"),
        ("岚岭水库建成", "岚岭水库开工建设", "open"),
        ("青砚大桥建成通车", "青砚大桥即将通车", "open"),
        ("青砚大桥建成通车", "青砚大桥尚未通车", "not_yet"),
        ("青砚大桥建成通车", "青砚大桥处于收尾阶段，正在铺设桥面", "not_yet"),
        ("社区调解中心全覆盖", "社区调解中心实现全覆盖", "met"),
        ("出台《青砚市养老条例》", "《青砚市养老条例》印发实施", "met"),
        ("城市更新规划编制", "完成城市更新规划", "met"),
        ("卫生城市创建达到要求", "卫生城市创建积极推进", "open"),
        ("节能减排指标完成省下达目标", "节能减排年度目标超额完成", "met"),
        ("节能减排指标完成省下达目标", "节能减排年度目标未完成", "missed"),
        ("青砚江出境断面水质保持Ⅱ类", "青砚江出境断面水质保持在Ⅱ类", "met"),
        ("青砚大桥建成通车", "青砚大桥风景优美", "silent"),
    ],
)
def test_judgement_of_words(promised: str, said: str, verdict: str) -> None:
    assert judge(promised, said) == verdict


def test_an_act_that_is_only_pushed_on_is_not_done() -> None:
    assert outcome("示范城市创建加快推进").acts == frozenset()
    assert outcome("示范城市成功创建").acts == {"title"}
