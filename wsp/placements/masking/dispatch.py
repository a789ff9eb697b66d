"""The function itself; the modules beside it hold a rule per kind of record."""

from functools import singledispatch
from typing import Any


@singledispatch
def for_employer(record: Any, /, **_context: Any) -> Any:
    """What an employer may see of `record`; every kind of record that the portal shows has a rule here.

    Raises:
        TypeError: there is no rule, so nothing may be shown.

    """
    message = f"no rule says what an employer sees of {type(record).__name__}"
    raise TypeError(message)
