"""Spreadsheets in: employers, contacts, vacancies and candidates from XLSX, ODS and CSV."""
