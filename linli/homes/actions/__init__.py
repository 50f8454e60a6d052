"""Writes of homes, a file for each noun: ``homes.actions.people.write(...)``.

A line about a person that goes is named in the log by its table and its community alone: the log is never erased, and
it must not tell for ever who needed care, or whose household wanted nothing kept.
"""
