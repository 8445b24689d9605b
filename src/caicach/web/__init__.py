"""Values and habits of every page: actor, decision, errors, middleware. No models."""
