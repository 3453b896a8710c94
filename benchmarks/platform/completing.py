"""What it costs that somebody answers the whole questionnaire: CPU seconds of server and database together."""

from collections.abc import Callable, Sequence
from typing import NamedTuple

from benchmarks.measuring import Measured, control, cpu_seconds
from benchmarks.platform.respondent import Respondent
from benchmarks.platform.server import Server

ONCE, ALONE = 0.2, 0.6
QUESTIONS = 108


class Someone(NamedTuple):
    """Whose round is answered, and the session of somebody who may."""

    slug: str
    session: str


def submits_pages(person: Respondent, fields: Sequence[str]) -> int:
    """Open the round, fill in each page, submit it, see the round at the end; how many questions that were."""
    answered = 0
    person.get(person.base)
    for number, field in enumerate(fields):
        form = person.form(field)
        person.submit(field, form, number % 3)
        answered += len(form.questions)
    return answered


def saves_each(person: Respondent, fields: Sequence[str]) -> int:
    """The same, but every answer saves itself when it was given."""
    answered = 0
    person.get(person.base)
    for number, field in enumerate(fields):
        form = person.form(field)
        for question in form.questions:
            assert person.save(form, question, number % 3).status == 200
        answered += len(form.questions)
    person.get(person.base)
    return answered


def completed(
    name: str, way: Callable[[Respondent, Sequence[str]], int], server: Server, people: Sequence[Someone],
    fields: Sequence[str], bound: float,
) -> Measured:  # fmt: skip
    """The mean over several people, after one who finds everything cold; between two controls."""
    first, *others = people
    way(Respondent(server.port, *first), fields)
    before = cpu_seconds(control, 3)
    start = server.cpu()
    for someone in others:
        answered = way(Respondent(server.port, *someone), fields)
        assert answered == QUESTIONS, answered
    seconds = (server.cpu() - start) / len(others)
    return Measured(name, seconds, (before + cpu_seconds(control, 3)) / 2, bound)
