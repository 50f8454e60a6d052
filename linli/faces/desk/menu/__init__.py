"""Orders for services at the desk: of a community, of a unit that brings them, at the counter; the menu; group days."""
