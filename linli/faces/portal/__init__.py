"""Portal: everybody, without signing in: what was asked, answered and solved."""
