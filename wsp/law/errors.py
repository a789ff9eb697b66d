"""What can go wrong when the law is asked for a value.

Each error carries a stable code for programs and one Dutch sentence that says what to do.
"""


class LawError(Exception):
    """The law as stored gives no answer.

    Attributes:
        code: stable name of the failure.
        message: Dutch text for the person who asked.

    """

    code = "law"

    def __init__(self, message: str) -> None:
        """Keep the Dutch message."""
        super().__init__(message)
        self.message = message


class NotSupportedError(LawError):
    """The date lies before what the product supports (*niet ondersteund*); the message gives the reason."""

    code = "law.not_supported"


class NoValueError(LawError):
    """The law has a value for this date, but nobody entered it yet; the message names who must."""

    code = "law.no_value"


class UnknownParameterError(LawError):
    """No parameter has this code: a slip in the program or in an import, not a gap in the law."""

    code = "law.unknown_parameter"


class ParameterFileError(LawError):
    """A parameter file does not follow the schema or contradicts itself."""

    code = "law.parameter_file"
