"""What the heading of a column of responses says: a code, words, or both; of a question, or of who answered when."""

import re
from collections.abc import Mapping
from typing import NamedTuple

from selfcheck_documents.limesurvey.keys import question_key
from selfcheck_documents.limesurvey.model import DUAL, LimeQuestion, Survey
from selfcheck_documents.limesurvey.pieces import names_of

CODE = r"[A-Za-z][A-Za-z0-9]*"
PART = r"[A-Za-z0-9_-]+"
BRACKETS = re.compile(
    rf"(?P<code>{CODE})(?:\[(?P<row>{PART})\])?(?:\[(?P<scale>[12])\])?(?:\. (?P<words>.+))?", re.DOTALL
)
JOINED = re.compile(rf"(?P<code>{CODE})_(?P<row>[A-Za-z0-9]+)(?:_(?P<scale>[01]))?(?:\. (?P<words>.+))?", re.DOTALL)
NUMBERED = re.compile(r"_?(?:[0-9]+X[0-9]+X[0-9]+|Q[0-9]+(?:_S[0-9]+)?)[A-Za-z0-9#_]*")
FREE_WORDS = ("other", "comment")
NO_SIGN = re.compile(r"[\W_]+")
COMPLETED = frozenset(("submitdate", "date submitted", "datum abgeschickt", "date de soumission"))
# Who answered, when, from where, in which order. Nothing of it is proposed to be read.
ABOUT_SOMEBODY = COMPLETED | frozenset(
    (
        "id", "response id", "antwort id", "response_id", "lastpage", "last page", "letzte seite", "startlanguage",
        "start language", "start sprache", "startsprache", "seed", "zufallsstartwert", "token", "access code",
        "zugangscode", "zugangsschlüssel", "startdate", "date started", "datum gestartet", "datestamp",
        "date last action", "datum letzte aktivität", "ipaddr", "ip address", "ip adresse", "refurl", "referrer url",
        "weiterleitungs url", "interviewtime", "total time", "gesamtzeit", "firstname", "first name", "vorname",
        "lastname", "last name", "nachname", "email", "email address", "e mail adresse", "e mail",
        "quota exit", "quota_exit", "participant_id", "tid", "emailstatus",
    )
)  # fmt: skip
TIMING = re.compile(r"(?:group ?time|gruppenzeit|question ?time|fragezeit|attribute_[0-9]+).*|.+Time", re.IGNORECASE)


class Column(NamedTuple):
    """A column: its heading as written, the key that its codes give, and the words of its heading; both may be empty.

    `code` and `row` are LimeSurvey's. `about`: it says who answered or when. `is_free`: it holds words of one’s own.
    """

    heading: str
    key: str = ""
    words: str = ""
    code: str = ""
    row: str = ""
    about: bool = False
    is_free: bool = False

    @property
    def says_completion(self) -> bool:
        """Whether it is filled when somebody sent the questionnaire."""
        return any(folded(part) in COMPLETED for part in (self.code, self.words) if part)


class Place(NamedTuple):
    """A question of the survey, its row (empty: none), and which of two scales."""

    question: LimeQuestion
    row: str = ""
    scale: int | None = None
    free: str = ""


def folded(words: str) -> str:
    """Words without capitals and signs."""
    return NO_SIGN.sub(" ", words.casefold()).strip()


def places_in(survey: Survey) -> Mapping[str, Place]:
    """Every part of a survey that can have a column, by the numbers that archives call it by."""
    places: dict[str, Place] = {}
    for question in survey.questions:
        for name in names_of(question, survey):
            places[name] = Place(question)
            places |= {f"{name}{free}": Place(question, free=free) for free in FREE_WORDS}
        for row in question.rows:
            for name in names_of(question, survey, row):
                places[name] = Place(question, row.code)
                places[f"{name}comment"] = Place(question, row.code, free="comment")
                if question.type == DUAL:
                    places |= {f"{name}#{number}": Place(question, row.code, number) for number in (0, 1)}
    return places


def column_of(heading: str, places: Mapping[str, Place]) -> Column:
    """What a heading says."""
    heading = heading.strip()
    bare = folded(heading)
    if bare in ABOUT_SOMEBODY or folded(heading.partition(". ")[0]) in ABOUT_SOMEBODY or TIMING.fullmatch(heading):
        return Column(heading, words=heading, code=heading.partition(". ")[0], about=True)
    place = places.get(heading.removeprefix("_")) if NUMBERED.fullmatch(heading) else None
    if place is not None:
        return _of_place(heading, place)
    match = BRACKETS.fullmatch(heading) or JOINED.fullmatch(heading)
    if match is None:
        return Column(heading, words=heading)
    code, row, scale = match["code"], match["row"] or "", match["scale"]
    number = None if scale is None else int(scale) - (match.re is BRACKETS)
    is_free = row in FREE_WORDS or row.endswith("comment")
    return Column(heading, question_key(code, row, number), match["words"] or "", code, row, is_free=is_free)


def _of_place(heading: str, place: Place) -> Column:
    code, row = place.question.code, place.row
    if place.free:
        return Column(heading, "", "", code, row, is_free=True)
    return Column(heading, question_key(code, row, place.scale), "", code, row)
