"""One digest a run: what a leader reads, in Markdown that messengers and mail show alike."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from itertools import groupby

from pipeline.alert_words import KIND_WORDS, agency_words, deadline_words, gap_words, quote
from schemas.findings import Alert, AlertKind

#: Silent targets named for one document and agency; the others are counted.
NAMED = 8


def digest(alerts: Sequence[Alert], *, lines: int = 15) -> str:
    """The digest of a run's alerts in simplified Chinese, by kind and lead agency; "" where there are none.

    lines: most lines of one kind; what is over is counted and left to the ledger.  Silent targets are grouped by
    document and agency, since there are many and each says the same.
    """
    if not alerts:
        return ""
    day = max(a.as_of for a in alerts)
    counts = "，".join(f"{KIND_WORDS[kind]}{n}项" for kind, n in _counts(alerts))
    out = [f"# 督办提醒（截至{day.isoformat()}）", "", f"共{len(alerts)}项：{counts}。", ""]
    for kind, words in KIND_WORDS.items():
        chosen = [a for a in alerts if a.kind == kind]
        if not chosen:
            continue
        out.append(f"## {words}（{len(chosen)}项）")
        out.append("")
        out += _silent(chosen) if kind == "unreported" else _listed(chosen, lines)
        out.append("")
    return "\n".join(out).rstrip("\n") + "\n"


def _counts(alerts: Iterable[Alert]) -> list[tuple[AlertKind, int]]:
    found = [a.kind for a in alerts]
    return [(kind, found.count(kind)) for kind in KIND_WORDS if kind in found]


def _listed(alerts: Sequence[Alert], lines: int) -> list[str]:
    """Alerts by lead agency, in the order in which the agencies first come."""
    shown, rest = alerts[:lines], len(alerts) - lines
    order: dict[str, list[Alert]] = {}
    for alert in shown:
        order.setdefault(agency_words(alert.finding.target), []).append(alert)
    out = []
    for agency, group in order.items():
        out.append(f"**{agency}**")
        out.append("")
        out += [_line(alert) for alert in group]
        out.append("")
    if rest > 0:
        out.append(f"另有{rest}项，见台账。")
        return out
    return out[:-1]


def _line(alert: Alert) -> str:
    finding = alert.finding
    words = f"- {finding.target.subject}：目标“{quote(finding.target)}”（{finding.target.doc}）"
    words += f"；报告“{quote(finding.answer)}”（{finding.answer.doc}）" if finding.answer else "；报告中未见说明"
    if finding.gap is not None:
        words += f"；{gap_words(finding.gap)}"
    return words + f"；时限{deadline_words(finding.target)}"


def _silent(alerts: Sequence[Alert]) -> list[str]:
    def place(alert: Alert) -> tuple[str, str]:
        return alert.finding.target.doc, agency_words(alert.finding.target)

    out = []
    for (doc, agency), group in groupby(sorted(alerts, key=place), key=place):
        subjects = list(dict.fromkeys(a.finding.target.subject for a in group))
        names = "、".join(subjects[:NAMED])
        more = f"等{len(subjects)}项" if len(subjects) > NAMED else ""
        out.append(f"- {doc}（{agency}）：{names}{more}")
    return out
