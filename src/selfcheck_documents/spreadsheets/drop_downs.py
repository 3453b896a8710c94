"""The drop-downs of the questionnaire: each is a row of the hidden sheet, for Excel's own lists end at 255 letters."""

from collections.abc import Mapping

from selfcheck.frameworks.model import Scale
from selfcheck.frameworks.texts import Texts
from selfcheck_documents.spreadsheets.form import Choices
from selfcheck_documents.spreadsheets.order import Order, clean
from selfcheck_documents.spreadsheets.record import RECORD_SHEET
from selfcheck_documents.words import Words


class Lists:
    """The drop-downs, each a row of the hidden sheet: scales, kinds of municipality, groups."""

    def __init__(self, order: Order, words: Words) -> None:
        texts = order.texts
        scales = {question.scale.key: question.scale for question in order.questions.values()}
        self.scales = {key: labels_of(texts, scale) for key, scale in scales.items()}
        self.rows: dict[str, tuple[str, ...]] = {
            **{f"scale {key}": tuple(options.values()) for key, options in self.scales.items()},
            "kinds": tuple(named.label for named in texts.kinds.values()),
            "groups": tuple(clean(label) for label in order.groups.values()),
        }
        self.words = words

    def choices(self, name: str, *, is_strict: bool = True) -> Choices | None:
        """The drop-down of one list; None where the list is empty."""
        options = self.rows[name]
        if not options:
            return None
        words = self.words
        title = words("Not in the list")
        text = words("Please choose an entry of the list, or leave the cell empty.")
        return Choices(RECORD_SHEET, list(self.rows).index(name), len(options), title, text, is_strict)

    def of_scale(self, scale: Scale) -> Choices | None:
        """The drop-down of a question."""
        return self.choices(f"scale {scale.key}")


def labels_of(texts: Texts, scale: Scale) -> Mapping[str, str]:
    """The labels of a scale's options by their keys, in order."""
    return {option.key: texts.scales[scale.key][option.key].label for option in scale.options}
