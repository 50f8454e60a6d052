"""住户 on the desk: the way to a door, a household, a person of it, what they ask to have put right, doubles."""
