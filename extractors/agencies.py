"""Agencies (责任单位): the names in assignment brackets and lines, and the bodies that act in a clause."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import lru_cache

from extractors.lexicon import alternation, terms
from schemas.values import AgencyRole

_SUFFIX = alternation(terms("agencies", part="suffix"))
_PERSON = alternation(terms("agencies", part="person"))
_GENERIC = frozenset(terms("agencies", part="generic"))
_GENERIC_FORM = re.compile(
    r"(?:[省市县区]?直?级?)?各?(?:级|地|有关|相关)+(?:部门|单位|方面)(?:(?:和|及|、)(?:有关|相关)?(?:部门|单位|地方|方面))?"
    r"|[省市县区]?(?:直|级|政府|属)?各(?:部门|单位|方面)"
    r"|各?部门(?:和|及|、)(?:有关|相关)?单位"
)
_ENDS_NAME = re.compile(rf"(?:{_SUFFIX}|{_PERSON}|[区市县镇乡旗州])(?:（[^）]*）)?$")
_IS_PERSON = re.compile(rf"(?:{_PERSON})(?:(?!班子|小组)[\u4e00-\u9fff]{{2,3}})?$")

_RANK = "(?:第一|首要|主要|主体|具体|[省市县区镇乡]级)?"
_LEAD_WORDS = (
    rf"{_RANK}(?:牵头责任|责任|牵头|主办|主责|主管|承办|实施|落实|组织|督办)(?:单位|部门|主体|机构|科室|处室)"
    r"|牵头(?=[：:])"
)
_SUPPORT_WORDS = rf"{_RANK}(?:责任配合|配合责任|配合|参与|参加|协办|协助|协同|支持)(?:单位|部门|机构|科室|处室)|(?:配合|参与|协办)(?=[：:])"
_PERSON_WORDS = "责任人|责任领导|牵头领导|分管领导|包保领导|牵头市领导|市级责任领导|责任县领导|项目负责人|第一责任人"
_LABEL = re.compile(rf"(?P<lead>{_LEAD_WORDS})|(?P<support>{_SUPPORT_WORDS})|(?P<person>{_PERSON_WORDS})")
_VERBED = re.compile(
    r"(?:牵头(?:负责|组织|抓总|实施|协调|落实)|负责牵头|牵头|具体(?:负责|实施|落实)|统筹(?:负责|协调|推进|实施)?|主办|主责|督办|负总责|各负其责|负主体责任|按(?:照)?(?:各自)?(?:职责|职能)(?:分工)?(?:负责|落实)?|分工负责|分别负责|共同负责|负责(?:落实|实施|推进|组织|协调|监督|督办|指导)|负责|组织实施|落实|承办|实施)$"
)
# （农业部、自然资源部指导）: only behind a body; 加强指导 assigns nothing
_GUIDES = r"(?<=[局委办部厅会院处府行署])(?:负责|业务|共同|分别|具体|统筹)?指导"
_SUPPORTED = re.compile(
    r"(?:积极|密切|共同|协同)?(?:配合|参与|参加|协助|协同|支持|协办|协作)(?:做好|落实|实施|推进)?$"
    rf"|{_GUIDES}$"
)
_TOGETHER = re.compile(r"会同|(?<=[局委厅部办会院府])(?:商|联合)")
_DUE = re.compile(
    r"(?:完成|办结)?(?:时限|时间|期限)[：:](?P<labelled>[^；;。]+)"
    r"|(?:^|[，；])(?P<bare>[^，；：]{0,10}[年月日底末]前)(?:完成|落实|到位|办结)?(?=[，；。]|$)"
)
_BRACKET = re.compile(
    r"[（〔【\[](?P<in>[^（）〔〕【】\[\]]*(?:[（〔][^（）〔〕【】\[\]]*[）〕][^（）〔〕【】\[\]]*)*)[）〕】\]]"
)
_ASSIGNS = re.compile(
    r"牵头|责任单位|责任部门|配合|负责|落实|参与|参加|承办|协办|协同|主办|主责|总责|各负其责|统筹|督办|(?:责任|实施|主管)(?:主体|单位)|责任人|责任领导|按职责"
    rf"|{_GUIDES}(?=$|[，；。）])"
)
_LINE = re.compile(
    rf"^(?:{_LEAD_WORDS}|{_SUPPORT_WORDS}|{_PERSON_WORDS}|时限|完成时限|完成时间|完成期限|办结时限)[：:]"
)
_FIRST_LEADS = re.compile(r"(?:排在?|列)(?:在)?(?:第一|首)(?:位|个)?的?(?:单位|部门|者)?(?:为|是)牵头")
_AND_OTHERS = re.compile(
    r"等(?:有关|相关)?(?:部门|单位)(?:[和与及、]|以及)(?:(?:有关|相关)?(?:部门|单位|地方|方面)(?=$|[，；、]|按|分工|负责))?"
)
# a rule for later items, read apart: （含…，以下任务均需各区落实，不再列出）
_FOR_ALL = re.compile(
    r"[《〈（][^《》〈〉（）]*(?:以下|下同|不再列出)[^《》〈〉（）]*[》〉）]|[，；]以下[^，；。]*(?:，?不再列出|落实)"
)
# a letter that a damaged reading left before a name
_STRAY_LETTER = re.compile(r"^[a-z](?=[一-鿿])")
_AND = re.compile(r"(?<=[局委办部厅院会队处心府司行区县镇乡])以及")
_ROLE_AFTER = re.compile(r"（(?:(?P<lead>牵头(?:单位|部门)?)|(?P<support>配合|参与|协助|协办))）$")
_NEXT_ROLE = re.compile(r"(?<=牵头|负责|主办|落实|配合|承办)、")
_JOINED_BY = re.compile(r"(?:会同|联合|商请|商(?!务|业|会))(?=[一-鿿])")
# 各区、县（市）政府 is one name, 各区、市发改委 are two
_GOES_WITH_EACH = re.compile(
    r"各?(?:[区市县州镇乡旗](?:（[^）]{1,8}）|〔[^〕]{1,8}〕)?(?:人民政府|政府|管委会|$)|[区市县州镇乡旗][、和（〔])"
)
_TAIL = re.compile(r"等(?:行业)?(?:主管)?(?:有关|相关|市直|市级)?(?:部门|单位|各部门|成员单位)?$|等$")
_HEAD = re.compile(r"^(?:由|请|以及|和|及|与|并|其中|会同|商(?!务|业|会)|联合|下同)+")


@dataclass(frozen=True, slots=True)
class Named:
    """One agency as named: simplified, without role words. start, end: offsets in the text it was found in."""

    name: str
    role: AgencyRole
    start: int = 0
    end: int = 0


@dataclass(frozen=True, slots=True)
class Assignment:
    """A bracket or line that assigns work: half-open span, and whom it names. `due` holds 完成时限 where it says one."""

    start: int
    end: int
    agencies: tuple[Named, ...]
    due: str | None = None


def is_generic(name: str) -> bool:
    """Whether a name means nobody in particular (各部门, 有关单位)."""
    return name in _GENERIC or _GENERIC_FORM.fullmatch(name) is not None


@lru_cache(maxsize=4096)
def split_names(text: str) -> tuple[str, ...]:
    """The names in a list joined by 、，和 or 与; generic ones left out.

    A joint stays inside a name where what stands before it is none yet: 工业和信息化局, 各市、县（市、区）人民政府.
    """
    text = _AND.sub("、", _AND_OTHERS.sub("、", text))
    parts: list[str] = []
    depth = start = 0
    for i, c in enumerate(text):
        depth += (c in "（〔《") - (c in "）〕》")
        if depth:
            continue
        if c in "、，；,;" or (c in "和与及 \u3000" and _ENDS_NAME.search(text, start, i)):
            parts.append(text[start:i])
            start = i + 1
    parts.append(text[start:])
    names: list[str] = []
    held = ""
    for at, part in enumerate(parts):
        name = held + _trim(part)
        held = ""
        if (
            re.fullmatch(r"各(?:[区市县州镇乡旗](?:（[市县区州旗]）)?|设区市|有关[市县区])", name)
            and part is not parts[-1]
            and _GOES_WITH_EACH.match(parts[at + 1])
        ):
            held = name + "、"
            continue
        if name and not is_generic(name) and not _is_noise(name):
            names.append(name)
    if held.rstrip("、"):
        names.append(held.rstrip("、"))
    return tuple(names)


def _trim(part: str) -> str:
    name = _HEAD.sub("", _STRAY_LETTER.sub("", part.strip(" 　。：:.．…")))
    name = _TAIL.sub("", name)
    return name.strip()


def _is_noise(name: str) -> bool:
    return (
        len(name) > 40
        or len(name) < 2
        or bool(
            re.search(
                r"下同|不再列出|第一位|排名|前完成|长期坚持|持续(?:推进|实施)|以上各|^等|^按|^的|^以下|均需|均由", name
            )
        )
    )


def parse_assignment(text: str, *, first_leads: bool = False) -> tuple[Named, ...]:
    """Whom the words inside a bracket or after a label name: 市发改委牵头，市财政局、市水务局配合.

    first_leads: the document says that of a plain list the first leads and the others support.
    """
    out: list[Named] = []
    labels = list(_LABEL.finditer(text))
    labels = [m for m in labels if text[m.end() : m.end() + 1] in "：:" or not _verb_form(text)]
    if labels and any(text[m.end() : m.end() + 1] in "：:" for m in labels):
        head = text[: labels[0].start()].strip("，；。 ")
        if head:
            out += parse_assignment(head)
        for m, stop in zip(labels, [*(x.start() for x in labels[1:]), len(text)], strict=True):
            role: AgencyRole = "lead" if m["lead"] else "support" if m["support"] else "person"
            body = _FOR_ALL.sub("", text[m.end() : stop]).lstrip("：: ")
            if _verb_form(body):
                out += parse_assignment(body)
                continue
            for i, name in enumerate(split_names(body)):
                if own := _ROLE_AFTER.search(name):
                    out.append(Named(name[: own.start()], "lead" if own["lead"] else "support"))
                else:
                    out.append(Named(name, "support" if first_leads and role == "lead" and i else role))
        return _unique(out)
    pending: list[str] = []
    for part in re.split(r"[，；。]", _NEXT_ROLE.sub("，", text)):
        part = part.strip()
        if re.match(r"以[下上]", part):
            continue  # a rule for later items, read apart
        if supported := _SUPPORTED.search(part):
            out += [Named(n, "support") for n in (*pending, *split_names(part[: supported.start()]))]
            pending = []
        elif verbed := _VERBED.search(part):
            body = _HEAD.sub("", part[: verbed.start()])
            lead, *others = _TOGETHER.split(body) if verbed.group() != "按职责" else [body]
            first = first_leads and not out and "牵头" not in text
            out += [
                Named(n, "support" if first and i else "lead") for i, n in enumerate((*pending, *split_names(lead)))
            ]
            out += [Named(n, "support") for o in others for n in split_names(o)]
            pending = []
        else:
            if out and (joined := _JOINED_BY.match(part)):
                out += [Named(n, "support") for n in split_names(part[joined.end() :])]
                continue
            pending += split_names(part)
    out += [Named(n, "lead") for n in pending if _ENDS_NAME.search(n)] if out else []
    return _unique(out)


def _verb_form(text: str) -> bool:
    return any(_VERBED.search(p.strip()) or _SUPPORTED.search(p.strip()) for p in re.split(r"[，；。]", text))


def _unique(named: list[Named]) -> tuple[Named, ...]:
    seen: dict[str, Named] = {}
    for n in named:
        role: AgencyRole = "person" if n.role == "lead" and _IS_PERSON.search(n.name) else n.role
        seen.setdefault(n.name, Named(n.name, role, n.start, n.end))
    return tuple(seen.values())


def first_leads(text: str) -> bool:
    """Whether a document declares that the first body of a plain list leads (排在第一为牵头单位)."""
    return _FIRST_LEADS.search(text) is not None


def find_assignments(text: str, *, first_leads: bool = False) -> list[Assignment]:
    """The assignment brackets of one paragraph, in order; a paragraph that is itself such a line counts whole."""
    if _LINE.match(text):
        body, due = _without_due(text)
        body = re.split(r"[；，]以下", body)[0]
        return [Assignment(0, len(text), parse_assignment(_without_rule(body), first_leads=first_leads), due)]
    out = []
    for m in _BRACKET.finditer(text):
        inside = m["in"]
        if len(inside) < 4 or not _ASSIGNS.search(inside):
            continue
        body, due = _without_due(inside)
        agencies = parse_assignment(body, first_leads=first_leads)
        if agencies:
            out.append(Assignment(m.start(), m.end(), agencies, due))
    return out


def _without_due(text: str) -> tuple[str, str | None]:
    """(the words without when, when): 完成时限：9月底前, or a part of its own like 2031年底前完成."""
    due = _DUE.search(text)
    if due is None:
        return text, None
    return text[: due.start()] + text[due.end() :], due["labelled"] or due["bare"]


def _without_rule(text: str) -> str:
    return re.sub(r"（[^）]*(?:排在|下同)[^）]*）", "", text)


_NAME = rf"(?:各(?:[区市县州镇乡]|乡镇|设区市)（[^）]{{1,8}}）)?(?:各)?[一-鿿A-Za-z0-9“”]{{0,14}}?(?:{_SUFFIX})(?:（[^）]{{1,16}}）)?|各(?:乡镇|镇|县|区|市|州)（[^）]{{1,8}}）"
_ACTORS = re.compile(
    rf"(?:^|(?<=[，。；：*]))(?:由|请|要求)?(?P<who>(?:{_NAME}|[一-鿿]{{0,6}}(?:{_PERSON}))(?:(?:以及|[、和与及])(?:{_NAME}|[一-鿿]{{0,8}}(?:{_PERSON})|[区市县镇乡]))*)"
    r"(?P<cue>(?:主要)?要(?!求|点|素|件)|应(?:当)?(?!用|急|对|届|税)|必须|务必|须|需(?!求|要)|负责(?!任)|牵头|会同|督促|督导|具体|将(?!来)|(?:在|于)(?=\d|每|年底|年内|月底|今年|明年|本月|下月)|每(?=[一两\d]?(?:周|月|季|年|半|天|日))|对(?=各)|做好|统筹|组织(?!部|委|人事)|相互|逐一|(?=(?:印发|制定|制订|编制|出台|报送|提交|抓紧|分别成立|按照要求|按要求|向[^，。；]{2,24}(?:报送|提交|报告))))"
)
_LED_AND_HELPED = re.compile(
    r"(?:请|由)(?P<lead>[^，。；请由]{2,40})牵头(?:负责)?，(?P<support>[^，。；]{2,60}?)(?:参与|参加|配合|协助)"
)
_SIGNED = re.compile(rf"经(?P<who>[一-鿿]{{0,6}}(?:{_PERSON}))(?=审签|签字|签批|签发|审定)")
_BY = re.compile(
    r"[由请](?P<who>(?:[^，。；：由请]{1,40}?))(?P<cue>牵头|负责|(?<=[局委办厅部会府])于(?=\d|每)|组织|承担|会同|协调|实施|统一)"
)


# 指挥部下设办公室，建立…: what has just been set up acts
_SET_UP = re.compile(r"下设(?P<who>[一-鿿A-Za-z“”]{2,20}?(?:办公室|小组|工作组|专班|指挥部))(?=，)")


def find_actors(sentence: str) -> list[tuple[int, int, tuple[Named, ...]]]:
    """The bodies that act in a sentence: (start, end, names) of 区财政局、规划分局要…, 由园区办负责, 各责任单位每月….

    start, end: offsets of the names in the sentence.  A body acts up to the end of the sentence or the next actor.
    """
    out: list[tuple[int, int, tuple[Named, ...]]] = []
    for m in _LED_AND_HELPED.finditer(sentence):
        leading = [Named(n, "lead") for n in split_names(m["lead"])]
        helping = [Named(n, "support") for n in split_names(m["support"])]
        out.append((m.start("lead"), m.end(), _unique([*leading, *helping])))
    for pattern in (_ACTORS, _BY, _SIGNED, _SET_UP):
        for m in pattern.finditer(sentence):
            who = re.split("[由请]", m["who"])[-1]
            names = [
                n
                for n in split_names(who)
                if (not n.startswith("每") and _ENDS_NAME.search(n)) or re.fullmatch(r"[镇乡区县市]", n)
            ]
            tail = [p for p in re.split(r"[、和与及]", m["who"]) if re.fullmatch(r"[镇乡区县]", p)]
            named = _unique([Named(n, "lead", m.start("who"), m.end("who")) for n in (*names, *tail)])
            if named and not any(a <= m.start("who") <= b for a, b, _ in out):
                out.append((m.start("who"), m.end("who"), named))
    return sorted(out, key=lambda x: x[0])
