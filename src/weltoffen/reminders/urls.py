"""Pages of the room `reminders`: inside of a round for who coordinates, and for those who are reminded."""

from django.urls import URLPattern, path

from weltoffen.reminders.views import coordination, receivers

app_name = "reminders"
urlpatterns: list[URLPattern] = [
    path("reminders/", coordination.overview, name="list"),
    path("reminders/write/", coordination.write, name="write"),
    path("reminders/planned/<int:planned>/cancel/", coordination.cancel, name="cancel"),
]
for_receivers: list[URLPattern] = [
    path("", receivers.choices, name="choices"),
    path("<str:signed>/", receivers.reminders, name="reminders"),
]
