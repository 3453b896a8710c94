"""From the one file to rows that could be stored: all of it looked at first, every fault told at once."""

from collections.abc import Callable, Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import IO, Any, cast

from django.utils.translation import gettext as _

from weltoffen.accounts.models import Person
from weltoffen.agreement.models import Proposal, Stance
from weltoffen.answers.models import COORDINATION, Answer, AnswerState, Content, Respondent
from weltoffen.archive import places, tables
from weltoffen.archive.bridge import FaultyQuestionnaire, Questionnaire, is_result, questionnaire_from
from weltoffen.archive.outcomes import ArrivedOutcome, Outcomes
from weltoffen.archive.packages import Package
from weltoffen.archive.rules import MOST_FAULTS, ArchiveFault, FaultyArchive
from weltoffen.archive.tables import Json, Read, Table
from weltoffen.assignments.models import Assignment
from weltoffen.departments.models import Department
from weltoffen.evaluation.bridge.released import is_showable
from weltoffen.evaluation.models import Release, StoredEvaluation
from weltoffen.evidence.choices import Kind
from weltoffen.evidence.contents import FaultyDocument, checked, name_to_show
from weltoffen.evidence.links import FaultyLink, checked_link
from weltoffen.evidence.models import Document, Evidence
from weltoffen.joint.models import Partner
from weltoffen.journal.models import Entry
from weltoffen.limesurvey.models import SavedMapping
from weltoffen.municipalities.bridge import checked_picture
from weltoffen.municipalities.models import Membership, Municipality
from weltoffen.rounds.models import Round
from weltoffen.surveys.choices import SurveyState
from weltoffen.surveys.models import Survey, Tally
from weltoffen.surveys.rules import MOST_GROUPS
from weltoffen.workshops.bridge import is_reason
from weltoffen.workshops.models import AgendaItem, AgendaTemplate, WorkingGroup, Workshop
from weltoffen.workshops.rules import (
    MOST_SUBJECTS,
    OPTIONS,
    are_perspectives,
    faulty_options,
    is_kept_item,
    is_subject,
)

QUESTIONNAIRE_FILE = ".yaml"
EVALUATION = "evaluation.json"


@dataclass(frozen=True)
class ArrivedPerson:
    """Somebody who had access, with the role."""

    person: Person
    membership: Membership


@dataclass(frozen=True)
class ArrivedDepartment:
    """A department with the addresses of those who work there."""

    department: Department
    colleagues: Sequence[str]


@dataclass(frozen=True)
class ArrivedEvaluation:
    """An evaluation; `earlier` names the round and number of the one it was compared with."""

    stored: StoredEvaluation
    computed_by: str | None
    earlier: tuple[int, int] | None
    releases: Sequence[Release]


@dataclass(frozen=True)
class ArrivedProposal:
    """A common answer that was proposed, with what was replied; addresses of who did it."""

    proposal: Proposal
    proposed_by: str | None
    replies: Sequence[tuple[Stance, str | None]]


@dataclass(frozen=True)
class ArrivedEvidence:
    """A piece of evidence with the checksum of its document, and the address of who saved it."""

    evidence: Evidence
    document: str | None
    saved_by: str | None


@dataclass(frozen=True)
class ArrivedRound:
    """A round with what was said, each with the address of who said it and the respondent whose answer it is.

    Assignments and respondents come with the place of their department in the list of departments, counted from 0.
    """

    round: Round
    checksum: str
    assignments: Sequence[tuple[Assignment, int]]
    respondents: Sequence[tuple[Respondent, int | None]]
    answers: Sequence[tuple[Answer, str | None]]
    states: Sequence[tuple[AnswerState, str | None]]
    evidence: Sequence[ArrivedEvidence]
    proposals: Sequence[ArrivedProposal]
    evaluations: Sequence[ArrivedEvaluation]
    partners: Sequence[Partner]
    surveys: Sequence[tuple[Survey, Tally]] = ()


@dataclass(frozen=True)
class ArrivedWorkshop:
    """A workshop about an evaluation (round and number), its groups, its items with the numbers of their groups.

    `outcome` is what came out of it, once it was begun.
    """

    workshop: Workshop
    evaluation: tuple[int, int]
    groups: Sequence[WorkingGroup]
    items: Sequence[tuple[AgendaItem, int | None]]
    outcome: ArrivedOutcome | None = None


@dataclass(frozen=True)
class Arrived:
    """Everything that an archive brings, nothing of it stored yet.

    Documents are known by their checksums; their content stays in the archive until it is stored.
    """

    municipality: Municipality
    people: Sequence[ArrivedPerson]
    departments: Sequence[ArrivedDepartment]
    questionnaires: Mapping[str, Questionnaire]
    documents: Mapping[str, Document]
    content_of: Callable[[Document], bytes]
    rounds: Sequence[ArrivedRound]
    entries: Sequence[tuple[Entry, str | None]]
    mappings: Sequence[tuple[SavedMapping, str | None]]
    workshops: Sequence[ArrivedWorkshop] = ()
    templates: Sequence[AgendaTemplate] = ()
    written_at: str = ""


def read_archive(source: IO[bytes]) -> Arrived:
    """What an archive brings. Raises `FaultyArchive` with every fault."""
    reader = _Reader(Package(source))
    arrived = reader.everything()
    if reader.faults:
        raise FaultyArchive(reader.faults[:MOST_FAULTS])
    return arrived


@dataclass
class _Reader:
    """One archive that is being read. Parts at fault are left out; their faults stay."""

    package: Package
    faults: list[ArchiveFault] = field(default_factory=list)
    addresses: set[str] = field(default_factory=set)
    documents: dict[str, Document] = field(default_factory=dict)

    def everything(self) -> Arrived:
        """All of it; only sound when there are no faults."""
        municipality = self._municipality()
        people = self._people()
        self.addresses = {one.person.email for one in people}
        departments = self._departments()
        questionnaires = self._questionnaires()
        self.documents = self._documents()
        rounds = [
            self._round(number, questionnaires, len(departments)) for number in self._numbers("rounds/", "round.json")
        ]
        self._check_earlier(rounds)
        entries = [
            (Entry(**read.values), self._address(places.JOURNAL, read, "actor_email"))
            for read in self._rows(tables.ENTRIES, places.JOURNAL)
        ]
        mappings = [
            (SavedMapping(**read.values), self._address(places.MAPPINGS, read, "saved_by"))
            for read in self._rows(tables.MAPPINGS, places.MAPPINGS)
        ]
        written_at = str(self.package.manifest.get("written_at", ""))
        return Arrived(
            municipality, people, departments, questionnaires, self.documents, self._content_of, rounds, entries,
            mappings, self._workshops(rounds, questionnaires), self._templates(), written_at,
        )  # fmt: skip

    def _workshops(
        self, rounds: Iterable[ArrivedRound], questionnaires: Mapping[str, Questionnaire]
    ) -> list[ArrivedWorkshop]:
        by_checksum = {one.checksum: one for one in questionnaires.values()}
        asked = {one.round.number: by_checksum.get(one.checksum) for one in rounds}
        evaluations = {(one.round.number, found.stored.number) for one in rounds for found in one.evaluations}
        workshops = []
        for place, read in enumerate(self._rows(tables.WORKSHOPS, places.WORKSHOPS)):
            about = _pair(read.references.get("evaluation"))
            if about is None or about not in evaluations:
                self._report(places.WORKSHOPS, _("there is no such evaluation."), f"[{place}].evaluation", about)
                continue
            if not are_perspectives(read.values.get("perspectives")):
                self._report(places.WORKSHOPS, _("these are no perspectives."), f"[{place}].perspectives")
                continue
            groups = [
                WorkingGroup(**one.values)
                for one in self._inside(tables.WORKING_GROUPS, read.references.get("groups"), f"[{place}].groups")
            ]
            numbers = {group.number for group in groups}
            items = self._agenda(read.references.get("agenda"), f"[{place}].agenda", numbers)
            workshop = Workshop(**read.values)
            outcomes = Outcomes(
                workshop, numbers, {item.number: item for item, _group in items}, asked[about[0]], f"[{place}]",
                self._inside, self._report,
            )  # fmt: skip
            workshops.append(ArrivedWorkshop(workshop, about, groups, items, outcomes.arrived(read.references)))
        return workshops

    def _agenda(self, rows: object, place: str, groups: Collection[int]) -> list[tuple[AgendaItem, int | None]]:
        items: list[tuple[AgendaItem, int | None]] = []
        for number, read in enumerate(self._inside(tables.AGENDA_ITEMS, rows, place)):
            group = read.references.get("group")
            if group is not None and (type(group) is not int or group not in groups):
                self._report(places.WORKSHOPS, _("there is no such working group."), f"{place}[{number}].group", group)
                continue
            item = AgendaItem(**read.values)
            if not _is_sound(item):
                what = _("subjects, reasons or options are not those of this activity.")
                self._report(places.WORKSHOPS, what, f"{place}[{number}]")
            items.append((item, group))
        return items

    def _inside(self, table: Table, rows: object, place: str) -> list[Read]:
        """Rows that stand inside of a workshop."""
        if not isinstance(rows, list) or not all(isinstance(row, dict) for row in rows):
            self._report(places.WORKSHOPS, _("a list of objects is needed here."), place)
            return []
        return [self._read(table, row, places.WORKSHOPS, f"{place}[{number}]") for number, row in enumerate(rows)]

    def _templates(self) -> list[AgendaTemplate]:
        templates = []
        for place, read in enumerate(self._rows(tables.AGENDA_TEMPLATES, places.TEMPLATES)):
            template = AgendaTemplate(**read.values)
            if not all(map(is_kept_item, template.items)):
                self._report(places.TEMPLATES, _("this is no agenda."), f"[{place}].items")
            templates.append(template)
        return templates

    def _municipality(self) -> Municipality:
        read = self._row(tables.MUNICIPALITIES, places.MUNICIPALITY)
        municipality = Municipality(**read.values)
        path = read.references.get("coat_of_arms")
        if path is not None and (not isinstance(path, str) or path not in self.package.paths):
            self._report(places.MUNICIPALITY, _("this file is missing."), "coat_of_arms", path)
        elif path is not None:
            picture = checked_picture(self.package.read(str(path)))
            for sentence in picture.faults:
                self._report(str(path), sentence)
            municipality.coat_of_arms = picture.content
            municipality.coat_of_arms_type = picture.media_type
        return municipality

    def _people(self) -> list[ArrivedPerson]:
        people = []
        both = Table(tables.PEOPLE.model, tables.PEOPLE.columns, tables.MEMBERSHIPS.columns)
        for number, read in enumerate(self._rows(both, places.PEOPLE)):
            role = self._values(tables.MEMBERSHIPS, read.references, places.PEOPLE, f"[{number}]")
            people.append(ArrivedPerson(Person(**read.values), Membership(**role)))
        return people

    def _departments(self) -> list[ArrivedDepartment]:
        """Each person works in one department at most."""
        departments, placed = [], set()
        for number, read in enumerate(self._rows(tables.DEPARTMENTS, places.DEPARTMENTS)):
            colleagues = read.references.get("colleagues")
            if not isinstance(colleagues, list):
                self._report(places.DEPARTMENTS, _("a list of addresses is needed here."), f"[{number}].colleagues")
                continue
            for address in colleagues:
                if address not in self.addresses:
                    what = _("nobody in people.json has this address.")
                    self._report(places.DEPARTMENTS, what, f"[{number}].colleagues", address)
                elif address in placed:
                    what = _("this person works in another department already.")
                    self._report(places.DEPARTMENTS, what, f"[{number}].colleagues", address)
                placed.add(address)
            departments.append(ArrivedDepartment(Department(**read.values), colleagues))
        return departments

    def _questionnaires(self) -> Mapping[str, Questionnaire]:
        """The questionnaires by their folders."""
        texts: dict[str, dict[str, str]] = {}
        for path in sorted(self.package.paths):
            folder, _slash, name = path.rpartition("/")
            if path.startswith("questionnaires/") and name.endswith(QUESTIONNAIRE_FILE):
                try:
                    texts.setdefault(folder, {})[name] = self.package.read(path).decode()
                except UnicodeDecodeError:
                    self._report(path, _("this is no text in UTF-8."))
        found = {}
        for folder, named in texts.items():
            try:
                found[folder] = questionnaire_from(named)
            except FaultyQuestionnaire as faulty:
                self._report(folder, str(faulty))
        return found

    def _documents(self) -> dict[str, Document]:
        """The documents by their checksums, looked at as if somebody had uploaded them just now."""
        found: dict[str, Document] = {}
        for number, read in enumerate(self._rows(tables.DOCUMENTS, places.DOCUMENTS)):
            document = Document(**read.values)
            path = places.document(document.sha256, document.ending)
            if path not in self.package.paths or document.sha256 in found:
                self._report(places.DOCUMENTS, _("there is no such document, or it stands here twice."), f"[{number}]")
                continue
            try:
                looked_at = checked(f"document{document.ending}", self._content_of(document))
            except FaultyDocument as faulty:
                self._report(path, str(faulty))
                continue
            if looked_at.sha256 != document.sha256 or len(looked_at.content) != document.size:
                self._report(path, _("the content of this document is not the one that is announced."))
            found[document.sha256] = document
        return found

    def _content_of(self, document: Document) -> bytes:
        return self.package.read(places.document(document.sha256, document.ending))

    def _numbers(self, folder: str, file: str) -> list[int]:
        """The numbers of the folders inside `folder` that hold `file`."""
        depth = folder.count("/") + 1
        paths = (path.split("/") for path in self.package.paths if path.startswith(folder))
        numbers = {parts[depth - 1] for parts in paths if len(parts) == depth + 1 and parts[-1] == file}
        wrong = sorted(name for name in numbers if not name.isascii() or not name.isdecimal() or len(name) > 9)
        for name in wrong:
            self._report(f"{folder}{name}", _("the name of this folder is no number."))
        return sorted(int(name) for name in numbers.difference(wrong))

    def _round(self, number: int, questionnaires: Mapping[str, Questionnaire], departments: int) -> ArrivedRound:
        path = places.round_(number)
        read = self._row(tables.ROUNDS, f"{path}/round.json")
        round_ = Round(**read.values)
        self._check_number(f"{path}/round.json", round_.number, number)
        questionnaire = questionnaires.get(str(read.references.get("questionnaire")))
        if questionnaire is None or questionnaire.checksum != read.references.get("checksum"):
            what = _("the archive does not have this questionnaire with this checksum.")
            found = f"{read.references.get('questionnaire')} {read.references.get('checksum')}"
            possible = ", ".join(f"{folder} {one.checksum}" for folder, one in questionnaires.items())
            self._report(f"{path}/round.json", what, "questionnaire", found, possible)
        elif not questionnaire.has_kind(round_.kind):
            possible = ", ".join(questionnaire.framework.kinds)
            what = _("the questionnaire knows no such kind of municipality.")
            self._report(f"{path}/round.json", what, "kind", round_.kind, possible)
        assignments = self._assignments(f"{path}/assignments.json", questionnaire, departments)
        respondents = self._respondents(f"{path}/respondents.json", departments)
        numbered = {one.number: one for one, _place in respondents}
        answers = self._said(Answer, tables.ANSWERS, f"{path}/answers.json", questionnaire, numbered)
        states = self._said(AnswerState, tables.STATES, f"{path}/history.json", questionnaire, numbered)
        self._check_history(path, answers, states)
        evidence = self._evidence(f"{path}/evidence.json", questionnaire, numbered)
        proposals = self._proposals(f"{path}/proposals.json", questionnaire, numbered)
        evaluations = [
            self._evaluation(path, count, questionnaire) for count in self._numbers(f"{path}/evaluations/", EVALUATION)
        ]
        partners = [Partner(**one.values) for one in self._rows(tables.PARTNERS, f"{path}/partners.json")]
        surveys = self._surveys(f"{path}/surveys.json", questionnaire)
        return ArrivedRound(
            round_,
            str(read.references.get("checksum")),
            assignments,
            respondents,
            answers,
            states,
            evidence,
            proposals,
            evaluations,
            partners,
            surveys,
        )

    def _respondents(self, path: str, departments: int) -> list[tuple[Respondent, int | None]]:
        """Two have no department: the agreed answers, and those of the coordination."""
        respondents: list[tuple[Respondent, int | None]] = []
        numbers: set[int] = set()
        for place, read in enumerate(self._rows(tables.RESPONDENTS, path)):
            respondent, department = Respondent(**read.values), read.references.get("department")
            number = respondent.number if respondent.number is not None else -1
            if number in numbers:
                self._report(path, _("this number stands here twice."), f"[{place}].number", number)
            numbers.add(number)
            if department is not None or number > COORDINATION:
                self._check_department(path, f"[{place}].department", department, departments)
            if department is not None and number <= COORDINATION:
                what = _("the numbers 0 and 1 belong to no department.")
                self._report(path, what, f"[{place}].department", department)
            respondents.append((respondent, department if type(department) is int else None))
        return respondents

    def _check_department(self, path: str, place: str, found: object, departments: int) -> bool:
        if type(found) is int and 0 <= found < departments:
            return True
        what = _("departments.json has no department at this place.")
        self._report(path, what, place, found, f"0–{departments - 1}" if departments else "")
        return False

    def _surveys(self, path: str, questionnaire: Questionnaire | None) -> list[tuple[Survey, Tally]]:
        """Closed surveys only, with what may be shown of them and nothing else."""
        surveys = []
        for place, read in enumerate(self._rows(tables.SURVEYS, path)):
            survey, people, counts = Survey(**read.values), read.references["people"], read.references["counts"]
            if survey.state != SurveyState.CLOSED or not _are_groups(survey.groups):
                self._report(path, _("a closed survey with a list of groups is needed here."), f"[{place}]")
            elif questionnaire is not None and not questionnaire.is_counted(survey, people, counts):
                what = _("the counters are not those of this survey, or show what may not be shown.")
                self._report(path, what, f"[{place}].counts")
            else:
                surveys.append((survey, Tally(people=people, counts=counts)))
        return surveys

    def _assignments(
        self, path: str, questionnaire: Questionnaire | None, departments: int
    ) -> list[tuple[Assignment, int]]:
        assignments = []
        for number, read in enumerate(self._rows(tables.ASSIGNMENTS, path)):
            assignment, department = Assignment(**read.values), read.references.get("department")
            if not self._check_department(path, f"[{number}].department", department, departments):
                continue
            if questionnaire is not None and not questionnaire.is_answer(assignment.question, ""):
                self._report(path, _("the questionnaire has no such question."), f"[{number}].question", read.values)
            assignments.append((assignment, cast("int", department)))
        return assignments

    def _said(
        self, model: type[Any], table: Table, path: str, questionnaire: Questionnaire | None,
        respondents: Mapping[int, Respondent],
    ) -> list[tuple[Any, str | None]]:  # fmt: skip
        said = []
        for number, read in enumerate(self._rows(table, path)):
            content: Content = model(**read.values)
            if questionnaire is not None and not questionnaire.is_answer(content.question, content.value):
                what = _("the questionnaire has no such question, or the question no such option.")
                self._report(path, what, f"[{number}]", f"{content.question}: {content.value}")
            whose = read.references.get("respondent")
            respondent = respondents.get(whose) if type(whose) is int else None
            if respondent is None:
                possible = ", ".join(str(one) for one in sorted(respondents))
                what = _("respondents.json has nobody with this number.")
                self._report(path, what, f"[{number}].respondent", whose, possible)
                continue
            content.respondent = respondent
            said.append((content, self._address(path, read, "saved_by")))
        return said

    def _evidence(
        self, path: str, questionnaire: Questionnaire | None, respondents: Mapping[int, Respondent]
    ) -> list[ArrivedEvidence]:
        found = []
        for number, read in enumerate(self._rows(tables.EVIDENCE, path)):
            evidence, place = Evidence(**read.values), f"[{number}]"
            if questionnaire is not None and not questionnaire.is_answer(evidence.question, ""):
                self._report(path, _("the questionnaire has no such question."), f"{place}.question", evidence.question)
            document = self._what_it_is_made_of(path, place, evidence, read.references.get("document"))
            whose = read.references.get("respondent")
            respondent = respondents.get(whose) if type(whose) is int else None
            if respondent is None:
                self._report(path, _("respondents.json has nobody with this number."), f"{place}.respondent", whose)
                continue
            evidence.respondent = respondent
            found.append(ArrivedEvidence(evidence, document, self._address(path, read, "saved_by")))
        return found

    def _what_it_is_made_of(self, path: str, place: str, evidence: Evidence, document: object) -> str | None:
        """A link leads to a page, a document has a file under a bearable name, a note has words."""
        is_document = evidence.kind == Kind.DOCUMENT
        if evidence.url or evidence.kind == Kind.LINK:
            try:
                checked_link(evidence.url)
            except FaultyLink as faulty:
                self._report(path, str(faulty), f"{place}.url", evidence.url)
        is_known = isinstance(document, str) and document in self.documents
        if is_document != is_known or (document is not None and not is_known):
            self._report(path, _("documents.json has no such document."), f"{place}.document", document)
        name = evidence.file_name or ""
        if (is_document and not name) or name != (name_to_show(name) if is_document else ""):
            self._report(path, _("this is no name of a file."), f"{place}.file_name", name)
        if evidence.kind == Kind.NOTE and (evidence.url or not evidence.text):
            self._report(path, _("a note is words alone."), f"{place}.text")
        return cast("str", document) if is_known else None

    def _proposals(
        self, path: str, questionnaire: Questionnaire | None, respondents: Mapping[int, Respondent]
    ) -> list[ArrivedProposal]:
        found = []
        for number, read in enumerate(self._rows(tables.PROPOSALS, path)):
            proposal, place = Proposal(**read.values), f"[{number}]"
            if questionnaire is not None and not questionnaire.is_answer(proposal.question, proposal.value):
                what = _("the questionnaire has no such question, or the question no such option.")
                self._report(path, what, place, f"{proposal.question}: {proposal.value}")
            rows = read.references.get("replies")
            if not isinstance(rows, list) or not all(isinstance(row, dict) for row in rows):
                self._report(path, _("a list of objects is needed here."), f"{place}.replies")
                continue
            replies = []
            for count, row in enumerate(rows):
                reply = self._read(tables.REPLIES, row, path, f"{place}.replies[{count}]")
                stance, whose = Stance(**reply.values), reply.references.get("respondent")
                respondent = respondents.get(whose) if type(whose) is int else None
                if respondent is None:
                    what = _("respondents.json has nobody with this number.")
                    self._report(path, what, f"{place}.replies[{count}].respondent", whose)
                    continue
                stance.respondent = respondent
                replies.append((stance, self._address(path, reply, "replied_by")))
            found.append(ArrivedProposal(proposal, self._address(path, read, "proposed_by"), replies))
        return found

    def _check_history(
        self, path: str, answers: Iterable[tuple[Content, str | None]], states: Iterable[tuple[Content, str | None]]
    ) -> None:
        """What was said last is the answer."""
        last = {_whose(state): (state, who) for state, who in sorted(states, key=lambda one: one[0].version or 0)}
        present = {_whose(answer): (answer, who) for answer, who in answers}
        for place in sorted({*last, *present}):
            said = {key: _contents(one[place]) for key, one in (("answer", present), ("last", last)) if place in one}
            if said.get("answer") != said.get("last"):
                what = _("the newest entry of the history is not the present answer.")
                self._report(f"{path}/history.json", what, place[0], place[1])

    def _evaluation(self, round_path: str, number: int, questionnaire: Questionnaire | None) -> ArrivedEvaluation:
        path = f"{round_path}/evaluations/{number}"
        read = self._row(tables.EVALUATIONS, f"{path}/{EVALUATION}")
        sheet, result = self.package.json(f"{path}/sheet.json"), self.package.json(f"{path}/result.json")
        stored = StoredEvaluation(**read.values, sheet=sheet, result=result)
        self._check_number(f"{path}/{EVALUATION}", stored.number, number)
        if questionnaire is not None:
            for sentence in questionnaire.faults_of_sheet(sheet):
                self._report(f"{path}/sheet.json", sentence)
        if not is_result(result):
            self._report(f"{path}/result.json", _("this is no evaluation."))
        releases = [Release(**one.values) for one in self._rows(tables.RELEASES, f"{path}/releases.json")]
        self._check_releases(f"{path}/releases.json", releases, questionnaire)
        earlier = _pair(read.references.get("earlier"))
        if earlier is None and read.references.get("earlier") is not None:
            what = _("a round and an evaluation are needed here.")
            self._report(f"{path}/{EVALUATION}", what, "earlier", read.references.get("earlier"))
        return ArrivedEvaluation(stored, self._address(f"{path}/{EVALUATION}", read, "computed_by"), earlier, releases)

    def _check_releases(self, path: str, releases: Iterable[Release], questionnaire: Questionnaire | None) -> None:
        """They are kept as they were shown. The program may word a field anew, so its shape is what counts."""
        for count, release in enumerate(releases):
            if not is_showable(release.content):
                self._report(path, _("this is nothing that can be shown."), f"[{count}].content")
            if questionnaire is not None and not questionnaire.has_field(release.field):
                self._report(path, _("the questionnaire has no such field."), f"[{count}].field", release.field)

    def _check_earlier(self, rounds: Iterable[ArrivedRound]) -> None:
        known: set[tuple[int, int]] = set()
        for one in rounds:
            for evaluation in one.evaluations:
                here = (one.round.number or 0, evaluation.stored.number or 0)
                if evaluation.earlier is not None and evaluation.earlier not in known:
                    path = f"{places.evaluation(*here)}/{EVALUATION}"
                    self._report(path, _("there is no such earlier evaluation."), "earlier", evaluation.earlier)
                known.add(here)

    def _check_number(self, path: str, found: int | None, expected: int) -> None:
        if found != expected:
            self._report(path, _("the number is not that of the folder."), "number", found, str(expected))

    def _address(self, path: str, read: Read, name: str) -> str | None:
        address = read.references.get(name)
        if address is None or (isinstance(address, str) and address in self.addresses):
            return address
        self._report(path, _("nobody in people.json has this address."), name, str(address))
        return None

    def _row(self, table: Table, path: str) -> Read:
        value = self.package.json(path)
        if not isinstance(value, dict):
            raise FaultyArchive([ArchiveFault(path, _("an object is needed here."))])
        return self._read(table, value, path, "")

    def _rows(self, table: Table, path: str) -> list[Read]:
        value = self.package.json(path)
        if not isinstance(value, list) or not all(isinstance(row, dict) for row in value):
            raise FaultyArchive([ArchiveFault(path, _("a list of objects is needed here."))])
        return [self._read(table, row, path, f"[{number}]") for number, row in enumerate(value)]

    def _read(self, table: Table, row: Json, path: str, place: str) -> Read:
        references = {name: row.get(name) for name in table.references}
        return Read(self._values(table, row, path, place), references)

    def _values(self, table: Table, row: Json, path: str, place: str) -> dict[str, Any]:
        values, faults = tables.values_of(table, row)
        for name, sentence, found in faults:
            self._report(path, sentence, f"{place}.{name}" if place else name, found)
        return values

    def _report(self, path: str, what: str, place: str = "", found: object = None, possible: str = "") -> None:
        self.faults.append(ArchiveFault(path, what, place, None if found is None else str(found), possible))
        if len(self.faults) >= MOST_FAULTS:
            raise FaultyArchive(self.faults)


def _is_sound(item: AgendaItem) -> bool:
    return (
        item.activity in OPTIONS
        and len(item.subjects) <= MOST_SUBJECTS
        and all(map(is_subject, item.subjects))
        and all(map(is_reason, item.reasons))
        and not any(faulty_options(item.activity, item.options))
    )


def _whose(content: Content) -> tuple[str, int]:
    return content.question, content.respondent.number


def _contents(said: tuple[Content, str | None]) -> tuple[object, ...]:
    content, who = said
    return (*(getattr(content, name) for name in tables.SAID), who)


def _are_groups(value: object) -> bool:
    return isinstance(value, list) and len(value) <= MOST_GROUPS and all(isinstance(one, str) and one for one in value)


def _pair(value: object) -> tuple[int, int] | None:
    if not isinstance(value, dict) or set(value) != {"round", "evaluation"}:
        return None
    round_, evaluation = value["round"], value["evaluation"]
    return (round_, evaluation) if type(round_) is int and type(evaluation) is int else None
