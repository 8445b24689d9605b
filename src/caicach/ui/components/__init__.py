"""Components: one function each, its template of the same name in ``templates/ui/``.

A function names the values a component takes, checks them, and returns the variables of the template.
"""
