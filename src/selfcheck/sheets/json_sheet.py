"""Answer sheets as JSON: reading with all faults at once, and writing that loses nothing."""

import json
from collections import Counter
from collections.abc import Iterator, Mapping

from selfcheck.faults import Fault, FaultyInput, line
from selfcheck.frameworks.model import Framework
from selfcheck.messages import message
from selfcheck.sheets.building import Checker, Place, Row, in_json
from selfcheck.sheets.model import Answer, AnswerSheet, Municipality

SHEET_KEYS = frozenset(
    {"$schema", "answers", "agreed", "framework", "municipality", "date", "notice", "groups", "accountable"}
)
ANSWER_KEYS = frozenset({"question", "value", "respondent", "group", "comment", "evidence"})
AGREED_KEYS = frozenset({"question", "value", "comment"})


def parse_json(text: str, file: str) -> object:
    """The value that a JSON text holds.

    Raises `FaultyInput` with the line, also for a key that stands twice and for numbers that JSON does not have.
    """
    try:
        return json.loads(text, object_pairs_hook=_without_repetition, parse_constant=_refuse_constant)
    except json.JSONDecodeError as error:
        written = (error.doc.splitlines() or [""])[min(error.lineno, len(error.doc.splitlines()) or 1) - 1]
        fault = Fault(
            message("the file is not valid JSON here."), file, line(error.lineno), found=written.strip() or None
        )
        raise FaultyInput([fault]) from error
    except (_RepeatedKeyError, _NoNumberError) as error:
        raise FaultyInput([Fault(error.what, file, found=error.found)]) from error
    except ValueError as error:
        # Python refuses to read whole numbers of thousands of digits.
        raise FaultyInput([Fault(_NoNumberError.what, file)]) from error
    except RecursionError as error:
        raise FaultyInput([Fault(message("the file is nested too deeply."), file)]) from error


def sheet_from_json(value: object, framework: Framework, file: str) -> AnswerSheet:
    """The answer sheet that a parsed JSON value holds.

    Raises `FaultyInput` with every fault.
    """
    checker = Checker(framework, file)
    top = checker.entries(value, in_json(""), SHEET_KEYS)
    if "answers" not in top and not checker.faults:
        checker.report(Place(), message("the key “{key}” is missing.", key="answers"))
    answers = checker.answers(_rows(checker, top.get("answers", []), "answers", ANSWER_KEYS))
    agreed = checker.agreed(_rows(checker, top.get("agreed", []), "agreed", AGREED_KEYS))
    locate = in_json("")
    municipality = (
        checker.municipality(top["municipality"], in_json("municipality")) if "municipality" in top else Municipality()
    )
    groups = checker.entries(top["groups"], in_json("groups"), _keys(top["groups"])) if "groups" in top else {}
    sheet = AnswerSheet(
        answers=answers,
        agreed=agreed,
        municipality=municipality,
        framework=checker.text(locate, "framework", top.get("framework")),
        date=checker.day(locate, top.get("date")),
        notice=checker.text(locate, "notice", top.get("notice")),
        groups={key: checker.text(in_json("groups"), key, label) for key, label in groups.items()},
        is_accountable=checker.flag(locate, "accountable", top.get("accountable")),
    )
    if checker.faults:
        raise FaultyInput(checker.faults)
    return sheet


def _keys(value: object) -> frozenset[str]:
    return frozenset(value) if isinstance(value, Mapping) else frozenset()


def _rows(checker: Checker, value: object, name: str, known: frozenset[str]) -> Iterator[Row]:
    if not isinstance(value, list):
        checker.report(Place(key=name), message("a list is needed here."), value)
        return
    for number, entry in enumerate(value):
        locate = in_json(f"{name}[{number}]")
        entries = checker.entries(entry, locate, known)
        if "question" not in entries or "value" not in entries:
            missing = [key for key in ("question", "value") if key not in entries]
            for key in missing if isinstance(entry, Mapping) else ():
                checker.report(locate(""), message("the key “{key}” is missing.", key=key))
            continue
        yield Row(
            locate,
            entries["question"],
            entries["value"],
            entries.get("respondent"),
            entries.get("group"),
            entries.get("comment"),
            entries.get("evidence"),
        )


def sheet_as_json(sheet: AnswerSheet) -> dict[str, object]:
    """The sheet as plain values; reading them back gives an equal sheet."""
    value: dict[str, object] = {
        "framework": sheet.framework,
        "municipality": municipality_as_json(sheet.municipality),
        "date": sheet.date,
        "notice": sheet.notice,
        "accountable": sheet.is_accountable,
        "groups": dict(sheet.groups),
        "answers": [_answer_as_json(answer) for answer in sheet.answers],
        "agreed": [_without_empty(agreed._asdict()) for agreed in sheet.agreed.values()],
    }
    kept = {key: content for key, content in value.items() if content}
    return {**kept, "answers": value["answers"]}


def municipality_as_json(municipality: Municipality) -> dict[str, object]:
    """A municipality as plain values, without what is not known about it."""
    return _without_empty(
        {
            "name": municipality.name,
            "key": municipality.key,
            "kind": municipality.kind,
            "coat_of_arms": municipality.coat_of_arms,
            "members": [municipality_as_json(member) for member in municipality.members],
        }
    )


def _answer_as_json(answer: Answer) -> dict[str, object]:
    entries = _without_empty(answer._asdict())
    if set(answer.evidence) == {""}:
        entries["evidence"] = answer.evidence[""]
    return entries


def _without_empty(entries: Mapping[str, object]) -> dict[str, object]:
    return {key: value for key, value in entries.items() if value}


class _RepeatedKeyError(Exception):
    what = message("a key stands twice in the same place.")

    def __init__(self, key: str) -> None:
        self.found = key


class _NoNumberError(Exception):
    what = message("this is not a number that JSON knows.")

    def __init__(self, word: str) -> None:
        self.found = word


def _without_repetition(pairs: list[tuple[str, object]]) -> dict[str, object]:
    entries = dict(pairs)
    if len(entries) < len(pairs):
        counted = Counter(key for key, _ in pairs)
        raise _RepeatedKeyError(counted.most_common(1)[0][0])
    return entries


def _refuse_constant(word: str) -> object:
    raise _NoNumberError(word)
