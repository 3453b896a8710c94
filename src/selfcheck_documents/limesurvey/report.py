"""What of a survey was not carried over, and what a person has to check, as a list to work through (Markdown)."""

from collections.abc import Iterable

from selfcheck.messages import Language, Message
from selfcheck_documents.limesurvey.draft import Draft
from selfcheck_documents.limesurvey.model import Survey
from selfcheck_documents.limesurvey.remarks import Remark, RemarkKind
from selfcheck_documents.words import Words

SIGNS = str.maketrans({sign: f"\\{sign}" for sign in "\\|<>[]`*_"})


def report_of(survey: Survey, draft: Draft, language: Language) -> str:
    """The report on a draft in one language: figures, then two tables with group, codes, what was found and why."""
    words = Words(language)
    missing, to_check = draft.remarks_of(RemarkKind.LEFT_OUT), draft.remarks_of(RemarkKind.TO_CHECK)
    figures = words(
        "{carried} of {number} questions of LimeSurvey became {ours} questions of the framework; {listed} did not.",
        carried=words.number(len(draft.carried)),
        number=words.number(len(survey.questions)),
        ours=words.number(len(draft.keys)),
        listed=words.number(len(draft.listed)),
    )
    title = words("From LimeSurvey: {name}", name=_cell(f"{draft.key}@{draft.version}"))
    parts = [
        f"# {title}",
        figures,
        "## " + words("Not carried over"),
        _table(missing, words),
        "## " + words("To check"),
        _table(to_check, words),
    ]
    return "\n\n".join(parts) + "\n"


def _table(remarks: Iterable[Remark], words: Words) -> str:
    codes: dict[tuple[str, str, str], list[str]] = {}
    for remark in remarks:
        said = (remark.group, _said(remark.found, words.language), _capital(remark.why, words.language))
        codes.setdefault(said, []).append(remark.code)
    rows = [[group, ", ".join(filter(None, same)), found, why] for (group, found, why), same in codes.items()]
    if not rows:
        return words("Nothing.")
    head = [words("Group"), words("Question code"), words("Found"), words("Why")]
    lines = [head, ["---"] * len(head), *([_cell(cell) for cell in row] for row in rows)]
    return "\n".join("| " + " | ".join(line) + " |" for line in lines)


def _said(found: Message | str, language: Language) -> str:
    return found.in_language(language) if isinstance(found, Message) else found


def _capital(why: Message, language: Language) -> str:
    words = why.in_language(language)
    return words[:1].upper() + words[1:]


def _cell(words: str) -> str:
    return " ".join(words.split()).translate(SIGNS)
