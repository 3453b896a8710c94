"""Frameworks and answer sheets of any size, made from the shipped instrument, always the same."""

import random
from pathlib import Path

import yaml

from selfcheck import Answer, AnswerSheet, Framework, Municipality

OPTIONS = ("none", "planned", "begun", "mostly", "established", "not_known")
GROUPS = ("administration", "politics", "civil_society", "economy", "residents")


def sheet(framework: Framework, respondents: int) -> AnswerSheet:
    """Every respondent answers every question."""
    chance = random.Random(respondents)  # noqa: S311 - not for secrets
    answers = tuple(
        Answer(key, chance.choice(OPTIONS), f"r{number}", GROUPS[number % len(GROUPS)])
        for number in range(respondents)
        for key in framework.questions
    )
    return AnswerSheet(answers, municipality=Municipality(kind="county"))


def json_rows(given: AnswerSheet) -> dict[str, object]:
    """The sheet as parsed JSON."""
    return {
        "municipality": {"kind": "county"},
        "answers": [
            {"question": a.question, "value": a.value, "respondent": a.respondent, "group": a.group}
            for a in given.answers
        ],
    }


def write_larger_framework(source: Path, target: Path, questions: int) -> None:
    """A framework with at least so many questions and all their texts: the shipped fields, repeated under new keys."""
    structure = yaml.safe_load((source / "framework.yaml").read_text(encoding="utf-8"))
    languages = structure["languages"]
    texts = {name: yaml.safe_load((source / f"text.{name}.yaml").read_text(encoding="utf-8")) for name in languages}
    shipped = structure["fields"]
    originals = {
        name: {part: dict(text[part]) for part in ("fields", "goals", "questions")} for name, text in texts.items()
    }
    size = sum(len(goal["questions"]) for field in shipped for goal in field["goals"])
    structure["fields"] = []
    for copy in range(-(-questions // size)):
        structure["fields"] += [_copied(field, copy) for field in shipped]
        for name, text in texts.items():
            for part, entries in originals[name].items():
                text[part].update({_key(key, copy): entry for key, entry in entries.items()})
    for text in texts.values():
        for part in ("fields", "goals", "questions"):
            text[part] = {key: entry for key, entry in text[part].items() if key.startswith("c") and "_" in key}
    target.mkdir(parents=True)
    _dump(target / "framework.yaml", structure)
    for name, text in texts.items():
        _dump(target / f"text.{name}.yaml", text)


def _copied(field: dict[str, object], copy: int) -> dict[str, object]:
    goals = [
        {
            **goal,
            "key": _key(goal["key"], copy),
            "questions": [
                {
                    **question,
                    "key": _key(question["key"], copy),
                    **(
                        {"only_if": {_key(k, copy): v for k, v in question["only_if"].items()}}
                        if "only_if" in question
                        else {}
                    ),
                }
                for question in goal["questions"]
            ],
        }
        for goal in field["goals"]  # type: ignore[attr-defined]
    ]
    return {"key": _key(str(field["key"]), copy), "goals": goals}


def _key(key: str, copy: int) -> str:
    return f"c{copy}_{key}"


class _WrittenOut(yaml.SafeDumper):
    """Writes everything out: frameworks have no aliases."""

    def ignore_aliases(self, data: object) -> bool:  # noqa: ARG002 - the name is PyYAML's
        """Never an alias."""
        return True


def _dump(path: Path, value: object) -> None:
    path.write_text(yaml.dump(value, Dumper=_WrittenOut, allow_unicode=True, sort_keys=False), encoding="utf-8")
