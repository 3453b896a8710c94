"""Files that came back: kept until somebody has seen what they would change, taken over, discarded, erased."""

from collections.abc import Iterable, Mapping, Sequence
from datetime import timedelta
from pathlib import PurePath
from typing import NamedTuple

from django.db import transaction
from django.utils.translation import gettext_lazy as _
from django_scopes import scopes_disabled

from weltoffen.accounts.models import Person
from weltoffen.answers.actions import save_answers
from weltoffen.answers.choices import AnswerEvent, Origin
from weltoffen.answers.differences import Difference, Differences, Kind, Line, differences
from weltoffen.answers.models import Respondent, Upload
from weltoffen.answers.respondents import Voice, stored
from weltoffen.foundation import clock
from weltoffen.foundation.refusals import Refused
from weltoffen.journal.actions import record
from weltoffen.rounds.models import Round
from weltoffen.rounds.queries import held
from weltoffen.rounds.rules import require_open

KEPT = timedelta(hours=24)
LONGEST_NAME = 200


class UploadIsGone(Refused):
    """Taken over, discarded, or a day old; or somebody else's, which is nobody's business."""

    sentence = _("This file is no longer here: it was taken over or discarded, or a day has passed.")
    remedy = _("If something is missing, upload the file once more.")


class AnswersMoved(Refused):
    """Something was decided against answers that are no longer these; nothing was taken over."""

    sentence = _("Some answers were changed while you were looking at the preview. Nothing was taken over.")
    remedy = _("Open the preview again and decide once more.")


class Decision(NamedTuple):
    """What somebody decided about a question: `seen` is the version they saw, and whether the file's answer counts."""

    seen: int
    takes_file: bool


class TakenOver(NamedTuple):
    """How many answers a file changed, and how many stayed as they were stored."""

    new: int
    changed: int
    kept: int
    unchanged: int

    @property
    def saved(self) -> int:
        """How many answers were saved."""
        return self.new + self.changed


@transaction.atomic
def keep_upload(
    round_: Round, lines: Iterable[Line], *, respondent: Respondent, file_name: str, by: Person,
    origin: Origin = Origin.SPREADSHEET,
) -> Upload:  # fmt: skip
    """Keep what a sound file says in the name of a respondent until `by` confirms it; no answer changes yet."""
    require_open(held(round_))
    kept: Upload = Upload.objects.create(
        municipality_id=round_.municipality_id,
        round=round_,
        uploaded_by=by,
        respondent=stored(respondent),
        uploaded_at=clock.now(),
        file_name=short_name(file_name),
        origin=origin,
        answers=[line._asdict() for line in lines],
    )
    return kept


def upload_of(round_: Round, number: int, person: Person, *, is_held: bool = False) -> Upload:
    """The upload with this number, for the person who brought it; `is_held`: until the transaction ends.

    Raises `UploadIsGone`, also for those of others.
    """
    uploads = Upload.objects.select_related("respondent__department")
    if is_held:
        uploads = uploads.select_for_update(of=("self",))
    mine = uploads.filter(pk=number, round=round_, uploaded_by=person, uploaded_at__gt=clock.now() - KEPT)
    found: Upload | None = mine.first()
    if found is None:
        raise UploadIsGone
    return found


def waiting_uploads(round_: Round, person: Person, origin: Origin) -> Sequence[Upload]:
    """What a person brought into a round from there and has not decided yet, by whose answers they are."""
    mine = Upload.objects.filter(
        round=round_, uploaded_by=person, origin=origin, uploaded_at__gt=clock.now() - KEPT
    ).select_related("respondent__department")
    return list(mine.order_by("respondent__number"))


def differences_of(upload: Upload) -> Differences:
    """What taking over the upload would change now."""
    return differences(upload.respondent, [Line(**line) for line in upload.answers])


@transaction.atomic
def take_over(round_: Round, number: int, decisions: Mapping[str, Decision], *, by: Person) -> TakenOver:
    """Save what was decided, compared once more with what is stored; the upload is erased.

    Raises `AnswersMoved` when anything was not decided, or against another version; then nothing is saved.
    """
    upload = upload_of(round_, number, by, is_held=True)
    found = differences_of(upload)
    if not all(_is_decided(difference, decisions.get(difference.change.question)) for difference in found.all):
        raise AnswersMoved
    taken = [difference for difference in found.all if decisions[difference.change.question].takes_file]
    voice = Voice(upload.respondent, by.pk, str(by))
    outcome = save_answers(round_, [difference.change for difference in taken], by=voice, origin=Origin(upload.origin))
    if outcome.conflicts:
        raise AnswersMoved
    counts = _counts(found, taken)
    is_from_survey = upload.origin == Origin.LIMESURVEY
    whom = {"whom": str(upload.respondent)} if is_from_survey else {}
    record(
        AnswerEvent.LIMESURVEY_TAKEN_OVER if is_from_survey else AnswerEvent.SPREADSHEET_TAKEN_OVER,
        by=by, municipality=round_.municipality_id, subject=upload.file_name,
        details={"round": round_.number, **counts._asdict(), **whom},
    )  # fmt: skip
    upload.delete()
    return counts


def discard_upload(round_: Round, number: int, *, by: Person) -> None:
    """Erase what a file said; no answer changes."""
    upload_of(round_, number, by).delete()


def erase_old_uploads() -> int:
    """Erase what nobody confirmed within a day, in every municipality; answers how many there were."""
    with scopes_disabled():  # a daily deed for the whole installation, which reads none of them
        erased, _by_table = Upload.objects.filter(uploaded_at__lte=clock.now() - KEPT).delete()
    return int(erased)


def _is_decided(difference: Difference, decision: Decision | None) -> bool:
    """Whether a decision was made about this very difference. To keep what is stored holds whatever that is."""
    return decision is not None and (not decision.takes_file or decision.seen == difference.change.read_version)


def _counts(found: Differences, taken: list[Difference]) -> TakenOver:
    new = sum(difference.kind is Kind.NEW for difference in taken)
    return TakenOver(new, len(taken) - new, len(found.all) - len(taken), found.unchanged)


def short_name(name: str) -> str:
    """The name of a file as it fits, with its ending."""
    if len(name) <= LONGEST_NAME:
        return name
    ending = PurePath(name).suffix[:10]
    return name[: LONGEST_NAME - len(ending) - 1] + "…" + ending
