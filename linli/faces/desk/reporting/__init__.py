"""双报到 on the desk: the community's side, and that of the organisation whose members reported in."""
