"""Who may do what: the table of roles, who has access, and ending it."""

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_http_methods, require_safe

from weltoffen.municipalities.access import Here, door
from weltoffen.municipalities.actions import end_access
from weltoffen.municipalities.choices import Role
from weltoffen.municipalities.models import Membership
from weltoffen.municipalities.queries import members_here
from weltoffen.municipalities.roles import PERMISSION_LABELS, ROLES, Permission
from weltoffen.municipalities.rules import is_own, require_removable
from weltoffen.municipalities.slots import WAYS_TO_INVITE

OPERATOR = gettext_lazy(
    "Runs the server: installs, updates, backs up, adds municipalities by command. Has no role here and sees nothing "
    "of it on pages; whoever runs a database could read it, so a contract on processing personal data belongs to it."
)


@door(Permission.SEE)
@require_safe
def roles(request: HttpRequest, here: Here) -> HttpResponse:
    """The table of roles, for whoever has to check it."""
    return render(request, "municipalities/roles.jinja", {
        "roles": [*((_named(role, here), ROLES[role].description) for role in Role), (_("Operator"), OPERATOR)],
        "columns": [_("Right"), *(role.label for role in Role)],
        "rights": [
            (label, *(_("✓ yes") if permission in ROLES[role].permissions else _("– no") for role in Role))
            for permission, label in PERMISSION_LABELS.items()
        ],
        "rights_by_role": [
            (
                role.label,
                [label for permission, label in PERMISSION_LABELS.items() if permission in ROLES[role].permissions],
                [label for permission, label in PERMISSION_LABELS.items() if permission not in ROLES[role].permissions],
            )
            for role in Role
        ],
    })  # fmt: skip


@door(Permission.SEE_PEOPLE)
@require_safe
def people(request: HttpRequest, here: Here) -> HttpResponse:
    """Who has access, as what, since when; addresses and ending access for those who manage the municipality."""
    members = list(members_here())
    has_one_coordinator = [one.role for one in members].count(Role.COORDINATOR) == 1
    lines = [(one, one.role == Role.COORDINATOR and has_one_coordinator) for one in members]
    return render(request, "municipalities/people.jinja", {
        "members": lines,
        "is_managing": here.may(Permission.MANAGE_MUNICIPALITY),
        "ways_to_invite": list(WAYS_TO_INVITE) if here.may(Permission.MANAGE_DEPARTMENTS) else [],
    })  # fmt: skip


@door(Permission.MANAGE_MUNICIPALITY)
@require_http_methods(["GET", "HEAD", "POST"])
def end(request: HttpRequest, here: Here, member: int) -> HttpResponse:
    """Ask once, then end somebody's access."""
    membership = _member(member)
    require_removable(membership)
    is_mine = is_own(membership, here.person)
    if request.method == "POST":
        end_access(here.municipality, membership=membership, by=here.person)
        if is_mine:
            return redirect("municipalities:mine")
        messages.success(request, _("The access of %(person)s has ended.") % {"person": membership.person.name})
        return redirect("municipalities:people", slug=here.municipality.slug)
    return render(request, "municipalities/end_access.jinja", {"membership": membership, "is_mine": is_mine})


def _named(role: Role, here: Here) -> str:
    return _("%(role)s (your role)") % {"role": role.label} if role == here.role else str(role.label)


def _member(number: int) -> Membership:
    found = members_here().filter(pk=number).first()
    if found is None:
        raise Http404
    return found
