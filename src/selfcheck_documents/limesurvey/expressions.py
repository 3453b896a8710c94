"""LimeSurvey's relevance equations as conditions of a framework, as far as those can say them.

A framework asks a question only if each of some earlier questions was answered with one of certain options. So “and”
joins conditions on different questions, “or” only conditions on the same one.
"""

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import NamedTuple

from selfcheck.messages import Message, message

Conditions = Mapping[str, frozenset[str]]
ALWAYS: Conditions = {}
LONGEST = 5_000
DEEPEST = 50
TOKEN = re.compile(
    r"""\s*(?:
    (?P<string>"[^"]*"|'[^']*')
  | (?P<name>[0-9]+X[0-9]+X[0-9]+[A-Za-z0-9_#]*(?:\.[A-Za-z]+)?|[A-Za-z_][A-Za-z0-9_]*(?:[.:][A-Za-z]+)?)
  | (?P<number>[0-9]+(?:\.[0-9]+)?)
  | (?P<sign>==|!=|<=|>=|&&|\|\||[<>!()=])
    )""",
    re.VERBOSE,
)
WORDS = {"and": "&&", "or": "||", "not": "!", "eq": "==", "ne": "!=", "lt": "<", "le": "<=", "gt": ">", "ge": ">=",
         "=": "=="}  # fmt: skip
MIRRORED = {"<": ">", ">": "<", "<=": ">=", ">=": "<=", "==": "==", "!=": "!="}
# What LimeSurvey adds to a name without changing its meaning here.
HARMLESS = ("NAOK", "code")
IS_EMPTY = "is_empty"


class NotExpressible(Exception):
    """The expression says what conditions of a framework cannot; `why` says what."""

    def __init__(self, why: Message) -> None:
        self.why = why
        super().__init__(str(why))


@dataclass(frozen=True, slots=True)
class Variable:
    """What a name in an expression stands for: a question, its options by their codes, its answers among them."""

    key: str
    codes: Mapping[str, str]
    answers: tuple[str, ...]

    @property
    def has_more_than_answers(self) -> bool:
        """Whether an option says “not known” or “not applicable”: no condition can name it."""
        return any(key not in self.answers for key in self.codes.values())


class Read(NamedTuple):
    """The conditions of an expression. Inexact: the expression holds after “not known” too, the conditions do not."""

    conditions: Conditions
    is_inexact: bool = False


def read_expression(text: str, variables: Mapping[str, Variable], left_out: frozenset[str] = frozenset()) -> Read:
    """The conditions that an expression means; `variables` are the earlier questions by every name they go by.

    `left_out` are names of the survey that are none of them. Raises `NotExpressible`.
    """
    if text.strip() in ("", "1"):
        return Read(ALWAYS)
    if len(text) > LONGEST:
        raise NotExpressible(message("it is longer than {most} characters.", most=LONGEST))
    reader = _Reader(_tokens(text), variables, left_out)
    return Read(reader.read(), reader.is_inexact)


class _Token(NamedTuple):
    kind: str
    text: str


def _tokens(text: str) -> list[_Token]:
    tokens: list[_Token] = []
    position, end = 0, len(text.rstrip())
    while position < end:
        match = TOKEN.match(text, position)
        if match is None or match.lastgroup is None:
            raise NotExpressible(_unknown(_Token("end", text[position:].lstrip()[:1])))
        written = match[match.lastgroup]
        sign = WORDS.get(written.lower())
        tokens.append(_Token("sign", sign) if sign else _Token(match.lastgroup, written))
        position = match.end()
    return tokens


@dataclass(slots=True)
class _Reader:
    """Reads tokens by descent: alternatives, what holds together, negations, comparisons."""

    tokens: list[_Token]
    variables: Mapping[str, Variable]
    left_out: frozenset[str]
    position: int = 0
    depth: int = 0
    is_inexact: bool = False
    end: _Token = field(default=_Token("end", ""))

    def read(self) -> Conditions:
        """The whole."""
        conditions = self._alternatives()
        if self._peek() is not self.end:
            raise NotExpressible(_unknown(self._peek()))
        return conditions

    def _peek(self) -> _Token:
        return self.tokens[self.position] if self.position < len(self.tokens) else self.end

    def _take(self) -> _Token:
        token = self._peek()
        self.position += 1
        return token

    def _accepts(self, sign: str) -> bool:
        if self._peek() == _Token("sign", sign):
            self.position += 1
            return True
        return False

    def _alternatives(self) -> Conditions:
        conditions = self._together()
        while self._accepts("||"):
            conditions = _either(conditions, self._together())
        return conditions

    def _together(self) -> Conditions:
        conditions = self._negation()
        while self._accepts("&&"):
            conditions = joined(conditions, self._negation())
        return conditions

    def _negation(self) -> Conditions:
        self.depth += 1
        if self.depth > DEEPEST:
            raise NotExpressible(message("it is nested too deeply."))
        if not self._accepts("!"):
            conditions = self._single()
        elif self._peek() == _Token("name", IS_EMPTY):
            self.position += 1
            conditions = self._without(self._in_brackets(), frozenset())
        else:
            conditions = self._complement(self._negation())
        self.depth -= 1
        return conditions

    def _complement(self, conditions: Conditions) -> Conditions:
        if len(conditions) != 1:
            raise NotExpressible(message("it negates more than one question."))
        ((key, options),) = conditions.items()
        variable = next(variable for variable in self.variables.values() if variable.key == key)
        return self._without(variable, options)

    def _without(self, variable: Variable, options: frozenset[str]) -> Conditions:
        self.is_inexact |= variable.has_more_than_answers
        rest = frozenset(variable.answers) - options
        if not rest:
            raise NotExpressible(message("no answer fulfils it."))
        return {variable.key: rest}

    def _single(self) -> Conditions:
        if self._accepts("("):
            conditions = self._alternatives()
            if not self._accepts(")"):
                raise NotExpressible(message("a bracket is missing."))
            return conditions
        first = self._take()
        if first.kind == "name" and self._peek() == _Token("sign", "("):
            return self._function(first.text)
        return self._comparison(first)

    def _function(self, name: str) -> Conditions:
        if name != IS_EMPTY:
            raise NotExpressible(message("it uses the function “{name}”.", name=name))
        self._in_brackets()
        raise NotExpressible(message("it asks whether a question was left unanswered."))

    def _in_brackets(self) -> Variable:
        """The one question in brackets."""
        opening, name, closing = self._take(), self._take(), self._take()
        if (opening.text, name.kind, closing.text) != ("(", "name", ")"):
            raise NotExpressible(message("it computes something."))
        return self._variable(name.text)

    def _comparison(self, left: _Token) -> Conditions:
        sign = self._peek()
        if sign.kind != "sign" or sign.text not in MIRRORED:
            if left == _Token("number", "1"):
                return ALWAYS
            raise NotExpressible(_unknown(left) if left.kind in ("sign", "end") else message("it computes something."))
        self.position += 1
        right = self._take()
        if left.kind != "name" and right.kind == "name":
            left, sign, right = right, _Token("sign", MIRRORED[sign.text]), left
        if left.kind != "name" or right.kind not in ("string", "number"):
            raise NotExpressible(message("it compares something else than a question with an answer."))
        variable = self._variable(left.text)
        value = right.text.strip("\"'") if right.kind == "string" else right.text
        return self._compared(variable, sign.text, value)

    def _variable(self, written: str) -> Variable:
        name, _, suffix = written.partition(".")
        if suffix and suffix not in HARMLESS:
            raise NotExpressible(message("it uses “{name}”.", name=written))
        variable = self.variables.get(name)
        if variable is None and name in self.left_out:
            raise NotExpressible(message("“{name}” is not carried over, or stands later.", name=name))
        if variable is None:
            raise NotExpressible(message("the survey has no question “{name}” with a single answer.", name=name))
        return variable

    def _compared(self, variable: Variable, sign: str, value: str) -> Conditions:
        if sign in ("==", "!="):
            return self._equal(variable, sign, value)
        number = _number(value)
        if number is None:
            raise NotExpressible(message("it compares words by their order."))
        tests = {"<": float.__lt__, "<=": float.__le__, ">": float.__gt__, ">=": float.__ge__}
        numbers = [(_number(code), key) for code, key in variable.codes.items()]
        fulfilled = {key for found, key in numbers if found is not None and tests[sign](found, number)}
        options = frozenset(fulfilled & set(variable.answers))
        if not options or fulfilled - options:
            raise NotExpressible(message("no answer fulfils it."))
        return {variable.key: options}

    def _equal(self, variable: Variable, sign: str, value: str) -> Conditions:
        if value == "" and "" not in variable.codes:
            if sign == "!=":
                return self._without(variable, frozenset())
            raise NotExpressible(message("it asks whether a question was left unanswered."))
        key = variable.codes.get(value)
        if key is None:
            raise NotExpressible(message("the question has no answer “{code}”.", code=value))
        if sign == "!=":
            return self._without(variable, frozenset((key,)))
        if key not in variable.answers:
            raise NotExpressible(message("“{code}” is no answer here, so no condition can name it.", code=value))
        return {variable.key: frozenset((key,))}


def _unknown(token: _Token) -> Message:
    return message("it holds “{sign}”, which conditions do not know.", sign=token.text or "…")


def _number(written: str) -> float | None:
    try:
        return float(written) if re.fullmatch(r"-?[0-9]{1,9}(?:\.[0-9]{1,9})?", written) else None
    except ValueError:
        return None


def joined(one: Conditions, other: Conditions) -> Conditions:
    """Both conditions at once.

    Raises `NotExpressible` where no answer fulfils them.
    """
    both = {**one, **other}
    for key in set(one) & set(other):
        both[key] = one[key] & other[key]
        if not both[key]:
            raise NotExpressible(message("no answer fulfils it."))
    return both


def _either(one: Conditions, other: Conditions) -> Conditions:
    if not one or not other:
        return ALWAYS
    if set(one) != set(other):
        raise NotExpressible(message("it joins different questions with “or”."))
    differing = [key for key in one if one[key] != other[key]]
    if len(differing) > 1:
        raise NotExpressible(message("it joins different questions with “or”."))
    return {key: one[key] | other[key] for key in one}
