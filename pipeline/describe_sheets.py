"""What a sheet says of itself: the lines over its first table, with who filed it and as of when."""

from __future__ import annotations

import re

from pipeline import describe_dates as dates
from pipeline import describe_offices as offices
from pipeline import describe_places as places
from pipeline.clean import normalise
from schemas.document import Meta, RawDocument

FORMATS = frozenset(("xlsx", "xls", "csv", "tsv"))
_HEAD = 600
_CUT = re.compile(r"\s*(?:（?截[至止]|（?单位：|（?填报|（?制表|（?上报|数据截|（\d{4}年\d{1,2}月）).*$")
_FILED_BY = re.compile(r"(?:填报|上报|报送|制表|编制)(?:单位|部门|机构)：\s*(?P<who>[^\s：，；]{2,30})")
_FILED = re.compile(rf"(?:填报|上报|报送|制表|填表)(?:日期|时间)：\s*(?:{dates.DAY})")
_AS_OF = re.compile(rf"截[至止]到?(?:时间|日期)?：?\s*(?:{dates.DAY})")


def describe_sheet(raw: RawDocument) -> Meta:
    """Title, issuer, date, place and period from the title lines of a workbook or csv file.

    date: when it was filed, else the day its figures stand for.
    """
    captions = [normalise(t.caption) for t in raw.tables if t.caption]
    lines = [line.strip() for line in normalise(raw.body.text[:_HEAD]).split("\n") if "\t" not in line]
    head = " ".join([*captions[:1], *lines])
    title = next((cut for line in (*captions, *lines) if len(cut := _CUT.sub("", line).strip()) >= 6), None)
    who = _FILED_BY.search(head)
    day = _FILED.search(head) or _AS_OF.search(head)
    read = dates.read_day(day) if day else None
    issuers = (offices.tidy_office(who["who"]),) if who else ()
    place = next((found for office in issuers if (found := places.place_of_office(office, raw.body.text))), None)
    return Meta(
        title=title,
        issuers=issuers,
        date=read.date if read else None,
        kind="sheet",
        place=place or (places.place_of_title(title, head) if title else None),
        period=dates.period_of_title(title) if title else None,
    )
