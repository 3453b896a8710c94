"""The pages of departments: all of them, setting them up, changing one, inviting somebody."""

from collections.abc import Iterable

from allauth.core import ratelimit
from django.contrib import messages
from django.db import transaction
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_http_methods, require_safe

from weltoffen.accounts.emails import path_to_set_password
from weltoffen.departments.actions import (
    NewDepartment,
    add_departments,
    change_department,
    end_department,
    place_colleague,
)
from weltoffen.departments.emails import send_invitation
from weltoffen.departments.forms import DepartmentForm, InvitationForm, SetUpForm
from weltoffen.departments.models import Department
from weltoffen.departments.queries import colleagues_by_department, present_departments
from weltoffen.departments.wording import subjects, subjects_of
from weltoffen.foundation.refusals import Refused
from weltoffen.municipalities.access import Here, door
from weltoffen.municipalities.actions import admit_person
from weltoffen.municipalities.choices import Role
from weltoffen.municipalities.models import Membership
from weltoffen.municipalities.queries import members_here
from weltoffen.municipalities.roles import ROLES, Permission, may


@door(Permission.SEE_PEOPLE)
@require_safe
def departments(request: HttpRequest, here: Here) -> HttpResponse:
    """Every department with what it has to do with and who works there."""
    labels, colleagues = subjects(), colleagues_by_department()
    shown = [(one, subjects_of(one, labels), colleagues.get(one.pk, [])) for one in present_departments()]
    return render(request, "departments/list.jinja", {
        "departments": shown, "is_managing": here.may(Permission.MANAGE_DEPARTMENTS),
    })  # fmt: skip


@door(Permission.MANAGE_DEPARTMENTS)
@require_http_methods(["GET", "HEAD", "POST"])
def set_up(request: HttpRequest, here: Here) -> HttpResponse:
    """Add several departments at once, as the questionnaire calls them; those that are there are not offered."""
    present = list(present_departments())
    taken = {one.name.lower() for one in present} | {key for one in present for key in one.covers}
    offered = {key: label for key, label in subjects().items() if not {key, label.lower()} & taken}
    form = SetUpForm(offered, data=request.POST or None)
    if form.is_valid():
        new = [NewDepartment(offered[key], [key]) for key in form.cleaned_data["subjects"]]
        added = add_departments(here.municipality, new, by=here.person)
        said = ngettext("One department was added.", "%(num)s departments were added.", len(added))
        messages.success(request, said % {"num": len(added)})
        return _to_list(here)
    return render(request, "departments/set_up.jinja", {
        "form": form, "offered": [(key, label, "") for key, label in offered.items()], "are_there": bool(present),
    })  # fmt: skip


@door(Permission.MANAGE_DEPARTMENTS)
@require_http_methods(["GET", "HEAD", "POST"])
def add(request: HttpRequest, here: Here) -> HttpResponse:
    """Add one department under its own name."""
    labels, people = subjects(), _answering()
    form = DepartmentForm(labels, people, data=request.POST or None)
    if form.is_valid():
        typed = form.cleaned_data
        with transaction.atomic():
            [department] = add_departments(
                here.municipality, [NewDepartment(typed["name"], typed["covers"])], by=here.person
            )
            _place(here, department, people, typed["people"])
        messages.success(request, _("The department “%(name)s” was added.") % {"name": department})
        return _to_list(here)
    return _department_page(request, form, people, None)


@door(Permission.MANAGE_DEPARTMENTS)
@require_http_methods(["GET", "HEAD", "POST"])
def change(request: HttpRequest, here: Here, department: int) -> HttpResponse:
    """What a department is called and has to do with, and who works there."""
    found, people = _department(department), _answering()
    working = {one.pk for one in colleagues_by_department().get(found.pk, [])}
    initial = {"name": found.name, "covers": found.covers, "people": [str(pk) for pk in working]}
    form = DepartmentForm(subjects(), people, found, data=request.POST or None, initial=initial)
    if form.is_valid():
        typed = form.cleaned_data
        with transaction.atomic():
            change_department(found, name=typed["name"], covers=typed["covers"], by=here.person)
            _place(here, found, people, typed["people"], working)
        messages.success(request, _("The department “%(name)s” was saved.") % {"name": found})
        return _to_list(here)
    return _department_page(request, form, people, found)


@door(Permission.MANAGE_DEPARTMENTS)
@require_http_methods(["GET", "HEAD", "POST"])
def end(request: HttpRequest, here: Here, department: int) -> HttpResponse:
    """Ask once, then end a department."""
    found = _department(department)
    if request.method == "POST":
        end_department(found, by=here.person)
        messages.success(request, _("The department “%(name)s” has ended.") % {"name": found})
        return _to_list(here)
    return render(request, "departments/end.jinja", {"department": found})


@door(Permission.MANAGE_DEPARTMENTS)
@require_http_methods(["GET", "HEAD", "POST"])
def invite(request: HttpRequest, here: Here) -> HttpResponse:
    """Give somebody access and tell them by e-mail how to enter."""
    present = list(present_departments())
    initial = {"role": Role.CONTRIBUTOR.value, "department": request.GET.get("department", "")}
    form = InvitationForm(present, data=request.POST or None, initial=initial)
    if form.is_valid() and _may_write_to_more_people(request, here, form):
        try:
            membership = _given_access(here, form)
        except Refused as refusal:
            form.add_error("email", str(refusal))
        else:
            _tell(request, here, membership)
            return redirect("municipalities:people", slug=here.municipality.slug)
    roles = [(role.value, role.label, ROLES[role].description) for role in Role]
    departments = [(str(one.pk), one.name) for one in present]
    return render(request, "departments/invite.jinja", {"form": form, "roles": roles, "departments": departments})


def _may_write_to_more_people(request: HttpRequest, here: Here, form: InvitationForm) -> bool:
    """An account that somebody took over must not become a sender of unwanted mail."""
    if ratelimit.consume(request, action="invite", user=here.person):
        return True
    form.add_error("email", _("You have sent very many invitations in this hour. Please go on later."))
    return False


@transaction.atomic
def _given_access(here: Here, form: InvitationForm) -> Membership:
    typed = form.cleaned_data
    membership = admit_person(
        here.municipality, email=typed["email"], name=typed["name"], role=Role(typed["role"]), by=here.person
    )
    place_colleague(membership, department=form.department, by=here.person)
    return membership


def _tell(request: HttpRequest, here: Here, membership: Membership) -> None:
    """Send the invitation, and say on the next page whether it went."""
    person = membership.person
    path = reverse("account_login") if person.has_usable_password() else path_to_set_password(person)
    was_sent = send_invitation(
        person, here.municipality, by=here.person, role=membership.get_role_display(),
        link=request.build_absolute_uri(path),
    )  # fmt: skip
    values = {"person": person.name, "address": person.email}
    if was_sent:
        messages.success(request, _("%(person)s has access. The invitation was sent to %(address)s.") % values)
        return
    said = _(
        "%(person)s has access, but the mail server did not take the invitation to %(address)s. Please tell them to "
        "choose “Forgotten password” on the sign-in page, and tell those who run this service."
    )
    messages.warning(request, said % values)


def _answering() -> list[Membership]:
    """Those who may answer questions: only they work in a department."""
    return [one for one in members_here() if may(one.role, Permission.ANSWER)]


def _place(
    here: Here, department: Department, people: Iterable[Membership], wanted: list[int],
    working: Iterable[int] = (),
) -> None:  # fmt: skip
    for one in people:
        if one.pk in wanted:
            place_colleague(one, department=department, by=here.person)
        elif one.pk in working:
            place_colleague(one, department=None, by=here.person)


def _department_page(
    request: HttpRequest, form: DepartmentForm, people: Iterable[Membership], department: Department | None
) -> HttpResponse:
    names = {one.pk: one.name for one in present_departments() if one != department}
    elsewhere = {
        member.pk: names[pk] for pk, members in colleagues_by_department().items() if pk in names for member in members
    }
    choices = [
        (
            str(one.pk),
            one.person.name,
            _("now: %(department)s") % {"department": elsewhere[one.pk]} if one.pk in elsewhere else "",
        )
        for one in people
    ]
    covers = [(key, label, "") for key, label in form.fields["covers"].choices]  # type: ignore[attr-defined]
    context = {"form": form, "department": department, "covers": covers, "people": choices}
    return render(request, "departments/change.jinja", context)


def _department(number: int) -> Department:
    found = present_departments().filter(pk=number).select_related("municipality").first()
    if found is None:
        raise Http404
    return found


def _to_list(here: Here) -> HttpResponse:
    return redirect("departments:list", slug=here.municipality.slug)
