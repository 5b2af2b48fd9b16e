"""The database's tables: what the schema dataclasses hold, column by column.

docs/tables.md is written from the comments here. Dates are DATE, offsets are half-open character offsets into the
document's source text, figures stand in the base unit named beside them, and what has no columns of its own (headings,
reasons, addressees) is JSON text. `describe()` gives the tables as markdown.
"""

from __future__ import annotations

from sqlalchemy import (
    BigInteger,
    Boolean,
    Column,
    Date,
    Double,
    ForeignKey,
    Index,
    Integer,
    MetaData,
    String,
    Table,
    Text,
)

metadata = MetaData()

documents = Table(
    "documents",
    metadata,
    Column(
        "id",
        String(64),
        primary_key=True,
        comment="The digest; for a file that could not be read at all, a hash of its path.",
    ),
    Column(
        "digest",
        String(64),
        nullable=False,
        comment="sha256 of the file's bytes, hex; empty where they could not be read.",
    ),
    Column("name", Text, nullable=False, comment="The file's name, the `doc` of its statements."),
    Column("path", Text, nullable=False, comment="Where the file was when it was last read."),
    Column("format", Text, nullable=False, comment="txt, md, html, docx, pdf, xlsx, csv, …"),
    Column("title", Text, comment="Title, where the document gives one."),
    Column("issuers", Text, nullable=False, comment="Issuing bodies, JSON list of names."),
    Column("number", Text, comment="Document number (发文字号)."),
    Column("issued_date", Date, comment="The document's own date."),
    Column(
        "kind", String(16), nullable=False, comment="plan, speech, report, notice, bulletin, rules, sheet or other."
    ),
    Column("place", Text, comment="The place it is about, from province down."),
    Column("has_period", Boolean, nullable=False, comment="Whether the document states a period at all."),
    Column("period_start", Date, comment="First day of the period it covers."),
    Column("period_end", Date, comment="Last day of the period it covers, inclusive."),
    Column("addressees", Text, nullable=False, comment="To whom it is addressed, JSON list."),
    Column("attachments", Text, nullable=False, comment="Titles of its attachments, JSON list."),
    Column(
        "attachment_starts",
        Text,
        nullable=False,
        comment="Where each of the attachments begins in the source text, JSON list; null in it for one only named.",
    ),
    Column("forwarded_title", Text, comment="What a notice (关于印发…的通知) brings; null for other documents."),
    Column("forwarded_start", Integer, comment="Where that begins in the source text; null where it is only named."),
    Column("pages", Integer, comment="Number of pages, where the format has pages."),
    Column("tables", Integer, nullable=False, comment="Number of tables."),
    Column("characters", Integer, nullable=False, comment="Length of the source text in characters."),
    Column("scanned", Boolean, nullable=False, comment="Whether the text came from pictures of pages."),
    Column("problems", Text, nullable=False, comment="What the reader could not make out, JSON list."),
    Column("error", Text, comment="Why the last reading failed; null where it succeeded."),
    Column("error_kind", Text, comment="Class of that error: UnreadableDocument or UnsupportedFormat."),
    Column("error_page", Integer, comment="Page of that error, from 1, where known."),
    Column(
        "is_current", Boolean, nullable=False, comment="False once the file at this path was read with other content."
    ),
    comment="One row per content of a file. Of one path only the latest content is current.",
)

statements = Table(
    "statements",
    metadata,
    Column("id", String(64), primary_key=True, comment="Follows from content, so that two runs agree."),
    Column("document_id", ForeignKey("documents.id"), index=True, comment="The content it was read from."),
    Column("doc", Text, nullable=False, comment="The file's name."),
    Column("role", String(16), nullable=False, comment="target, progress or task."),
    Column("start_char", Integer, nullable=False, comment="Where the quote begins in the source text."),
    Column("end_char", Integer, nullable=False, comment="Where the quote ends, exclusive."),
    Column("quote", Text, nullable=False, comment="The words as they stand in the source."),
    Column("subject", Text, nullable=False, comment="What is measured or delivered, in simplified Chinese."),
    Column("indicator", Text, index=True, comment="Canonical name where the subject is a known indicator."),
    Column("deadline_start", Date, comment="First day of the deadline's span, where the text gives one."),
    Column(
        "due_date", Date, index=True, comment="Last day, inclusive; for progress the day the figure was reached by."
    ),
    Column(
        "deadline_text",
        Text,
        comment="The deadline's words as they stand; null where it comes from the document alone.",
    ),
    Column("deadline_source", String(16), comment="explicit, section or document; null where there is no deadline."),
    Column("recurring", Boolean, comment="Whether the deadline is a rhythm (每月13日前) rather than a date."),
    Column("rrule", Text, comment="The rhythm after RFC 5545, where that can express it."),
    Column("deadline_rule", Text, comment="The rule that read the deadline."),
    Column("strength", String(16), nullable=False, comment="must, strive or plan."),
    Column("section", Text, nullable=False, comment="The headings above it, outermost first, JSON list."),
    Column("page", Integer, comment="Page, from 1, where the format has pages."),
    Column("cell", Text, comment="Where it stands in a table or sheet (表1!B3)."),
    Column("rule", Text, nullable=False, comment="The rule that made the statement."),
    Column("confidence", Double, nullable=False, comment="How sure the reading is, 0 to 1."),
    Column(
        "search_text",
        Text,
        nullable=False,
        comment="Subject, indicator, agencies, headings and quote, simplified and in lower case, for text search.",
    ),
    Column(
        "search_row",
        BigInteger,
        nullable=False,
        index=True,
        comment="The row's number in the text index, where the database has one; follows from id.",
    ),
    Column(
        "is_current",
        Boolean,
        nullable=False,
        comment="Whether the latest reading of its document holds it; the ledger shows only these.",
    ),
    comment="One row per statement: a target, a reported figure or an assigned piece of work.",
)

measures = Table(
    "measures",
    metadata,
    Column("statement_id", ForeignKey("statements.id"), primary_key=True, comment="Whose figure it is."),
    Column("position", Integer, primary_key=True, comment="Order within the statement, from 0."),
    Column("value", Double, nullable=False, comment="The figure in `unit`; a fall is negative. Lower end of a range."),
    Column("upper", Double, comment="Upper end of a range, in `unit`."),
    Column(
        "unit",
        Text,
        nullable=False,
        comment="Base unit: 元, 平方米, 米, 吨, 立方米, 千瓦, 千瓦时, %, 百分点, 倍, a classifier.",
    ),
    Column("comparator", String(16), nullable=False, comment="eq, ge, gt, le, lt, approx or range."),
    Column("kind", String(16), nullable=False, comment="level, growth (a change against before) or share."),
    Column("raw_text", Text, nullable=False, comment="The figure's words as they stand."),
    Column("raw_value", Double, nullable=False, comment="The number before its scale word."),
    Column("raw_scale", Text, nullable=False, comment="Scale word: empty, 万, 亿, …"),
    Column("raw_unit", Text, nullable=False, comment="Unit as written."),
    Column("start_char", Integer, nullable=False, comment="Where the figure begins in the source text."),
    Column("end_char", Integer, nullable=False, comment="Where it ends, exclusive."),
    Column("rule", Text, nullable=False, comment="The rule that read it."),
    comment="One row per figure of a statement.",
)

statement_agencies = Table(
    "statement_agencies",
    metadata,
    Column(
        "statement_id", ForeignKey("statements.id"), primary_key=True, comment="The statement it is responsible for."
    ),
    Column("position", Integer, primary_key=True, comment="Order within the statement, from 0."),
    Column("name", Text, nullable=False, index=True, comment="The agency's name as the document gives it, simplified."),
    Column("role", String(16), nullable=False, comment="lead, support or person."),
    Column("inherited", Boolean, nullable=False, comment="Whether it comes from the section or table row above."),
    Column("start_char", Integer, comment="Where the name begins in the source text."),
    Column("end_char", Integer, comment="Where it ends, exclusive."),
    comment="One row per agency (责任单位) or post of a statement.",
)

findings = Table(
    "findings",
    metadata,
    Column("as_of", Date, primary_key=True, comment="The day for which the verdict holds."),
    Column("id", String(64), primary_key=True, comment="Follows from target, answer and verdict."),
    Column("target_id", ForeignKey("statements.id"), nullable=False, index=True, comment="The target."),
    Column(
        "answer_id", ForeignKey("statements.id"), comment="The report's statement that answers it; null for silence."
    ),
    Column("status", String(16), nullable=False, comment="met, missed, on_track, behind, unreported or incomparable."),
    Column("score", Double, nullable=False, comment="How sure the match is, 0 to 1."),
    Column("gap_value", Double, comment="Reported minus target, in `gap_unit`."),
    Column("gap_unit", Text, comment="Unit of the gap; null where there is none."),
    Column("gap_ratio", Double, comment="Reported divided by target, 1 is all of it; null where that says nothing."),
    Column("expected_value", Double, comment="What should have been reached at `expected_at`, in the target's unit."),
    Column("expected_at", Date, comment="The day of that expectation."),
    Column("reasons", Text, nullable=False, comment="The levels behind the score, JSON list."),
    comment="One row per target set against the reports as of a day.",
)

finding_answers = Table(
    "finding_answers",
    metadata,
    Column("as_of", Date, primary_key=True, comment="The day of the finding."),
    Column("finding_id", String(64), primary_key=True, comment="The finding (findings.id, of the same as_of)."),
    Column("part", String(8), primary_key=True, comment="series or other."),
    Column("position", Integer, primary_key=True, comment="Place in its part, from 0; a series goes by its days."),
    Column("statement_id", ForeignKey("statements.id"), nullable=False, comment="What a report says of the target."),
    comment="What the reports say of a target over time (series), and answers as good as the one judged that come to "
    "another verdict (other).",
)

alerts = Table(
    "alerts",
    metadata,
    Column("key", String(64), primary_key=True, comment="The matter: the id of the target it is about."),
    Column("kind", String(16), nullable=False, comment="missed, behind, overdue, unreported or due_soon, now."),
    Column("light", String(8), comment="Colour of its light: 红, 黄, 蓝 or 灰."),
    Column("grade", Integer, nullable=False, comment="How grave it is, 1 to 5; told again where this rises."),
    Column(
        "shortfall",
        Double,
        comment="Percentage points of the target that the reported figure is short, before the deadline of what the "
        "straight line asks for; null where there is no figure.",
    ),
    Column(
        "finding_id", String(64), nullable=False, comment="The finding it came from (findings.id, of the same as_of)."
    ),
    Column("target_id", ForeignKey("statements.id"), nullable=False, comment="The target it is about."),
    Column("answer_id", String(64), comment="The report's statement that answered it (statements.id)."),
    Column("as_of", Date, nullable=False, comment="The latest day for which it was looked at."),
    Column("message", Text, nullable=False, comment="What is to be said of it, in simplified Chinese."),
    Column("first_as_of", Date, nullable=False, comment="The day for which it was raised, or raised again."),
    Column("told_as_of", Date, comment="The day of the run that told it last; null where no channel takes it."),
    Column("told_times", Integer, nullable=False, comment="How often it was told since then."),
    Column("state", String(16), nullable=False, comment="open, acknowledged, snoozed or closed."),
    Column("snoozed_until", Date, comment="Snoozed: until the day before this one."),
    comment="One row per matter that was ever alerted, as it stands.",
)

alert_events = Table(
    "alert_events",
    metadata,
    Column("alert_key", String(64), primary_key=True, comment="The matter (alerts.key)."),
    Column("position", Integer, primary_key=True, comment="Order within the matter, from 0."),
    Column("day", Date, nullable=False, comment="The as-of day of the run, or the day on which a person said so."),
    Column(
        "event",
        String(16),
        nullable=False,
        comment="new, worse, reminder, closed: by a run.  acknowledged, snoozed, reopened: by a person.",
    ),
    Column("grade", Integer, nullable=False, comment="How grave it was then, 1 to 5."),
    Column("note", Text, comment="What was said in the run, or the person's reason."),
    Column("who", Text, comment="The person; null for a run."),
    Column("until", Date, comment="Snoozed: until the day before this one."),
    comment="One row per thing that happened to a matter: told, acknowledged, snoozed, closed.",
)

outbox = Table(
    "outbox",
    metadata,
    Column("id", String(64), primary_key=True, comment="Follows from channel, day and content."),
    Column("position", Integer, nullable=False, comment="Order in which messages go out, from 0."),
    Column("channel", Text, nullable=False, comment="Name of the channel in the settings."),
    Column("as_of", Date, nullable=False, comment="The as-of day of the run that wrote it."),
    Column("part", Integer, nullable=False, comment="Which part of its digest, from 1."),
    Column("parts", Integer, nullable=False, comment="How many parts the digest has."),
    Column("alerts", Integer, nullable=False, comment="Number of alerts of the digest."),
    Column("title", Text, nullable=False, comment="The message's title."),
    Column("body", Text, nullable=False, comment="What is sent, without address, signature or secret."),
    Column("state", String(16), nullable=False, comment="pending, sent, or refused: set aside after several refusals."),
    Column("attempts", Integer, nullable=False, comment="Runs that tried to send it."),
    Column("refusals", Integer, nullable=False, comment="Runs in which the other side refused its content."),
    Column("error", Text, comment="Why it could not be sent last time."),
    Column("sent_as_of", Date, comment="The as-of day of the run that sent it."),
    comment="One row per message to a channel, kept until it is sent.",
)

slips = Table(
    "slips",
    metadata,
    Column("id", String(64), primary_key=True, comment="Follows from matter and agency."),
    Column("alert_key", String(64), nullable=False, comment="The matter (alerts.key)."),
    Column("agency", Text, nullable=False, comment="To whom the slip is addressed."),
    Column("year", Integer, nullable=False, comment="Year of its number."),
    Column("number", Integer, nullable=False, comment="Its number within the year, from 1."),
    Column("issued", Date, nullable=False, comment="The as-of day of the run that issued it."),
    Column("reply_by", Date, nullable=False, comment="By when an answer is asked for, inclusive."),
    Column("content", Text, nullable=False, comment="What it says, JSON object by part."),
    comment="One row per supervision slip (督办单). Once issued it stays as it is.",
)

issues = Table(
    "issues",
    metadata,
    Column("document_id", ForeignKey("documents.id"), primary_key=True, comment="The content it was met in."),
    Column("position", Integer, primary_key=True, comment="Order within the document, from 0."),
    Column("doc", Text, nullable=False, comment="The file's name."),
    Column("stage", Text, nullable=False, comment="read, clean, describe or extract."),
    Column("code", Text, nullable=False, comment="Short name of the kind of issue."),
    Column("message", Text, nullable=False, comment="What was not understood."),
    Column("quote", Text, comment="The words as they stand in the source."),
    Column("start_char", Integer, comment="Where they begin in the source text."),
    Column("end_char", Integer, comment="Where they end, exclusive."),
    Column("page", Integer, comment="Page, from 1, where known."),
    comment="One row per thing that was not read or not understood.",
)

runs = Table(
    "runs",
    metadata,
    Column(
        "id",
        String(64),
        primary_key=True,
        comment="Follows from the as-of day and the contents read, so that a repeated run is one row.",
    ),
    Column("as_of", Date, nullable=False, comment="The day the run was asked about."),
    Column("inputs", Text, nullable=False, comment="Digests of the documents read, sorted, JSON list."),
    Column("documents", Integer, nullable=False, comment="Documents read."),
    Column("failed", Integer, nullable=False, comment="Documents that failed."),
    Column("statements", Integer, nullable=False, comment="Statements found."),
    Column("findings", Integer, nullable=False, comment="Findings made."),
    Column("alerts", Integer, nullable=False, comment="Alerts that held that day, sent before or now."),
    comment="One row per distinct run.",
)

#: The form of these tables: goes up with every table, column or key that is added or changed.
VERSION = 4

schema_version = Table(
    "schema_version",
    metadata,
    Column("version", Integer, primary_key=True, autoincrement=False, comment="Version of the tables' form."),
    comment="One row: which form of these tables the database has.",
)

Index("ix_statements_role", statements.c.role, statements.c.is_current)
Index("ix_documents_path", documents.c.path)
Index("ix_outbox_state", outbox.c.state, outbox.c.position)


def describe() -> str:
    """Every table and column as markdown: name, SQL type, what it holds."""
    lines: list[str] = []
    for table in metadata.sorted_tables:
        lines += [
            f"## {table.name}",
            "",
            table.comment or "",
            "",
            "| column | type | what it holds |",
            "| --- | --- | --- |",
        ]
        for column in table.columns:
            kind = (
                str(column.type)
                + (", key" if column.primary_key else "")
                + (", may be null" if column.nullable else "")
            )
            refers = "".join(f" → `{key.target_fullname}`" for key in sorted(column.foreign_keys, key=str))
            lines.append(f"| `{column.name}` | {kind} | {column.comment or ''}{refers} |")
        lines.append("")
    return "\n".join(lines)
