"""Door: how people come in: sign-in of residents and staff, the role picker of the demo."""
