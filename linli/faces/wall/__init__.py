"""Wall: the screen of the command centre."""
