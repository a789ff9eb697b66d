"""Groups (groep): candidates who do something together in a period, such as a course, and what came of it."""
