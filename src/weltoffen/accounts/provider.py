"""A municipality's own sign-in (OpenID Connect): allauth speaks with it; who somebody is who comes from it stands here.

Nobody signs up by themselves. A verified address of the municipality's own finds the account once; from then on the
provider's own name for the person does.
"""

import logging
from collections.abc import Mapping
from typing import Any, NoReturn

from allauth.socialaccount.adapter import DefaultSocialAccountAdapter
from allauth.socialaccount.models import SocialApp, SocialLogin
from django.conf import settings
from django.http import HttpRequest
from django.urls import reverse

from weltoffen.accounts.actions import link_identity
from weltoffen.accounts.choices import AccountEvent
from weltoffen.accounts.emails import send_sign_in_changed
from weltoffen.accounts.models import Person
from weltoffen.accounts.queries import person_known_as, person_with_address
from weltoffen.accounts.rules import AddressIsElsewhere, AddressIsUnproven, NobodyIsKnown, SignInFailed
from weltoffen.environment import Provider

logger = logging.getLogger(__name__)
PROVIDER = "municipality"
"""What allauth calls the one provider."""


class ProviderAdapter(DefaultSocialAccountAdapter):  # type: ignore[misc]
    """Finds the account of whoever comes back."""

    def get_app(self, request: HttpRequest, provider: str, client_id: str | None = None) -> SocialApp:
        """The provider that the operator named; there is no other, and none in the database."""
        named = _provider()
        return SocialApp(
            provider="openid_connect", provider_id=PROVIDER, name=named.name, client_id=named.client,
            secret=named.secret, settings={"server_url": named.issuer, "oauth_pkce_enabled": True},
        )  # fmt: skip

    def pre_social_login(self, request: HttpRequest, sociallogin: SocialLogin) -> None:
        """Sign in whom we know; who is found by their address is linked and told by mail."""
        provider, claims, subject = _provider(), _claims_of(sociallogin), sociallogin.account.uid
        person = person_known_as(provider.issuer, subject)
        if person is None:
            person = _person_with(claims, provider)
            link_identity(person, issuer=provider.issuer, subject=subject, by=person)
            link = request.build_absolute_uri(reverse("account_reset_password"))
            send_sign_in_changed(person, AccountEvent.IDENTITY_LINKED, link)
        sociallogin.user = person

    def on_authentication_error(self, request: HttpRequest, *arguments: Any, **details: Any) -> NoReturn:
        """Cancelled, too late, or the provider is not as it should be; the log knows more than the page."""
        logger.warning("Signing in through the provider failed: %r", details.get("exception") or details.get("error"))
        raise SignInFailed


def _claims_of(sociallogin: SocialLogin) -> Mapping[str, Any]:
    """What the provider says, when it speaks of one person throughout."""
    said = sociallogin.account.extra_data
    if sociallogin.state.get("process") != "login" or len({one.get("sub") for one in said.values()}) != 1:
        raise SignInFailed
    return {**said.get("id_token", {}), **said.get("userinfo", {})}


def _provider() -> Provider:
    provider = settings.OIDC
    if provider is None:
        raise SocialApp.DoesNotExist
    return provider


def _person_with(claims: Mapping[str, Any], provider: Provider) -> Person:
    address = str(claims.get("email") or "")
    if not address or claims.get("email_verified") is not True:
        raise AddressIsUnproven
    if address.rpartition("@")[2].lower() not in provider.domains:
        raise AddressIsElsewhere
    person = person_with_address(address)
    if person is None or not person.is_active:
        raise NobodyIsKnown
    return person
