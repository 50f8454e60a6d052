"""Field: grid workers and handlers on site."""
