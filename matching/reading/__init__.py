"""What plain Dutch text says about the hard criteria, where the field for it was left empty.

``read_vacancy`` and ``read_candidate`` answer per field; ``filled_vacancy`` and ``filled_candidate`` put those
answers where a field is ``None`` (not known) and nowhere else: what somebody entered always stands. A text that does
not decide leaves the field empty, so it stays a question.
"""

from matching.reading.certificates import named_papers
from matching.reading.filling import filled_candidate, filled_vacancy, read_candidate, read_vacancy
from matching.reading.hours import Hours
from matching.reading.sentences import Said

__all__ = ["Hours", "Said", "filled_candidate", "filled_vacancy", "named_papers", "read_candidate", "read_vacancy"]
