"""Mock interviews: a course that follows the answers and the clock, and a report at the end."""
