"""The details of a municipality and its coat of arms."""

from hashlib import sha256

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.cache import get_conditional_response
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from weltoffen.municipalities.access import Here, door
from weltoffen.municipalities.actions import change_municipality, set_coat_of_arms
from weltoffen.municipalities.choices import Kind
from weltoffen.municipalities.exports import coat_of_arms_file
from weltoffen.municipalities.forms import CoatOfArmsForm, DetailsForm
from weltoffen.municipalities.models import Municipality, RegisteredPlace
from weltoffen.municipalities.queries import places_named, places_with_key
from weltoffen.municipalities.roles import Permission

MOST_HINTS = 3


@door(Permission.MANAGE_MUNICIPALITY)
@require_http_methods(["GET", "HEAD", "POST"])
def details(request: HttpRequest, here: Here) -> HttpResponse:
    """Name, kind, official key."""
    form = DetailsForm.of(here.municipality, request.POST or None)
    if form.is_valid():
        change_municipality(
            here.municipality, name=form.cleaned_data["name"], kind=Kind(form.cleaned_data["kind"]),
            official_key=form.cleaned_data["official_key"], by=here.person,
        )  # fmt: skip
        return _done(request, here, _("The details were saved."))
    return _page(request, here, form, CoatOfArmsForm())


@door(Permission.MANAGE_MUNICIPALITY)
@require_POST
def change_coat_of_arms(request: HttpRequest, here: Here) -> HttpResponse:
    """A picture from the coordinator's computer."""
    form = CoatOfArmsForm(data=request.POST, files=request.FILES)
    if form.is_valid():
        picture = form.cleaned_data["picture"]
        set_coat_of_arms(here.municipality, media_type=picture.media_type, content=picture.content, by=here.person)
        return _done(request, here, _("The coat of arms was saved."))
    return _page(request, here, DetailsForm.of(here.municipality), form)


@door(Permission.MANAGE_MUNICIPALITY)
@require_POST
def remove_coat_of_arms(request: HttpRequest, here: Here) -> HttpResponse:
    """Without a picture the name stands alone."""
    set_coat_of_arms(here.municipality, media_type="", content=b"", by=here.person)
    return _done(request, here, _("The coat of arms was removed."))


@door(Permission.SEE)
@require_safe
def coat_of_arms(request: HttpRequest, here: Here) -> HttpResponse:
    """The picture itself; asked for again, it is sent only when it changed."""
    response = coat_of_arms_file(here.municipality)
    response["ETag"] = f'"{sha256(response.content).hexdigest()[:32]}"'
    response["Cache-Control"] = "private, no-cache"
    return get_conditional_response(request, response["ETag"], None, response) or response


def _page(request: HttpRequest, here: Here, form: DetailsForm, picture: CoatOfArmsForm) -> HttpResponse:
    return render(request, "municipalities/settings.jinja", {
        "form": form,
        "picture": picture,
        "kinds": Kind.choices,
        "key_hint": _key_hint(here.municipality),
    })  # fmt: skip


def _key_hint(municipality: Municipality) -> str:
    """What the official register says about places of this name, else what the key is good for."""
    present = places_with_key(municipality.official_key).first() if municipality.official_key else None
    if present is not None:
        return _("In the official register: %(place)s") % {"place": _described(present)}
    found = places_named(municipality.name)[:MOST_HINTS]
    known = "; ".join(f"{place.key}, {_described(place)}" for place in found)
    if known:
        return _("The official register knows this name with: %(keys)s") % {"keys": known}
    return _("The regional key, such as 07333 for the Donnersbergkreis. It stands on reports and in archives.")


def _described(place: RegisteredPlace) -> str:
    return f"{place.name} ({place.designation or place.get_kind_display()})"


def _done(request: HttpRequest, here: Here, sentence: str) -> HttpResponse:
    messages.success(request, sentence)
    return redirect("municipalities:settings", slug=here.municipality.slug)
