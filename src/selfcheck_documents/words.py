"""The language of a document: its own sentences from the catalogue, numbers and dates as that language writes them."""

from datetime import date, time
from decimal import Decimal
from fractions import Fraction
from functools import lru_cache
from pathlib import Path

from babel.dates import format_date, format_time
from babel.numbers import format_decimal, format_percent

from selfcheck.exact import out_of_hundred, rounded
from selfcheck.messages import Language, catalogue

LOCALE_DIRECTORY = Path(__file__).parent / "locale"
NO_FIGURE = "–"
COUNTRIES: dict[Language, str] = {"de": "DE", "en": "GB"}
LOCALES = {language: f"{language}_{country}" for language, country in COUNTRIES.items()}


@lru_cache(maxsize=4096)
def _written(value: int | Decimal, places: int, language: Language) -> str:
    """A number by the rules of CLDR; remembered, since a report writes the same numbers often."""
    pattern = "#,##0" + ("." + "0" * places if places else "")
    return str(format_decimal(value, pattern, locale=LOCALES[language]))


class Words:
    """Sentences, numbers and dates in one language. Call it with an English id: `words("Strengths")`."""

    def __init__(self, language: Language) -> None:
        self.language: Language = language
        self._catalogue = catalogue("selfcheck_documents", LOCALE_DIRECTORY, language)

    def __call__(self, text: str, **values: object) -> str:
        """The sentence in this language, with `values` in its `{placeholders}`."""
        return self._catalogue.gettext(text).format(**values)

    def counted(self, one: str, many: str, number: int, **values: object) -> str:
        """The sentence for `number` things; both forms may use `{number}`."""
        sentence = self._catalogue.ngettext(one, many, number)
        return sentence.format(number=self.number(number), **values)

    def number(self, value: int | Decimal | Fraction, places: int = 0) -> str:
        """A number with as many decimals as asked for."""
        exact = rounded(value, places) if isinstance(value, Fraction) else value
        return _written(exact, places, self.language)

    def score(self, value: Fraction | None, places: int = 0) -> str:
        """A score from 0 to 1 as people read it: 0 to 100; a dash where there is none."""
        shown = out_of_hundred(value, places)
        return NO_FIGURE if shown is None else self.number(shown, places)

    def per_cent(self, share: Fraction) -> str:
        """A share from 0 to 1 as whole per cents."""
        written = str(format_percent(rounded(share, 2), "#,##0 %", locale=LOCALES[self.language]))
        return written.replace(" ", "\N{NO-BREAK SPACE}")

    def written_day(self, written: str) -> str:
        """The day of a sheet, which writes it as ISO does; any other words as they are."""
        try:
            return self.day(date.fromisoformat(written))
        except ValueError:
            return written

    def day(self, value: date) -> str:
        """A day, with the month in words."""
        return format_date(value, "long", locale=LOCALES[self.language])

    def clock(self, value: time) -> str:
        """A time of day, to the minute."""
        return format_time(value, "HH:mm", locale=LOCALES[self.language])
