"""Who contributes without an account: the list, adding, changing, renewing and ending links."""

from collections.abc import Sequence
from itertools import groupby

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from weltoffen.contributors.actions import (
    add_contributors,
    cancel_sending,
    change_contributor,
    erase_contributor,
    renew_link,
    revoke_link,
)
from weltoffen.contributors.choices import Written
from weltoffen.contributors.forms import AddForm, ChangeForm, ContributorsForm
from weltoffen.contributors.models import Contributor, Sending
from weltoffen.contributors.queries import (
    contributor_of,
    contributors_of,
    questions_by_department,
    sendings_of,
)
from weltoffen.contributors.rules import SendingIsGone, ending_of, is_first_mail, require_present_link
from weltoffen.contributors.wording import standing_of
from weltoffen.departments.queries import present_departments
from weltoffen.municipalities.access import Here
from weltoffen.municipalities.roles import Permission
from weltoffen.rounds.access import round_door
from weltoffen.rounds.models import Round
from weltoffen.rounds.rules import require_open

WRITTEN = [(one.value, one.label) for one in Written]


@round_door(Permission.MANAGE_DEPARTMENTS)
@require_safe
def all_contributors(request: HttpRequest, here: Here, round_: Round) -> HttpResponse:
    """Everybody with a link, by department: who was written to, who opened it, what went wrong."""
    found = [one for one in contributors_of(round_) if one.erased_at is None]
    questions = questions_by_department(round_)
    shown = [
        (name, questions.get(people[0].department_id, 0), [(one, standing_of(one, round_)) for one in people])
        for name, people in _by_department(found)
    ]
    valid = [one for one in found if ending_of(one, round_) is None]
    return render(request, "contributors/list.jinja", {
        "round": round_,
        "departments": shown,
        "has_departments": bool(shown) or present_departments().exists(),
        "new": sum(1 for one in valid if one.email and is_first_mail(one)),
        "valid": len(valid),
        "sendings": sendings_of(round_),
    })  # fmt: skip


def _by_department(people: Sequence[Contributor]) -> list[tuple[str, list[Contributor]]]:
    grouped = groupby(people, key=lambda one: (one.department.name, one.department_id))
    return [(name, list(group)) for (name, _pk), group in grouped]


@round_door(Permission.MANAGE_DEPARTMENTS)
@require_http_methods(["GET", "HEAD", "POST"])
def add(request: HttpRequest, here: Here, round_: Round) -> HttpResponse:
    """Add one person."""
    require_open(round_)
    departments = list(present_departments())
    initial = {"language": Written.GERMAN.value, "department": request.GET.get("department", "")}
    form = AddForm(round_, departments, data=request.POST or None, initial=initial)
    if form.is_valid():
        add_contributors(round_, [form.new], by=here.person)
        messages.success(request, _("%(name)s was added. Nothing was sent yet.") % {"name": form.new.name})
        return _to_list(here, round_)
    return render(request, "contributors/add.jinja", {
        "round": round_, "form": form, "written": WRITTEN,
        "departments": [(str(one.pk), one.name) for one in departments],
    })  # fmt: skip


@round_door(Permission.MANAGE_DEPARTMENTS)
@require_http_methods(["GET", "HEAD", "POST"])
def paste(request: HttpRequest, here: Here, round_: Round) -> HttpResponse:
    """Add many at once from pasted lines; one faulty line keeps all of them out."""
    require_open(round_)
    departments = list(present_departments())
    form = ContributorsForm(round_, departments, data=request.POST or None, initial={"language": Written.GERMAN.value})
    if form.is_valid():
        added = add_contributors(round_, form.new, by=here.person)
        said = ngettext("One person was added. Nothing was sent yet.",
                        "%(num)s people were added. Nothing was sent yet.", len(added))  # fmt: skip
        messages.success(request, said % {"num": len(added)})
        return _to_list(here, round_)
    return render(request, "contributors/paste.jinja", {
        "round": round_, "form": form, "written": WRITTEN, "departments": [one.name for one in departments],
    })  # fmt: skip


@round_door(Permission.MANAGE_DEPARTMENTS)
@require_http_methods(["GET", "HEAD", "POST"])
def change(request: HttpRequest, here: Here, round_: Round, contributor: int) -> HttpResponse:
    """What is known about one person, to be changed; the ways to a new link and to the end of it."""
    found = _contributor(round_, contributor)
    initial = {name: getattr(found, name) for name in ("name", "email", "language", "expires_on")}
    form = ChangeForm(round_, found, data=request.POST or None, initial=initial)
    if request.method == "POST":
        require_present_link(found)
    if form.is_valid():
        typed = form.cleaned_data
        is_other_address = typed["email"].lower() != found.email.lower()
        change_contributor(found, **typed, by=here.person)
        said = _("%(name)s was saved.") % {"name": typed["name"]}
        if is_other_address:
            said += " " + _("With another address goes another link: the one before opens nothing any more.")
        messages.success(request, said)
        return _to_list(here, round_)
    return render(request, "contributors/change.jinja", {
        "round": round_, "form": form, "contributor": found, "written": WRITTEN,
        "standing": standing_of(found, round_), "has_ended": found.revoked_at is not None,
    })  # fmt: skip


@round_door(Permission.MANAGE_DEPARTMENTS)
@require_http_methods(["GET", "HEAD", "POST"])
def renew(request: HttpRequest, here: Here, round_: Round, contributor: int) -> HttpResponse:
    """Ask once, then make a new link; the one before ends."""
    found = _contributor(round_, contributor)
    if request.method == "POST":
        renew_link(found, by=here.person)
        messages.success(
            request, _("%(name)s has a new link. It was not sent yet; the one before opens nothing any more.")
            % {"name": found.name},
        )  # fmt: skip
        return _to_list(here, round_)
    return render(request, "contributors/renew.jinja", {"round": round_, "contributor": found})


@round_door(Permission.MANAGE_DEPARTMENTS)
@require_http_methods(["GET", "HEAD", "POST"])
def end(request: HttpRequest, here: Here, round_: Round, contributor: int) -> HttpResponse:
    """Ask once, then end the link; name and address may go at once."""
    found = _contributor(round_, contributor)
    if request.method == "POST":
        if request.POST.get("erase"):
            erase_contributor(found, by=here.person)
            messages.success(request, _("The link has ended. Name and e-mail address were erased."))
        else:
            revoke_link(found, by=here.person)
            messages.success(request, _("The link of %(name)s has ended.") % {"name": found.name})
        return _to_list(here, round_)
    return render(request, "contributors/end.jinja", {
        "round": round_, "contributor": found, "has_ended": found.revoked_at is not None,
    })  # fmt: skip


@round_door(Permission.MANAGE_DEPARTMENTS)
@require_POST
def cancel(request: HttpRequest, here: Here, round_: Round, sending: int) -> HttpResponse:
    """Planned mail is not sent."""
    found = Sending.objects.filter(round_id=round_.pk, pk=sending).select_related("round").first()
    if found is None:
        raise SendingIsGone
    cancel_sending(found, by=here.person)
    messages.success(request, _("The planned mail will not be sent."))
    return _to_list(here, round_)


def _contributor(round_: Round, number: int) -> Contributor:
    found = contributor_of(round_, number)
    if found is None:
        raise Http404
    return found


def _to_list(here: Here, round_: Round) -> HttpResponse:
    return redirect("contributors:list", slug=here.municipality.slug, number=round_.number)
