"""Sign-in, sign-out and passwords: the views are allauth's, the pages ours. The account is a page of this room."""

from allauth.account import views as allauth
from django.urls import include, path, re_path

from weltoffen.accounts import views

own = [
    path("", views.account, name="account"),
    path("name/", views.name, name="name"),
]
urlpatterns = [
    path("", include((own, "accounts"))),
    path("login/", allauth.login, name="account_login"),
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
