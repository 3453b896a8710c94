"""Who follows what: only they are told, equal states once, and nothing is kept of what nobody follows."""

from http import HTTPStatus

from weltoffen.live.hub import Event, Hub
from weltoffen.live.slots import Audience, Topic
from weltoffen.live.stream import event_of

PHONES, STAGE = Topic(7, Audience.PHONE), Topic(7, Audience.STAGE)
SECOND_GROUP, ELSEWHERE = Topic(7, Audience.PHONE, group=2), Topic(8, Audience.PHONE)


class Following:
    def __init__(self) -> None:
        self.given: list[bytes] = []
        self.ended: list[HTTPStatus] = []

    def give(self, event: Event) -> None:
        self.given.append(event.sent)

    def breathe(self) -> None:
        self.given.append(b":")

    def end(self, why: HTTPStatus = HTTPStatus.NOT_FOUND) -> None:
        self.ended.append(why)


def test_only_those_who_follow_a_topic_get_its_events() -> None:
    hub, phone, stage, group = Hub(), Following(), Following(), Following()
    hub.join(PHONES, phone)
    hub.join(STAGE, stage)
    hub.join(SECOND_GROUP, group)

    hub.give(PHONES, Event("1", b"rate"))

    assert (phone.given, stage.given, group.given) == ([b"rate"], [], [])


def test_a_state_that_is_known_is_not_given_again() -> None:
    hub, phone = Hub(), Following()
    hub.join(PHONES, phone)

    for version in ("1", "1", "2", "1"):
        hub.give(PHONES, Event(version, version.encode()))

    assert phone.given == [b"1", b"2", b"1"]


def test_who_comes_later_gets_the_latest_state_at_once() -> None:
    hub = Hub()
    assert hub.join(PHONES, Following()) is None
    hub.give(PHONES, Event("2", b"rate"))

    assert hub.join(PHONES, Following()) == Event("2", b"rate")
    assert hub.join(STAGE, Following()) is None


def test_with_the_last_one_a_topic_is_forgotten() -> None:
    hub, one, other = Hub(), Following(), Following()
    for phone in (one, other):
        hub.join(PHONES, phone)
    hub.give(PHONES, Event("1", b"rate"))

    hub.leave(PHONES, one)
    assert (hub.topics, len(hub)) == ({PHONES}, 1)
    hub.leave(PHONES, other)
    hub.leave(PHONES, other)
    hub.give(PHONES, Event("2", b"late"))

    assert (hub.topics, len(hub)) == (set(), 0)
    assert hub.join(PHONES, Following()) is None
    assert one.given == other.given == [b"rate"]


def test_an_ended_topic_ends_for_its_followers_only() -> None:
    hub, phone, stage = Hub(), Following(), Following()
    hub.join(PHONES, phone)
    hub.join(STAGE, stage)

    hub.end(PHONES)

    assert (phone.ended, stage.ended) == ([HTTPStatus.NOT_FOUND], [])


def test_followers_are_counted_by_workshop_audience_and_group() -> None:
    hub = Hub()
    for topic in (PHONES, PHONES, SECOND_GROUP, STAGE, ELSEWHERE):
        hub.join(topic, Following())

    assert hub.counts() == {
        (7, Audience.PHONE, 0): 2, (7, Audience.PHONE, 2): 1, (7, Audience.STAGE, 0): 1, (8, Audience.PHONE, 0): 1,
    }  # fmt: skip


def test_an_event_carries_every_line_of_a_state_and_the_same_version_everywhere() -> None:
    event = event_of("eins\nzwei\r\ndrei")

    assert event.sent.decode() == f"id: {event.version}\ndata: eins\ndata: zwei\ndata: drei\n\n"
    assert event == event_of("eins\nzwei\r\ndrei")
    assert event.version != event_of("eins\nzwei\r\nvier").version
