"""Who may do what: one table that an auditor can read aloud."""

from collections.abc import Mapping
from enum import StrEnum
from typing import NamedTuple

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from weltoffen.municipalities.choices import Role


class Permission(StrEnum):
    """One thing that a role may do."""

    SEE = "see"
    ANSWER = "answer"
    SEE_ANSWERS = "see_answers"
    MANAGE_ROUNDS = "manage_rounds"
    SEE_EVALUATION = "see_evaluation"
    PUBLISH = "publish"
    LEAD_WORKSHOPS = "lead_workshops"
    TAKE_ALONG = "take_along"
    MANAGE_MUNICIPALITY = "manage_municipality"
    MANAGE_DEPARTMENTS = "manage_departments"
    SEE_PEOPLE = "see_people"
    READ_JOURNAL = "read_journal"


PERMISSION_LABELS: Mapping[Permission, Promise] = {
    Permission.SEE: _("see the municipality’s pages"),
    Permission.ANSWER: _("answer questions"),
    Permission.SEE_ANSWERS: _("see answers of a round with who gave them"),
    Permission.MANAGE_ROUNDS: _("start, finish and reopen rounds"),
    Permission.SEE_EVALUATION: _("read evaluations"),
    Permission.PUBLISH: _("decide what is public"),
    Permission.LEAD_WORKSHOPS: _("prepare and lead workshops"),
    Permission.TAKE_ALONG: _("take everything along as an archive"),
    Permission.MANAGE_MUNICIPALITY: _("change name and coat of arms, end access"),
    Permission.MANAGE_DEPARTMENTS: _("set up departments and invite people"),
    Permission.SEE_PEOPLE: _("see who has access"),
    Permission.READ_JOURNAL: _("read the journal"),
}


class RoleEntry(NamedTuple):
    """A row of the table: what the role is for, and what it may."""

    description: Promise
    permissions: frozenset[Permission]


ROLES: Mapping[Role, RoleEntry] = {
    Role.COORDINATOR: RoleEntry(
        _("Leads the self-check in the municipality: starts rounds, finishes them, decides what is published."),
        frozenset(Permission),
    ),
    Role.CONTRIBUTOR: RoleEntry(
        _("Answers questions for a department. Sees the answers of the round, not the evaluation before it is there."),
        frozenset({Permission.SEE, Permission.ANSWER, Permission.SEE_ANSWERS, Permission.SEE_EVALUATION}),
    ),
    Role.HEAD: RoleEntry(
        _("Leads the administration: reads everything, decides what is published, answers nothing."),
        frozenset({
            Permission.SEE, Permission.SEE_ANSWERS, Permission.SEE_EVALUATION, Permission.PUBLISH,
            Permission.SEE_PEOPLE, Permission.READ_JOURNAL,
        }),
    ),
    Role.COUNCIL_READER: RoleEntry(
        _("Member of the council: reads finished evaluations."),
        frozenset({Permission.SEE, Permission.SEE_EVALUATION}),
    ),
    Role.FACILITATOR: RoleEntry(
        _("Accompanies the municipality from outside: reads evaluations, prepares and leads workshops."),
        frozenset({Permission.SEE, Permission.SEE_EVALUATION, Permission.LEAD_WORKSHOPS}),
    ),
    Role.EDITOR: RoleEntry(
        _("Writes the guide: reads evaluations to quote from them."),
        frozenset({Permission.SEE, Permission.SEE_EVALUATION}),
    ),
    Role.PROGRAMME_OFFICE: RoleEntry(
        _("Runs the programme: sees that the municipality takes part, never its answers or evaluations."),
        frozenset({Permission.SEE}),
    ),
}  # fmt: skip


def may(role: str, permission: Permission) -> bool:
    """Whether a role has a permission; a role that is unknown has none."""
    return role in Role.values and permission in ROLES[Role(role)].permissions
