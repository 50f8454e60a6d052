"""Kit: shared components: tokens, base templates, gates, form widgets."""
