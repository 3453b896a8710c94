"""The contracts of imports bite: each is broken on purpose in a copy of the tree, and no module is outside of them."""

import os
import re
import shutil
import subprocess
import sys
from collections.abc import Mapping
from configparser import ConfigParser
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
SOURCE = ROOT / "src"
CONTRACTS = ConfigParser()
CONTRACTS.read(ROOT / ".importlinter", encoding="utf-8")
PREFIX = "importlinter:contract:"
# For each contract a module and an import that breaks it, and no other contract.
BREAKS = {
    "packages": ("selfcheck.exact", "weltoffen"),
    "calculation": ("selfcheck.messages", "selfcheck.exact"),
    "frameworks": ("selfcheck.frameworks.source", "selfcheck.frameworks.texts"),
    "sheets": ("selfcheck.sheets.merging", "selfcheck.sheets.json_sheet"),
    "evaluation": ("selfcheck.evaluation.scoring", "selfcheck.evaluation.findings"),
    "workshop": ("selfcheck.workshop.scales", "selfcheck.workshop.showing"),
    "documents": ("selfcheck_documents.report.html", "selfcheck_documents.questionnaire_pdf.content"),
    "charts": ("selfcheck_documents.charts.gap", "selfcheck_documents.charts.change"),
    "questionnaire-pdf": (
        "selfcheck_documents.questionnaire_pdf.content",
        "selfcheck_documents.questionnaire_pdf.writing",
    ),
    "text-documents": ("selfcheck_documents.text_documents.odt_xml", "selfcheck_documents.text_documents.odt"),
    "minutes": ("selfcheck_documents.minutes.content", "selfcheck_documents.minutes.writing"),
    "workshop-papers": ("selfcheck_documents.workshop_papers.ballots", "selfcheck_documents.workshop_papers.tally"),
    "report": ("selfcheck_documents.report.html", "selfcheck_documents.report.material"),
    "report-content": ("selfcheck_documents.report.chapters", "selfcheck_documents.report.html"),
    "spreadsheets": ("selfcheck_documents.spreadsheets.record", "selfcheck_documents.spreadsheets.form"),
    "spreadsheet-content": (
        "selfcheck_documents.spreadsheets.question_rows",
        "selfcheck_documents.spreadsheets.xlsx",
    ),
    "limesurvey": ("selfcheck_documents.limesurvey.model", "selfcheck_documents.limesurvey.draft"),
    "platform": ("weltoffen.journal.models", "weltoffen.rounds.models"),
    "room-foundation": ("weltoffen.foundation.clock", "weltoffen.foundation.views"),
    "room-journal": ("weltoffen.journal.events", "weltoffen.journal.actions"),
    "room-accounts": ("weltoffen.accounts.models", "weltoffen.accounts.adapter"),
    "room-municipalities": ("weltoffen.municipalities.models", "weltoffen.municipalities.access"),
    "register": ("weltoffen.municipalities.register.rows", "weltoffen.municipalities.register.formats"),
    "account-views": ("weltoffen.accounts.views.account", "weltoffen.accounts.views.second_factor"),
    "municipality-views": ("weltoffen.municipalities.views.home", "weltoffen.municipalities.views.people"),
    "room-agreement": ("weltoffen.agreement.models", "weltoffen.agreement.actions"),
    "limesurvey-views": ("weltoffen.limesurvey.views.start", "weltoffen.limesurvey.views.files"),
    "room-limesurvey": ("weltoffen.limesurvey.models", "weltoffen.limesurvey.actions"),
    "room-evidence": ("weltoffen.evidence.models", "weltoffen.evidence.actions"),
    "room-assignments": ("weltoffen.assignments.models", "weltoffen.assignments.actions"),
    "room-contributors": ("weltoffen.contributors.models", "weltoffen.contributors.actions"),
    "contributor-views": ("weltoffen.contributors.views.guests", "weltoffen.contributors.views.writing"),
    "room-departments": ("weltoffen.departments.models", "weltoffen.departments.actions"),
    "room-catalogue": ("weltoffen.catalogue.models", "weltoffen.catalogue.actions"),
    "room-rounds": ("weltoffen.rounds.models", "weltoffen.rounds.queries"),
    "room-answers": ("weltoffen.answers.choices", "weltoffen.answers.models"),
    "answer-views": ("weltoffen.answers.views.questions", "weltoffen.answers.views.fields"),
    "room-reminders": ("weltoffen.reminders.models", "weltoffen.reminders.sending"),
    "reminder-views": ("weltoffen.reminders.views.receivers", "weltoffen.reminders.views.coordination"),
    "room-surveys": ("weltoffen.surveys.models", "weltoffen.surveys.queries"),
    "room-workshops": ("weltoffen.workshops.models", "weltoffen.workshops.queries"),
    "survey-views": ("weltoffen.surveys.views.managing", "weltoffen.surveys.views.results"),
    "room-evaluation": ("weltoffen.evaluation.choices", "weltoffen.evaluation.models"),
    "room-evaluation-bridge": (
        "weltoffen.evaluation.bridge.computing",
        "weltoffen.evaluation.bridge.opening",
    ),
    "room-evaluation-views": ("weltoffen.evaluation.views.reading", "weltoffen.evaluation.views.documents"),
    "room-joint": ("weltoffen.joint.choices", "weltoffen.joint.models"),
    "room-joint-views": ("weltoffen.joint.views.town", "weltoffen.joint.views.county"),
    "live-views": ("weltoffen.live.views.phone", "weltoffen.live.views.stage"),
    "room-workshops-views": ("weltoffen.workshops.views.pages", "weltoffen.workshops.views.agenda"),
    "room-workshops-forms": ("weltoffen.workshops.forms.item", "weltoffen.workshops.forms.rows"),
    "room-invitations": ("weltoffen.invitations.models", "weltoffen.invitations.actions"),
    "invitation-views": ("weltoffen.invitations.views.guests", "weltoffen.invitations.views.writing"),
    "live-actions": ("weltoffen.live.actions.undoing", "weltoffen.live.actions.leading"),
    "room-minutes": ("weltoffen.minutes.models", "weltoffen.minutes.queries"),
    "room-live": ("weltoffen.live.phrases", "weltoffen.live.languages"),
    "room-archive": ("weltoffen.archive.choices", "weltoffen.archive.rules"),
    "room-privacy": ("weltoffen.privacy.models", "weltoffen.privacy.queries"),
    "room-public": ("weltoffen.public.views", "weltoffen.public.urls"),
    "demo": ("weltoffen.demo.cast", "weltoffen.demo.bridge"),
    "commands": ("weltoffen.commands.schema", "weltoffen.commands.evaluate"),
    "no-server": ("selfcheck_documents.words", "django.conf"),
}


def packages() -> list[str]:
    """Every package that has modules or packages in it, by its dotted name."""
    folders = (path.parent for path in SOURCE.rglob("__init__.py") if path.parent.name != "migrations")
    full = (folder for folder in folders if len([*folder.glob("*.py"), *folder.glob("*/__init__.py")]) > 1)
    return sorted(".".join(folder.relative_to(SOURCE).parts) for folder in full)


def contract_of(package: str) -> str:
    """The contract that must name every module of a package."""
    return next(
        name.removeprefix(PREFIX)
        for name, contract in CONTRACTS.items()
        if contract.get("containers", "").split() == [package] and contract.getboolean("exhaustive")
    )


def path_of(module: str) -> Path:
    return Path("src", *module.split(".")).with_suffix(".py")


def verdicts(tree: Path) -> Mapping[str, str]:
    """What lint-imports says about each contract, by the contract's key."""
    keys = [name.removeprefix(PREFIX) for name in CONTRACTS.sections() if name.startswith(PREFIX)]
    done = subprocess.run(
        [Path(sys.executable).with_name("lint-imports"), "--no-cache", "--no-logo"],
        cwd=tree, env={**os.environ, "PYTHONPATH": str(tree / "src"), "COLUMNS": "300"},
        capture_output=True, encoding="utf-8",
    )  # fmt: skip
    found = re.findall(r"(KEPT|BROKEN)(?: \(.*\))?$", done.stdout, re.MULTILINE)
    assert len(found) == len(keys), done.stdout + done.stderr
    return dict(zip(keys, found, strict=True))


def broken(tree: Path) -> list[str]:
    return [key for key, verdict in verdicts(tree).items() if verdict == "BROKEN"]


@pytest.fixture
def tree(tmp_path: Path) -> Path:
    """A copy of what lint-imports reads."""
    for path in [ROOT / ".importlinter", *SOURCE.rglob("*.py")]:
        copy = tmp_path / path.relative_to(ROOT)
        copy.parent.mkdir(parents=True, exist_ok=True)
        shutil.copyfile(path, copy)
    return tmp_path


def test_no_contract_is_broken(tree: Path) -> None:
    assert broken(tree) == []


@pytest.mark.parametrize("contract", [name.removeprefix(PREFIX) for name in CONTRACTS if name.startswith(PREFIX)])
def test_each_contract_bites(contract: str, tree: Path) -> None:
    module, imports = BREAKS[contract]
    with (tree / path_of(module)).open("a", encoding="utf-8") as file:
        file.write(f"\nimport {imports}\n")

    assert broken(tree) == [contract]


@pytest.mark.parametrize("package", packages())
def test_a_new_module_fails_until_its_contract_names_it(package: str, tree: Path) -> None:
    (tree / path_of(f"{package}.newcomer")).write_text('"""New."""\n', encoding="utf-8")

    assert broken(tree) == [contract_of(package)]


def test_every_package_is_read() -> None:
    assert CONTRACTS["importlinter"]["root_packages"].split() == [name for name in packages() if "." not in name]
