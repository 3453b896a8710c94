"""How far each department is in a round: what it is asked and has answered, field by field."""

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from weltoffen.answers.queries import questions_due
from weltoffen.answers.respondents import respondents_in
from weltoffen.answers.settling import chosen
from weltoffen.assignments.queries import departments_asked
from weltoffen.contributors.queries import links_by_department
from weltoffen.departments.models import Department
from weltoffen.departments.queries import colleagues_by_department, present_departments
from weltoffen.foundation import clock
from weltoffen.rounds.bridge import questions_asked
from weltoffen.rounds.models import Round


@dataclass(frozen=True, slots=True)
class Count:
    """Questions that are asked now, and how many of them have an answer."""

    answered: int
    asked: int

    @property
    def open(self) -> int:
        """How many wait."""
        return self.asked - self.answered


@dataclass(frozen=True, slots=True)
class Standing:
    """A department (None: nobody is asked) with its counts by field, and how many people can answer for it.

    People have an account or a personal link. `unknown` are questions it does not know either, `contradicting` those
    that others answered otherwise and nobody has settled yet.
    """

    department: Department | None
    fields: Mapping[str, Count]
    people: int
    is_overdue: bool
    unknown: int = 0
    contradicting: int = 0

    @property
    def total(self) -> Count:
        """All fields together."""
        counts = self.fields.values()
        return Count(sum(one.answered for one in counts), sum(one.asked for one in counts))

    @property
    def state(self) -> str:
        """`nothing`, `complete`, `overdue`, `started` or `open`."""
        total = self.total
        if not total.asked:
            return "nothing"
        if not total.open:
            return "complete"
        return "overdue" if self.is_overdue else "started" if total.answered else "open"

    @property
    def lacks_people(self) -> bool:
        """Whether questions wait for a department in which nobody works."""
        return self.department is not None and self.total.open > 0 and self.people == 0


def standings_of(round_: Round) -> Sequence[Standing]:
    """Every present department, who has most left to do first; then what no department is asked.

    A department has done what it answered itself, its people with a personal link included. What nobody is asked is
    done by whoever answers it.
    """
    everything, asked, people = chosen(round_), departments_asked(round_), colleagues_by_department()
    links = links_by_department(round_)
    given: dict[int, dict[str, str]] = defaultdict(dict)
    for one in respondents_in(round_):
        if one.department_id is not None:
            given[one.department_id].update(everything.by(one))
    due = questions_due(round_, everything.settled)
    questions = [question for question in questions_asked(round_) if question.key in due]
    is_overdue = round_.is_being_answered and round_.ends_on is not None and round_.ends_on < clock.today()

    def standing(department: Department | None) -> Standing:
        values = everything.settled if department is None else given[department.pk]
        own = [question for question in questions if is_asked(question.key, department)]
        answered = {question.key for question in own if values.get(question.key)}
        fields: dict[str, list[bool]] = {question.field: [] for question in questions}
        for question in own:
            fields[question.field].append(question.key in answered)
        counts = {key: Count(sum(done), len(done)) for key, done in fields.items()}
        number = 0 if department is None else len(people.get(department.pk, ())) + links.get(department.pk, 0)
        unknown = sum(everything.is_unknown(key, values[key]) for key in answered)
        return Standing(department, counts, number, is_overdue, unknown, len(answered & everything.unsettled))

    def is_asked(key: str, department: Department | None) -> bool:
        whom = asked.get(key, frozenset())
        return not whom if department is None else department.pk in whom

    found = sorted((standing(one) for one in present_departments()), key=lambda one: -one.total.open)
    rest = standing(None)
    return [*found, rest] if rest.total.asked else found
