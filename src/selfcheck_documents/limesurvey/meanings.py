"""Answers that are none: by their words “not known” or “not applicable”, in German, English and French."""

import re

from selfcheck.frameworks.model import Meaning

NOT_KNOWN = frozenset(
    (
        "weiß nicht", "weiss nicht", "weiß ich nicht", "weiss ich nicht", "ich weiß nicht", "ich weiß es nicht",
        "nicht bekannt", "unbekannt", "keine angabe", "keine angaben", "k a", "keine antwort", "keine meinung",
        "kann ich nicht beurteilen", "kann ich nicht sagen", "kann nicht beurteilt werden", "nicht beurteilbar",
        "don t know", "do not know", "i don t know", "dont know", "not known", "unknown", "not sure", "unsure",
        "no answer", "no opinion", "cannot say", "can t say", "prefer not to say",
        "je ne sais pas", "ne sait pas", "ne sais pas", "sans réponse", "sans avis", "sans opinion", "inconnu",
    )
)  # fmt: skip
NOT_APPLICABLE = frozenset(
    (
        "nicht anwendbar", "nicht relevant", "entfällt", "trifft auf uns nicht zu", "trifft für uns nicht zu",
        "betrifft uns nicht", "nicht bewertbar", "nicht zuständig", "keine zuständigkeit",
        "not applicable", "n a", "na", "does not apply", "not relevant", "doesn t apply", "cannot be assessed",
        "not assessable", "non applicable", "sans objet", "non évaluable", "ne s applique pas", "non concerné",
    )
)  # fmt: skip
NO_LETTER = re.compile(r"[\W_]+")


def meaning_of(words: str) -> Meaning:
    """What choosing an answer with these words says; an answer unless the words are known to say none."""
    folded = NO_LETTER.sub(" ", words.casefold()).strip()
    if folded in NOT_KNOWN:
        return Meaning.NOT_KNOWN
    return Meaning.NOT_APPLICABLE if folded in NOT_APPLICABLE else Meaning.ANSWER
