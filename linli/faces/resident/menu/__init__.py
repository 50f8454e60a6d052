"""线上点单: the menu of services, ordering, following an order and judging the service."""
