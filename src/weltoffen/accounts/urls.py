"""Sign-in, sign-out and passwords: the views are allauth's, the pages ours. The account's pages are of this room."""

from allauth.account import views as allauth
from django.urls import include, path, re_path

from weltoffen.accounts.provider import PROVIDER
from weltoffen.accounts.views import account, devices, provider, second_factor

own = [
    path("", account.account, name="account"),
    path("name/", account.name, name="name"),
    path("provider/", provider.begin, name="provider"),
    path("devices/", devices.devices, name="devices"),
    path("devices/others/end/", devices.end_others, name="end_other_sessions"),
    path("devices/<slug:session>/end/", devices.end, name="end_session"),
    path("second-factor/", second_factor.overview, name="second_factor"),
    path("second-factor/app/", second_factor.app_on, name="app_on"),
    path("second-factor/app/off/", second_factor.app_off, name="app_off"),
    path("second-factor/passkeys/new/", second_factor.passkey_add, name="passkey_add"),
    path("second-factor/passkeys/<int:passkey>/", second_factor.passkey_rename, name="passkey_rename"),
    path("second-factor/passkeys/<int:passkey>/remove/", second_factor.passkey_remove, name="passkey_remove"),
    path("second-factor/codes/", second_factor.recovery_codes, name="recovery_codes"),
]
urlpatterns = [
    path("", include((own, "accounts"))),
    path("login/", provider.SignIn.as_view(), name="account_login"),
    path("provider/return/", provider.come_back, name="openid_connect_callback", kwargs={"provider_id": PROVIDER}),
    path("login/second-factor/", second_factor.SecondFactor.as_view(), name="mfa_authenticate"),
    path("confirm/", allauth.reauthenticate, name="account_reauthenticate"),
    path("logout/", allauth.logout, name="account_logout"),
    path("ended/", allauth.account_inactive, name="account_inactive"),
    path("password/", allauth.password_change, name="account_change_password"),
    path("password/forgotten/", allauth.password_reset, name="account_reset_password"),
    path("password/forgotten/sent/", allauth.password_reset_done, name="account_reset_password_done"),
    re_path(
        r"^password/new/(?P<uidb36>[0-9A-Za-z]+)-(?P<key>[0-9A-Za-z-]+)/$",
        allauth.password_reset_from_key,
        name="account_reset_password_from_key",
    ),
    path("password/new/done/", allauth.password_reset_from_key_done, name="account_reset_password_from_key_done"),
]
