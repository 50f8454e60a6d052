"""Linli (邻里): what a neighbourhood says at its doors, answered in time and judged by the residents."""
