"""Finding, loading, freezing and checking frameworks on disk."""

from pathlib import Path

import pytest
from tests.selfcheck.building import structure, write_instrument

from selfcheck import FaultyInput, check_instrument, find_folder, load_instrument
from selfcheck.frameworks.library import FOLDER_VARIABLE, checksum_of, freeze, shipped_folder, versions_of


@pytest.fixture
def root(tmp_path: Path) -> Path:
    """A library with two frameworks, one of them in three versions."""
    for version in ("1.0", "1.9", "1.10"):
        write_instrument(tmp_path / "sample" / version, version=f'"{version}"')
    write_instrument(tmp_path / "other" / "2026", id="other", version='"2026"')
    (tmp_path / "sample" / "drafts").mkdir()
    (tmp_path / "README.md").write_text("no framework", encoding="utf-8")
    return tmp_path


def test_an_id_means_its_newest_version(root: Path) -> None:
    assert find_folder("sample", root) == root / "sample" / "1.10"
    assert find_folder("other", root) == root / "other" / "2026"


@pytest.mark.parametrize("version", ["1.0", "1.9", "1.10"])
def test_an_id_with_a_version_means_that_version(version: str, root: Path) -> None:
    assert find_folder(f"sample@{version}", root) == root / "sample" / version
    assert load_instrument(find_folder(f"sample@{version}", root)).framework.version == version


def test_a_folder_means_itself(root: Path) -> None:
    assert find_folder(str(root / "sample" / "1.9"), root) == root / "sample" / "1.9"


@pytest.mark.parametrize(
    "reference", ["nothing", "sample@1.1", "sample@drafts", "sample@1.0@1", "@1.0", "sam*", "sample/1.0", "../sample"]
)
def test_an_unknown_framework_lists_those_that_there_are(reference: str, root: Path) -> None:
    with pytest.raises(FaultyInput) as faulty:
        find_folder(reference, root)
    (fault,) = faulty.value.faults
    assert (str(fault.message), fault.found) == ("there is no such framework.", reference)
    assert fault.possible == ("other@2026", "sample@1.0", "sample@1.9", "sample@1.10")


def test_a_folder_without_framework_says_so(root: Path) -> None:
    with pytest.raises(FaultyInput) as faulty:
        find_folder(str(root / "sample"), root)
    assert str(faulty.value.faults[0].message) == "the folder holds no framework.yaml."


def test_a_library_that_is_not_there_holds_nothing(tmp_path: Path) -> None:
    with pytest.raises(FaultyInput) as faulty:
        find_folder("sample", tmp_path / "nowhere")
    assert faulty.value.faults[0].possible == ()


def test_versions_stand_in_their_order(root: Path) -> None:
    assert versions_of("sample", root) == ("1.0", "1.9", "1.10")
    assert versions_of("nothing", root) == ()


def test_a_release_candidate_is_older_than_its_release(root: Path) -> None:
    write_instrument(root / "sample" / "1.10-rc1", version="1.10-rc1")
    assert versions_of("sample", root) == ("1.0", "1.9", "1.10-rc1", "1.10")


@pytest.mark.parametrize("sections", [{"version": '"1.0"'}, {"version": '"2.0"', "id": "simple"}])
def test_a_folder_of_the_library_is_called_what_it_holds(
    sections: dict[str, str], root: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    write_instrument(root / "sample" / "2.0", **sections)
    monkeypatch.setenv(FOLDER_VARIABLE, str(root))
    with pytest.raises(FaultyInput) as faulty:
        load_instrument(find_folder("sample@2.0"))
    (fault,) = faulty.value.faults
    assert fault.possible == ("sample@2.0",)


def test_the_library_can_lie_elsewhere(root: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv(FOLDER_VARIABLE, str(root))
    assert shipped_folder() == root
    assert find_folder("sample") == root / "sample" / "1.10"
    monkeypatch.delenv(FOLDER_VARIABLE)
    assert find_folder("weltoffene-kommune").parent.name == "weltoffene-kommune"


def test_a_frozen_version_that_changed_is_a_fault(tmp_path: Path) -> None:
    write_instrument(tmp_path)
    checksum = freeze(tmp_path)
    assert checksum == checksum_of(tmp_path) == load_instrument(tmp_path).framework.checksum
    assert len(checksum) == 64
    text = tmp_path / "text.en.yaml"
    before = text.read_text(encoding="utf-8")
    text.write_text(before.replace("Sample", "Simple"), encoding="utf-8")
    with pytest.raises(FaultyInput) as faulty:
        load_instrument(tmp_path)
    (fault,) = faulty.value.faults
    assert (fault.file, fault.found, fault.possible) == ("frozen.sha256", checksum_of(tmp_path), (checksum,))
    text.write_text(before, encoding="utf-8")
    assert load_instrument(tmp_path).framework.checksum == checksum


def test_a_file_more_or_less_changes_the_checksum_and_an_example_does_not(tmp_path: Path) -> None:
    write_instrument(tmp_path)
    checksum = freeze(tmp_path)
    (tmp_path / "examples").mkdir()
    (tmp_path / "examples" / "one.yaml").write_text("title: x\nanswers: {}\nexpect: {}\n", encoding="utf-8")
    assert checksum_of(tmp_path) == checksum
    (tmp_path / "text.fr.yaml").write_text("", encoding="utf-8")
    assert checksum_of(tmp_path) != checksum


def checked(tmp_path: Path, example: str, sheet: str = '{"answers": []}') -> list[tuple[str, str, str, str | None]]:
    """File, key, sentence and what was found, of the faults of an instrument with this example."""
    write_instrument(tmp_path, levels="{fields: [{key: low, finding: need_for_action}, {key: high, score_from: 50}]}")
    folder = tmp_path / "examples"
    folder.mkdir(exist_ok=True)
    (folder / "one.yaml").write_text(example, encoding="utf-8")
    (folder / "sheet.json").write_text(sheet, encoding="utf-8")
    try:
        check_instrument(tmp_path)
    except FaultyInput as faulty:
        return [(fault.file, fault.key, str(fault.message), fault.found) for fault in faulty.faults]
    return []


RIGHT = """
title: By hand
answers: {a: "4", b: dk}
expect:
  fields: {f: {score: 100, low: 50, high: 100, coverage: 0.5, level: high, answered: 1}}
  total: {score: 100, low: 50.00, level: none}
  findings: {need_for_action: []}
"""
ONE = "examples/one.yaml"


def test_an_example_that_comes_out_right_is_silent(tmp_path: Path) -> None:
    assert checked(tmp_path, RIGHT) == []
    assert checked(tmp_path, 'title: x\nanswers: {}\nrest: "4"\nexpect: {fields: {f: {score: 100}}}\n') == []
    sheet = '{"answers": [{"question": "a", "value": "0"}]}'
    expect = "expect: {fields: {f: {score: 0}}, findings: {need_for_action: [f]}}"
    assert checked(tmp_path, f"title: x\nsheet: sheet.json\n{expect}\n", sheet) == []


@pytest.mark.parametrize(
    ("old", "new", "key", "computed"),
    [
        ("score: 100, low: 50,", "score: 99, low: 50,", "expect.fields.f.score", "100"),
        ("low: 50,", "low: none,", "expect.fields.f.low", "50"),
        ("coverage: 0.5", "coverage: 0.51", "expect.fields.f.coverage", "0.5"),
        ("level: high", "level: low", "expect.fields.f.level", "high"),
        ("answered: 1", "answered: 2", "expect.fields.f.answered", "1"),
        ("level: none", "level: high", "expect.total.level", "none"),
    ],
)
def test_an_example_that_comes_out_otherwise_is_a_fault(
    old: str, new: str, key: str, computed: str, tmp_path: Path
) -> None:
    sentence = f"another result is expected than is computed: {computed}."
    assert old in RIGHT
    found = new.split(":")[1].split(",")[0].strip()
    assert checked(tmp_path, RIGHT.replace(old, new)) == [(ONE, key, sentence, found)]


@pytest.mark.parametrize(
    ("example", "key", "found"),
    [
        ("title: x\nexpect: {}\n", "", None),
        ("title: x\nanswers: {}\nsheet: sheet.json\nexpect: {}\n", "", None),
        ("title: x\nanswers: {z: '4'}\nexpect: {}\n", "answers.z", "z"),
        ("title: x\nanswers: {a: '5'}\nexpect: {}\n", "answers.a", "5"),
        ("title: x\nanswers: {}\nrest: '5'\nexpect: {}\n", "rest", "5"),
        ("title: x\nanswers: {}\nkind: town\nexpect: {}\n", "kind", "town"),
        ("title: x\nsheet: ../framework.yaml\nexpect: {}\n", "sheet", "../framework.yaml"),
        ("title: x\nsheet: nowhere.json\nexpect: {}\n", "sheet", "nowhere.json"),
        ("title: x\nanswers: {}\nexpect: {fields: {g: {score: 1}}}\n", "expect.fields.g", "g"),
        ("title: x\nanswers: {}\nexpect: {fields: {f: {points: 1}}}\n", "expect.fields.f.points", "points"),
        (
            "title: x\nanswers: {a: '4'}\nexpect: {findings: {need_for_action: [f]}}\n",
            "expect.findings.need_for_action",
            "f",
        ),
    ],
)
def test_a_faulty_example_is_a_fault_with_its_place(example: str, key: str, found: str | None, tmp_path: Path) -> None:
    assert [(fault[0], fault[1], fault[3]) for fault in checked(tmp_path, example)] == [(ONE, key, found)]


def test_a_faulty_sheet_of_an_example_is_a_fault_of_the_sheet(tmp_path: Path) -> None:
    sheet = '{"answers": [{"question": "z", "value": "0"}]}'
    assert [fault[:2] for fault in checked(tmp_path, "title: x\nsheet: sheet.json\nexpect: {}\n", sheet)] == [
        ("sheet.json", "answers[0].question")
    ]


def test_examples_are_not_calculated_while_the_structure_is_faulty(tmp_path: Path) -> None:
    checked(tmp_path, RIGHT.replace("score: 100", "score: 1"))
    (tmp_path / "framework.yaml").write_text(structure(version="one two"), encoding="utf-8")
    with pytest.raises(FaultyInput) as faulty:
        check_instrument(tmp_path)
    assert {fault.file.split("/")[0] for fault in faulty.value.faults} == {"framework.yaml", "text.en.yaml"}


def test_an_example_cannot_expect_a_kind_of_finding_that_does_not_exist(tmp_path: Path) -> None:
    example = "title: x\nanswers: {}\nexpect: {findings: {strenght: []}}\n"
    assert [fault[1] for fault in checked(tmp_path, example)] == ["expect.findings.strenght"]


@pytest.mark.parametrize("beside", ["rest: '4'", "kind: town"])
def test_an_example_with_a_sheet_has_neither_kind_nor_rest(beside: str, tmp_path: Path) -> None:
    assert len(checked(tmp_path, f"title: x\nsheet: sheet.json\n{beside}\nexpect: {{}}\n")) == 1


@pytest.mark.parametrize("file", ["one.yaml", "sheet.json"])
def test_an_example_that_is_not_utf_8_is_a_fault_and_no_crash(file: str, tmp_path: Path) -> None:
    checked(tmp_path, "title: x\nsheet: sheet.json\nexpect: {}\n")
    (tmp_path / "examples" / file).write_bytes('{"title": "Büro"}'.encode("latin-1"))
    with pytest.raises(FaultyInput):
        check_instrument(tmp_path)


def test_the_name_of_a_sheet_that_no_file_can_have_is_a_fault_and_no_crash(tmp_path: Path) -> None:
    assert len(checked(tmp_path, 'title: x\nsheet: "\\0"\nexpect: {}\n')) == 1
