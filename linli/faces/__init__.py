"""Faces: what people see. They share the areas and the kit, never each other."""
