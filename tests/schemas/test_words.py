"""The shared words: how statements and findings look outside, ids that follow from content, errors that travel."""

import json
import pickle
from dataclasses import FrozenInstanceError, replace
from datetime import date

import pytest
from documents import statements
from entries import AS_OF, finding, measure, statement

from schemas import errors
from schemas.findings import Expected, Gap
from schemas.records import content_id, tidy
from schemas.values import Agency, Deadline


def test_a_statement_has_every_field_of_the_contract():
    (found,) = statements("新建水厂2座。（县水利局负责）", title="2031年方案", date=date(2031, 2, 10), period=2031)
    given = json.loads(json.dumps(found.to_json()))
    assert set(given) >= {
        *(
            "doc",
            "role",
            "start",
            "end",
            "quote",
            "subject",
            "indicator",
            "measures",
            "deadline",
            "agencies",
            "strength",
        ),
        *("section", "page", "cell", "rule", "confidence", "id"),
    }
    assert set(given["measures"][0]) >= {"value", "upper", "unit", "comparator", "kind", "raw"}
    assert set(given["measures"][0]["raw"]) == {"text", "value", "scale", "unit"}
    assert set(given["deadline"]) >= {"start", "end", "text", "source", "recurring"}
    assert set(given["agencies"][0]) >= {"name", "role", "inherited"}
    assert given["deadline"]["end"] == "2031-12-31"
    assert given["measures"][0]["value"] == 2


def test_absent_fields_are_null():
    plain = statement("水厂新建").to_json()
    assert (plain["deadline"], plain["indicator"], plain["page"], plain["cell"]) == (None, None, None, None)
    assert (plain["measures"], plain["agencies"]) == ([], [])


def test_an_open_deadline_keeps_its_words():
    shown = statement("手续办理", deadline=Deadline(None, None, "尽快", "explicit")).to_json()
    assert shown["deadline"] | {"rule": ""} == {
        "start": None, "end": None, "text": "尽快", "source": "explicit", "recurring": False, "rrule": None, "rule": "",
    }  # fmt: skip


def test_a_finding_has_every_field_of_the_contract():
    target, answer = statement("水厂新建", measure(2, "座")), statement("水厂新建", measure(1, "座"), role="progress")
    behind = finding(target, answer, "behind", Gap(-1.0, "座", 0.5), expected=Expected(1.5, date(2031, 9, 30)))
    shown = json.loads(json.dumps(behind.to_json()))
    assert shown["gap"] == {"value": -1, "unit": "座", "ratio": 0.5}
    assert shown["expected"] == {"value": 1.5, "at": "2031-09-30"}
    assert (shown["status"], shown["as_of"]) == ("behind", AS_OF.isoformat())
    assert shown["target"]["subject"] == shown["answer"]["subject"] == "水厂新建"


def test_silence_is_null():
    shown = finding(statement("水厂新建"), None, "unreported").to_json()
    assert (shown["answer"], shown["gap"], shown["expected"]) == (None, None, None)


@pytest.mark.parametrize(("value", "shown"), [(9600.0, "9600"), (0.5, "0.5"), (-3.0, "-3"), (None, "null")])
def test_whole_numbers_show_no_point(value, shown):
    assert json.dumps(tidy(value)) == shown


def test_ids_follow_from_content():
    assert content_id("a", 1, "水厂") == content_id("a", 1, "水厂")
    assert content_id("a", 1, "水厂") != content_id("a", 2, "水厂")
    assert content_id("ab", "c") != content_id("a", "bc")
    assert len(content_id("x")) == 16
    assert set(content_id("x")) <= set("0123456789abcdef")


def test_records_do_not_change():
    agency = Agency("县水利局", "lead")
    with pytest.raises(FrozenInstanceError):
        agency.name = "县财政局"
    assert replace(agency, role="support") == Agency("县水利局", "support")


@pytest.mark.parametrize("kind", [errors.UnreadableDocument, errors.UnsupportedFormat, errors.DocumentError])
def test_a_document_error_names_document_page_and_cause_and_travels(kind):
    error = kind("方案.pdf", "没有文字层", page=3)
    assert str(error) == "方案.pdf, page 3: 没有文字层"
    again = pickle.loads(pickle.dumps(error))
    assert (type(again), again.doc, again.reason, again.page) == (kind, "方案.pdf", "没有文字层", 3)
    assert str(kind("方案.pdf", "没有文字层")) == "方案.pdf: 没有文字层"


def test_every_error_is_one_of_ours():
    raised = [e for e in vars(errors).values() if isinstance(e, type) and issubclass(e, Exception)]
    assert len(raised) >= 6
    assert all(issubclass(e, errors.PlanError) for e in raised)
