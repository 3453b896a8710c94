"""From tables to a `Survey`, whichever generation they are of.

Before version 4 of LimeSurvey each row has a language, and a question one row for each; later it has one row, and its
words stand in tables of their own.
"""

from collections.abc import Iterable, Mapping
from pathlib import Path

from selfcheck.faults import Fault, FaultyInput, line, stop_at_too_many
from selfcheck.messages import Message, message
from selfcheck_documents.limesurvey.model import AnswerOption, Group, LimeQuestion, SubQuestion, Survey, Written
from selfcheck_documents.limesurvey.packages import (
    is_archive,
    opened_archive,
    read_content,
    something_in,
)
from selfcheck_documents.limesurvey.xml_tables import Row, Tables, read_tables

SURVEY = "Survey"
# LimeSurvey 1.90, the first that wrote XML.
OLDEST = 143
OTHERS = ("assessments", "quota", "defaultvalues")
Rows = Mapping[str, list[Row]]


def read_survey(path: Path) -> Survey:
    """The survey in a file: .lss, or the one inside an archive (.lsa).

    Raises `FaultyInput` with every fault, each with its line.
    """
    return survey_in(read_content(path), path.name)


def survey_in(content: bytes, file: str, most: int | None = None) -> Survey:
    """The survey in the content of such a file; `file` is how faults call it, `most` what an archive may unpack to.

    Raises `FaultyInput` with every fault, each with its line.
    """
    if not is_archive(something_in(content, file)):
        return survey_of(content, file)
    survey = opened_archive(content, file, most).survey
    if survey is None:
        raise FaultyInput([Fault(message("the archive holds no survey (.lss)."), file)])
    return survey_of(survey[1], survey[0])


def survey_of(content: bytes, file: str) -> Survey:
    """The survey that the content of an .lss file holds; `file` is how faults call it.

    Raises `FaultyInput` with every fault, each with its line.
    """
    reader = _SurveyReader(read_tables(content, file), file)
    survey = reader.read()
    if reader.faults or survey is None:
        raise FaultyInput(reader.faults)
    return survey


class _SurveyReader:
    def __init__(self, tables: Tables, file: str) -> None:
        self.tables = tables
        self.file = file
        self.faults: list[Fault] = []
        self.orphans = 0

    def read(self) -> Survey | None:
        """The survey; only sound when no fault was reported."""
        tables = self.tables
        if tables.kind != SURVEY:
            what = message("this is no survey of LimeSurvey. Export the whole survey as .lss.")
            self.faults.append(Fault(what, self.file, key="LimeSurveyDocType", found=tables.kind, possible=(SURVEY,)))
            return None
        if not tables.db_version.isdecimal() or not int(tables.db_version[:9]) >= OLDEST:
            what = message("the file is of no version of LimeSurvey that can be read; {oldest} is the oldest.",
                           oldest=OLDEST)  # fmt: skip
            self.faults.append(Fault(what, self.file, key="DBVersion", found=tables.db_version))
            return None
        settings = tables.table("surveys_languagesettings")
        surveys = tables.table("surveys")
        language = (surveys[0]["language"] if surveys else "") or (settings[0]["surveyls_language"] if settings else "")
        groups = self._groups()
        if not any(group.questions for group in groups) and not self.faults:
            self.faults.append(Fault(message("the survey has no questions."), self.file))
        return Survey(
            sid=surveys[0]["sid"] if surveys else "",
            file=self.file,
            db_version=int(tables.db_version),
            language=language,
            languages=_languages(language, settings, groups),
            titles=_words(settings, "surveyls_title", "surveyls_language"),
            descriptions=_words(settings, "surveyls_description", "surveyls_language"),
            welcomes=_words(settings, "surveyls_welcometext", "surveyls_language"),
            groups=groups,
            others=self._others(),
        )

    def _others(self) -> Mapping[str, int]:
        counted = {name: len(self.tables.table(name)) for name in OTHERS} | {"orphans": self.orphans}
        return {name: count for name, count in counted.items() if count}

    def _groups(self) -> tuple[Group, ...]:
        rows = self._by(self.tables.table("groups"), "gid")
        words = self._by(self.tables.table("group_l10ns"), "gid")
        questions: dict[str, list[LimeQuestion]] = {gid: [] for gid in rows}
        for question in self._questions():
            if question.gid in questions:
                questions[question.gid].append(question)
            else:
                self._report(question.line, message("the question belongs to no group of the survey."), question.code)
        groups = [
            (
                _number(first["group_order"]),
                Group(
                    gid,
                    _words(words.get(gid, same), "group_name"),
                    _words(words.get(gid, same), "description"),
                    first["grelevance"],
                    tuple(questions[gid]),
                ),
            )
            for gid, same in rows.items()
            for first in same[:1]
        ]
        return tuple(group for _, group in sorted(groups, key=lambda pair: pair[0]))

    def _questions(self) -> Iterable[LimeQuestion]:
        tables = self.tables
        rows = self._by(tables.table("questions"), "qid")
        words = self._by(tables.table("question_l10ns"), "qid")
        subquestions = self._subquestions(words, rows)
        options = self._options(rows)
        attributes: dict[str, dict[str, str]] = {}
        for row in tables.table("question_attributes"):
            if row["value"]:
                name = "/".join(part for part in (row["attribute"], row["language"]) if part)
                attributes.setdefault(row["qid"], {})[name] = row["value"]
        for qid, same in sorted(rows.items(), key=lambda item: _number(item[1][0]["question_order"])):
            first = same[0]
            if first["parent_qid"] not in ("", "0"):
                continue
            if not first["title"] or not first["type"]:
                self._report(first.line, message("a question needs a code (title) and a type."), qid)
                continue
            yield LimeQuestion(
                qid=qid,
                gid=first["gid"],
                code=first["title"],
                type=first["type"],
                words=_words(words.get(qid, same), "question"),
                help=_words(words.get(qid, same), "help"),
                relevance=first["relevance"] if first["relevance"] not in ("", "1") else self._old_conditions(qid),
                is_mandatory=first["mandatory"] in ("Y", "S"),
                has_other=first["other"] == "Y",
                rows=tuple(subquestions.get(qid, ())),
                options=tuple(options.get(qid, ())),
                attributes=attributes.get(qid, {}),
                line=first.line,
            )

    def _subquestions(self, words: Rows, questions: Rows) -> Mapping[str, list[SubQuestion]]:
        found: dict[str, list[SubQuestion]] = {}
        rows = self._by(self.tables.table("subquestions"), "qid")
        for qid, same in sorted(rows.items(), key=lambda item: _number(item[1][0]["question_order"])):
            first = same[0]
            if first["parent_qid"] not in questions:
                self.orphans += 1
                continue
            found.setdefault(first["parent_qid"], []).append(
                SubQuestion(
                    qid,
                    first["title"],
                    _words(words.get(qid, same), "question"),
                    first["relevance"],
                    _number(first["scale_id"]),
                )
            )
        return found

    def _options(self, questions: Rows) -> Mapping[str, list[AnswerOption]]:
        """The answers of each question in order. In older files several rows of one code are its languages."""
        table = self.tables.table("answers")
        words = self._by(self.tables.table("answer_l10ns"), "aid")
        together: dict[tuple[str, str, str], list[Row]] = {}
        for row in table:
            if row["qid"] in questions:
                together.setdefault((row["qid"], row["scale_id"] or "0", row["code"]), []).append(row)
            else:
                self.orphans += 1
        found: dict[str, list[AnswerOption]] = {}
        for (qid, scale, code), same in sorted(together.items(), key=lambda item: _number(item[1][0]["sortorder"])):
            first = same[0]
            option = AnswerOption(
                code,
                _words(words.get(first["aid"], same) if first["aid"] else same, "answer"),
                _number(first["assessment_value"]),
                _number(scale),
            )
            found.setdefault(qid, []).append(option)
        return found

    def _old_conditions(self, qid: str) -> str:
        """The conditions of a question as an expression.

        Scenarios are alternatives; within one, conditions on the same question are alternatives, the others are not.
        """
        scenarios: dict[str, dict[str, list[str]]] = {}
        for row in self.tables.table("conditions"):
            if row["qid"] == qid:
                name, value = row["cfieldname"].lstrip("+"), row["value"].replace('"', "")
                method = row["method"] or "=="
                told = f'{name} {method} "{value}"'
                scenarios.setdefault(row["scenario"], {}).setdefault(row["cqid"], []).append(told)
        return " or ".join(
            "(" + " and ".join("(" + " or ".join(same) + ")" for same in scenario.values()) + ")"
            for scenario in scenarios.values()
        )

    def _by(self, rows: Iterable[Row], column: str) -> dict[str, list[Row]]:
        """Rows by one of their columns; those that lack it are reported."""
        found: dict[str, list[Row]] = {}
        for row in rows:
            if row[column]:
                found.setdefault(row[column], []).append(row)
            else:
                self._report(row.line, message("the row has no “{column}”.", column=column))
        return found

    def _report(self, number: int, what: Message, found: str | None = None) -> None:
        self.faults.append(Fault(what, self.file, line(number), found=found))
        stop_at_too_many(self.faults)


def _words(rows: Iterable[Row], column: str, language: str = "language") -> Written:
    return {row[language]: row[column] for row in rows if row[column]}


def _number(written: str) -> int:
    """A whole number; 0 for what is none."""
    digits = written.removeprefix("-")
    return int(written) if digits.isascii() and digits.isdecimal() and len(digits) < 10 else 0


def _languages(first: str, settings: Iterable[Row], groups: Iterable[Group]) -> tuple[str, ...]:
    """Every language with words, the one that the survey was written in first."""
    named = [language for group in groups for language in group.names]
    return tuple(
        dict.fromkeys(word for word in [first, *(row["surveyls_language"] for row in settings), *named] if word)
    )
