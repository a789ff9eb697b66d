"""The file of a job coach: granted hours, goals, what was done, and a warning when somebody may drop out."""
