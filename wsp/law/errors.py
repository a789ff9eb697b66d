"""What can go wrong when the law is asked for a value. Each message is Dutch and says what to do."""

from wsp.foundation.errors import DomainError


class LawError(DomainError):
    """The law as stored gives no answer."""

    code = "wet"


class NotSupportedError(LawError):
    """The date lies outside what the product supports (*niet ondersteund*); the message gives the reason."""

    code = "niet-ondersteund"


class NoValueError(LawError):
    """The law has a value for this date, but nobody entered it yet; the message names who must."""

    code = "geen-waarde"

    def __init__(self, message: str, *, parameter: str = "", title: str = "") -> None:
        """Take the sentence, and the code and name of the value that is wanted."""
        super().__init__(message)
        self.parameter = parameter
        self.title = title


class UnknownParameterError(LawError):
    """No parameter has this code: a slip in the program or in an import, not a gap in the law."""

    code = "onbekende-wettelijke-waarde"


class ParameterFileError(LawError):
    """A parameter file does not follow the schema or contradicts itself."""

    code = "wettelijke-waarde-onleesbaar"
    status = 500
