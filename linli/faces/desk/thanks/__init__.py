"""Thanks for volunteers: offers and causes of a community, the rules in force, the counter where codes are entered.
Nothing here tells whose code it is or what anybody has."""
