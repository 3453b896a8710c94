"""Pages of a municipality."""

from django.urls import path

from weltoffen.municipalities.views import home, journal, people, settings

app_name = "municipalities"
urlpatterns = [
    path("", home.mine, name="mine"),
    path("<slug:slug>/", home.home, name="home"),
    path("<slug:slug>/people/", people.people, name="people"),
    path("<slug:slug>/people/<int:member>/end/", people.end, name="end_access"),
    path("<slug:slug>/roles/", people.roles, name="roles"),
    path("<slug:slug>/settings/", settings.details, name="settings"),
    path("<slug:slug>/settings/coat-of-arms/", settings.change_coat_of_arms, name="change_coat_of_arms"),
    path("<slug:slug>/settings/coat-of-arms/remove/", settings.remove_coat_of_arms, name="remove_coat_of_arms"),
    path("<slug:slug>/coat-of-arms/", settings.coat_of_arms, name="coat_of_arms"),
    path("<slug:slug>/journal/", journal.journal, name="journal"),
]
