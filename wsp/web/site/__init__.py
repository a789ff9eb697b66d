"""Pages that belong to no room: the start, the state of the service, and what every public site must tell."""
