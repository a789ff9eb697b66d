"""A whole region out, and back into an empty database (exit clause): all tables as documented CSV, and the files."""
