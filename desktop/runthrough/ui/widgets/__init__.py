"""Widgets that paint themselves, and small ones used on several pages."""
