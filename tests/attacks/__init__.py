"""Attacks: docs/security.md names each threat and the test here or elsewhere that tries it."""
