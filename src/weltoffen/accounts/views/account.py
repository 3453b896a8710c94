"""The account page, and changing one’s name."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_http_methods, require_safe

from weltoffen.accounts.actions import rename_person
from weltoffen.accounts.forms import NameForm
from weltoffen.accounts.queries import Factors, factors_of
from weltoffen.accounts.slots import belongings_of, ways_of
from weltoffen.accounts.views.who import person_of


@require_safe
def account(request: HttpRequest) -> HttpResponse:
    """Who I am here, and where I belong."""
    person = person_of(request)
    rows = [({"label": one.label, "href": one.href}, one.role) for one in belongings_of(person)]
    factors = factors_of(person)
    context = {
        "belongings": rows, "factors": factors, "second_factor": _state(factors), "ways": ways_of(person),
    }  # fmt: skip
    return render(request, "accounts/account.jinja", context)


@require_http_methods(["GET", "HEAD", "POST"])
def name(request: HttpRequest) -> HttpResponse:
    """Change how others see me."""
    person = person_of(request)
    form = NameForm(data=request.POST or None)
    if form.is_valid():
        rename_person(person, name=form.cleaned_data["name"], by=person)
        messages.success(request, _("Your name was changed."))
        return redirect("accounts:account")
    return render(request, "accounts/name.jinja", {"form": form})


def _state(factors: Factors) -> str:
    """The second factor in one line."""
    number = len(factors.passkeys)
    kinds = [_("authenticator app")] if factors.app is not None else []
    if number:
        kinds.append(ngettext("one passkey", "%(num)s passkeys", number) % {"num": number})
    return _("turned on: %(kinds)s") % {"kinds": ", ".join(kinds)} if kinds else _("turned off")
