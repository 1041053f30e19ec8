"""The one kind of error that a person can mend: the input."""


class InputError(Exception):
    """Bad input: no checkout, a file that does not parse, a dirty target, an unknown API name, no permission.

    The command line prints `message` and `remedy` on stderr, writes nothing and leaves with exit code 2.
    """

    def __init__(self, message: str, remedy: str) -> None:
        super().__init__(message)
        self.message = message
        self.remedy = remedy

    def __str__(self) -> str:
        return f"{self.message}\n{self.remedy}"
