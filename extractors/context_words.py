"""The words of headings and openings that tell what a paragraph is there for."""

from __future__ import annotations

import re

REVIEW = re.compile(
    r"回顾|总结(?!评比|考核|表彰|阶段)|取得.{0,6}成(?:就|效|绩)|过去.{0,2}年|以来|(?:工作|完成|进展|主要)情况|发展现状|现状|基础$|成效|主要工作$|工作基础|发展环境|形势"
)
PLAN = re.compile(
    r"目标|安排|部署|重点(?:工作|任务)|任务|要求|今后|未来|建议|展望|措施|行动|举措|思路|打算|下一步|自身建设|重点抓好|计划"
)
PROBLEMS = re.compile(
    r"(?:清醒|清楚|深刻|充分)(?:地)?(?:看到|认识到|认识|意识到)|存在(?:的|着|一些|不少|许多)?.{0,12}(?:问题|困难|不足|短板|差距)|面临(?:的|着|不少|许多|诸多)?.{0,14}(?:困难|挑战|压力)|问题(?:主要|依然|仍然)|(?:困难|问题|不足)(?:和|与)(?:问题|挑战|不足|短板)"
)
# words of review that look ahead: 夯实发展基础, 干出新成效
AHEAD = re.compile(
    r"(?:夯实|打牢|筑牢|巩固|强化|厚植|奠定).{0,12}基础[。.]?$|(?:干出|创造|营造|优化|改善).{0,12}(?:成效|环境)"
)
TURN_TO_PLAN = re.compile(
    r"今年.{0,14}(?:预期|主要|工作|奋斗|发展|总体)?(?:预期)?目标|今年(?:是|要|将|重点|我们要|的工作|工作|政府工作)|做好今年|(?:建议|综合考虑).{0,10}今年|主要预期目标|总体要求|今后五年|未来五年|"
    r"十[一二三四五六七]五”?(?:时期|期间)?.{0,16}(?:目标|我们要|总体|思路|(?<![纲摘提])要(?![求素]))|重点(?:做好|抓好).{0,10}(?:工作|方面)"
)
TURN_TO_REVIEW = re.compile(
    r"^(?:一年来|过去(?:的)?(?:一|五)年|[五5]年来|.{0,10}回顾(?:过去|20))|过去一年|这(?:一|五)年，|20\d\d年以来的五年"
)
STAGE = re.compile(r"阶段|步骤|[（(][^）)]*\d{1,2}月[^）)]*[）)]")
FUTURE_YEARS = re.compile(r"今后(?:五|5)年|未来(?:五|5)年|今后一个时期")
PLAN_PERIOD = re.compile(r"十([一二三四五六七八九])五”?(?!规划(?:纲要)?(?:》|完成))")
SENTENCE_YEAR = re.compile(r"(20\d\d)年")
# A text of unknown kind tells or demands, by which words it has more of.
TELLS = re.compile(r"了|已|据悉|记者|日前|截至|同比|分别为|表示")
DEMANDS = re.compile(r"要(?!求)|应当|必须|确保|力争|务必|加快|牵头|责任单位|推进")
# 民生实事: items that an office promises the public, each followed up
CITIZENS = re.compile(
    r"(?:民生|惠民|为民|利民|便民)[一-鿿]{0,6}实事|\d{1,2}件[一-鿿]{0,6}实事|[十百][大件][一-鿿]{0,6}实事"
)
NEXT_PART = re.compile(r"名词解释|附件|附录|政府自身建设|^第[一二三四五六七八九十]+部分")
STAGE_NAME = re.compile(r"阶段|步骤")
GOALS = re.compile(r"目标任务|主要目标|具体目标|工作目标|发展目标|总体目标|预期目标|攻坚目标|目标$")
#: what was met and dealt with, no confession: 面对困难和挑战, 针对存在的短板
MET = re.compile(
    r"面对|针对|应对|克服|虽然|尽管|破解|战胜|解决|化解|围绕|聚焦|经受|顶住|遇到|帮助|(?:^|[，。])在[^，。]{0,24}$"
)
#: headings that tell what has come about, whatever words of plans they hold: 发展目标较好实现
PERFECT = re.compile(
    r"^(?!.*(?:确保|力争|奋力|努力|推动|着力|我们要|争取|更大|更好)[^，]*$).*(?:(?:较好|顺利|圆满|胜利|超额|如期|全面)(?:实现|完成)$|成效(?:显著|明显)|再谱新篇|走在[^，]{0,6}前列|空前|迈[出上]新|"
    r"取得[^，]{0,8}(?:进展|突破|成就|胜利|实效)$|实现历史性|再创新高|持续向好$|稳中[有向][进好]$)"
)
#: inner headings that open the years ahead, whatever the outer one left unsaid
OF_YEARS_AHEAD = re.compile(
    r"20\d\d年|今年|今后|未来|下一步|明年|工作安排|(?:主要|预期|奋斗|发展)目标|重点(?:工作|任务)|总体(?:要求|思路)|建议"
)
#: the line that opens the glossary at a report's end; what follows explains, and promises nothing
GLOSSARY = re.compile(r"(?:名词|用语|词语|术语|名词术语|有关词句)(?:解释|注释|说明|释义)|^[（]?注释[）]?[：]?$")
