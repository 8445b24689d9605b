"""The acts that may be recorded, each with the words people read."""

from caicach.web.registry import Registry

__all__ = ["actions"]

# "obligations.submit" -> a lazily translated sentence; filled by each app in `AppConfig.ready`.
actions: Registry[object] = Registry("audit.actions")
