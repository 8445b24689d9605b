"""Posts, roles and grants: who may do what, where, when."""
