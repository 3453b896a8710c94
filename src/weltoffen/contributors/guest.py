"""Who stands behind a personal link, for pages of this and later rooms."""

from dataclasses import dataclass

from weltoffen.contributors.models import Contributor
from weltoffen.municipalities.models import Municipality
from weltoffen.rounds.models import Round


@dataclass(frozen=True, slots=True)
class Guest:
    """Somebody without an account, in the scope of a municipality; `token` is the secret part of their address."""

    municipality: Municipality
    round: Round
    contributor: Contributor
    token: str
