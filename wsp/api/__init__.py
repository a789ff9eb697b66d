"""The API: the same verbs, schemas and sight as the web, for other systems. Its own application without cookies."""
