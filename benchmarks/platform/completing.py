"""What it costs that somebody answers the whole questionnaire: CPU seconds of server and database together."""

from collections.abc import Callable, Sequence
from typing import NamedTuple

from benchmarks.measuring import Measured, control, cpu_seconds
from benchmarks.platform.respondent import FieldForm, Respondent
from benchmarks.platform.server import Server

ONCE, ALONE = 0.2, 0.6
QUESTIONS = 108
GROUP = 3


class Someone(NamedTuple):
    """Whose round is answered, and the session of somebody who may, or the secret part of their personal link."""

    slug: str
    session: str
    token: str = ""


def submits_pages(person: Respondent, fields: Sequence[str]) -> int:
    """Open the round, fill in each page and submit it, which leads to the next one and at last to the round."""
    answered = 0
    person.get(person.base)
    form = person.form(fields[0])
    for number, field in enumerate(fields):
        answered += len(form.questions)
        form = FieldForm(person.submit(field, form, number % 3).body.decode())
    assert not form.questions
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


def saves_each_twice(person: Respondent, fields: Sequence[str]) -> int:
    """The same with a pause between option and comment: the first saves itself before the second is there."""
    answered = 0
    person.get(person.base)
    for number, field in enumerate(fields):
        form = person.form(field)
        for question in form.questions:
            assert person.save(form, question, number % 3, "").status == 200
            assert person.save(form, question, number % 3, version=1).status == 200
        answered += len(form.questions)
    person.get(person.base)
    return answered


def completed(
    name: str, way: Callable[[Respondent, Sequence[str]], int], server: Server, people: Sequence[Someone],
    fields: Sequence[str], bound: float | None,
) -> Measured:  # fmt: skip
    """The mean of a few people, the quickest of several such groups, each between two controls.

    The first person finds everything cold and does not count. The system counts CPU in hundredths of a second: one
    person alone would be measured too coarsely.
    """
    first, *others = people
    way(Respondent(server.port, *first), fields)
    groups = [others[start : start + GROUP] for start in range(0, len(others), GROUP)]
    return min((_group(name, way, server, group, fields, bound) for group in groups), key=lambda one: one.seconds)


def _group(
    name: str, way: Callable[[Respondent, Sequence[str]], int], server: Server, people: Sequence[Someone],
    fields: Sequence[str], bound: float | None,
) -> Measured:  # fmt: skip
    before = cpu_seconds(control, 3)
    start = server.cpu()
    for someone in people:
        answered = way(Respondent(server.port, *someone), fields)
        assert answered == QUESTIONS, answered
    seconds = (server.cpu() - start) / len(people)
    return Measured(name, seconds, (before + cpu_seconds(control, 3)) / 2, bound)
