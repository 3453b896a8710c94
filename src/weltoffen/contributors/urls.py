"""Pages of the room `contributors`: inside of a round, and behind a personal link."""

from django.urls import URLPattern, path

from weltoffen.contributors.views import coordination, guests, writing

app_name = "contributors"
urlpatterns = [
    path("contributors/", coordination.all_contributors, name="list"),
    path("contributors/add/", coordination.add, name="add"),
    path("contributors/paste/", coordination.paste, name="paste"),
    path("contributors/write/", writing.write, name="write"),
    path("contributors/letters/", writing.letters, name="letters"),
    path("contributors/sendings/<int:sending>/cancel/", coordination.cancel, name="cancel"),
    path("contributors/<int:contributor>/", coordination.change, name="change"),
    path("contributors/<int:contributor>/renew/", coordination.renew, name="renew"),
    path("contributors/<int:contributor>/end/", coordination.end, name="end"),
]
guest_urlpatterns: list[URLPattern] = [
    path("", guests.welcome, name="welcome"),
    path("coat-of-arms/", guests.coat_of_arms, name="coat_of_arms"),
    path("reminders/", guests.reminders, name="reminders"),
    path("about-me/", guests.about_me, name="about_me"),
    path("about-me/erase/", guests.erase, name="erase"),
]
