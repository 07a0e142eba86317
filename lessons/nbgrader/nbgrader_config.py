"""nbgrader for the lessons: copy it into the course's folder. lessons/docs/lecturing.md says the rest."""

import os

c = get_config()  # noqa: F821, nbgrader puts it there

c.CourseDirectory.course_id = "juggler"

# What students get in place of the solution. Their own answer is in the cell of the exercise, which stays as it is.
c.ClearSolutions.code_stub = {"java": "// A solution comes after the deadline."}

# "all": the points where every requirement is met, else none. "points": one for each, also for those that an exercise
# meets as it is handed out, which are up to three of four. The kernel inherits this; students' notebooks do not.
os.environ.setdefault("JUGGLER_GRADING", "all")

# Measuring takes its time. A cell that never ends is ended.
c.Execute.timeout = 120

# It would tell Java's kernel what Python's wants to hear.
c.Execute.extra_arguments = []
