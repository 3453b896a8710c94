"""The account page. Signing in and passwords are pages of allauth with our templates."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from weltoffen.accounts.actions import rename_person
from weltoffen.accounts.forms import NameForm
from weltoffen.accounts.models import Person
from weltoffen.accounts.slots import belongings_of


@require_safe
def account(request: HttpRequest) -> HttpResponse:
    """Who I am here, and where I belong."""
    person = request.user
    belongings = belongings_of(person) if isinstance(person, Person) else []
    rows = [({"label": belonging.label, "href": belonging.href}, belonging.role) for belonging in belongings]
    return render(request, "accounts/account.jinja", {"belongings": rows})


@require_http_methods(["GET", "HEAD", "POST"])
def name(request: HttpRequest) -> HttpResponse:
    """Change how others see me."""
    person = request.user
    form = NameForm(data=request.POST or None)
    if isinstance(person, Person) and form.is_valid():
        rename_person(person, name=form.cleaned_data["name"], by=person)
        messages.success(request, _("Your name was changed."))
        return redirect("accounts:account")
    return render(request, "accounts/name.jinja", {"form": form})
