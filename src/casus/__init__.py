"""Casus."""
