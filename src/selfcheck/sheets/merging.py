"""Several answer sheets of one municipality as one: a colleague's file each, put together without losing a word."""

from collections.abc import Iterable, Sequence
from dataclasses import replace

from selfcheck.faults import Fault, FaultyInput
from selfcheck.messages import Message, message
from selfcheck.sheets.model import Agreed, Answer, AnswerSheet, Municipality, same_place

NamedSheet = tuple[str, AnswerSheet]
"""A sheet with the name of the file that it came from."""


def merge_sheets(sheets: Sequence[NamedSheet]) -> AnswerSheet:
    """All answers of `sheets` in one sheet; who gave no name is called by the file, so names of files must differ.

    The municipality's name and the labels of groups are those of the first sheet that has them, the date is the latest.
    Raises `FaultyInput` with every contradiction: a respondent who answers a question in two files, different agreed
    answers, different official keys or kinds.
    """
    if len(sheets) == 1:
        return sheets[0][1]
    merging = _Merging()
    for name, sheet in sheets:
        merging.add(name, sheet)
    if merging.faults:
        raise FaultyInput(merging.faults)
    parts = [sheet for _, sheet in sheets]
    return AnswerSheet(
        answers=tuple(merging.answers.values()),
        agreed={key: agreed for key, (agreed, _) in merging.agreed.items()},
        municipality=merging.municipality,
        framework=_first(sheet.framework for sheet in parts),
        date=max(sheet.date for sheet in parts),
        notice=" ".join(dict.fromkeys(sheet.notice for sheet in parts if sheet.notice)),
        groups={key: label for sheet in reversed(parts) for key, label in sheet.groups.items()},
        is_accountable=all(sheet.is_accountable for sheet in parts),
    )


class _Merging:
    """What has come together so far, and what contradicts it."""

    def __init__(self) -> None:
        self.faults: list[Fault] = []
        self.answers: dict[tuple[str, str | None], Answer] = {}
        self.files: dict[tuple[str, str | None], str] = {}
        self.agreed: dict[str, tuple[Agreed, str]] = {}
        self.municipality = Municipality()

    def add(self, name: str, sheet: AnswerSheet) -> None:
        """Take over one sheet."""
        for answer in sheet.answers:
            self._add_answer(name, answer._replace(respondent=answer.respondent or name))
        for agreed in sheet.agreed.values():
            first, file = self.agreed.setdefault(agreed.question, (agreed, name))
            if first.value != agreed.value:
                what = message("{file} says another agreed answer.", file=file)
                self._report(name, what, agreed.question, agreed.value, (first.value,))
            elif agreed.comment not in first.comment:
                reasons = "\n".join(reason for reason in (first.comment, agreed.comment) if reason)
                self.agreed[agreed.question] = (first._replace(comment=reasons), file)
        self._add_municipality(name, sheet.municipality)

    def _add_answer(self, name: str, answer: Answer) -> None:
        key = (answer.question, answer.respondent)
        if key in self.answers:
            what = message("the same respondent answers this question in {file} too.", file=self.files[key])
            self._report(name, what, answer.question, answer.respondent)
            return
        self.answers[key] = answer
        self.files[key] = name

    def _add_municipality(self, name: str, other: Municipality) -> None:
        mine = self.municipality
        if mine.key and other.key:
            if not same_place(mine.key, other.key):
                what = message("the files belong to different municipalities.")
                self._report(name, what, "municipality.key", other.key, (mine.key,))
        elif mine.name and other.name and mine.name.casefold().split() != other.name.casefold().split():
            what = message(
                "the files name different municipalities. Write the same name, or the official key, in each."
            )
            self._report(name, what, "municipality.name", other.name, (mine.name,))
        if mine.kind and other.kind and mine.kind != other.kind:
            what = message("the files name different kinds of municipality.")
            self._report(name, what, "municipality.kind", other.kind, (mine.kind,))
        self.municipality = replace(
            mine,
            name=mine.name or other.name,
            key=mine.key or other.key,
            kind=mine.kind or other.kind,
            coat_of_arms=mine.coat_of_arms or other.coat_of_arms,
            members=mine.members or other.members,
        )

    def _report(
        self, file: str, what: Message, key: str, found: str | None = None, possible: tuple[str, ...] = ()
    ) -> None:
        self.faults.append(Fault(what, file, key=key, found=found, possible=possible))


def _first(words: Iterable[str]) -> str:
    return next((word for word in words if word), "")
