"""`weltoffen statistics`: how often pages for everyone were opened, counted for those who chose it."""

from datetime import date, timedelta
from gettext import gettext as _

from weltoffen.commands.installation import require_prepared
from weltoffen.foundation import clock
from weltoffen.privacy.queries import counts_since

USUAL_DAYS = 30


def show(since: date | None) -> str:
    """A line for each day, page and language; without a day those of the last 30 days."""
    require_prepared()
    first = since or clock.today() - timedelta(days=USUAL_DAYS)
    lines = [(one.day.isoformat(), one.page, one.language, str(one.count)) for one in counts_since(first)]
    if not lines:
        return _("Nothing was counted since {day}. Only visits of those who chose it are counted.").format(
            day=first.isoformat()
        )
    table = [(_("Day"), _("Page"), _("Language"), _("Opened")), *lines]
    widths = [max(len(line[column]) for line in table) for column in range(len(table[0]))]
    return "\n".join(
        "  ".join(cell.ljust(width) for cell, width in zip(line, widths, strict=True)).rstrip() for line in table
    )
