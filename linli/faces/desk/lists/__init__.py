"""The three lists at the desk: needs, resources and projects of communities; what partner units claim and promise."""
