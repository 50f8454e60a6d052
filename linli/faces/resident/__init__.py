"""Resident: residents, phone first: report, follow, rate."""
