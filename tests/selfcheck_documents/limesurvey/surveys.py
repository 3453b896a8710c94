"""Surveys for tests, written as each generation of LimeSurvey writes them."""

import io
import zipfile
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from html import escape
from pathlib import Path

OLD, MIDDLE, NEW = 177, 349, 600
FIRST_WITH_TABLES_OF_WORDS = 400
SID = "4711"

L10N = {
    "groups": "group_l10ns", "questions": "question_l10ns", "subquestions": "question_l10ns", "answers": "answer_l10ns",
}  # fmt: skip

Written = Mapping[str, str]
Row = Mapping[str, object]


@dataclass
class Asked:
    """One question; `rows` and `options` are codes with words, `values` the assessment values of options."""

    code: str
    type: str
    words: Written
    help: Written = field(default_factory=dict)
    relevance: str = "1"
    mandatory: str = "N"
    other: str = "N"
    rows: Mapping[str, Written] = field(default_factory=dict)
    options: Mapping[str, Written] = field(default_factory=dict)
    values: Sequence[int] = ()
    second: Mapping[str, Written] = field(default_factory=dict)
    attributes: Mapping[str, str] = field(default_factory=dict)


@dataclass
class Grouped:
    """One group."""

    names: Written
    questions: Sequence[Asked]
    descriptions: Written = field(default_factory=dict)
    relevance: str = ""


class _Writer:
    """Tables of a survey. Words stand in the rows, one for each language, or in tables of their own."""

    def __init__(self, version: int) -> None:
        self.tables: dict[str, list[Row]] = {}
        self.has_tables_of_words = version >= FIRST_WITH_TABLES_OF_WORDS
        self.number = 100

    def add(self, table: str, row: Row, **words: Written) -> None:
        """A row with its words, by column and language."""
        for language in dict.fromkeys(name for written in words.values() for name in written):
            said = {"language": language} | {column: written.get(language, "") for column, written in words.items()}
            if self.has_tables_of_words:
                key = {"groups": "gid", "answers": "aid"}.get(table, "qid")
                self.put(L10N[table], {key: row[key], **said})
            else:
                self.put(table, {**row, **said})
        if self.has_tables_of_words:
            self.put(table, row)

    def put(self, table: str, row: Row) -> None:
        """A row as it is."""
        self.tables.setdefault(table, []).append(row)

    def next_number(self) -> str:
        """A number that nothing has yet."""
        self.number += 1
        return str(self.number)

    def group(self, gid: str, group: Grouped) -> None:
        """A group with its questions."""
        row = {"gid": gid, "sid": SID, "group_order": gid, "grelevance": group.relevance}
        self.add("groups", row, group_name=group.names, description=group.descriptions)
        for order, asked in enumerate(group.questions):
            self.question(gid, order, asked)

    def question(self, gid: str, order: int, asked: Asked) -> None:
        """A question with its rows, answers and attributes."""
        qid = self.next_number()
        common: dict[str, object] = {"sid": SID, "gid": gid, "type": asked.type}
        row = {
            "qid": qid, "parent_qid": "0", **common, "title": asked.code, "other": asked.other,
            "mandatory": asked.mandatory, "question_order": order, "relevance": asked.relevance,
        }  # fmt: skip
        self.add("questions", row, question=asked.words, help=asked.help)
        for place, (code, words) in enumerate(asked.rows.items()):
            own = {"qid": self.next_number(), "parent_qid": qid, "title": code, "question_order": place}
            self.add("subquestions", {**common, **own}, question=words)
        for scale, options in enumerate((asked.options, asked.second)):
            for place, (code, words) in enumerate(options.items()):
                aid = {"aid": self.next_number()} if self.has_tables_of_words else {}
                value = asked.values[place] if asked.values else 0
                points = {"sortorder": place, "assessment_value": value, "scale_id": scale}
                self.add("answers", {"qid": qid, "code": code, **points, **aid}, answer=words)
        for name, setting in asked.attributes.items():
            attribute, _, language = name.partition("/")
            entry = {"qid": qid, "attribute": attribute, "language": language}
            self.put("question_attributes", {**entry, "value": setting})


def survey_xml(
    groups: Sequence[Grouped],
    version: int = NEW,
    titles: Written | None = None,
    language: str = "de",
    more: Mapping[str, Sequence[Row]] | None = None,
) -> str:
    """A survey as the generation of that version of the database writes it."""
    writer = _Writer(version)
    for number, group in enumerate(groups, 1):
        writer.group(str(number), group)
    writer.put("surveys", {"sid": SID, "language": language})
    for name, title in (titles or {"de": "Offene Stadt"}).items():
        settings = {"surveyls_survey_id": SID, "surveyls_language": name, "surveyls_title": title}
        writer.put("surveys_languagesettings", settings)
    for table, rows in (more or {}).items():
        for row in rows:
            writer.put(table, row)
    return document("Survey", version, writer.tables)


def document(kind: str, version: object, tables: Mapping[str, Iterable[Row]]) -> str:
    """A document of LimeSurvey with these tables, one element in a line."""
    lines = ['<?xml version="1.0" encoding="UTF-8"?>', "<document>", f" <LimeSurveyDocType>{kind}</LimeSurveyDocType>",
             f" <DBVersion>{version}</DBVersion>"]  # fmt: skip
    for name, rows in tables.items():
        lines += [f" <{name}>", "  <rows>"]
        for row in rows:
            lines.append("   <row>")
            lines += [f"    <{column}>{_cdata(str(value))}</{column}>" for column, value in row.items()]
            lines.append("   </row>")
        lines += ["  </rows>", f" </{name}>"]
    return "\n".join([*lines, "</document>", ""])


def _cdata(value: str) -> str:
    return f"<![CDATA[{value}]]>" if "]]>" not in value else escape(value)


def written(folder: Path, xml: str, name: str = "survey.lss") -> Path:
    """The survey as a file."""
    path = folder / name
    path.write_text(xml, encoding="utf-8")
    return path


def archive(folder: Path, members: Mapping[str, str], name: str = "survey.lsa") -> Path:
    """An archive with these files."""
    content = io.BytesIO()
    with zipfile.ZipFile(content, "w", zipfile.ZIP_DEFLATED) as package:
        for member, text in members.items():
            package.writestr(member, text)
    path = folder / name
    path.write_bytes(content.getvalue())
    return path


def both(german: str, english: str) -> Written:
    return {"de": german, "en": english}


AGREEMENT = {
    "A1": both("Nein", "No"),
    "A2": both("Teilweise", "Partly"),
    "A3": both("Ja", "Yes"),
    "A4": both("Weiß nicht", "Don't know"),
}
TOWN = (
    Grouped(
        both("Leitbild &amp; Steuerung", "Vision and management"),
        [
            Asked(
                "LB1", "L", both("<p>Gibt es ein <b>Leitbild</b>?</p>", "<p>Is there a <b>vision</b>?</p>"),
                help=both("<ul><li>beschlossen</li><li>öffentlich</li></ul>", "Decided and public"),
                mandatory="Y", options=AGREEMENT, values=(0, 1, 2, 0),
            ),
            Asked("LB2", "Y", both("Ist es öffentlich?", "Is it public?"),
                  relevance='((LB1.NAOK == "A2" or LB1.NAOK == "A3"))'),
            Asked("LB3", "T", both("Was fehlt?", "What is missing?")),
        ],
        both("<p>Worum es geht</p>", "What it is about"),
    ),
    Grouped(
        both("Beteiligung", "Participation"),
        [
            Asked(
                "M1", "M", both("Wer wird beteiligt?", "Who takes part?"), other="Y",
                rows={"a": both("Vereine", "Clubs"), "b": both("Schulen", "Schools"), "c": both("Niemand", "Nobody")},
                attributes={"exclude_all_others": "c"},
            ),
            Asked("F1", "F", both("Wie oft?", "How often?"),
                  rows={"r1": both("Treffen", "Meetings"), "r2": both("Umfragen", "Surveys")},
                  options={"x": both("Monatlich", "Monthly"), "y": both("Jährlich", "Yearly")}),
            Asked("F2", "A", both("Wie gut?", "How good?"), relevance='M1_a.NAOK == "Y"',
                  rows={"r1": both("Treffen", "Meetings")}),
            Asked("D1", "1", both("Heute und morgen", "Today and tomorrow"), rows={"r1": both("Netz", "Network")},
                  options=AGREEMENT, second=AGREEMENT, values=(0, 1, 2, 0),
                  attributes={"dualscale_headerA/de": "heute", "dualscale_headerB/de": "morgen",
                              "dualscale_headerA/en": "today", "dualscale_headerB/en": "tomorrow"}),
            Asked("P5", "5", both("Alles zusammen?", "All in all?"), relevance='LB3 != ""'),
        ],
    ),
)  # fmt: skip
TITLES = both("Offene Stadt", "Open town")


def town_xml(version: int = NEW) -> str:
    """The survey of a town: lists, boxes, matrices, conditions, in German and English."""
    return survey_xml(TOWN, version, TITLES)
