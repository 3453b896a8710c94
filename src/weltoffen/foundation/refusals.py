"""How a deed says no: a named refusal with one sentence what happened and one what to do."""

from django.utils.functional import Promise


class Refused(Exception):
    """A deed that cannot be done now. A room's refusals are subclasses with their own sentence."""

    sentence: str | Promise = ""
    remedy: str | Promise = ""

    def __str__(self) -> str:
        return " ".join(str(part) for part in (self.sentence, self.remedy) if part)


class NotAllowed(Exception):
    """The person belongs here, but their role may not do this. Becomes a page with status 403."""
