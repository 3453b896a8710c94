"""The page to sign in, and the way to a municipality's own sign-in and back."""

from typing import Any

from allauth.account.utils import get_next_redirect_url
from allauth.account.views import LoginView
from allauth.core.internal import ratelimit
from allauth.socialaccount.adapter import get_adapter
from allauth.socialaccount.providers.openid_connect.views import callback
from django.conf import settings
from django.contrib.auth.decorators import login_not_required
from django.http import Http404, HttpRequest, HttpResponse
from django.views.decorators.http import require_safe
from requests import RequestException

from weltoffen.accounts.provider import PROVIDER

throttled = ratelimit.decorator(app="allauth.account", action="login", limit_get=True)


class SignIn(LoginView):  # type: ignore[misc]
    """Address and password; a button beside them where the operator named a provider."""

    def get_context_data(self, **options: Any) -> dict[str, Any]:
        """With the provider, or None."""
        return {**super().get_context_data(**options), "provider": settings.OIDC}


@login_not_required
@require_safe
def begin(request: HttpRequest) -> HttpResponse:
    """To the provider. A link, not a form: the policy of our pages would stop a form that leads to another site."""
    if settings.OIDC is None:
        raise Http404
    answer: HttpResponse = _counted_begin(request)
    return answer


@login_not_required
@require_safe
def come_back(request: HttpRequest, provider_id: str) -> HttpResponse:
    """With what the provider said; who that is decides the adapter (provider.py)."""
    if settings.OIDC is None:
        raise Http404
    answer: HttpResponse = _counted_callback(request, provider_id)
    return answer


def _begin(request: HttpRequest) -> HttpResponse:
    try:
        provider = get_adapter().get_provider(request, PROVIDER)
        answer: HttpResponse = provider.redirect(request, process="login", next_url=get_next_redirect_url(request))
    except (KeyError, RequestException) as failed:
        get_adapter().on_authentication_error(request, exception=failed)
    return answer


_counted_begin = throttled(_begin)
_counted_callback = throttled(callback)
