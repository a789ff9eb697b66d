"""The law as dated data: values with source and certainty, and how to look them up.

Knows no database and no web. Each value stands in one YAML file under `parameters/`, in folders that follow
the acts; `lookup.Parameters` answers what held on a day, and `steps.Working` remembers what was used and why.
"""

from wsp.law.lookup import LawBook, Parameters

__all__ = ["LawBook", "Parameters"]
