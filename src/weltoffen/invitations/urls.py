"""Pages of the room `invitations`: beside a workshop, behind a guest's personal link, and for everybody."""

from django.urls import URLPattern, path, register_converter

from weltoffen.invitations.choices import Occasion
from weltoffen.invitations.views import announcing, events, guests, invited, summary, writing


class OccasionConverter:
    """One of the occasions for which guests are written to."""

    regex = "|".join(Occasion.values)

    def to_python(self, value: str) -> str:
        """As it stands in the address."""
        return value

    def to_url(self, value: str) -> str:
        """As it stands in the table."""
        return str(value)


register_converter(OccasionConverter, "occasion")

app_name = "invitations"
urlpatterns = [
    path("guests/", guests.all_guests, name="list"),
    path("guests/add/", guests.add, name="add"),
    path("guests/paste/", guests.paste, name="paste"),
    path("guests/earlier/", guests.earlier, name="earlier"),
    path("guests/text/", writing.text, name="text"),
    path("guests/write/<occasion:occasion>/", writing.write, name="write"),
    path("guests/letters/<occasion:occasion>/", writing.letters, name="letters"),
    path("guests/mails/<int:mail>/cancel/", writing.cancel, name="cancel"),
    path("guests/call-off/", writing.calling_off, name="call_off"),
    path("guests/told/", writing.told, name="told"),
    path("guests/needs/", summary.needs, name="needs"),
    path("guests/came/", summary.came, name="came"),
    path("guests/list.<str:ending>", summary.download, name="download"),
    path("announcement/", announcing.announce, name="announce"),
    path("announcement/withdraw/", announcing.withdraw, name="withdraw"),
    path("guests/<int:guest>/", guests.change, name="change"),
    path("guests/<int:guest>/renew/", guests.renew, name="renew"),
    path("guests/<int:guest>/remove/", guests.remove, name="remove"),
]
for_guests: list[URLPattern] = [
    path("", invited.welcome, name="welcome"),
    path("calendar/", invited.calendar, name="calendar"),
    path("coat-of-arms/", invited.coat_of_arms, name="coat_of_arms"),
    path("about-me/", invited.about_me, name="about_me"),
    path("about-me/erase/", invited.erase, name="erase"),
]
for_everybody: list[URLPattern] = [
    path("<int:event>/", events.page, name="page"),
    path("<int:event>/register/", events.registering, name="register"),
    path("<int:event>/registered/", events.registered, name="registered"),
    path("<int:event>/calendar/", events.calendar, name="calendar"),
]
