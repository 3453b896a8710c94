"""Where everything lies in an archive. docs/archive.md says it in words."""

FORMAT = "weltoffen-archive"
FORMAT_VERSION = 1

MANIFEST = "manifest.json"
README = "README.txt"
STYLE = "style.css"
MUNICIPALITY = "municipality/municipality.json"
PEOPLE = "municipality/people.json"
DEPARTMENTS = "municipality/departments.json"
DOCUMENTS = "municipality/documents.json"
JOURNAL = "municipality/journal.json"
MAPPINGS = "municipality/mappings.json"
WORKSHOPS = "municipality/workshops.json"
TEMPLATES = "municipality/templates.json"
COATS_OF_ARMS = {"image/svg+xml": "municipality/coat-of-arms.svg", "image/png": "municipality/coat-of-arms.png"}


def page(name: str, language: str) -> str:
    """A page to read, in the main folder: German pages have the plain name."""
    return f"{name}.html" if language == "de" else f"{name}.{language}.html"


def questionnaire(key: str, version: str, checksum: str) -> str:
    """The folder with the files of a questionnaire."""
    return f"questionnaires/{key}-{version}-{checksum[:8]}"


def round_(number: int) -> str:
    """The folder of a round."""
    return f"rounds/{number}"


def document(sha256: str, ending: str) -> str:
    """A document that somebody gave as evidence."""
    return f"documents/{sha256}{ending}"


def evaluation(round_number: int, number: int) -> str:
    """The folder of an evaluation."""
    return f"{round_(round_number)}/evaluations/{number}"


def workshop(number: int) -> str:
    """The folder with the agreed minutes of a workshop."""
    return f"workshops/{number}"
