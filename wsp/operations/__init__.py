"""Running the program: web server and worker, backup and restore, doctor, keys."""
