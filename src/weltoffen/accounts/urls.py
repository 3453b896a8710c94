"""Sign-in, sign-out and passwords: the views are allauth's, the pages ours."""

from allauth.account import views as allauth
from django.urls import path

urlpatterns = [
    path("login/", allauth.login, name="account_login"),
    path("logout/", allauth.logout, name="account_logout"),
]
