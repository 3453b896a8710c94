"""`weltoffen daily`: erase what has to be erased. A timer calls it once a day."""

from gettext import ngettext

from weltoffen.accounts.actions import erase_ended_sessions
from weltoffen.answers.uploads import erase_old_uploads
from weltoffen.commands.installation import require_prepared


def erase() -> str:
    """Erase uploads that nobody took over and sessions that have ended; says how many there were."""
    require_prepared()
    uploads = erase_old_uploads()
    sessions = erase_ended_sessions()
    files = ngettext(
        "Erased: {number} file that nobody took over.", "Erased: {number} files that nobody took over.", uploads
    )
    ended = ngettext("Erased: {number} session that has ended.", "Erased: {number} sessions that have ended.", sessions)
    return files.format(number=uploads) + "\n" + ended.format(number=sessions)
