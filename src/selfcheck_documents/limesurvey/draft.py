"""A survey as the draft of a framework, and everything about it that was left out or that somebody has to check."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from fractions import Fraction

from selfcheck.faults import MOST_FAULTS, Fault, FaultyInput
from selfcheck.frameworks.library import STRUCTURE_FILE
from selfcheck.frameworks.reading import TOTAL
from selfcheck.messages import Language, Message, message
from selfcheck_documents.limesurvey.expressions import (
    ALWAYS,
    Conditions,
    NotExpressible,
    Variable,
    joined,
    read_expression,
)
from selfcheck_documents.limesurvey.keys import slug, unique
from selfcheck_documents.limesurvey.languages import Spoken, spoken_in
from selfcheck_documents.limesurvey.model import BOX_TYPES, Group, LimeQuestion, Survey, Written
from selfcheck_documents.limesurvey.pieces import NoPlace, Piece, all_names, pieces_of, type_name
from selfcheck_documents.limesurvey.plain_text import plain
from selfcheck_documents.limesurvey.remarks import Remark, RemarkKind, left_out, to_check
from selfcheck_documents.limesurvey.scales import Order, ScaleDraft
from selfcheck_documents.limesurvey.yaml_files import OnOneLine, as_yaml

FILTERS = {"array_filter": '{name}_{row} == "Y"', "array_filter_exclude": '{name}_{row} != "Y"'}


@dataclass(frozen=True)
class Draft:
    """A framework as plain values: `structure` for framework.yaml, `texts` for text.<language>.yaml.

    `carried` are the codes of LimeSurvey's questions that became questions, `listed` those that did not; `remarks` say
    why, and what to look at. `keys` are those of the draft's questions, in order.
    """

    key: str
    version: str
    structure: Mapping[str, object]
    texts: Mapping[Language, Mapping[str, object]]
    remarks: tuple[Remark, ...]
    carried: tuple[str, ...]
    listed: tuple[str, ...]
    keys: tuple[str, ...]

    @property
    def files(self) -> Mapping[str, bytes]:
        """The files of the framework's folder by name."""
        files = {STRUCTURE_FILE: as_yaml(self.structure)}
        return files | {f"text.{language}.yaml": as_yaml(words) for language, words in self.texts.items()}

    def remarks_of(self, kind: RemarkKind) -> tuple[Remark, ...]:
        """The remarks of one kind."""
        return tuple(remark for remark in self.remarks if remark.kind is kind)


def draft_of(
    survey: Survey,
    *,
    key: str = "",
    version: str = "1.0",
    order: Order = Order.UNKNOWN,
    translate_from: str | None = None,
) -> Draft:
    """The draft of a framework: groups become fields of action, questions with a choice become questions.

    `key` is by default made of the survey's title. `order` says how lists without assessment values stand; unknown,
    their questions have the weight 0. `translate_from`: see `spoken_in`. A draft can have faults that only its authors
    can mend, such as a field without any weight; `load_instrument` names them.
    Raises `FaultyInput` where nothing can be carried over.
    """
    builder = _Builder(survey, spoken_in(survey, translate_from), order)
    builder.build()
    if not builder.fields:
        raise FaultyInput(builder.faults())
    builder.remark_survey(translate_from)
    title = builder.said(survey.titles, builder.authoritative)
    return builder.draft(key or slug(title) or f"limesurvey-{survey.sid}", version)


class _Builder:
    """What has come together so far."""

    def __init__(self, survey: Survey, spoken: Spoken, order: Order) -> None:
        self.survey = survey
        self.spoken = spoken
        self.order = order
        self.authoritative: Language = next(iter(spoken))
        self.remarks: list[Remark] = []
        self.fields: list[dict[str, object]] = []
        self.field_words: dict[str, Group] = {}
        self.scales: dict[ScaleDraft, str] = {}
        self.scale_keys: set[str] = set()
        self.part_keys = {TOTAL}
        self.question_keys: set[str] = set()
        self.question_words: dict[str, Piece] = {}
        self.variables: dict[str, Variable] = {}
        self.names = frozenset(name for question in survey.questions for name in all_names(question, survey))
        self.carried: list[str] = []
        self.listed: list[str] = []
        self.group = ""

    def said(self, written: Written, ours: Language) -> str:
        """Words of the survey in a language of ours, without markup; where it has none, those of the authoritative."""
        first = self.spoken[self.authoritative]
        return plain(written.get(self.spoken[ours]) or written.get(first) or "").text

    def build(self) -> None:
        """Go through groups and questions in order."""
        for number, group in enumerate(self.survey.groups, 1):
            self.group = self.said(group.names, self.authoritative) or group.gid
            questions = [entry for question in group.questions for entry in self._question(question, group)]
            if questions:
                key = unique(slug(self.group), self.part_keys, f"group-{number}")
                self.field_words[key] = group
                self.fields.append({"key": key, "questions": questions})
            else:
                self._left_out("", message("group"), message("none of its questions is carried over."))

    def _left_out(self, code: str, found: Message | str, why: Message) -> None:
        self.remarks.append(left_out(self.group, code, found, why))

    def _to_check(self, code: str, found: Message | str, why: Message) -> None:
        self.remarks.append(to_check(self.group, code, found, why))

    def _question(self, question: LimeQuestion, group: Group) -> list[dict[str, object]]:
        try:
            pieces = pieces_of(question, self.survey, self.spoken, self.order)
        except NoPlace as refused:
            self._left_out(question.code, type_name(question), refused.why)
            self.listed.append(question.code)
            return []
        self.carried.append(question.code)
        self._remark_question(question, pieces)
        shared = self._conditions(question.code, (group.relevance, question.relevance))
        weight = Fraction(1, len(pieces)) if question.type in BOX_TYPES else Fraction(1)
        return [self._entry(question, piece, shared, weight) for piece in pieces]

    def _entry(self, question: LimeQuestion, piece: Piece, shared: Conditions, weight: Fraction) -> dict[str, object]:
        key = unique(piece.key, self.question_keys, f"question-{question.qid}")
        if key != piece.key:
            self._to_check(question.code, piece.key, message("the code is there twice; here it is “{key}”.", key=key))
        conditions = self._joined(question.code, shared, self._row_conditions(question, piece))
        entry: dict[str, object] = {"key": key, "scale": self._scale(piece)}
        if not piece.scale.is_ordered:
            entry["weight"] = "0"
        elif weight != 1:
            entry["weight"] = str(weight)
        if conditions:
            answers = {variable.key: variable.answers for variable in self.variables.values()}
            entry["only_if"] = OnOneLine(
                {name: [option for option in answers[name] if option in chosen] for name, chosen in conditions.items()}
            )
        self.question_words[key] = piece
        answers_of = tuple(option.key for option in piece.scale.answers)
        self.variables |= {name: Variable(key, piece.scale.codes, answers_of) for name in piece.names}
        return entry

    def _scale(self, piece: Piece) -> str:
        if piece.scale not in self.scales:
            self.scales[piece.scale] = unique(piece.scale_key, self.scale_keys, "scale")
        return self.scales[piece.scale]

    def _row_conditions(self, question: LimeQuestion, piece: Piece) -> Conditions:
        if piece.row is None:
            return ALWAYS
        expressions = [piece.row.relevance]
        for attribute, expression in FILTERS.items():
            names = [name.strip() for name in question.attributes.get(attribute, "").split(";")]
            expressions += [expression.format(name=name, row=piece.row.code) for name in names if name]
        return self._conditions(f"{question.code}_{piece.row.code}", expressions)

    def _conditions(self, code: str, expressions: Iterable[str]) -> Conditions:
        """What the expressions mean together; each that conditions cannot say is listed."""
        conditions = ALWAYS
        for expression in expressions:
            try:
                read = read_expression(expression, self.variables, self.names)
            except NotExpressible as refused:
                why = message("the condition cannot be said here: {reason} The question is always asked.",
                              reason=refused.why)  # fmt: skip
                self._left_out(code, expression.strip(), why)
                continue
            if read.is_inexact:
                why = message("here the question is not asked after “not known” or “not applicable”.")
                self._to_check(code, expression.strip(), why)
            conditions = self._joined(code, conditions, read.conditions)
        return conditions

    def _joined(self, code: str, one: Conditions, other: Conditions) -> Conditions:
        try:
            return joined(one, other)
        except NotExpressible:
            found = ", ".join(sorted({*one, *other}))
            self._left_out(code, found, message("its conditions contradict each other. The question is always asked."))
            return ALWAYS

    def _remark_question(self, question: LimeQuestion, pieces: tuple[Piece, ...]) -> None:
        code = question.code
        if question.has_other:
            self._left_out(code, message("“Other” with words of one’s own"), message("it has no points."))
        for box in sorted(question.exclusive & {row.code for row in question.rows}):
            self._left_out(f"{code}_{box}", message("box that rules out every other"),
                           message("when it is ticked, every other box counts as not ticked."))  # fmt: skip
        if question.type in BOX_TYPES:
            why = message("each box is a question with yes and no; all together they weigh as much as one.")
            self._to_check(code, type_name(question), why)
        for part in {piece.scale: piece for piece in pieces}.values():
            self._remark_scale(code, part.scale)
        lost = dict.fromkeys(word for piece in pieces for word in piece.lost)
        if lost:
            self._to_check(code, ", ".join(lost), message("plain texts cannot hold this; look at the words."))
        if not any(question.words.values()) and not question.rows:
            self._to_check(code, message("no words"), message("the code stands for them."))

    def _remark_scale(self, code: str, scale: ScaleDraft) -> None:
        labels = {option.key: dict(option.words).get(self.authoritative, option.key) for option in scale.options}
        if not scale.is_ordered:
            why = message(
                "the assessment values do not say which answer is better. The question is asked, "
                "but weighs nothing until somebody puts the answers in order and gives it a weight."
            )
            self._to_check(code, ", ".join(labels[option.key] for option in scale.answers), why)
        if scale.is_shifted:
            self._to_check(
                code, message("assessment values below 0"), message("all were raised until the lowest is 0.")
            )
        for option in scale.options:
            if option not in scale.answers:
                why = message("by its words this answer is taken as “{meaning}”.", meaning=option.meaning.value)
                self._to_check(code, labels[option.key], why)

    def remark_survey(self, translate_from: str | None) -> None:
        """What is true of the whole survey."""
        self.group = ""
        for theirs in self.survey.languages:
            if theirs not in self.spoken.values():
                self._left_out("", theirs, message("a framework speaks German and English; these words stay behind."))
        for ours, theirs in self.spoken.items():
            if theirs == translate_from:
                why = message("these words stand in text.{ours}.yaml until somebody translates them.", ours=ours)
                self._to_check("", theirs, why)
            elif theirs != ours:
                why = message("these words stand in text.{ours}.yaml; look at the form of address.", ours=ours)
                self._to_check("", theirs, why)
        self._remark_missing_words()
        mandatory = [question.code for question in self.survey.questions if question.is_mandatory]
        if mandatory:
            why = message("nobody is made to answer here; “mandatory” means something else in a framework.")
            self._left_out(", ".join(mandatory), message("answer required"), why)
        others = {
            "assessments": message("rules of assessment: levels are written in framework.yaml."),
            "quota": message("quotas: a self-check turns nobody away."),
            "defaultvalues": message("default answers: nothing is answered beforehand here."),
            "orphans": message("rows or answers whose question the file does not have."),
        }
        for name, count in self.survey.others.items():
            self._left_out("", str(count), others[name])

    def _remark_missing_words(self) -> None:
        for ours, theirs in self.spoken.items():
            carried = [question for question in self.survey.questions if question.code in self.carried]
            codes = [question.code for question in carried if question.words and not question.words.get(theirs)]
            if codes:
                what = message("there are no words in this language; those of the first one stand there.")
                self._to_check(", ".join(codes), ours, what)

    def faults(self) -> list[Fault]:
        """Why nothing can be carried over, question by question."""
        survey = self.survey
        what = message(
            "none of the {number} questions of the survey can be carried over.", number=len(survey.questions)
        )
        reasons = [
            Fault(remark.why, survey.file, key=remark.code, found=str(remark.found))
            for remark in self.remarks[: MOST_FAULTS - 1]
            if remark.code in self.listed
        ]
        return [Fault(what, survey.file), *reasons]

    def draft(self, key: str, version: str) -> Draft:
        """All of it."""
        structure: dict[str, object] = {
            "format": "1",
            "id": key,
            "version": version,
            "status": "draft",
            "languages": list(self.spoken),
            "scales": {name: {"options": _options(scale)} for scale, name in self.scales.items()},
            "scoring": {"field": "mean_of_questions", "total": "none"},
            "fields": self.fields,
        }
        texts = {ours: self._texts(ours) for ours in self.spoken}
        remarks = tuple(self.remarks)
        keys = tuple(self.question_words)
        return Draft(key, version, structure, texts, remarks, tuple(self.carried), tuple(self.listed), keys)

    def _texts(self, ours: Language) -> Mapping[str, object]:
        survey = self.survey
        state = "wording" if ours == self.authoritative else "follows"
        introduction = "\n".join(filter(None, (self.said(survey.descriptions, ours), self.said(survey.welcomes, ours))))
        return {
            "language": ours,
            state: f"LimeSurvey {survey.sid}".strip(),
            "title": self.said(survey.titles, ours) or f"LimeSurvey {survey.sid}",
            **({"introduction": introduction} if introduction else {}),
            "scales": {name: _labels(scale, ours) for scale, name in self.scales.items()},
            "fields": {key: self._field(group, key, ours) for key, group in self.field_words.items()},
            "questions": {key: _question_words(piece, ours) for key, piece in self.question_words.items()},
        }

    def _field(self, group: Group, key: str, ours: Language) -> object:
        label, description = self.said(group.names, ours) or key, self.said(group.descriptions, ours)
        return {"label": label, "description": description} if description else label


def _options(scale: ScaleDraft) -> list[OnOneLine]:
    return [
        OnOneLine(key=option.key, points=option.points)
        if option in scale.answers
        else OnOneLine(key=option.key, means=option.meaning.value)
        for option in scale.options
    ]


def _labels(scale: ScaleDraft, ours: Language) -> Mapping[str, str]:
    return {option.key: dict(option.words).get(ours) or option.key for option in scale.options}


def _question_words(piece: Piece, ours: Language) -> Mapping[str, str]:
    words = piece.words[ours]
    entries = {"question": words.question, "short": words.short, "explanation": words.explanation}
    return {name: written for name, written in entries.items() if written}
