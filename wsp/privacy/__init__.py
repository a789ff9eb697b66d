"""Rights of the people whose data are here: how long they stay, who saw them, and what somebody may ask."""
