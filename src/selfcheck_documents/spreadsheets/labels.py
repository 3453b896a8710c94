"""From the words that people see to the keys that the calculation knows, in every language of the framework."""

import unicodedata
from collections.abc import Iterable, Mapping

from selfcheck import LANGUAGES, Instrument, Language
from selfcheck.frameworks.model import Scale
from selfcheck.frameworks.texts import Named, Texts


class Labels:
    """Finds keys by label or key. `language` decides which labels are shown when something is not found.

    Where labels and keys collide, the labels of that language win, then keys: what a drop-down offers is what is meant.
    """

    def __init__(self, instrument: Instrument, language: Language) -> None:
        framework = instrument.framework
        self.texts = instrument.texts_in(language)
        self._all_texts = tuple(instrument.texts.values())
        self._scales = {key: self._options(scale) for key, scale in framework.scales.items()}
        self._scale_of = {key: question.scale for key, question in framework.questions.items()}
        self._questions = {fold(key): key for key in framework.questions}
        self._kinds = self._keys("kinds", framework.kinds)
        self._departments = self._keys("departments", framework.departments)

    def question(self, text: str) -> str | None:
        """The key of a question."""
        return self._questions.get(fold(text))

    def option(self, question: str, text: str) -> str | None:
        """The key of an option of a question."""
        return self._scales[self._scale_of[question].key].get(fold(text))

    def options(self, question: str) -> tuple[str, ...]:
        """The labels of a question's options."""
        scale = self._scale_of[question]
        return tuple(self.texts.scales[scale.key][option.key].label for option in scale.options)

    def kind(self, text: str) -> str | None:
        """The key of a kind of municipality."""
        return self._kinds.get(fold(text))

    def kinds(self) -> tuple[str, ...]:
        """The labels of the kinds of municipality."""
        return tuple(named.label for named in self.texts.kinds.values())

    def department(self, text: str) -> str | None:
        """The key of a department."""
        return self._departments.get(fold(text))

    def departments(self) -> tuple[str, ...]:
        """The labels of the departments."""
        return tuple(named.label for named in self.texts.departments.values())

    def _options(self, scale: Scale) -> Mapping[str, str]:
        keys = [option.key for option in scale.options]
        return self._found_by(keys, [texts.scales[scale.key] for texts in self._texts_in_order()])

    def _keys(self, name: str, keys: Iterable[str]) -> Mapping[str, str]:
        return self._found_by(keys, [getattr(texts, name) for texts in self._texts_in_order()])

    def _texts_in_order(self) -> list[Texts]:
        return [texts for texts in self._all_texts if texts is not self.texts] + [self.texts]

    @staticmethod
    def _found_by(keys: Iterable[str], named: list[Mapping[str, Named]]) -> Mapping[str, str]:
        """The later wins: labels of other languages, keys, labels of the form's language."""
        keys = tuple(keys)
        *others, own = [{fold(words[key].label): key for key in keys} for words in named]
        found: dict[str, str] = {}
        for labels in (*others, {fold(key): key for key in keys}, own):
            found.update(labels)
        return found


def fold(text: str) -> str:
    """A text without what people do not see or mean: kinds of spaces, capitals, two ways of writing an umlaut."""
    return unicodedata.normalize("NFC", " ".join(text.split())).casefold()


def language_named(text: str, instrument: Instrument) -> Language:
    """A language by its code; the authoritative one of the framework for anything else."""
    for language in LANGUAGES:
        if language == text:
            return language
    return next((language for language in LANGUAGES if language == instrument.framework.languages[0]), LANGUAGES[0])
