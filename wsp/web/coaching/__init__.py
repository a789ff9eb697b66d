"""The pages of a job coach."""
