"""Tokens that pages carry and the update channel reads, so that it needs no session: who follows what."""

from django.core import signing

from weltoffen.live.slots import Audience, Topic
from weltoffen.workshops.models import Workshop

SALT, HOURS = "weltoffen.live.topics", 16


def token_for(workshop: Workshop, audience: Audience, group: int, language: str) -> str:
    """What a page puts into the address of its stream."""
    return signing.dumps([workshop.pk, audience.value, group, language], salt=SALT)


def topic_in(token: str) -> Topic | None:
    """The topic of a token; None for one that is not ours, or too old."""
    try:
        workshop, audience, group, language = signing.loads(token, salt=SALT, max_age=HOURS * 3600)
        return Topic(int(workshop), Audience(audience), int(group), str(language))
    except (signing.BadSignature, ValueError, TypeError):
        return None
