"""The report says what the evaluation says, number for number, and implies nothing beyond it."""

import dataclasses
from fractions import Fraction
from pathlib import Path
from time import perf_counter

import pytest
from tests.selfcheck_documents.reports import (
    COAT_OF_ARMS,
    OTHER_INSTRUMENTS,
    UNANSWERED,
    all_texts,
    nothing_answered,
    report_on,
    three_fields,
)

from selfcheck import (
    Agreed,
    Answer,
    AnswerSheet,
    Comparison,
    Evaluation,
    FaultyInput,
    FindingKind,
    Instrument,
    Municipality,
    evaluate,
    highlights,
    level_changes,
    load_instrument,
    proposed_steps,
)
from selfcheck.evaluation.model import PartResult, State
from selfcheck_documents.report.coat_of_arms import as_svg, load_coat_of_arms
from selfcheck_documents.report.model import Fact, Report, TraceText
from selfcheck_documents.words import Words

WORDS = Words("en")
SVG = '<svg xmlns="http://www.w3.org/2000/svg" width="9" height="9">{}</svg>'
INKSCAPE = r"""<?xml version="1.0" encoding="UTF-8" standalone="no"?>
<!-- Created with Inkscape (http://www.inkscape.org/) -->
<svg xmlns:dc="http://purl.org/dc/elements/1.1/" xmlns:cc="http://creativecommons.org/ns#"
   xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#" xmlns:svg="http://www.w3.org/2000/svg"
   xmlns="http://www.w3.org/2000/svg" xmlns:xlink="http://www.w3.org/1999/xlink"
   xmlns:sodipodi="http://sodipodi.sourceforge.net/DTD/sodipodi-0.dtd"
   xmlns:inkscape="http://www.inkscape.org/namespaces/inkscape" width="500" height="600" viewBox="0 0 500 600"
   id="svg2" version="1.1" inkscape:version="0.92.4" sodipodi:docname="Wappen.svg" xml:space="preserve"
   inkscape:export-filename="C:\Bilder\wappen@2.png" style="enable-background:new">
  <sodipodi:namedview id="base" pagecolor="#ffffff" inkscape:zoom="0.7"><inkscape:grid type="xygrid" id="grid1"/>
  </sodipodi:namedview>
  <metadata id="metadata7"><rdf:RDF><cc:Work rdf:about=""><dc:format>image/svg+xml</dc:format>
    <dc:type rdf:resource="http://purl.org/dc/dcmitype/StillImage"/></cc:Work></rdf:RDF></metadata>
  <defs id="defs4">
    <linearGradient id="gold" inkscape:collect="always"><stop offset="0" id="s1"/></linearGradient>
    <radialGradient xlink:href="#gold" id="round" gradientUnits="userSpaceOnUse" cx="9" cy="9" r="99"/>
    <clipPath clipPathUnits="userSpaceOnUse" id="clip"><path d="M 0,0 H 500 V 600 Z" id="p1"/></clipPath>
    <inkscape:path-effect effect="spiro" id="path-effect1"/>
  </defs>
  <g inkscape:label="Schild @ Mitte" inkscape:groupmode="layer" id="layer1" clip-path="url(#clip)">
    <path d="M 9,9 L 99,9 99,99 Z" id="lion" sodipodi:nodetypes="cccc" inkscape:connector-curvature="0"
      style="color:#000;color-interpolation-filters:linearRGB;fill:url(#round);stroke-dasharray:none;filter:none;stroke:#000"/>
    <use xlink:href="#lion" transform="matrix(-1,0,0,1,500,0)" id="use1" x="0" y="0" width="100%" height="100%"/>
  </g>
</svg>
"""
ILLUSTRATOR = SVG.format(
    "<defs><style>.a{fill:none;}.b{clip-path:url(#c);}.d,.e{fill:url('#g');font-family:'Arial';} /* end */</style>"
    "<clipPath id='c'><rect class='a' width='5' height='5'/></clipPath>"
    "<linearGradient id='g'><stop offset='0' stop-color='#fc0'/></linearGradient></defs>"
    "<g class='b' data-name='Ebene 1'><rect class='d' width='9' height='9'/></g>"
)


@pytest.fixture(scope="module")
def report(instrument: Instrument, example_evaluation: Evaluation, example_comparison: Comparison) -> Report:
    return report_on(instrument, example_evaluation, comparison=example_comparison)


@pytest.fixture(scope="module")
def three(instrument: Instrument) -> Evaluation:
    return three_fields(instrument)


def expected_facts(part: PartResult) -> tuple[Fact, ...]:
    """What a part with answers must show, derived from the evaluation alone."""
    low, high = WORDS.score(part.low), WORDS.score(part.high)
    answered = part.counts.answered
    asked = answered + part.counts.not_known + part.counts.unanswered
    return (
        Fact("Score", f"{WORDS.score(part.score)} of 100"),
        *([Fact("Possible", f"{low}–{high}")] if low != high else []),
        Fact("Answered", f"{answered} of {asked} questions"),
    )


def test_field_shows_score_bounds_coverage_and_level_of_evaluation(
    report: Report, example_evaluation: Evaluation, instrument: Instrument
) -> None:
    labels = instrument.texts_in("en").levels["fields"]
    for chapter, part in zip(report.fields, example_evaluation.fields, strict=True):
        assert (chapter.key, chapter.result.facts) == (part.key, expected_facts(part))
        assert chapter.result.mark is not None
        assert chapter.result.mark.label == labels[part.level.level or ""].label


def test_field_names_open_answers_and_preliminary_ones(report: Report) -> None:
    opening = next(chapter for chapter in report.fields if chapter.key == "opening")
    assert opening.result.sentences[1:] == (
        "Depending on the open answers the level lies between “Potential” and “Strong”.",
        "Open: 1 × not known, 1 × not answered.",
        "The result is preliminary: 3 answers are not agreed yet.",
    )


def test_appendix_holds_every_question_with_its_answer_points_and_formation(
    report: Report, example_evaluation: Evaluation, instrument: Instrument
) -> None:
    rows = [row for field in report.appendix.fields for group in field.groups for row in group.rows]
    assert [row.key for row in rows] == list(example_evaluation.questions)
    labels = {key: named.label for key, named in instrument.texts_in("en").scales["progress"].items()}
    formed = {"agreed": "agreed", "single": "one answer", None: ""}
    without_option = {"unanswered": "not answered", "not_asked": "not asked here"}
    for row in rows:
        result = example_evaluation.questions[row.key]
        settled = result.settled
        median = f"median of {result.voices.respondents} answers, preliminary"
        assert row.points == ("" if result.points is None else f"{result.points} of 4")
        assert row.answer == (labels[settled.option] if settled.option else without_option[settled.state])
        assert row.formed == (median if settled.formation == "median" else formed[settled.formation])


def test_summary_names_the_highlights_of_the_evaluation(report: Report, example_evaluation: Evaluation) -> None:
    for shown, kind in (
        (report.summary.strengths, FindingKind.STRENGTH),
        (report.summary.needs, FindingKind.NEED_FOR_ACTION),
    ):
        found = highlights(example_evaluation, kind)
        assert [item.figure for item in shown.items] == [WORDS.score(finding.value) for finding in found]
        assert [item.note for item in shown.items] == [
            "preliminary" if finding.is_preliminary else "" for finding in found
        ]
    assert [step.asked.key for step in report.summary.steps.items] == [
        suggestion.question for suggestion in proposed_steps(example_evaluation)
    ]


def test_summary_says_in_words_how_much_is_answered_and_preliminary(
    report: Report, example_evaluation: Evaluation
) -> None:
    counts = example_evaluation.counts
    assert report.summary.coverage.sentences == (
        f"Of {counts.applicable + counts.not_applicable} questions: {counts.answered} answered "
        f"(94\N{NO-BREAK SPACE}% of those that apply), {counts.not_known} not known, "
        f"{counts.unanswered} open, {counts.not_applicable} not applicable.",
    )
    assert counts.not_applicable
    assert report.summary.preliminary.sentences[0].startswith(f"{counts.preliminary} answers are not agreed yet, in: ")


def test_traces_recompute_to_the_result(report: Report, example_evaluation: Evaluation) -> None:
    """What is printed under "How it was calculated" is enough to check every score by hand."""
    for trace, part in zip(report.method.traces, example_evaluation.fields, strict=True):
        assert_traces(trace, part)
        scored = [goal for goal in part.goals if goal.score is not None]
        for inner, goal in zip(trace.parts, scored, strict=True):
            assert_traces(inner, goal)


def assert_traces(trace: TraceText, part: PartResult) -> None:
    """The terms of the evaluation are printed, and lead to its score."""
    terms = [(str(term.weight), WORDS.score(term.value, 2)) for term in part.trace.terms]
    assert [row[1:] for row in trace.terms.rows] == terms
    assert trace.result == f"Result: {WORDS.score(part.score, 2)} of 100"
    assert mean_of(trace) == pytest.approx(float(part.score or 0) * 100, abs=0.01)


def mean_of(trace: TraceText) -> float:
    """The weighted mean of what a trace prints."""
    rows = [(float(weight), float(value)) for _, weight, value in trace.terms.rows]
    return sum(weight * value for weight, value in rows) / sum(weight for weight, _ in rows)


def test_method_lists_every_answer_that_alone_would_change_a_level(
    report: Report, example_evaluation: Evaluation
) -> None:
    changes = level_changes(example_evaluation)
    for trace, part in zip(report.method.traces, example_evaluation.fields, strict=True):
        rows = trace.changes.rows if trace.changes else ()
        assert [row[0].split()[0] for row in rows] == [change.question for change in changes[part.key]]
        assert bool(trace.changes_sentence) == (not rows)


def test_comparison_shows_then_now_and_difference_of_every_goal(
    report: Report, example_comparison: Comparison, example_evaluation: Evaluation
) -> None:
    chapter = report.comparison
    assert chapter is not None
    assert chapter.goals is not None
    for row, change in zip(chapter.goals.rows, example_comparison.goals.values(), strict=True):
        assert row[1:3] == (WORDS.score(change.then), WORDS.score(change.now))
        assert row[4] == str(change.questions)
    asked = sum(result.state is not State.NOT_ASKED for result in example_evaluation.questions.values())
    assert asked < example_comparison.equivalent
    assert chapter.sentences[0] == (
        f"Compared are {len(example_comparison.compared)} questions answered both times, of "
        f"{asked} asked here and in both questionnaires."
    )


def test_findings_of_a_field_are_those_of_the_evaluation_about_its_goals(
    report: Report, example_evaluation: Evaluation
) -> None:
    for chapter in report.fields:
        wanted = [
            (finding.kind, tuple(suggestion.question for suggestion in finding.suggestions))
            for finding in example_evaluation.findings
            if finding.field == chapter.key and finding.part != chapter.key
        ]
        advised = sorted(advice for kind, advice in wanted if advice and kind is not FindingKind.DISAGREEMENT)
        assert len(chapter.findings) == len(wanted)
        assert sorted(tuple(one.asked.key for one in found.advice) for found in chapter.findings if found.advice) == (
            advised
        )


def test_three_fields_answered_show_exactly_three_results(instrument: Instrument, three: Evaluation) -> None:
    report = report_on(instrument, three)
    assert [chapter.key for chapter in report.fields if chapter.is_answered] == ["management", "opening", "economy"]
    assert [trace.heading.split()[0] for trace in report.method.traces] == ["1", "2", "4"]
    assert report.summary.coverage.sentences[-1].startswith("Not answered: ")


def test_three_fields_answered_imply_nothing_about_the_other_four(instrument: Instrument, three: Evaluation) -> None:
    report = report_on(instrument, three)
    for chapter in report.fields:
        if chapter.key in UNANSWERED:
            assert chapter.result == dataclasses.replace(
                chapter.result, mark=None, facts=(), sentences=("Not answered.",)
            )
            assert (chapter.goals, chapter.findings, chapter.findings_heading) == (None, (), "")
    appendix = {field.key: field for field in report.appendix.fields}
    assert [(appendix[key].sentence, appendix[key].groups) for key in UNANSWERED] == [("Not answered.", ())] * 4
    texts, said = instrument.texts_in("en"), set(all_texts(report))
    silent = [part for part in instrument.framework.fields if part.key in UNANSWERED]
    assert not said & {texts.goals[goal.key].label for part in silent for goal in part.goals}
    assert not said & {texts.questions[question.key].question for part in silent for question in part.questions}
    assert not said & {texts.questions[question.key].short for part in silent for question in part.questions}


def test_nothing_answered_is_said_in_plain_sentences(instrument: Instrument) -> None:
    report = report_on(instrument, nothing_answered(instrument))
    summary = report.summary
    assert summary.lead == "No question is answered yet."
    assert (summary.strengths.empty, summary.needs.empty) == ("Nothing is answered yet.",) * 2
    assert summary.preliminary.sentences == ()
    assert [chapter.is_answered for chapter in report.fields] == [False] * 7
    assert (report.method.traces, report.voices, report.comparison) == ((), None, None)


def test_answer_below_minimum_coverage_says_how_many_are_missing(instrument: Instrument) -> None:
    sheet = AnswerSheet((Answer("m-1.1", "begun"), Answer("m-1.2", "not_known")))
    report = report_on(instrument, evaluate(instrument.framework, sheet))
    result = report.fields[0].result
    assert result.mark is None
    assert result.facts[0] == Fact("Score", "50 of 100")
    assert result.sentences[0] == (
        "There is no level yet: 60\N{NO-BREAK SPACE}% of the questions must be answered, 8 answers are missing."
    )
    assert report.summary.strengths.empty == "No part counts as a strength yet."
    assert report.summary.coverage.sentences[-1] == (
        "Too few answers for a level: Management and steering (8 answers missing)."
    )


def test_remarks_of_respondents_are_printed_only_of_a_single_one(instrument: Instrument) -> None:
    alone = (Answer("m-1.1", "begun", "ada", "head", "written by one"),)
    together = (*alone, Answer("m-1.2", "begun", "bob", "head", "written by another"))
    agreed = {"m-1.1": Agreed("m-1.1", "begun", "agreed because")}
    for answers, seen in ((alone, {"written by one", "agreed because"}), (together, {"agreed because"})):
        report = report_on(instrument, evaluate(instrument.framework, AnswerSheet(answers, agreed)))
        said = "\n".join(all_texts(report))
        found = {words for words in ("written by one", "written by another", "agreed because") if words in said}
        assert found == seen


def test_respondents_and_small_groups_are_never_named(instrument: Instrument) -> None:
    """Four people of one group and six of another: neither may show, the smaller not even by subtraction."""
    answers = tuple(
        Answer(question, option, f"person-{number}", "small-group" if number < 4 else "large-group")
        for question in ("m-1.1", "m-1.2")
        for number, option in enumerate(["none"] * 4 + ["established"] * 6)
    )
    groups = {"small-group": "The small group", "large-group": "The large group"}
    report = report_on(instrument, evaluate(instrument.framework, AnswerSheet(answers, groups=groups)))
    said = "\n".join(all_texts(report))
    assert "10 people answered." in said
    for secret in ("person-", "small-group", "small group", "large group"):
        assert secret not in said


def test_words_of_people_stay_as_they_are(instrument: Instrument) -> None:
    hostile = '#read("/etc/passwd") <script>alert(1)</script> $x$ {name} %s'
    sheet = AnswerSheet(
        (Answer("m-1.1", "begun", comment=hostile),), municipality=Municipality(name=hostile), notice=hostile
    )
    report = report_on(instrument, evaluate(instrument.framework, sheet))
    row = report.appendix.fields[0].groups[0].rows[0]
    assert (report.municipality, report.notice, row.comment) == (hostile, hostile, hostile)


def test_offices_that_differ_are_named_beside_what_was_agreed_on(instrument: Instrument) -> None:
    answers = (
        Answer("m-1.1", "begun", "Office A", comment="since May"), Answer("m-1.1", "none", "Office B"),
        Answer("m-1.2", "begun", "Office A", comment="as ever"), Answer("m-1.2", "begun", "Office B"),
    )  # fmt: skip
    agreed = {"m-1.1": Agreed("m-1.1", "planned", "halfway")}
    sheet = AnswerSheet(answers, agreed, is_accountable=True)
    report = report_on(instrument, evaluate(instrument.framework, sheet))
    rows = {row.key: row for group in report.appendix.fields[0].groups for row in group.rows}

    assert rows["m-1.1"].comment == "halfway\nOffice A: Begun. since May\nOffice B: Does not exist"
    assert rows["m-1.2"].comment == "Office A: as ever"
    unnamed = dataclasses.replace(sheet, is_accountable=False)
    report = report_on(instrument, evaluate(instrument.framework, unnamed))
    rows = {row.key: row for group in report.appendix.fields[0].groups for row in group.rows}
    assert rows["m-1.1"].comment == "halfway"


def test_answer_to_a_question_that_is_not_asked_is_named_as_disregarded(instrument: Instrument) -> None:
    framework = instrument.framework
    key = next(
        key for key, question in framework.questions.items() if question.kinds and "village" not in question.kinds
    )
    sheet = AnswerSheet((Answer(key, "begun"),), municipality=Municipality(kind="village"))
    report = report_on(instrument, evaluate(framework, sheet))
    rows = {row.key: row for field in report.appendix.fields for group in field.groups for row in group.rows}
    assert rows[key].answer == "not asked here"
    assert rows[key].comment == "Answered, but not asked here: the answer does not count."


@pytest.mark.parametrize("folder", OTHER_INSTRUMENTS, ids=lambda folder: folder.parent.name)
def test_other_instruments_show_their_whole_result(folder: Path) -> None:
    """Flat fields, totals, levels by count and tiers, composites: every best answer gives the top level."""
    other = load_instrument(folder)
    framework = other.framework
    best = tuple(Answer(key, question.scale.best.key) for key, question in framework.questions.items())
    evaluation = evaluate(framework, AnswerSheet(best))
    report = report_on(other, evaluation)
    assert [chapter.result.facts for chapter in report.fields] == [expected_facts(part) for part in evaluation.fields]
    assert (report.total is None) == (evaluation.total is None and not evaluation.composites)
    if report.total is not None:
        assert [rung.reached for rung in report.total.ladder] == ["yes"] * len(framework.levels.total)
        assert len(report.total.composites) == len(framework.composites)


def test_levels_say_what_they_take() -> None:
    folder = next(folder for folder in OTHER_INSTRUMENTS if folder.parent.name == "welcoming-standard-au")
    report = report_on(load_instrument(folder), evaluate(load_instrument(folder).framework, AnswerSheet(())))
    assert report.total is not None
    assert [rung.requirement for rung in report.total.ladder] == [
        "nothing further",
        "all mandatory criteria met",
        "at least 8 criteria met; all mandatory criteria met",
        "at least 13 criteria met; all mandatory criteria met",
    ]
    assert [rung.reached for rung in report.total.ladder] == ["open"] * 4


def test_difference_of_rounded_scores_is_the_rounded_difference(report: Report, example_comparison: Comparison) -> None:
    """+29 beside 8 and 37: the difference is rounded once, from the exact one."""
    change = example_comparison.fields[0]
    exact = (change.now or Fraction(0)) - (change.then or Fraction(0))
    assert report.comparison is not None
    assert report.comparison.chart.table.rows[0][3] == f"+{WORDS.score(exact)}"


def nested(tag: str, again: str) -> str:
    """Five levels, each of which draws the one below ten times."""
    levels = "".join(f'<{tag} id="l{n}">' + again.format(f"l{n - 1}") * 10 + f"</{tag}>" for n in range(1, 5))
    return f'<{tag} id="l0"><rect/></{tag}>{levels}'


def styled(rule: str) -> str:
    return f"<style>{''.join(rule.format(number) for number in range(5))}</style>"


def png(piece: bytes = b"", tail: bytes = b"") -> bytes:
    """A picture of one point whose data are missing, with something in it or after it, which ends as it should."""
    end = b"\0\0\0\0IEND\xaeB`\x82"
    head = b"\0\0\0\rIHDR" + (1).to_bytes(4) * 2 + b"\x08\0\0\0\0\x3a\x7e\x9b\x55"
    return b"\x89PNG\r\n\x1a\n" + head + piece + (end + tail if tail else b"\0\0\0\0IDAT\x35\xaf\x06\x1e") + end


def test_coat_of_arms_is_known_by_its_content(tmp_path: Path) -> None:
    shipped = load_coat_of_arms(COAT_OF_ARMS)
    assert (shipped.media_type, shipped.content) == ("image/svg+xml", COAT_OF_ARMS.read_bytes())
    picture = tmp_path / "arms.txt"
    picture.write_bytes(as_svg(shipped).encode())
    assert load_coat_of_arms(picture) == shipped


@pytest.mark.parametrize(
    ("content", "reason"),
    [
        (SVG.format("<script>alert(1)</script>"), "an element that pictures here must not have"),
        (SVG.format('<rect onload="alert(1)"/>'), "an element that pictures here must not have"),
        (SVG.format("<foreignObject/>"), "an element that pictures here must not have"),
        (SVG.format('<use href="https://example.org/a.svg#b"/>'), "refers to something outside itself"),
        (SVG.format('<rect fill="url(https://example.org/a)"/>'), "refers to something outside itself"),
        (SVG.format("<style>@import 'https://example.org';</style>"), "refers to something outside itself"),
        ('<!DOCTYPE svg [<!ENTITY a "b">]>' + SVG.format(""), "an SVG without DOCTYPE"),
        ('<?xml version="1.0" encoding="shift_jis"?>' + SVG.format(""), "an SVG without DOCTYPE"),
        (SVG.format('<filter><feTurbulence numOctaves="1000" baseFrequency="0.9"/></filter>'), "must not have"),
        (SVG.format('<img xmlns="http://www.w3.org/1999/xhtml" srcset="https://example.org"/>'), "must not have"),
        (SVG.format('<style>/*<g/>*/ @import "https://example.org";</style>'), "outside itself"),
        (SVG.format("<style>rect{fill:\\75rl(https://example.org)}</style>"), "outside itself"),
        (SVG.format('<g id="a"><use href="#b"/></g><g id="b"><use href="#a"/></g>'), "too complex"),
        (
            SVG.format("".join(f'<g id="l{n + 1}">' + f'<use href="#l{n}"/>' * 10 + "</g>" for n in range(5))),
            "too complex",
        ),
        (SVG.format(nested("use", "<use href=' #{}'/>") + '<g id="l3"/>'), "too complex"),
        (SVG.format(nested("mask", '<rect mask="url(#{})"/>')), "too complex"),
        (SVG.format(nested("clipPath", "<rect style=\"clip-path:url( '#{}' )\"/>")), "too complex"),
        (SVG.format(nested("mask", "<g class='{}'/>") + styled(".l{0}{{mask:url('#l{0}')}}")), "too complex"),
        (SVG.format("<style>g{a:'}b{';mask:url(#l);c:'}</style>"), "too complex"),
        (SVG.format("<style>g:not(a){mask:url(#l)}</style>"), "too complex"),
        (SVG.format(f"<text>{'x' * 10_001}</text>"), "too complex"),
        (SVG.format(f'<path id="l0" d="M0 0{"L1 1" * 100_000}"/>' + '<use href="#l0"/>' * 10), "too complex"),
        (SVG.format('<mask id="a"/><g mask="url(#a)"><g mask="inherit"/></g>'), "must not have"),
        (SVG.format("<style>g{mask: inherit}</style>"), "must not have"),
        (SVG.format('<rect filter="blur(500)"/>'), "must not have"),
        (SVG.format('<rect style="fill:red;filter:blur(5px)"/>'), "must not have"),
        (SVG.format("<style>g{stroke-dasharray/**/:0.00001}</style>"), "must not have"),
        (SVG.format('<path stroke-dasharray="0.00001"/>'), "must not have"),
        (SVG.format('<pattern width="1e9" height="1e9" patternUnits="userSpaceOnUse"/>'), "must not have"),
        (SVG.format('<g xml:base="https://example.org/"/>'), "must not have"),
        (SVG.format('<metadata><meta xmlns="http://www.w3.org/1999/xhtml"/></metadata>'), "must not have"),
        (SVG.format("<g style=\"background:image-set('https://example.org' 1x)\"/>"), "outside itself"),
        (SVG.format("<?php x?>"), "an SVG without DOCTYPE"),
        (png(tail=b"<script>alert(1)</script>"), "something that is no picture"),
        (png(b"IDAT\0\0\0\0" + b"<script>alert(1)</script>"), "something that is no picture"),
        (SVG.format("<g>"), "neither a PNG nor an SVG"),
        ("<html xmlns='http://www.w3.org/1999/xhtml'/>", "neither a PNG nor an SVG"),
        (b"\x89PNG\r\n\x1a\n and then nothing", "its end is missing"),
        (b"\x89PNG\r\n\x1a\n" + b"\0\0\0\rIHDR" + b"\0" * 40 + b"IEND\xaeB`\x82", "more than 16 million pixels"),
        (SVG.format("<g>" * 20_000 + "</g>" * 20_000), "it cannot be drawn"),
        (png(), "it cannot be drawn"),
        (b" " * 1_000_001, "larger than 1 MB"),
        (b"\xff\xfe<\x00s\x00v\x00g\x00", "an SVG without DOCTYPE"),
    ],
)
def test_coat_of_arms_that_could_do_harm_is_refused(tmp_path: Path, content: str | bytes, reason: str) -> None:
    file = tmp_path / "arms.svg"
    file.write_bytes(content if isinstance(content, bytes) else content.encode())
    with pytest.raises(FaultyInput, match=reason):
        load_coat_of_arms(file)


def test_picture_that_would_be_drawn_for_ever_is_refused_at_once(tmp_path: Path) -> None:
    file = tmp_path / "arms.svg"
    for drawing in (
        '<filter id="f"><feTurbulence numOctaves="100000" baseFrequency="0.9"/></filter><rect filter="url(#f)"/>',
        "".join(f'<g id="l{n + 1}">' + f'<use href="#l{n}"/>' * 100 + "</g>" for n in range(50)) + '<g id="l0"/>',
    ):
        file.write_text(SVG.format(drawing))
        begun = perf_counter()
        with pytest.raises(FaultyInput):
            load_coat_of_arms(file)
        assert perf_counter() - begun < 0.5


def test_coat_of_arms_as_drawing_programs_save_it_is_accepted(tmp_path: Path) -> None:
    file = tmp_path / "arms.svg"
    for drawing in (INKSCAPE, ILLUSTRATOR):
        file.write_text(drawing)
        assert load_coat_of_arms(file).content == drawing.encode()


def test_missing_coat_of_arms_is_a_fault(tmp_path: Path) -> None:
    with pytest.raises(FaultyInput, match="cannot be read"):
        load_coat_of_arms(tmp_path / "nowhere.svg")
