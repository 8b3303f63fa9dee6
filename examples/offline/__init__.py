"""A day of one centre whose devices have no line: who is there, what they capture, what becomes of it."""
