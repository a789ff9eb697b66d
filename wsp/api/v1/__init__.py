"""Version 1 of the API. Importing this package registers its operations."""

from wsp.api.v1 import banenafspraak, document, employers, placements, vacancies, vacancy_changes

__all__ = ["banenafspraak", "document", "employers", "placements", "vacancies", "vacancy_changes"]
