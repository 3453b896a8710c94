"""Jinja2 beside Django's templates: a page of 15 questions with 7 options and a comment each (docs/decisions/0009).

Run it with `python -m benchmarks.template_engines`. Each engine writes the same fields; Django's once with one included
file for each component, which is how components are shared there, and once written out in one file, which shares none.
"""

from pathlib import Path

import django
from django.conf import settings
from django.template import Context, Engine
from jinja2 import Environment, FileSystemLoader, StrictUndefined

import weltoffen
from benchmarks.measuring import HEADER, Measured, control, cpu_seconds

TEMPLATES = Path(weltoffen.__path__[0]) / "foundation" / "templates"
QUESTIONS, OPTIONS = 15, 7
RADIOS = """<fieldset class="kern-fieldset{% if error %} kern-fieldset--error{% endif %}" id="{{ id }}"
{% if hint or error %} aria-describedby="{% if hint %}{{ id }}_hint{% endif %}\
{% if error %} {{ id }}_error{% endif %}"{% endif %}>
<legend class="kern-label kern-label--large">{{ legend }}</legend>
{% if hint %}<div class="kern-hint" id="{{ id }}_hint">{{ hint }}</div>{% endif %}
<div class="kern-fieldset__body">
{% for key, label, description in options %}<div class="kern-form-check">
<input class="kern-form-check__radio" id="{{ id }}_{{ forloop.counter }}" name="{{ name }}" type="radio"
value="{{ key }}"\
{% if key == value %} checked{% endif %}>
<label class="kern-label" for="{{ id }}_{{ forloop.counter }}">{{ label }}\
{% if description %}<span class="option-description">{{ description }}</span>{% endif %}</label>
</div>{% endfor %}</div>
{% if error %}<p class="kern-error" id="{{ id }}_error">{{ error }}</p>{% endif %}</fieldset>"""
TEXTAREA = """<div class="kern-form-input"><label class="kern-label" for="{{ id }}_comment">{{ comment_label }}</label>
{% if hint %}<div class="kern-hint" id="{{ id }}_comment_hint">{{ hint }}</div>{% endif %}
<textarea class="kern-form-input__input" id="{{ id }}_comment" name="{{ name }}_comment" rows="3">
{{ comment }}</textarea></div>"""
OPENING = (
    "{% for id, name, legend, hint, value, comment in questions %}",
    "{% endfor %}",
)
JINJA = """{% from "components.jinja" import radios, textarea %}
{% for id, name, legend, hint, value, comment in questions %}
{{ radios(name, legend, options, value, hint) }}{{ textarea(name ~ "_comment", comment_label, comment, hint, rows=3) }}
{% endfor %}"""


def page() -> dict[str, object]:
    """What both engines are given."""
    return {
        "questions": [
            (
                f"id_k{n}",
                f"k{n}",
                f"Gibt es eine Anlaufstelle Nummer {n}?",
                "Was zählt als Nachweis?",
                "o3",
                "Wort " * 28,
            )
            for n in range(QUESTIONS)
        ],
        "options": [(f"o{n}", f"Antwort {n}", "Was das heißt, steht hier in einem Satz.") for n in range(OPTIONS)],
        "comment_label": "Kommentar",
        "error": "",
    }


def main() -> None:
    """Print CPU seconds of a page for each engine."""
    settings.configure(USE_I18N=False)
    django.setup()
    engine = Engine(
        loaders=[("django.template.loaders.locmem.Loader", {"radios.html": RADIOS, "textarea.html": TEXTAREA})]
    )
    shared = engine.from_string('{% include "radios.html" %}{% include "textarea.html" %}'.join(OPENING))
    written_out = engine.from_string((RADIOS + TEXTAREA).join(OPENING))
    environment = Environment(
        loader=FileSystemLoader(TEMPLATES), autoescape=True, undefined=StrictUndefined,
        extensions=["jinja2.ext.i18n"],
    )  # fmt: skip
    environment.install_null_translations(newstyle=True)  # type: ignore[attr-defined]
    jinja = environment.from_string(JINJA)
    given = page()
    assert jinja.render(given).count("<input") == shared.render(Context(given)).count("<input") == QUESTIONS * OPTIONS
    yardstick = cpu_seconds(control)
    print(HEADER)
    for name, work in {
        "Jinja2, components as macros": lambda: jinja.render(given),
        "Django, components as included files": lambda: shared.render(Context(given)),
        "Django, written out in one file": lambda: written_out.render(Context(given)),
    }.items():
        print(Measured(name, cpu_seconds(work, 40), yardstick).row())


if __name__ == "__main__":
    main()
