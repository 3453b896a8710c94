"""Tells Django that this room exists, and declares what it stores: what guests say belongs to nobody."""

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _

from weltoffen.foundation.stored import BROWSER_STORE, COOKIES, NOT_PERSONAL, SECURITY, STORED, Kept, Stored, Whose

RESULTS = Stored(
    whose=Whose.MUNICIPALITY,
    what=_("What came out of workshops: counters of votes, ideas, agreements, notes, what is on while one runs"),
    purpose=_("So that what was said in a workshop flows into evaluation, minutes and plan"),
    seen_by=_("Who may read evaluations; results after they were revealed, of five people or more"),
    until=_("As long as the municipality keeps the evaluation; confidential votes until the workshop ends"),
    basis=NOT_PERSONAL,
    models=(
        "live.Session", "live.Scene", "live.Poll", "live.PaperCount", "live.Cluster", "live.Idea", "live.Outline",
        "live.Note", "live.Connected",
    ),
)  # fmt: skip
SLIPS = Stored(
    whose=Whose.GUEST,
    what=_("Your vote in a workshop until its result is shown, sealed so that only your phone can open it"),
    purpose=_("So that you can change your vote, and that it counts once. Afterwards only counters are left."),
    seen_by=_("Nobody, neither operator nor facilitator"),
    until=_("Until the result is shown, at the latest until the workshop ends"),
    basis=SECURITY,
    models=("live.Slip",),
)
SEAT = Kept(
    name="seat",
    purpose=_("Your place in a workshop: a number by chance, your perspective, working group and language"),
    until=_("16 hours"),
)

WAITING = Kept(
    name="weltoffen-phone",
    purpose=_("Keeps a vote or an idea of a workshop until the server has it, and in which vote you took part last"),
    until=_("Until you close the page"),
)


class LiveConfig(AppConfig):
    """The room `live`."""

    name = "weltoffen.live"
    label = "live"

    def ready(self) -> None:
        """Declare what is stored."""
        from weltoffen.evaluation.perspectives import GUEST_VIEWS
        from weltoffen.live.cards import guest_path, workshop_links
        from weltoffen.live.evaluating import guest_views
        from weltoffen.live.exports import PhonesOnPaper
        from weltoffen.live.languages import languages
        from weltoffen.live.slots import SOURCES
        from weltoffen.live.source import DatabaseSource
        from weltoffen.workshops.slots import ASKING, GUEST_PATHS, WORKSHOP_LINKS

        WORKSHOP_LINKS.fill(workshop_links)
        GUEST_PATHS.fill(guest_path)
        ASKING.fill(PhonesOnPaper())
        languages()
        SOURCES.fill(DatabaseSource())
        GUEST_VIEWS.fill(guest_views)
        STORED.fill(RESULTS, SLIPS)
        COOKIES.fill(SEAT)
        BROWSER_STORE.fill(WAITING)
