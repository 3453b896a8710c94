"""How a command says that it was called wrongly; faults of input are `FaultyInput` and `Refusal` of the calculation."""


class WrongUsage(Exception):
    """The command was called in a way that cannot work; the text says what is possible."""
