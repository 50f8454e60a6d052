"""The queue of a desk: what is asked for stands wholly in the address, so that any list can be kept and passed on."""
