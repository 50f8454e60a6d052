"""The menu of services on every face: words for its codes, the list, the form of an order."""
