"""Files in: a door like the web and the API. A profile parses a record, the rooms' verbs do the work."""
