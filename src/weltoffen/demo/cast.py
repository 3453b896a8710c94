"""Who there is in the demo: roles instead of names, and one password that everybody may know."""

from typing import NamedTuple

from weltoffen.municipalities.choices import Kind, Role

PASSWORD = "weltoffen-ausprobieren"  # noqa: S105 - meant to be known: demo data never enters a production


class Place(NamedTuple):
    """A municipality of the demo."""

    slug: str
    name: str
    kind: Kind
    official_key: str

    @property
    def coordinator(self) -> str:
        """The e-mail address of who coordinates there."""
        return f"koordination@{self.slug}.example"


class DemoPerson(NamedTuple):
    """Somebody of the demo, called by their role."""

    email: str
    role: Role
    place: Place


class DemoDepartment(NamedTuple):
    """A department of the county, and what it has to do with, by the keys of the questionnaire."""

    name: str
    covers: tuple[str, ...]


class DemoContributor(NamedTuple):
    """Somebody without an account, called by what they do; `covered` finds the department."""

    name: str
    email: str
    covered: str


COUNTY = Place("donnersbergkreis", "Donnersbergkreis", Kind.COUNTY, "07333")
EISENBERG = Place("eisenberg", "Eisenberg (Pfalz)", Kind.TOWN, "07333019")
KIRCHHEIMBOLANDEN = Place("kirchheimbolanden", "Kirchheimbolanden", Kind.TOWN, "07333039")
WINNWEILER = Place("winnweiler", "Winnweiler", Kind.VILLAGE, "07333503")
TOWNS = (EISENBERG, KIRCHHEIMBOLANDEN, WINNWEILER)
"""They are invited to the county's rounds; Kirchheimbolanden has not begun yet."""
COORDINATOR = DemoPerson("koordination@donnersbergkreis.example", Role.COORDINATOR, COUNTY)
CONTRIBUTOR = DemoPerson("mitwirkung@donnersbergkreis.example", Role.CONTRIBUTOR, COUNTY)
FACILITATOR = DemoPerson("prozessbegleitung@donnersbergkreis.example", Role.FACILITATOR, COUNTY)
PEOPLE = (
    COORDINATOR,
    CONTRIBUTOR,
    DemoPerson("verwaltungsleitung@donnersbergkreis.example", Role.HEAD, COUNTY),
    DemoPerson("rat@donnersbergkreis.example", Role.COUNCIL_READER, COUNTY),
    FACILITATOR,
    DemoPerson("redaktion@donnersbergkreis.example", Role.EDITOR, COUNTY),
    DemoPerson("programm@donnersbergkreis.example", Role.PROGRAMME_OFFICE, COUNTY),
    DemoPerson(EISENBERG.coordinator, Role.COORDINATOR, EISENBERG),
    DemoPerson("mitwirkung@eisenberg.example", Role.CONTRIBUTOR, EISENBERG),
    DemoPerson(KIRCHHEIMBOLANDEN.coordinator, Role.COORDINATOR, KIRCHHEIMBOLANDEN),
    DemoPerson(WINNWEILER.coordinator, Role.COORDINATOR, WINNWEILER),
)
"""The process facilitator of the county accompanies Eisenberg too."""

CONTRIBUTORS_SUBJECT = "education"
"""What the department has to do with in which the contributor works."""

DEPARTMENTS = (
    DemoDepartment("Abteilung Soziales", ("social", "health")),
    DemoDepartment("Ausländerbehörde", ("immigration", "public_order")),
    DemoDepartment("Büro der Verwaltungsleitung", ("council_office", "finance", "head")),
    DemoDepartment("Jugendamt", ("youth",)),
    DemoDepartment("Leitstelle für Integration", ("integration", "equality")),
    DemoDepartment("Personal und Organisation", ("personnel",)),
    DemoDepartment("Presse und Öffentlichkeitsarbeit", ("communications",)),
    DemoDepartment("Schulen und Bildung", ("education",)),
)
"""The contributor works in the one for schools, the coordinator in the one for integration."""

CONTRIBUTORS = (
    DemoContributor("Sachbearbeitung Jugendpflege", "jugendpflege@donnersbergkreis.example", "youth"),
    DemoContributor("Sachbearbeitung Pressestelle", "pressestelle@donnersbergkreis.example", "communications"),
    DemoContributor("Sachbearbeitung Sozialplanung", "", "social"),
)
"""They contribute by a personal link; one of them gets a letter."""
