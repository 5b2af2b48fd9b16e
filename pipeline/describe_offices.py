"""Who issued a document, under which number, to whom, and what is attached."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence

from pipeline.describe_places import own_name

_CJK = r"[\u4e00-\u9fff]"
_OFFICE_END = (
    r"(?:人民政府|政府|国务院|办公厅|办公室|委员会|管委会|党工委|工委|党委|市委|省委|县委|区委|发改委|改革委|经信委|委|总局|局|厅|司|部|署|院|总队|调查队|支队"
    r"|中心|领导小组|小组|联席会议|指挥部|办事处|联合会|总工会|协会|银行|支行|分行|公司|集团|总社|法院|检察院|信访办|研究室|督查室|考核办|专班|人大|政协|办)"
)
_OFFICE = re.compile(
    rf"^(?:中共|共青团)?[\u4e00-\u9fffA-Za-z、（）“”]{{1,40}}{_OFFICE_END}(?:（[^（）]*代章）|（印章）|（章）|（盖章）|\(章\))?$"
)
_STAMP = re.compile(r"（(?:[^（）]*代章|印章|章|盖章|代)）")
_NOT_OFFICE = re.compile(
    r"^(?:各|现|请|为|特此|附件|抄送|主送|本|由|经|以|关于|根据|一|二|三|（)|印发|通知|工作方案|[，。；：]|按职责|负责|配合|牵头|责任"
)
_NUMBER = re.compile(
    rf"(?P<word>{_CJK}{{1,12}}(?:〔{_CJK}{{1,6}}〕)?)[ ]*"
    r"[〔（\[【〖(［]\s*(?P<year>(?:19|20)\d\d)\s*(?:年)?[〕）\]】〗)］]\s*第?\s*(?P<n>\d{1,5})\s*号"
)
_SALUTATION = re.compile(r"同志们|代表|朋友|来宾|女士|先生|委员们|大家|同学")
_ADDRESSEE = re.compile(r"各|有关|相关|政府|委员会|党委|局|厅|部门|单位|办事处|公司|企业|街道|乡镇|处室|科室|直属")
_NO_ADDRESSEE = re.compile(
    r"(?:如下|包括|目标|任务|通知|附件|是|有|工作|实事|方面|情况|指出|强调|要求)$|我们|以下|下列|抓好|实现|推进|^(?:发文|成文|来源|主题|索引|文号|公文|信息|责任|牵头|填报|联系|抄送|附)"
)
_SENT_TO = re.compile(r"^主\s*送(?:单位|机关)?：\s*(.{3,300}?)。?$")
_BROKEN_LIST = re.compile(r"^(?:各|[^，。《》：；]{2,30}[，、])[^。《》：；]*(?<!号）)$")
_FORWARD = re.compile(r"(?:关于|发表|印发|转发|批转|发布|公布|下达|修订印发)")
_COUNT = re.compile(r"等\s*[\d一二三四五六七八九十]*\s*(?:个)?(?:部门|单位|部委|委办局|厅局)$")


def is_office(line: str) -> bool:
    """Whether a line is the name of an office, or of several, and nothing else."""
    return (
        3 <= len(line) <= 120
        and all(_OFFICE.match(part) and not _NOT_OFFICE.search(part) for part in _split(line) if part)
        and bool(_split(line))
    )


def _split(line: str) -> list[str]:
    return [p for p in re.split(r"[\s、，]+", line) if p]


def tidy_office(name: str) -> str:
    """The name without stamp notes and count of co-issuers."""
    return _COUNT.sub("", _STAMP.sub("", name)).strip(" 、，：:")


def issuers_of_title(title: str) -> tuple[str, ...]:
    """The offices before 关于 or 印发 in a title: 云州市人民政府办公室关于印发…的通知."""
    m = _FORWARD.search(title)
    if not m or m.start() < 3:
        return ()
    names = [tidy_office(n) for n in _split(title[: m.start()])]
    return tuple(n for n in names if len(n) > 2 and _OFFICE.match(n) and not _NOT_OFFICE.search(n))


def issuers_near(lines: Sequence[str]) -> tuple[str, ...]:
    """The offices in the last line, which holds the signature's date, and in the lines just above it."""
    found: list[str] = []
    own = re.sub(r"(?:19|20)\d\d\s*年.*$|[一二][〇零○OΟ一二三四五六七八九]{3}年.*$", "", lines[-1]).strip()
    if own and is_office(own):
        found += map(tidy_office, _split(own))
    for line in reversed(lines[:-1]):
        line = line.strip()
        if re.fullmatch(r"（[^（）]*代章）", line):
            continue
        if not is_office(line):
            break
        found[:0] = map(tidy_office, _split(line))
    return tuple(found)


_RED_HEAD = re.compile(rf"^({_CJK}{{4,30}}{_OFFICE_END})(?:文件|公文|行政规范性文件)$")


def issuers_of_head(lines: Sequence[str]) -> tuple[str, ...]:
    """The office of a red letterhead: 云州市人民政府文件."""
    return next(((m[1],) for line in lines[:8] if (m := _RED_HEAD.match(line))), ())


def issuers_under_title(lines: Sequence[str]) -> tuple[str, ...]:
    """Offices in the lines right under the title, as communiqués and covers have them."""
    found: list[str] = []
    for line in lines:
        parts = line.split()
        if not parts or not all(is_office(p) for p in parts):
            break
        found += map(tidy_office, parts)
    return tuple(found)


_POST = re.compile(
    r"^([\u4e00-\u9fff]{2,12}人民政府)\s*(?:代|副)?(?:省长|市长|县长|区长|主席|州长|盟长|旗长|镇长|乡长)"
)


def issuer_of_post(lines: Sequence[str]) -> tuple[str, ...]:
    """The government in the line that names the speaker of a report: 云州市人民政府市长 某某."""
    return next(
        ((m[1],) for line in lines[:12] if (m := _POST.match(line)) and not m[1].startswith(("省", "市", "县"))), ()
    )


_REPORTS_FOR = re.compile(
    r"我(?:受[^，。]{2,12}委托，)?(?:谨)?代表([\u4e00-\u9fff]{2,16}?)，?向(?:大会|[\u4e00-\u9fff]{0,14}会议)?"
)


def issuer_of_report(text: str, place: str | None) -> tuple[str, ...]:
    """Whom a work report speaks for: 我代表省人民政府 with the place of the session put before it."""
    if not (m := _REPORTS_FOR.search(text)):
        return ()
    who = m[1]
    if who == "国务院" or not place:
        return (who,) if who == "国务院" else ()
    bare = re.sub(r"^(?:本届|我)?(?:省|市|县|区|州|盟|旗|自治区|自治州|自治县)(?=人民政府|政府)", "", who)
    if bare == who:
        return (who,) if who.endswith("政府") and len(who) > 4 else ()
    return (own_name(place) + re.sub(r"^政府$", "人民政府", bare),)


_BEFORE_YEAR = re.compile(rf"^(?P<office>{_CJK}{{2,16}}(?:厅|局|委|委员会|人民政府))(?=(?:19|20)\d\d年)")


def issuer_before_year(title: str, place: str | None) -> tuple[str, ...]:
    """The office that opens a title without 关于: 省水利厅2031年工作要点, the place put before it in full."""
    if not (m := _BEFORE_YEAR.match(title)) or _NOT_OFFICE.search(m["office"]):
        return ()
    if m["office"][0] in "省市县区州盟旗":
        return (own_name(place) + m["office"][1:],) if place else ()
    return (m["office"],)


_APPROVED = re.compile(
    rf"本(?:规划|方案|计划|意见|办法|规定|要点|纲要)(?:由|经|报)({_CJK}{{2,10}}人民政府)(?:审议|审定|研究)?(?:批准|批复|同意|通过|发布|颁布|公布|印发)"
)


def issuer_by_approval(text: str) -> tuple[str, ...]:
    """The government that a plan says puts it into force: 本规划经云州市人民政府批准后……."""
    m = _APPROVED.search(text)
    return (m[1],) if m and not m[1].startswith(("省", "市", "县", "区", "国务院")) else ()


def merge_offices(*groups: Iterable[str]) -> tuple[str, ...]:
    """The offices of several places of a document, first mention first; a short form gives way to the full name."""
    out: list[str] = []
    for name in (n for group in groups for n in group if n):
        twin = next((i for i, o in enumerate(out) if _within(name, o) or _within(o, name)), None)
        if twin is None:
            out.append(name)
        elif len(name) > len(out[twin]):
            out[twin] = name
    return tuple(out)


def _within(short: str, long: str) -> bool:
    """Whether one name is the other with characters left out, as in 市政府办公厅 and 云州市人民政府办公厅."""
    if short[-1] != long[-1] and not long.startswith(short):
        return False
    if re.search(r"办公[厅室]$", short) is None and re.search(r"(?:人民政府|委员会)办公[厅室]$", long):
        return False
    rest = iter(long)
    return all(c in rest for c in short)


def document_number(text: str) -> str | None:
    """The document number at the start of a text in its usual form: 国办发〔2023〕1号, whatever the brackets."""
    m = _NUMBER.search(text)
    return f"{m['word']}〔{m['year']}〕{int(m['n'])}号" if m else None


_BEFORE_NUMBER = re.compile(r"(?:文件|通知|意见|公告)（?$")
_AFTER_NUMBER = re.compile(r"\s*(?:签发人|各|关于|印发|$)")


def number_of(lines: Sequence[str]) -> str | None:
    """The document's own number: on a line of its own or after the title; numbers that prose cites do not count."""
    for line in lines:
        bare = line.strip().strip("（）()")
        for m in _NUMBER.finditer(bare):
            opens = m.start() == 0 and _AFTER_NUMBER.match(bare, m.end())
            closes = m.end() == len(bare) <= 150 and _BEFORE_NUMBER.search(bare[: m.start()])
            if opens or closes:
                return document_number(m.group())
    return None


def addressees_of(lines: Sequence[str], tail: Sequence[str] = ()) -> tuple[str, ...]:
    """To whom the document is sent: the line before the text that ends with a colon, cut at its commas.

    tail: the last lines of the document, where the imprint names them (主送：…) if the head does not.
    """
    for i, line in enumerate(lines):
        if not line.endswith(("：", ":")) or not 3 <= len(line) <= 400 or "。" in line:
            continue
        whole = line
        for before in reversed(lines[max(0, i - 4) : i]):  # a list broken over lines
            if not _BROKEN_LIST.search(before) or len(before) < 6:
                break
            whole = before + whole
        body = whole.rstrip("：:")
        if _SALUTATION.search(body) or not _ADDRESSEE.search(body) or _NO_ADDRESSEE.search(body):
            continue
        return tuple(p.strip() for p in _top_commas(body) if p.strip())
    sent = next((m[1] for line in tail if (m := _SENT_TO.match(line))), "")
    return tuple(p.strip() for p in re.split(r"[，；]", sent) if p.strip())


def _top_commas(text: str) -> list[str]:
    parts, depth, start = [], 0, 0
    for i, c in enumerate(text):
        depth += (c in "（(") - (c in "）)")
        if c in "，,；" and depth == 0:
            parts.append(text[start:i])
            start = i + 1
    return [*parts, text[start:]]
