"""The faults that attack and the field found, each asked of a running program from outside."""
