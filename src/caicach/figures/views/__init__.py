"""Views: from a request to a service or a selector, and to a page."""
