"""The second factor: an authenticator app, passkeys, recovery codes. Who changes it types the password again."""

from collections.abc import Callable
from typing import Any, cast

from allauth.account.decorators import reauthentication_required
from allauth.mfa.adapter import get_adapter
from allauth.mfa.base.views import AuthenticateView
from allauth.mfa.models import Authenticator
from allauth.mfa.totp.internal.auth import clear_totp_secret
from allauth.mfa.webauthn.internal.auth import begin_registration
from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from weltoffen.accounts import actions
from weltoffen.accounts.choices import AccountEvent
from weltoffen.accounts.drawing import qr_code
from weltoffen.accounts.emails import send_sign_in_changed
from weltoffen.accounts.forms import AppForm, NewPasskeyForm, PasskeyNameForm
from weltoffen.accounts.models import Person
from weltoffen.accounts.queries import factors_of, passkey_of
from weltoffen.accounts.rules import AppIsOn, SecondFactorIsOff, require_password
from weltoffen.accounts.views.who import person_of

View = Callable[..., HttpResponse]


def password_again(view: View) -> View:
    """Who was not asked for the password within the last minutes is asked first, and then goes on."""
    return cast("View", reauthentication_required(view, app="allauth.mfa"))


@require_safe
def overview(request: HttpRequest) -> HttpResponse:
    """What is set up, and what can be done about it."""
    factors = factors_of(person_of(request))
    left = len(factors.codes.wrap().get_unused_codes()) if factors.codes is not None else 0
    return render(request, "accounts/second_factor.jinja", {"factors": factors, "codes_left": left})


@password_again
@require_http_methods(["GET", "HEAD", "POST"])
def app_on(request: HttpRequest) -> HttpResponse:
    """Show the key as QR code and text; a first code turns it on."""
    person = person_of(request)
    require_password(person)
    if factors_of(person).app is not None:
        raise AppIsOn
    form = AppForm(data=request.POST if request.method == "POST" else None, user=person)
    if form.is_valid():
        actions.turn_on_app(person, secret=form.secret, by=person)
        clear_totp_secret(request)
        _tell(request, person, AccountEvent.APP_TURNED_ON)
        messages.success(request, _("The app is set up. From now on, signing in asks for its code."))
        return redirect("accounts:recovery_codes")
    code = qr_code(get_adapter().build_totp_url(person, form.secret))
    key = " ".join(form.secret[start : start + 4] for start in range(0, len(form.secret), 4))
    return render(request, "accounts/app_on.jinja", {"form": form, "code": code, "key": key})


@password_again
@require_http_methods(["GET", "HEAD", "POST"])
def app_off(request: HttpRequest) -> HttpResponse:
    """Ask once, then turn the app off."""
    person = person_of(request)
    factors = factors_of(person)
    if factors.app is None:
        raise SecondFactorIsOff
    if request.method == "POST":
        actions.turn_off_app(person, by=person)
        _tell(request, person, AccountEvent.APP_TURNED_OFF)
        messages.success(request, _("The app is turned off."))
        return redirect("accounts:second_factor")
    return render(request, "accounts/app_off.jinja", {"is_last": not factors.passkeys})


@password_again
@require_http_methods(["GET", "HEAD", "POST"])
def passkey_add(request: HttpRequest) -> HttpResponse:
    """A name for it, and the browser does the rest."""
    person = person_of(request)
    require_password(person)
    form = NewPasskeyForm(data=request.POST if request.method == "POST" else None, user=person)
    if form.is_valid():
        given = form.cleaned_data
        actions.add_passkey(person, name=given["name"], credential=given["credential"], by=person)
        _tell(request, person, AccountEvent.PASSKEY_ADDED)
        messages.success(request, _("The passkey is set up. From now on, signing in asks for a second factor."))
        return redirect("accounts:recovery_codes")
    options = begin_registration(person, passwordless=False)
    return render(request, "accounts/passkey_add.jinja", {"form": form, "options": options})


@require_http_methods(["GET", "HEAD", "POST"])
def passkey_rename(request: HttpRequest, passkey: int) -> HttpResponse:
    """Another name."""
    person, found = person_of(request), _passkey(request, passkey)
    form = PasskeyNameForm(data=request.POST if request.method == "POST" else None)
    if form.is_valid():
        actions.rename_passkey(found, name=form.cleaned_data["name"], by=person)
        messages.success(request, _("The passkey has its new name."))
        return redirect("accounts:second_factor")
    return render(request, "accounts/passkey_rename.jinja", {"form": form, "name": found.data["name"]})


@password_again
@require_http_methods(["GET", "HEAD", "POST"])
def passkey_remove(request: HttpRequest, passkey: int) -> HttpResponse:
    """Ask once, then remove it."""
    person, found = person_of(request), _passkey(request, passkey)
    factors = factors_of(person)
    if request.method == "POST":
        actions.remove_passkey(found, by=person)
        _tell(request, person, AccountEvent.PASSKEY_REMOVED)
        messages.success(request, _("The passkey is removed."))
        return redirect("accounts:second_factor")
    is_last = factors.app is None and len(factors.passkeys) == 1
    return render(request, "accounts/passkey_remove.jinja", {"name": found.data["name"], "is_last": is_last})


@password_again
@require_http_methods(["GET", "HEAD", "POST"])
def recovery_codes(request: HttpRequest) -> HttpResponse:
    """The codes that were not used yet; new ones where somebody asks for them."""
    person = person_of(request)
    if request.method == "POST":
        actions.renew_recovery_codes(person, by=person)
        _tell(request, person, AccountEvent.RECOVERY_CODES_RENEWED)
        messages.success(request, _("These are your new recovery codes. Those from before have ended."))
        return redirect("accounts:recovery_codes")
    codes = factors_of(person).codes
    if codes is None:
        raise SecondFactorIsOff
    unused = [f"{code[:4]} {code[4:]}" for code in codes.wrap().get_unused_codes()]
    return render(request, "accounts/recovery_codes.jinja", {"codes": unused})


class SecondFactor(AuthenticateView):  # type: ignore[misc]
    """In the middle of signing in: a code or a passkey. What is asked and counted is allauth's."""

    template_name = "accounts/sign_in_second.jinja"

    def get_context_data(self, **options: Any) -> dict[str, Any]:
        """Which factors this person has; a passkey is asked for only where there is one."""
        person = self.stage.login.user
        context: dict[str, Any] = super().get_context_data(**options)
        return {**context, "factors": factors_of(person), "email": person.email}

    def form_valid(self, form: Any) -> HttpResponse:
        """Go on, and tell the person where a recovery code was used."""
        response: HttpResponse = super().form_valid(form)
        used = getattr(form, "authenticator", None)
        if used is not None and used.type == Authenticator.Type.RECOVERY_CODES:
            actions.note_recovery_code(form.user)
            _tell(self.request, form.user, AccountEvent.RECOVERY_CODE_USED)
        return response


def _passkey(request: HttpRequest, number: int) -> Authenticator:
    found = passkey_of(person_of(request), number)
    if found is None:
        raise Http404
    return found


def _tell(request: HttpRequest, person: Person, what: AccountEvent) -> None:
    send_sign_in_changed(person, what, request.build_absolute_uri(reverse("account_reset_password")))
